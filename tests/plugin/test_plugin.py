"""The plugin as TensorBoard loads it, also where neither TensorFlow nor Keras is installed."""

import json
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import numpy as np
from tensorboard.plugins import base_plugin

from activis_tb.plugin.plugin import ActivisPlugin
from tests.plugin.conftest import GIVEN

BLOCKED = """
import json, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("tensorflow", "keras", "torch", "sklearn"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Refuse())
from tests.boards import open_board, wait_until

with open_board(sys.argv[1], "Python reader", reload=0) as board:
    wait_until(lambda: board.steps("a/activis") == [0, 1])
    address = {"run": "a/activis", "instance_set": "validation", "step": 1}
    _, arrays = board.frame("/matrix", **address, layer="hidden", rows=[{"subset": "all"}])
    for route, more in (
        ("/snapshot", {}), ("/graph", {}), ("/activations", {"layer": "hidden"}), ("/projection", {"layer": "hidden"}),
        ("/instances", {}), ("/instance", {"rows": "1"}), ("/thumbnails", {"page": 0}), ("/static/index.js", {}),
    ):
        assert board.get(route, **address, **more).status_code == 200, route
print(json.dumps({"mean": arrays["value"][0].tolist(), "loaded": sorted(m for m in sys.modules if "." not in m)}))
"""


def test_tensorboard_finds_the_plugin_by_its_entry_point() -> None:
    (found,) = [entry for entry in entry_points(group="tensorboard_plugins") if entry.name == "activis"]
    assert found.load() is ActivisPlugin


def test_the_tab_is_called_activis_and_loads_its_module() -> None:
    plugin = ActivisPlugin(base_plugin.TBContext(logdir="logs"))
    assert plugin.plugin_name == "activis"
    assert plugin.is_active() is False
    assert plugin.data_plugin_names() == ("activis",)
    shown = plugin.frontend_metadata()
    assert (shown.tab_name, shown.es_module_path) == ("ActiVis", "/static/index.js")


def test_everything_is_served_without_tensorflow_and_keras(logdir: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", BLOCKED, str(logdir)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    np.testing.assert_allclose(found["mean"], GIVEN.hidden.mean(axis=0), rtol=1e-5)
    assert not {"tensorflow", "keras", "torch", "sklearn"} & set(found["loaded"])
