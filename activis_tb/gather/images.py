"""Thumbnails: pictures of instances, made small and brought to 8 bits."""

import numpy as np

from activis_tb.format import records

LARGEST_SIDE = 64


class Thumbnailer:
    """Shrinks images to at most `largest` px and decides once how their pixels are scaled to 0-255."""

    def __init__(self, largest: int = LARGEST_SIDE) -> None:
        self._largest = largest
        self._scaling: str | None = None
        self._range = (0.0, 1.0)
        self._shape: tuple[int, ...] = ()

    def shrink(self, images: np.ndarray | None, n: int) -> np.ndarray | None:
        """uint8 [instances, height, width, 1, 3 or 4] from `images` uint8 or float [instances, height,
        width(, channels)].

        Floats are 0-1 or 0-255 by their range, else scaled from the least to the greatest of the first images; NaN is
        black.
        """
        if images is None:
            return None
        array = np.asarray(images)
        array = array[..., None] if array.ndim == 3 else array
        if array.ndim != 4 or array.shape[-1] not in (1, 3, 4) or len(array) != n:
            raise ValueError(f"images have shape {array.shape}; it must be [{n} instances, height, width, 1, 3 or 4]")
        self._shape = self._shape or array.shape[1:]
        if array.shape[1:] != self._shape:
            raise ValueError(f"images have shape {array.shape[1:]}, but had {self._shape} before")
        small = _average(array, self._largest)
        if array.dtype == np.uint8:
            self._scaling = self._scaling or "0 to 255"
            return np.round(small).astype(np.uint8)
        if self._scaling is None:
            self._decide(array)
        low, high = self._range
        shares = (np.nan_to_num(small, nan=low, posinf=high, neginf=low) - low) / (high - low)
        return np.asarray(np.round(np.clip(shares, 0, 1) * 255), np.uint8)

    def arrays(
        self, sample: dict[str, np.ndarray], first_row: int
    ) -> tuple[dict[str, np.ndarray], records.Thumbnails | None]:
        """The thumbnails of the sampled instances from row `first_row` on, and their record; nothing where there are
        none."""
        if "image" not in sample:
            return {}, None
        new = (sample["row"] >= first_row) & sample["has_image"]
        images = sample["image"][new]
        n, height, width, channels = images.shape
        described = records.Thumbnails(n, height, width, channels, self._scaling or "0 to 255")
        return {"thumbnails": images, "thumbnail_rows": sample["row"][new]}, described

    def _decide(self, array: np.ndarray) -> None:
        finite = array[np.isfinite(array)]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        if low >= 0 and high <= 1:
            self._range = (0.0, 1.0)
        elif low >= 0 and high <= 255:
            self._range = (0.0, 255.0)
        else:
            self._range = (low, high if high > low else low + 1)
        self._scaling = f"{self._range[0]:g} to {self._range[1]:g}"


def _average(array: np.ndarray, largest: int) -> np.ndarray:
    """float32 images whose sides are at most `largest` px, each pixel the mean of a block of as many pixels."""
    step = max(1, -(-max(array.shape[1:3]) // largest))
    n, height, width, channels = array.shape
    height, width = height // step, width // step
    if height == 0 or width == 0:
        raise ValueError(f"images of shape {array.shape[1:]} are too long and thin for a thumbnail")
    cut = array[:, : height * step, : width * step].astype(np.float32)
    return np.asarray(cut.reshape(n, height, step, width, step, channels).mean(axis=(2, 4)))
