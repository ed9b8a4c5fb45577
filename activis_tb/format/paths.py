"""Names of the side files of a recording, relative to the run's folder; made from a tag, never read from a log."""

import hashlib
import re

from activis_tb.format import metadata
from activis_tb.format.tags import Tag

RUN_FOLDER = "activis"
LONGEST_NAME = 150
_PLAIN = re.compile(rb"[a-z0-9_-]")


def encode_name(name: str) -> str:
    """A folder name for `name` that no disk refuses or mixes up with another.

    Every byte other than a-z, 0-9, "_" and "-" is percent-encoded, capitals too (disks may ignore case); above 150
    bytes the rest is replaced by a hash.
    """
    encoded = "".join(
        chr(b) if _PLAIN.match(bytes([b])) else f"%{b:02X}" for b in name.encode("utf-8", "surrogatepass")
    )
    if len(encoded) <= LONGEST_NAME:
        return encoded or "%"
    digest = hashlib.blake2b(encoded.encode(), digest_size=16).hexdigest()
    return f"{encoded[: LONGEST_NAME - 33]}.{digest}"


def recording_folder(recording: str, instance_set: str) -> tuple[str, ...]:
    """The folders below the run's folder that hold the side files of one instance set of a recording."""
    return ("plugins", metadata.PLUGIN_NAME, recording, encode_name(instance_set))


def array_file(tag: Tag) -> tuple[str, ...]:
    """The path, as its parts below the run's folder, of the file that holds the arrays of a snapshot or of
    instances."""
    name = f"{tag.number}.safetensors" if tag.kind == "snapshot" else f"{tag.kind}-{tag.number}.safetensors"
    return (*recording_folder(tag.recording, tag.instance_set), name)


def table_file(tag: Tag) -> tuple[str, ...]:
    """The path, as its parts below the run's folder, of the Parquet file of a part of the instance table."""
    return (*recording_folder(tag.recording, tag.instance_set), f"{tag.kind}-{tag.number}.parquet")
