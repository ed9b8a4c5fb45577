"""The small pictures that the page is compared with, one of each state, theme and size of the window."""

from pathlib import Path

from PIL import Image

from tests.e2e.pictures.states import STATES
from tests.e2e.pictures.studio import FRAMES, Frame

FOLDER = Path(__file__).parent / "baselines"


def title(name: str, frame: Frame) -> str:
    """What the file of a picture is called."""
    theme, (width, height) = frame
    return f"{name}-{theme}-{width}x{height}"


def path_of(name: str, frame: Frame) -> Path:
    """Where the small picture lies."""
    return FOLDER / f"{title(name, frame)}.webp"


def read(name: str, frame: Frame) -> Image.Image | None:
    """The small picture; None where there is none yet."""
    path = path_of(name, frame)
    return Image.open(path).convert("RGB") if path.exists() else None


def write(name: str, frame: Frame, picture: Image.Image) -> None:
    """Keep a small picture, to the last bit."""
    FOLDER.mkdir(exist_ok=True)
    picture.save(path_of(name, frame), lossless=True, quality=100, method=6)


def forget_others() -> None:
    """Remove what belongs to no state any more."""
    kept = {path_of(name, frame) for name in STATES for frame in FRAMES}
    for path in set(FOLDER.iterdir()) - kept:
        path.unlink()
