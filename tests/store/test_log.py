"""Reading a log that may be damaged, hostile or gone; every trouble is one sentence about one run."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tensorboard import context, errors

from activis_tb.format.paths import array_file, table_file
from activis_tb.format.tags import Tag
from activis_tb.store.log import Log
from tests.recordings import made_up, open_log, record

GIVEN = made_up(20)


@pytest.fixture
def logdir(tmp_path: Path) -> Path:
    record(tmp_path / "a", GIVEN, (0, 1))
    record(tmp_path / "b", GIVEN)
    return tmp_path


def side_file(logdir: Path, log: Log, kind: str = "arrays") -> Path:
    tag = log.snapshot("a/activis", "validation", 0).tag
    parts = array_file(tag) if kind == "arrays" else table_file(Tag("instances", tag.recording, "validation"))
    return logdir.joinpath("a", "activis", *parts)


def test_arrays_come_back_and_cannot_be_changed(logdir: Path) -> None:
    stored = open_log(logdir).snapshot("a/activis", "validation", 0)
    np.testing.assert_allclose(stored.array("layer/0/mean")[0], GIVEN.hidden.mean(axis=0), rtol=1e-6)
    with pytest.raises(ValueError, match="read-only"):
        stored.array("layer/0/mean")[0] = 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda blob: blob[: len(blob) // 2],
        lambda blob: blob[:-2] + b"xx",
        lambda blob: b"",
        lambda blob: b"\xff" * len(blob),
    ],
)
def test_a_damaged_file_is_a_sentence_and_other_runs_are_served(logdir: Path, damage: Callable[[bytes], bytes]) -> None:
    log = open_log(logdir)
    path = side_file(logdir, log)
    path.write_bytes(damage(path.read_bytes()))
    stored = log.snapshot("a/activis", "validation", 0)
    names = [spec.name for spec in stored.manifest.arrays]
    with pytest.raises(errors.NotFoundError, match="of run 'a/activis' cannot be read: its file is damaged$"):
        for name in names:
            stored.array(name)
    assert log.snapshot("b/activis", "validation", 0).array("layer/0/mean").shape == (4, 5)


def test_a_damaged_file_is_named_by_its_layer_where_it_has_one(logdir: Path) -> None:
    log = open_log(logdir)
    path = side_file(logdir, log)
    path.write_bytes(b"\xff" * len(path.read_bytes()))
    stored = log.snapshot("a/activis", "validation", 0)
    for name, owner in (("layer/0/mean", "layer 'hidden'"), ("sample/rows", "a recording")):
        with pytest.raises(errors.NotFoundError, match=f"^Not found: {owner} of run 'a/activis' cannot be read"):
            stored.array(name)


def test_a_damaged_table_is_a_sentence(logdir: Path) -> None:
    log = open_log(logdir)
    path = side_file(logdir, log, "table")
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(errors.NotFoundError, match="run 'a/activis' cannot be read: the instance table is damaged"):
        log.instances(log.snapshot("a/activis", "validation", 0))


def test_a_file_that_is_gone_is_a_sentence(logdir: Path) -> None:
    log = open_log(logdir)
    side_file(logdir, log).unlink()
    with pytest.raises(errors.NotFoundError, match="the files of run 'a/activis' are gone"):
        log.snapshot("a/activis", "validation", 0).array("layer/0/mean")


def test_a_link_to_a_file_elsewhere_is_not_followed(logdir: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    log = open_log(logdir)
    path = side_file(logdir, log)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    with pytest.raises(errors.NotFoundError, match="leads outside of the folder"):
        log.snapshot("a/activis", "validation", 0).array("layer/0/mean")


def test_an_array_that_was_not_recorded_is_not_found(logdir: Path) -> None:
    stored = open_log(logdir).snapshot("a/activis", "validation", 1)
    assert not stored.has_array("layer/0/kernel")
    with pytest.raises(errors.NotFoundError, match="'layer/0/kernel' was not recorded in run 'a/activis' at step 1"):
        stored.array("layer/0/kernel")


@pytest.mark.parametrize("name", ["../../x", "CON", "a/b", "x" * 300, "Ünï😀", "a b%2f", "..", "?<>|*"])
def test_a_set_of_any_name_is_recorded_and_read(tmp_path: Path, name: str) -> None:
    record(tmp_path / "a", GIVEN, instance_set=name)
    log = open_log(tmp_path)
    assert list(log.run("a/activis").sets) == [name]
    assert len(log.instances(log.snapshot("a/activis", name, 0)).table) == 20
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_sets_that_differ_in_case_only_are_kept_apart(tmp_path: Path) -> None:
    record(tmp_path, GIVEN, instance_set="Test")
    record(tmp_path, made_up(10), instance_set="test")
    log = open_log(tmp_path)
    assert [log.snapshot("activis", name, 0).record.n for name in ("Test", "test")] == [20, 10]
    folders = [path.name.lower() for path in tmp_path.glob("activis/plugins/activis/*/*")]
    assert len(set(folders)) == 2


def test_steps_that_there_are_are_named_shortly(tmp_path: Path) -> None:
    record(tmp_path, GIVEN, tuple(range(20)))
    with pytest.raises(errors.NotFoundError, match=r"has no step 99; it has 0, 1, 2, 3, \.\.\., 17, 18, 19"):
        open_log(tmp_path).snapshot("activis", "validation", 99)


def test_listings_are_kept_until_somebody_asks_for_the_runs(logdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, listed = open_log(logdir).source, []
    ask = source.data_provider.list_blob_sequences

    def listing(*args: Any, **given: Any) -> Any:
        listed.append(given)
        return ask(*args, **given)

    monkeypatch.setattr(source.data_provider, "list_blob_sequences", listing)
    for _ in range(2):
        Log(source, context.RequestContext(), "").snapshot("a/activis", "validation", 0)
    assert len(listed) == 1
    monkeypatch.setattr(source.data_provider, "list_blob_sequences", lambda *args, **given: {})
    assert Log(source, context.RequestContext(), "").runs() == []
    with pytest.raises(errors.NotFoundError, match="run 'a/activis' has recorded nothing; it may have been deleted"):
        Log(source, context.RequestContext(), "").snapshot("a/activis", "validation", 0)
