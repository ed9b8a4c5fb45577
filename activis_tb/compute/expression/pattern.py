"""Searching text by LIKE patterns and regular expressions, in a time that no pattern can stretch."""

import enum
import re
import time
from collections.abc import Callable
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from activis_tb.compute.expression.names import shown
from activis_tb.compute.expression.tree import ExpressionError, Match
from activis_tb.compute.expression.values import Values

Matcher = Callable[[Values], Values]
# RE2 needs time in proportion to the text times the states of the pattern, so both need a bound.
MAX_SECONDS = 5.0
MAX_PATTERN = 1_000
MAX_STATES = 20_000
_COUNTED = re.compile(r"\{(\d+)(?:,(\d*))?\}")


class Wildcard(enum.Enum):
    """What stands for other text in a LIKE pattern."""

    TEXT = "%"
    CHARACTER = "_"


def matcher(node: Match) -> Matcher:
    """A function from text [rows] to bool [rows] for LIKE, ILIKE or ~; an unusable pattern is refused at once.

    LIKE has no escape character unless ESCAPE names one, `_` is one code point, ILIKE ignores case by Unicode's simple
    folding. `~` searches with RE2's syntax; ^ and $ are the ends of the whole text.
    """
    if node.operator == "~":
        return _regex(str(node.pattern.value), node)
    return _like(_pieces(node), node)


def within_time(function: Matcher, values: Values, node: Match, seconds: float) -> Values:
    """`function` of `values`, slice by slice; ExpressionError when the slices are not done after that many seconds."""
    if isinstance(values, pa.Scalar):
        return function(values)
    results: list[pa.Array] = []
    begun, start, rows = time.monotonic(), 0, 1
    while start < len(values):
        slice_begun = time.monotonic()
        result = function(values.slice(start, rows))
        results.extend(result.chunks if isinstance(result, pa.ChunkedArray) else [result])
        start, now = start + rows, time.monotonic()
        if now - begun > seconds and start < len(values):
            message = f"the pattern {shown(str(node.pattern.value))} takes longer than {seconds:g} seconds"
            raise ExpressionError(message, node.pattern.position)
        rows = max(1, min(8 * rows, int(rows * seconds / 4 / max(now - slice_begun, 1e-6))))
    return pa.chunked_array(results, pa.bool_())


def _regex(pattern: str, node: Match) -> Matcher:
    repeats = sum(int(most or least) for least, most in _COUNTED.findall(pattern))
    if len(pattern) > MAX_PATTERN or len(pattern) * repeats > MAX_STATES:
        message = f"the regular expression has more than {MAX_PATTERN:,} characters or repeats too much of them"
        raise ExpressionError(message, node.pattern.position)
    search = partial(pc.match_substring_regex, pattern=pattern)
    try:
        search(pa.array([""]))
    except pa.ArrowInvalid as error:
        reason = str(error).removeprefix("Invalid regular expression: ").partition(":")[0]
        message = f"{shown(pattern)} is no regular expression of RE2 ({reason})"
        raise ExpressionError(message, node.pattern.position) from None
    return lambda values: within_time(search, values, node, MAX_SECONDS)


def _pieces(node: Match) -> list[str | Wildcard]:
    """The pattern as runs of plain text and wildcards."""
    pieces: list[str | Wildcard] = []
    characters = iter(str(node.pattern.value))
    for character in characters:
        before = pieces[-1] if pieces else None
        if character in "%_" and character != node.escape:
            if before is not Wildcard.TEXT or character == "_":
                pieces.append(Wildcard(character))
            continue
        plain = next(characters, "") if character == node.escape else character
        if not plain:
            message = f"the pattern {shown(str(node.pattern.value))} ends with the escape character"
            raise ExpressionError(message, node.pattern.position)
        if isinstance(before, str):
            plain = before + plain
            pieces.pop()
        pieces.append(plain)
    return pieces


def _like(pieces: list[str | Wildcard], node: Match) -> Matcher:
    """The common shapes of a pattern have kernels of their own, which need no bound."""
    ignoring = {"ignore_case": node.operator == "ILIKE"}
    match pieces:
        case [] | [str()] if node.operator == "LIKE":
            return partial(pc.equal, pa.scalar("".join(map(str, pieces))))
        case [Wildcard.TEXT]:
            return lambda values: pc.starts_with(values, "")
        case [str(text), Wildcard.TEXT]:
            return lambda values: pc.starts_with(values, text, **ignoring)
        case [Wildcard.TEXT, str(text)]:
            return lambda values: pc.ends_with(values, text, **ignoring)
        case [Wildcard.TEXT, str(text), Wildcard.TEXT]:
            return lambda values: pc.match_substring(values, text, **ignoring)
    wild = {Wildcard.TEXT: ".*", Wildcard.CHARACTER: "."}
    body = "".join(re.escape(piece) if isinstance(piece, str) else wild[piece] for piece in pieces)
    search = partial(pc.match_substring_regex, pattern=rf"(?s)\A{body}\z", **ignoring)
    return lambda values: within_time(search, values, node, MAX_SECONDS)
