"""Subsets made on the page, as JSON."""

import base64
from typing import Any

import pytest
from tensorboard import errors

from activis_tb.plugin.parse_selection import parse_selection
from activis_tb.queries.selection import Combined, Condition, Drawn, Listed, Named, Selection


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"subset": "NUM"}, Named("NUM")),
        ({"where": "words > 5"}, Condition("words > 5")),
        ({"ids": ["q1", "q2"]}, Listed(("q1", "q2"))),
        ({"bits": base64.b64encode(b"\x80").decode(), "checksum": 7, "layer": "h"}, Drawn(b"\x80", 7, "h")),
        ({"not": {"subset": "NUM"}}, Combined("not", (Named("NUM"),))),
        ({"any": [{"subset": "a"}, {"where": "b"}]}, Combined("any", (Named("a"), Condition("b")))),
        ({"all": [{"subset": "a"}]}, Combined("all", (Named("a"),))),
    ],
)
def test_a_selection_is_read(given: Any, expected: Selection) -> None:
    assert parse_selection(given) == expected


def nested(depth: int) -> Any:
    return {"subset": "a"} if depth == 0 else {"not": nested(depth - 1)}


@pytest.mark.parametrize(
    "given",
    [None, [], "a", {}, {"subset": 1}, {"ids": [1]}, {"all": []}, {"bits": "gA=="}, {"any": [{}] * 65}, nested(9)],
)
def test_another_shape_is_refused_in_one_sentence(given: Any) -> None:
    with pytest.raises(errors.InvalidArgumentError, match="it must be one of subset, where, ids") as refused:
        parse_selection(given)
    assert "\n" not in str(refused.value)


def test_bits_that_are_not_base64_are_refused() -> None:
    with pytest.raises(errors.InvalidArgumentError, match="not base64"):
        parse_selection({"bits": "!", "checksum": 1})
