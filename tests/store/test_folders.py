"""Where a run's folder lies, and that nothing outside of the logdir is ever opened."""

import os
from pathlib import Path

import pytest
from tensorboard import errors

from activis_tb.store.folders import RunFolders

PARTS = ("plugins", "activis", "f.safetensors")


def placed(folder: Path) -> str:
    path = folder.joinpath(*PARTS)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    return os.path.realpath(path)


def test_a_file_is_found_below_the_runs_folder(tmp_path: Path) -> None:
    expected = placed(tmp_path / "a" / "activis")
    assert RunFolders(str(tmp_path), "").find("a/activis", PARTS) == expected


def test_a_logdir_that_is_the_run_itself_has_the_run_named_dot(tmp_path: Path) -> None:
    expected = placed(tmp_path)
    assert RunFolders(str(tmp_path), "").find(".", PARTS) == expected


def test_a_file_that_is_gone_is_one_sentence_without_a_path(tmp_path: Path) -> None:
    with pytest.raises(errors.NotFoundError, match="the files of run 'a' are gone: .* record it again"):
        RunFolders(str(tmp_path), "").find("a", PARTS)


@pytest.mark.parametrize("run", ["../outside", "a/../../outside", "link", "/etc"])
def test_a_run_that_leads_outside_is_refused(tmp_path: Path, run: str) -> None:
    placed(tmp_path / "outside")
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(errors.NotFoundError, match="leads outside of the folder that TensorBoard reads"):
        RunFolders(str(tmp_path / "logs"), "").find(run, PARTS)


def test_a_logdir_that_is_a_link_itself_is_fine(tmp_path: Path) -> None:
    expected = placed(tmp_path / "real" / "a")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert RunFolders(str(tmp_path / "link"), "").find("a", PARTS) == expected


def test_names_of_a_spec_lead_to_their_folders(tmp_path: Path) -> None:
    one, two, three = placed(tmp_path / "1" / "a"), placed(tmp_path / "2" / "b"), placed(tmp_path / "3" / "c:d")
    folders = RunFolders("", f"first:{tmp_path}/1,{tmp_path}/2,third:{tmp_path}/3")
    assert folders.find("first/a", PARTS) == one
    assert folders.find("b", PARTS) == two
    assert folders.find("third/c:d", PARTS) == three
    with pytest.raises(errors.NotFoundError):
        folders.find("firsts/a", PARTS)


def test_what_is_shown_is_what_the_user_gave() -> None:
    assert (RunFolders("logs", "").shown, RunFolders("", "a:logs").shown) == ("logs", "a:logs")
