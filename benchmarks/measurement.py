"""One measured number beside its reference, which is what a benchmark returns."""

import dataclasses
import math


@dataclasses.dataclass(frozen=True)
class Measurement:
    """`ours` and `reference` in the same `unit`, measured in the same run; less is better.

    The target is met when ours / reference is at most `target`: 1.3 is "at most 1.3 times", 1/3 "three times faster".
    Without a target a measurement stands beside others for comparison.
    The reference is finite and above zero, else ValueError; `ours` may be 0 (no memory grown, no condition wrong), or
    NaN (nothing could be measured), which never meets a target.
    """

    name: str
    ours: float
    reference: float
    unit: str
    target: float | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.reference) and self.reference > 0):
            raise ValueError(f"the reference of {self.name!r} is {self.reference!r}; it must be finite and above 0")

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        return self.ours / self.reference

    @property
    def met(self) -> bool | None:
        """Whether the ratio is at most the target; None without one."""
        return None if self.target is None else self.ratio <= self.target
