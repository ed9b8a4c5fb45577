"""A log of a newer format beside one of ours."""

from pathlib import Path

import pytest
from tensorboard import errors

from activis_tb.queries.runs import runs
from tests.recordings import made_up, open_log, record


def test_a_newer_run_says_so_and_the_others_are_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path / "ours", made_up(5))
    with monkeypatch.context() as later:
        later.setattr("activis_tb.format.metadata.FORMAT_VERSION", 2)
        record(tmp_path / "newer", made_up(5))
    log = open_log(tmp_path)
    newer, ours = runs(log)
    sentence = "Run 'newer/activis' has format version 2; this ActiVis reads up to 1: update activis-tb."
    assert (newer["problem"], newer["instance_sets"]) == (sentence, [])
    assert (ours["problem"], len(ours["instance_sets"])) == (None, 1)  # type: ignore[arg-type]
    with pytest.raises(errors.NotFoundError, match="has format version 2"):
        log.snapshot("newer/activis", "validation", 0)
