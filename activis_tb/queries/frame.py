"""An answer that carries arrays."""

import dataclasses
from collections.abc import Mapping

import numpy as np


@dataclasses.dataclass(frozen=True)
class Frame:
    """A header of JSON values and arrays, sent together (docs/http_api.md); not `final` where more is to come."""

    header: Mapping[str, object]
    arrays: Mapping[str, np.ndarray]
    final: bool = True


def finite(number: float) -> float | None:
    """The number, None where JSON has no word for it."""
    return float(number) if np.isfinite(number) else None
