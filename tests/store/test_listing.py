"""What is shown of a run, from hand-made tags alone."""

from tensorboard.data import provider

from activis_tb.format.metadata import summary_metadata
from activis_tb.format.tags import Tag, encode_tag
from activis_tb.store.listing import RunListing, list_run

OLD, MIDDLE, NEW = "1000000000000-aaaa", "2000000000000-bbbb", "3000000000000-cccc"
OURS = summary_metadata().plugin_data.content


def listing(*tags: Tag, content: bytes = OURS, more: dict[str, bytes] | None = None) -> RunListing | None:
    named = {encode_tag(tag): content for tag in tags} | (more or {})
    return list_run("run", {name: series(10.0 * i, given) for i, (name, given) in enumerate(named.items())})


def series(wall_time: float, content: bytes) -> provider.BlobSequenceTimeSeries:
    return provider.BlobSequenceTimeSeries(
        max_step=0, max_wall_time=wall_time, max_length=1, plugin_content=content,
        description="", display_name="",
    )  # fmt: skip


def steps(recording: str, *numbers: int, instance_set: str = "validation") -> list[Tag]:
    return [Tag("snapshot", recording, instance_set, number) for number in numbers]


def shown(found: RunListing | None, name: str = "validation") -> list[tuple[str, int]]:
    assert found is not None
    return [(tag.recording, tag.number) for tag in found.sets[name].snapshots]


def test_steps_are_listed_in_their_order_with_the_times_of_their_events() -> None:
    found = listing(*steps(OLD, 10, 2, -1))
    assert shown(found) == [(OLD, -1), (OLD, 2), (OLD, 10)]
    assert found is not None and found.sets["validation"].wall_times == (20.0, 10.0, 0.0)


def test_a_newer_recording_hides_the_older_one_from_its_first_step_on() -> None:
    found = listing(*steps(NEW, 2, 3), *steps(OLD, 0, 1, 2, 3, 4, 5))
    assert shown(found) == [(OLD, 0), (OLD, 1), (NEW, 2), (NEW, 3)]


def test_a_recording_that_goes_on_after_the_older_one_keeps_it_all() -> None:
    assert shown(listing(*steps(OLD, 0, 1), *steps(NEW, 5))) == [(OLD, 0), (OLD, 1), (NEW, 5)]


def test_each_recording_hides_what_all_older_ones_show() -> None:
    found = listing(*steps(OLD, 0, 1, 2, 3), *steps(MIDDLE, 2, 9), *steps(NEW, 1))
    assert shown(found) == [(OLD, 0), (NEW, 1)]


def test_instance_sets_hide_only_their_own_steps() -> None:
    found = listing(*steps(OLD, 0, 1, instance_set="train"), *steps(NEW, 0, instance_set="test"))
    assert (shown(found, "train"), shown(found, "test")) == ([(OLD, 0), (OLD, 1)], [(NEW, 0)])


def test_a_recording_without_a_snapshot_hides_nothing() -> None:
    found = listing(*steps(OLD, 0), Tag("instances", NEW, "validation"), Tag("graph", NEW))
    assert shown(found) == [(OLD, 0)]


def test_a_run_without_tags_of_ours_is_not_listed() -> None:
    assert listing(more={"activis/other": b"", "loss": b""}) is None


def test_tags_of_others_are_passed_over() -> None:
    assert shown(listing(*steps(OLD, 0), more={"activis/snapshot/x/y/z": OURS})) == [(OLD, 0)]


def test_a_run_of_a_newer_format_says_so_and_shows_nothing() -> None:
    found = listing(*steps(OLD, 0), content=b'{"format_version": 7}')
    assert found is not None
    assert found.problem == "Run 'run' has format version 7; this ActiVis reads up to 1: update activis-tb."
    assert not found.sets and not found.tags


def test_500_runs_of_50_snapshots_are_listed_each_for_itself() -> None:
    tags = [*steps(OLD, *range(50)), Tag("instances", OLD, "validation"), Tag("graph", OLD)]
    assert all(len(shown(listing(*tags))) == 50 for _ in range(500))
