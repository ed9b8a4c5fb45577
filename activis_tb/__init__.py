"""ActiVis for TensorBoard: how the neurons of a network answer to instances and to subsets of instances."""

from typing import TYPE_CHECKING, Any

from activis_tb.version import __version__

if TYPE_CHECKING:
    from activis_tb.collect.keras import KerasCallback
    from activis_tb.collect.recorder import Recorder
    from activis_tb.collect.subset import Subset

__all__ = ["KerasCallback", "Recorder", "Subset", "__version__"]

_ROOMS = {
    "KerasCallback": "activis_tb.collect.keras",
    "Recorder": "activis_tb.collect.recorder",
    "Subset": "activis_tb.collect.subset",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: TensorBoard imports this package and must not load Keras."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'activis_tb' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_ROOMS[name]), name)
