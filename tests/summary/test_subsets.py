"""The op for subsets: what it stores of a declaration."""

from pathlib import Path
from typing import Any

import pytest
import tensorflow as tf

from activis_tb import Subset, summary
from activis_tb.format.manifest import decode_manifest
from activis_tb.format.records import Declaration, Declarations
from tests.op_logs import written


def declared(pb: Any) -> Declarations:
    return decode_manifest(pb.value[0].tensor.string_val[0], Declarations).record


def test_conditions_ids_and_members_are_stored() -> None:
    given = [Subset("long", where="n > 3"), Subset("two", ids=[1, "b"]), Subset("odd", members=[False, True, False])]
    assert declared(summary.subsets_pb(given, instance_set="test")) == Declarations(
        "test",
        (Declaration("long", where="n > 3"), Declaration("two", ids=("1", "b")), Declaration("odd", rows=(1,))),
    )


def test_groups_of_subsets_and_names_of_conditions_are_taken() -> None:
    named = declared(summary.subsets_pb({"long": "n > 3"}, instance_set="test"))
    assert [subset.name for subset in named.subsets] == ["long"]
    grouped = declared(summary.subsets_pb([Subset.by_edges("n", [0, 1, 2])], instance_set="test"))
    assert [subset.name for subset in grouped.subsets] == ["n 0 to 1", "n 1 to 2"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"a": "n >"}, "."),
        ([Subset("a", where="n > 1"), Subset("a", where="n > 2")], "subset 'a' is declared twice"),
        ([Subset.by_value("sea")], "the values of column 'sea' are not known here; Subset.by_value needs values="),
        ([Subset("a", function=len)], "subset 'a' is a function, which cannot be stored; give where, ids or members"),
    ],
)
def test_what_cannot_be_a_subset_is_refused_when_it_is_declared(given: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        summary.subsets_pb(given, instance_set="test")


def test_the_op_writes_what_its_twin_gives(tmp_path: Path) -> None:
    with tf.summary.create_file_writer(str(tmp_path)).as_default():
        assert summary.subsets({"long": "n > 3"}, instance_set="test").numpy()
    (event,) = written(tmp_path)
    assert event.summary == summary.subsets_pb({"long": "n > 3"}, instance_set="test")
    assert not summary.subsets({"long": "n > 3"}, instance_set="test").numpy()
