"""The command line: which command is meant, and its errors as one sentence."""

import argparse
import os
import sys
from collections.abc import Sequence

from tensorboard import errors

from activis_tb.command.export import add_arguments, export
from activis_tb.command.inspect import described
from activis_tb.store.local import open_log


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    given = _parser().parse_args(arguments)
    try:
        given.command(given)
    except (errors.PublicError, ValueError) as error:
        sentence = str(error).removeprefix("Not found: ").removeprefix("Invalid argument: ")
        print(f"activis_tb: {sentence}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `| head` has read enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m activis_tb", description="ActiVis recordings, without TensorBoard.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    inspect = commands.add_parser("inspect", help="list what was recorded", description="List what was recorded.")
    inspect.add_argument("logdir", metavar="LOGDIR", help="the folder that TensorBoard would be given")
    inspect.set_defaults(command=_inspect)
    drawn = "draw figures as SVG, or write their numbers as CSV"
    export = commands.add_parser("export", help=drawn, description=f"{drawn.capitalize()}, as the page saves them.")
    add_arguments(export)
    export.set_defaults(command=_export)
    return parser


def _inspect(given: argparse.Namespace) -> None:
    for line in described(open_log(given.logdir)):
        print(line)


def _export(given: argparse.Namespace) -> None:
    for path in export(open_log(given.logdir), given):
        print(path)
