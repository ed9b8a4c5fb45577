"""How names are written in a condition, and which name was meant by one that does not exist."""

import difflib
import re
from collections.abc import Collection, Iterable

KEYWORDS = frozenset("AND OR NOT IN BETWEEN IS NULL TRUE FALSE LIKE ILIKE ESCAPE".split())
PLAIN_NAME = re.compile(r"[^\W\d]\w*")
# Similarity takes quadratic time, and nobody misspells a name of that length.
_COMPARED = 100
_SHOWN = 40
_QUOTED = re.compile(r"""'(?:[^']|'')*+'|"(?:[^"]|"")*+\"""")


def spelled(name: str) -> str:
    """`name` as a condition has to spell it: in double quotes unless it is a plain word and no keyword."""
    if PLAIN_NAME.fullmatch(name) and name.upper() not in KEYWORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """`text` as a text value, in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def shown(text: str) -> str:
    """`text` as a sentence quotes it: its repr, cut when it is long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def closest(name: str, names: Iterable[str], least: float = 0.6) -> str | None:
    """The name that differs from `name` in case only, else the most similar one of at least that ratio, else None."""
    if len(name) > _COMPARED:
        return None
    by_lower: dict[str, str] = {}
    for candidate in names:
        by_lower.setdefault(candidate.lower(), candidate)
    matches = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=least)
    return by_lower[matches[0]] if matches else None


def listed(names: Collection[str], most: int = 8) -> str:
    """The first names, separated by commas, for a sentence."""
    return ", ".join([spelled(name) for name in names][:most]) + (", ..." if len(names) > most else "")


def bare(text: str) -> str:
    """`text` with everything between quotes, and the quotes, replaced by as many spaces."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def unquoted(text: str, names: Iterable[str], spaced: bool) -> tuple[int, str] | None:
    """Where `text` holds one of the `names` that would need double quotes without them, and which; the longest first.

    Only names that begin like a word are looked for, with `spaced` also those that hold white space.
    """
    outside = bare(text)
    for name in sorted((name for name in names if name in outside), key=len, reverse=True):
        if spelled(name) == name or not PLAIN_NAME.match(name) or (not spaced and re.search(r"\s", name)):
            continue
        match = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", outside)
        if match:
            return match.start(), name
    return None
