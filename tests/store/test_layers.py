"""What summary ops wrote, found by step; what is damaged is one sentence."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tensorboard import errors
from tensorboard.compat.proto import event_pb2, summary_pb2

from activis_tb import summary
from activis_tb.format.events import encode_version, frame
from activis_tb.queries.moment import Moment
from activis_tb.store.layers import find_layers
from activis_tb.store.log import Log
from tests.recordings import made_up, open_log, record

X = np.ones((3, 2), np.float32)


def activations(layer: str, step: int = 0) -> summary_pb2.Summary:
    return summary.activations_pb(layer, X, step=step, instance_set="test")


def log_of(folder: Path, *summaries: summary_pb2.Summary) -> Log:
    """The log of some summaries, one each second."""
    events = [event_pb2.Event(wall_time=i, step=0, summary=pb) for i, pb in enumerate(summaries, 1)]
    blob = encode_version() + b"".join(frame(event.SerializeToString()) for event in events)
    (folder / "events.out.tfevents.1.x").write_bytes(blob)
    return open_log(folder)


def test_a_steps_layers_come_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    names = [("b", 0), ("a", 0), ("c", 1), ("a", 1)]
    log = log_of(tmp_path, *(activations(*name) for name in names))
    found = find_layers(log, ".", "test", 1)
    assert found is not None
    assert [stored.tag.layer for stored in found.layers] == ["c", "a"]
    assert {name: first.tag.number for name, first in found.first.items()} == {"c": 1, "a": 0}
    assert (found.instances, found.declared, found.written) == (None, None, 4)
    listing = log.run(".").sets["test"]
    assert [(tag.number, tag.layer) for tag in listing.snapshots] == [(0, ""), (1, "")]
    assert listing.wall_times == (2, 4)


def test_what_a_recorder_wrote_is_no_layer_of_an_op(tmp_path: Path) -> None:
    record(tmp_path, made_up(5))
    assert find_layers(open_log(tmp_path), "activis", "validation", 0) is None


def without_blobs(pb: summary_pb2.Summary) -> None:
    del pb.value[0].tensor.string_val[1:]
    pb.value[0].tensor.tensor_shape.dim[0].size = 1


def another_type(pb: summary_pb2.Summary) -> None:
    pb.value[0].tensor.string_val[1] = b"\x08\x02"


def cut(pb: summary_pb2.Summary) -> None:
    pb.value[0].tensor.string_val[1] = pb.value[0].tensor.string_val[1][:-3]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [(without_blobs, "a snapshot of run '.' is gone"), (another_type, "cannot be read"), (cut, "cannot be read")],
)
def test_a_damaged_event_is_one_sentence(
    tmp_path: Path, damage: Callable[[summary_pb2.Summary], None], sentence: str
) -> None:
    pb = activations("hidden")
    damage(pb)
    with pytest.raises(errors.NotFoundError, match=sentence):
        Moment(".", "test", 0).snapshot(log_of(tmp_path, pb))
