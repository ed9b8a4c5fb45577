"""Tags: the name under which one record stands in an event file.

A tag holds the recording, the instance set and the step, because readers keep few steps of a tag and only its first
metadata.
"""

import dataclasses
import re
import secrets
import time
from typing import Literal, get_args
from urllib.parse import quote, unquote

Kind = Literal["graph", "instances", "neurons", "snapshot", "subsets"]
_RECORDING = re.compile(r"[0-9]{10,16}-[0-9a-f]{4}")
_STEP = re.compile(r"-?[0-9]{1,19}")


def new_recording() -> str:
    """A new recording's id: its start in milliseconds and four random hex digits, so that ids sort by start."""
    return f"{int(time.time() * 1000)}-{secrets.token_hex(2)}"


@dataclasses.dataclass(frozen=True)
class Tag:
    """Which record an event holds; `number` is a snapshot's step or the part of an instance table.

    `layer` names the one layer of a snapshot that a summary op wrote; "" where a snapshot holds all of its layers.
    """

    kind: Kind
    recording: str
    instance_set: str = ""
    number: int = 0
    layer: str = ""


def encode_tag(tag: Tag) -> str:
    """The tag as TensorBoard's series name, e.g. "activis/snapshot/1763690000000-ab12/validation/4"."""
    before, after = encode_around_number(tag)
    return f"{before}{tag.number}{after}"


def encode_around_number(tag: Tag) -> tuple[str, str]:
    """What comes before and after the number in the name of `tag`, for a writer that learns the step later."""
    after = f"/{quote(tag.layer, safe='')}" if tag.layer else ""
    return f"activis/{tag.kind}/{tag.recording}/{quote(tag.instance_set, safe='')}/", after


def decode_tag(name: str) -> Tag | None:
    """The tag that a series name stands for; None for a name that no writer of ours makes."""
    parts = name.split("/")
    if len(parts) not in (5, 6) or parts[0] != "activis" or parts[1] not in get_args(Kind):
        return None
    if len(parts) == 6 and (parts[1] != "snapshot" or not parts[5]):
        return None
    if not _RECORDING.fullmatch(parts[2]) or not _STEP.fullmatch(parts[4]):
        return None
    kind: Kind = parts[1]  # type: ignore[assignment]
    return Tag(kind, parts[2], unquote(parts[3]), int(parts[4]), unquote("".join(parts[5:])))
