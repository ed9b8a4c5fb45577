"""Serves a logdir with TensorBoard on the next free port from 6006 until Ctrl-C: `python demo/serve.py LOGDIR`."""

import sys
import threading

from tensorboard import program


def serve(logdir: str) -> None:
    """Start TensorBoard, print the address of the ActiVis tab once it answers, and wait for Ctrl-C."""
    tensorboard = program.TensorBoard()
    tensorboard.configure(argv=["tensorboard", "--logdir", logdir])
    print(f"\nActiVis: {tensorboard.launch()}#activis  (Ctrl-C ends)", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    serve(sys.argv[1])
