"""Whether a page still looks as it did, and what to do where it does not."""

import time
from pathlib import Path

from PIL import Image

from tests.e2e.conftest import ROOT
from tests.e2e.pictures.baselines import read, title
from tests.e2e.pictures.likeness import MOST, difference, small
from tests.e2e.pictures.studio import Frame, Sitter

RESULTS = ROOT / "test-results" / "pictures"
PATIENCE = 15.0
"""Seconds until a page has to look as it did; a page that does is not waited for."""


def complaint(name: str, frame: Frame, sitter: Sitter) -> str | None:
    """What is wrong with a picture and where it can be seen, in a sentence; None for one that is as it was."""
    kept = read(name, frame)
    if kept is None:
        return f"there is no picture {title(name, frame)!r} yet: `make pictures ACCEPT=yes` takes it"
    end = time.monotonic() + PATIENCE
    while True:
        picture = sitter.picture()
        apart, (x, y) = difference(small(picture), kept)
        if apart <= MOST:
            return None
        if time.monotonic() > end:
            break
        sitter.wait()
    return (
        f"{title(name, frame)!r} looks different near ({x}, {y}), by {apart:.0f} of 255 where {MOST:.0f} may be: "
        f"look at {save(name, frame, picture)}; if it is meant to look so, `make pictures ACCEPT=yes` accepts it"
    )


def save(name: str, frame: Frame, picture: Image.Image) -> Path:
    """Keep a picture in its full size where it can be looked at; the path."""
    path = RESULTS / f"{title(name, frame)}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)
    return path
