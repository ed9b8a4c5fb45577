"""A model that is trained on several devices at once."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_mirrored_model_while_it_is_fit(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.collect.mirrored_training", str(tmp_path)]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert finished.stdout.splitlines()[-1:] == ["equal"], finished.stderr
