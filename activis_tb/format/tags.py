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

Kind = Literal["graph", "instances", "neurons", "snapshot"]
_RECORDING = re.compile(r"[0-9]{10,16}-[0-9a-f]{4}")
_STEP = re.compile(r"-?[0-9]{1,19}")


def new_recording() -> str:
    """A new recording's id: its start in milliseconds and four random hex digits, so that ids sort by start."""
    return f"{int(time.time() * 1000)}-{secrets.token_hex(2)}"


@dataclasses.dataclass(frozen=True)
class Tag:
    """Which record an event holds; `number` is a snapshot's step or the part of an instance table."""

    kind: Kind
    recording: str
    instance_set: str = ""
    number: int = 0


def encode_tag(tag: Tag) -> str:
    """The tag as TensorBoard's series name, e.g. "activis/snapshot/1763690000000-ab12/validation/4"."""
    return f"activis/{tag.kind}/{tag.recording}/{quote(tag.instance_set, safe='')}/{tag.number}"


def decode_tag(name: str) -> Tag | None:
    """The tag that a series name stands for; None for a name that no writer of ours makes."""
    parts = name.split("/")
    if len(parts) != 5 or parts[0] != "activis" or parts[1] not in get_args(Kind):
        return None
    if not _RECORDING.fullmatch(parts[2]) or not _STEP.fullmatch(parts[4]):
        return None
    kind: Kind = parts[1]  # type: ignore[assignment]
    return Tag(kind, parts[2], unquote(parts[3]), int(parts[4]))
