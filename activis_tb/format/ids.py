"""Identity of instances: an id is text, and the hash of the id decides who is in the sample (part of the format's
version)."""

import hashlib
from collections.abc import Iterable

import numpy as np


def encode_ids(ids: Iterable[object]) -> list[str]:
    """Ids as they are stored: `str(id)`."""
    return [str(i) for i in ids]


def hash_ids(ids: list[str]) -> np.ndarray:
    """uint64 [instances]: first 8 bytes, big endian, of blake2b (RFC 7693, 8-byte digest) of each id in UTF-8."""
    blake2b = hashlib.blake2b
    joined = b"".join(blake2b(i.encode("utf-8", "surrogatepass"), digest_size=8).digest() for i in ids)
    return np.frombuffer(joined, dtype=">u8").astype(np.uint64)
