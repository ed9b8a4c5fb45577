"""A worker for the tests of jobs, told by the header of its message what to do."""

import json
import os
import sys
import threading
import time

from activis_tb.format.message import read_message, write_message


def work() -> None:
    """Report the environment that matters, then end as told: "finish", "wait", "fail", "die" or "babble"."""
    header, array = read_message(sys.stdin.buffer) or ({}, None)
    threading.Thread(target=lambda: (os.read(0, 1), os._exit(3)), daemon=True).start()
    said = sys.stdout.buffer
    write_message(
        said, {"progress": header.get("progress", 0.5), "pid": os.getpid(), "threads": os.environ["OMP_NUM_THREADS"]}
    )
    if header["then"] == "wait":
        time.sleep(60)
    elif header["then"] == "fail":
        write_message(said, {"problem": "it is Tuesday"})
    elif header["then"] == "babble":
        said.write(json.dumps({"no": "message"}).encode() + b"\n")
    elif header["then"] == "finish" and array is not None:
        write_message(said, {"progress": 1.0, "final": True}, array * 2)
    said.flush()


if __name__ == "__main__":
    work()
