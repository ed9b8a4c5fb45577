"""ActiVis for TensorBoard: how the neurons of a network answer to instances and to subsets of instances."""

from typing import TYPE_CHECKING, Any

from activis_tb.version import __version__

if TYPE_CHECKING:
    from activis_tb import summary
    from activis_tb.collect.keras import KerasCallback
    from activis_tb.collect.record import record, record_checkpoints
    from activis_tb.collect.recorder import Recorder
    from activis_tb.gather.subset import Subset

__all__ = ["KerasCallback", "Recorder", "Subset", "__version__", "record", "record_checkpoints", "summary"]

_ROOMS = {
    "KerasCallback": "activis_tb.collect.keras",
    "Recorder": "activis_tb.collect.recorder",
    "Subset": "activis_tb.gather.subset",
    "record": "activis_tb.collect.record",
    "record_checkpoints": "activis_tb.collect.record",
    "summary": "activis_tb.summary",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used: TensorBoard imports this package and must not load Keras."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'activis_tb' has no attribute {name!r}")
    import importlib

    module = importlib.import_module(_ROOMS[name])
    return module if name == "summary" else getattr(module, name)
