"""Takes all pictures into test-results/pictures, with a page to look through them: `python -m tests.e2e.pictures`.

With --accept the tests compare with them from now on.
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import FLAGS, find_chromium
from tests.e2e.pictures import baselines, logs
from tests.e2e.pictures.likeness import MOST, difference, small
from tests.e2e.pictures.states import STATES
from tests.e2e.pictures.studio import FRAMES, Studio
from tests.e2e.pictures.verdict import RESULTS, save


def main() -> None:
    """Take the pictures of all states, or of those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("states", nargs="*", metavar="state", help="a state; default: all")
    parser.add_argument("--accept", action="store_true", help="compare with these pictures from now on")
    arguments = parser.parse_args()
    names = arguments.states or list(STATES)
    if unknown := set(names) - set(STATES):
        parser.error(f"there is no state {', '.join(sorted(unknown))}; there are {', '.join(STATES)}")
    with tempfile.TemporaryDirectory() as folder, logs.served(Path(folder) / "logs") as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            studio = Studio(browser, address)
            changed = [title for name in names for title in _take(studio, name, arguments.accept)]
            browser.close()
    if arguments.accept:
        baselines.forget_others()
    _write_index()
    print(f"{'Accepted' if arguments.accept else 'Different'}: {', '.join(changed) or 'none'}")
    print(f"Look at {RESULTS / 'index.html'}")


def _take(studio: Studio, name: str, accept: bool) -> list[str]:
    """Take the pictures of a state; the titles of those that are not as they were."""
    changed = []
    with studio.open(STATES[name]) as sitter:
        for frame in FRAMES:
            sitter.sit(frame)
            picture = sitter.picture_at_rest()
            save(name, frame, picture)
            kept = baselines.read(name, frame)
            if kept is None or difference(small(picture), kept)[0] > MOST / 2:
                changed.append(baselines.title(name, frame))
                if accept:
                    baselines.write(name, frame, small(picture))
    return changed


def _write_index() -> None:
    figures = "".join(
        f"<figure><figcaption>{path.stem}</figcaption><img src='{path.name}' loading='lazy'></figure>\n"
        for path in sorted(RESULTS.glob("*.png"))
    )
    (RESULTS / "index.html").write_text(f"<!doctype html><meta charset='utf-8'>\n{figures}", encoding="utf-8")


if __name__ == "__main__":
    main()
