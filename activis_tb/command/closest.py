"""Names that are not there, and what may have been meant."""

import difflib
from collections.abc import Iterable

MOST = 3
ALIKE = 0.5


def closest(name: str, known: Iterable[str]) -> str:
    """The names most like one that is not there, as the end of a sentence; all of a few where none is alike."""
    names = list(dict.fromkeys(known))
    alike = difflib.get_close_matches(name, names, MOST, ALIKE)
    if alike:
        return f"the closest are {', '.join(map(repr, alike))}" if len(alike) > 1 else f"the closest is {alike[0]!r}"
    if not names:
        return "there are none"
    return f"there are {', '.join(map(repr, names[: 2 * MOST]))}{' and more' if len(names) > 2 * MOST else ''}"
