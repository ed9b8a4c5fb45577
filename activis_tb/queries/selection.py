"""Subsets that are made on the page: conditions, drawn or listed instances, and what is combined of them."""

import dataclasses
from typing import Literal

from tensorboard import errors

MOST_PARTS = 64


@dataclasses.dataclass(frozen=True)
class Named:
    """A subset that was recorded, by its name."""

    subset: str


@dataclasses.dataclass(frozen=True)
class Condition:
    """The instances that fulfil a condition (compute/expression)."""

    where: str


@dataclasses.dataclass(frozen=True)
class Listed:
    """Instances by their ids."""

    ids: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Drawn:
    """Sampled instances, one bit each in the order of the sample, the most significant first.

    `checksum` is the CRC-32 of the sample's table rows, which says that the bits still mean the same instances; `layer`
    names the layer in whose projection they were drawn, "" for none.
    """

    bits: bytes
    checksum: int
    layer: str = ""


@dataclasses.dataclass(frozen=True)
class Combined:
    """What fulfils all or any of the parts, or not its only part."""

    how: Literal["all", "any", "not"]
    parts: tuple["Selection", ...]


Selection = Named | Condition | Listed | Drawn | Combined


def refuse_large(selection: Selection) -> None:
    """InvalidArgumentError for a selection of more than 64 parts."""
    if _size(selection) > MOST_PARTS:
        raise errors.InvalidArgumentError(f"a subset is combined of more than {MOST_PARTS} parts")


def _size(selection: Selection) -> int:
    return 1 + sum(_size(part) for part in selection.parts) if isinstance(selection, Combined) else 1
