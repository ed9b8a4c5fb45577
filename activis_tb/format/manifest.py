"""Records as bytes: JSON, compressed, with the version, the arrays and the files that belong to it."""

import dataclasses
import functools
import threading
import zlib
from typing import Any, Generic, TypeVar

import msgspec

from activis_tb.format import metadata
from activis_tb.format.arrays import ArraySpec

R = TypeVar("R")
LARGEST = 1 << 20
LARGEST_DECODED = 32 << 20
_LEARNING = threading.Lock()


@dataclasses.dataclass(frozen=True)
class FileSpec:
    """A side file that is read whole: its length and its CRC-32C."""

    n_bytes: int
    crc32c: int


@dataclasses.dataclass(frozen=True)
class Manifest(Generic[R]):
    """One event's content: a record, the specs of its arrays and the spec of its table, where it has them.

    `blobs` names what the event holds beside the manifest, in its order: arrays as tensors, or "table".
    """

    record: R
    arrays: tuple[ArraySpec, ...] = ()
    table: FileSpec | None = None
    blobs: tuple[str, ...] = ()
    format_version: int = metadata.FORMAT_VERSION

    def array(self, name: str) -> ArraySpec | None:
        """The spec of the array of that name, or None."""
        return next((spec for spec in self.arrays if spec.name == name), None)


def encode_manifest(manifest: Manifest[R]) -> bytes:
    """The manifest as compressed JSON; ValueError above 1 MiB, which no reader would accept."""
    encoded = zlib.compress(msgspec.json.encode(manifest), 6)
    if len(encoded) > LARGEST:
        kind = type(manifest.record).__name__
        raise ValueError(f"the manifest of a {kind} is {len(encoded)} bytes; it must be at most {LARGEST}")
    return encoded


def decode_manifest(blob: bytes, record: type[R]) -> Manifest[R]:
    """The manifest that `blob` holds, every field checked; ValueError when it is damaged, too large or of a newer
    version."""
    if len(blob) > LARGEST:
        raise ValueError(f"the manifest is {len(blob)} bytes; it must be at most {LARGEST}")
    decompressor = zlib.decompressobj()
    try:
        text = decompressor.decompress(blob, LARGEST_DECODED)
        if decompressor.unconsumed_tail or not decompressor.eof:
            raise ValueError(f"the manifest is cut off or longer than {LARGEST_DECODED} bytes when unpacked")
        _refuse_newer(_decoder(_Versioned).decode(text).format_version)
        manifest: Manifest[R] = _decoder(Manifest[record]).decode(text)  # type: ignore[valid-type]
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(f"the manifest is damaged: {error}") from error
    return manifest


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """The decoder of a type. While msgspec learns a type's fields, another thread that decodes it crashes."""
    with _LEARNING:
        return _learned(kind)


@functools.cache
def _learned(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@dataclasses.dataclass(frozen=True)
class _Versioned:
    """What every version's manifest has."""

    format_version: int = metadata.FORMAT_VERSION


def _refuse_newer(version: int) -> None:
    if version > metadata.FORMAT_VERSION:
        raise ValueError(
            f"the recording has format version {version}, this ActiVis reads up to "
            f"{metadata.FORMAT_VERSION}: update activis-tb where TensorBoard runs"
        )
