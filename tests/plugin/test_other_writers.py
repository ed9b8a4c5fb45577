"""A recording beside everything else that writes into the same folder while a model trains: no point is lost."""

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from tensorboard.plugins.hparams import api as hparams
from tensorboard.plugins.hparams import hparams_plugin

from activis_tb import KerasCallback
from tests.boards import READERS, Board, open_board, wait_until

# Keras' own callback does so.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.normal(size=(40, 4)).astype(np.float32), RANDOM.integers(0, 3, 40)
N_EPOCHS = 4


class OwnPoints(keras.callbacks.Callback):  # type: ignore[misc]  # Keras ships no types
    """Writes two points an epoch with a writer of the user's, one at its begin and one at its end."""

    def __init__(self, logdir: str) -> None:
        super().__init__()
        self.writer = tf.summary.create_file_writer(logdir)

    def on_epoch_begin(self, epoch: int, logs: object = None) -> None:
        self._write(2 * epoch)

    def on_epoch_end(self, epoch: int, logs: object = None) -> None:
        self._write(2 * epoch + 1)

    def on_train_end(self, logs: object = None) -> None:
        self.writer.close()

    def _write(self, step: int) -> None:
        with self.writer.as_default():
            tf.summary.scalar("own", float(step) ** 2, step)
        self.writer.flush()


def points(board: Board, run: str, tag: str) -> list[tuple[int, float]]:
    found = board.get("/scalars", plugin="scalars", run=run, tag=tag)
    return [(step, value) for _, step, value in found.json] if found.status_code == 200 else []


def train(logdir: str, callbacks: list[Any]) -> dict[str, list[float]]:
    model = keras.Sequential([keras.Input((4,)), layers.Dense(5, "relu", name="hidden"), layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    history = model.fit(X, Y, epochs=N_EPOCHS, validation_data=(X, Y), verbose=0, callbacks=callbacks)
    return dict(history.history)


@pytest.mark.parametrize("reader", READERS)
def test_every_point_of_the_other_writers_of_a_folder_is_read(tmp_path: Path, reader: str) -> None:
    folder = str(tmp_path / "a")
    tensorboard = keras.callbacks.TensorBoard(folder, write_graph=False)
    own = OwnPoints(folder)
    # With a writer of its own it would keep TensorBoard's Python reader from the user's, recording or not.
    tried = hparams.KerasCallback(own.writer, {"units": 5, "optimizer": "sgd"}, trial_id="first")
    with open_board(tmp_path, reader, also=[hparams_plugin.HParamsPlugin]) as board:
        history = train(folder, [tensorboard, tried, KerasCallback(folder, X, Y), own])
        wait_until(lambda: board.steps("a/activis") == list(range(N_EPOCHS)))
        wait_until(lambda: len(points(board, "a", "own")) == 2 * N_EPOCHS)
        assert points(board, "a", "own") == [(step, float(step) ** 2) for step in range(2 * N_EPOCHS)]
        for run, key in (("a/train", "loss"), ("a/validation", "val_loss")):
            wait_until(lambda run=run: len(points(board, run, "epoch_loss")) == N_EPOCHS)
            found = points(board, run, "epoch_loss")
            np.testing.assert_allclose(found, list(enumerate(history[key])), rtol=1e-6)
        wait_until(lambda: sessions(board) != [])
        (session,) = sessions(board)
        assert session["hparams"] == {"units": 5.0, "optimizer": "sgd"}


def sessions(board: Board) -> list[dict[str, Any]]:
    """The trials that the hparams dashboard lists."""
    query = {"startIndex": 0, "sliceSize": 10, "allowedStatuses": ["STATUS_SUCCESS", "STATUS_RUNNING"], "colParams": []}
    url = "/data/plugin/hparams/session_groups"
    found = board.client.post(url, json=query)
    return list(found.json["sessionGroups"]) if found.status_code == 200 else []
