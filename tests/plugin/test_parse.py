"""Query strings and bodies brought to queries."""

import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from tensorboard import errors

from activis_tb.plugin import parse
from activis_tb.queries.matrix import MatrixQuery, Row
from activis_tb.queries.moment import Moment

COMMON = {"run": "a", "instance_set": "validation", "step": "4"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["run", "step", "subset", "instance"]), inner),
)


def test_an_address_takes_what_it_leaves_out_from_the_common_parameters() -> None:
    rows = '[{"subset": "NUM"}, {"instance": "q17", "step": -1}, {"subset": "all", "run": "b", "instance_set": "test"}]'
    assert parse.matrix_query({**COMMON, "layer": "hidden", "rows": rows}) == MatrixQuery(
        "hidden",
        (
            Row(Moment("a", "validation", 4), subset="NUM"),
            Row(Moment("a", "validation", -1), instance="q17"),
            Row(Moment("b", "test", 4), subset="all"),
        ),
    )


def test_instances_are_asked_for_by_rows_and_by_ids() -> None:
    query = parse.instance_query({**COMMON, "rows": "3,1", "ids": '["q,1", "ü"]'})
    assert (query.rows, query.ids) == ((3, 1), ("q,1", "ü"))
    assert parse.instance_query(COMMON).rows == ()


NAMES = st.sampled_from(["run", "instance_set", "step", "layer", "rows", "ids", "page", "method"])
PARSERS = [parse.instance_query, parse.thumbnails_query, parse.projection_query, parse.layer_query, parse.graph_query]


def assert_a_query_or_one_short_sentence(parser: Callable[[parse.Parameters], object], given: parse.Parameters) -> None:
    try:
        parser(given)
    except errors.InvalidArgumentError as error:
        assert "\n" not in str(error) and len(str(error)) < 300


@given(st.sampled_from(PARSERS), st.dictionaries(NAMES, st.text() | JSON.map(json.dumps)))
def test_whatever_a_query_string_holds_is_a_query_or_one_short_sentence(
    parser: Callable[[parse.Parameters], object], given: parse.Parameters
) -> None:
    assert_a_query_or_one_short_sentence(parser, given)


@given(st.dictionaries(NAMES, JSON))
def test_whatever_is_posted_is_a_query_or_one_short_sentence(given: parse.Parameters) -> None:
    assert_a_query_or_one_short_sentence(parse.matrix_query, given)
