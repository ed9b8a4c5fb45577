"""Which runs have recorded what, as the page lists it."""

import pytest

from activis_tb.queries.runs import run_name, runs
from activis_tb.store.log import Log


def test_runs_are_listed_with_sets_and_steps(log: Log) -> None:
    found = runs(log)
    assert [(run["run"], run["name"], run["problem"]) for run in found] == [
        ("a/activis", "a", None), ("b/activis", "b", None), ("c/activis", "c", None),
    ]  # fmt: skip
    (listed,) = found[0]["instance_sets"]  # type: ignore[misc]
    assert (listed["name"], listed["steps"], len(listed["wall_times"])) == ("validation", [0, 1], 2)
    assert listed["recording"] == log.run("a/activis").sets["validation"].snapshots[-1].recording


@pytest.mark.parametrize(
    ("run", "name"), [("a/b/activis", "a/b"), ("activis", "."), ("a", "a"), ("myactivis", "myactivis")]
)
def test_a_run_is_called_what_its_user_calls_it(run: str, name: str) -> None:
    assert run_name(run) == name
