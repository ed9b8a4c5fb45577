"""The public index of the summary room, and what its twins need."""

import subprocess
import sys
from pathlib import Path

import pytest

import activis_tb
from activis_tb import summary
from activis_tb.summary.op import recording

WITHOUT_TENSORFLOW = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("tensorflow", "keras", "torch"):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Refuse())
import activis_tb
assert "activis_tb.summary" not in sys.modules
twins = activis_tb.summary
twins.activations_pb("hidden", [[1.0]], instance_set="test", step=0, ids=["a"])
twins.instances_pb(instance_set="test", ids=["a"], labels=[0], columns={"text": ["x"]})
twins.subsets_pb({"x": "text = 'x'"}, instance_set="test")
"""


def test_every_op_has_a_twin() -> None:
    assert activis_tb.summary is summary
    ops = {name for name in summary.__all__ if not name.endswith("_pb")}
    assert ops == {"activations", "graph", "instances", "subsets"}
    assert set(summary.__all__) == ops | {f"{name}_pb" for name in ops}


def test_the_twins_need_no_tensorflow() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_TENSORFLOW], check=True, cwd=Path(__file__).parents[2])


def test_all_ops_of_a_process_belong_to_one_recording() -> None:
    tags = [summary.subsets_pb({}, instance_set=name).value[0].tag for name in ("test", "train")]
    assert tags == [f"activis/subsets/{recording()}/{name}/0" for name in ("test", "train")]


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'sumary'"):
        activis_tb.sumary  # noqa: B018
