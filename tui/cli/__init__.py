"""The command: hands its words to one module each; it knows no source and no screen."""

import importlib
import io
import os
import sys
from collections.abc import Sequence

from tui import text
from tui.cli import arguments
from tui.errors import BroadsheetError

_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``broadsheet`` with the words of ``argv``; return its exit status.

    0: done; 1: something asked for could not be done. As shells have it, 130 after
    Ctrl-C and 141 where the reader of the output left early.

    Raises:
        SystemExit: By argparse: 0 after help and version, 2 for wrong words.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments_given = arguments.parse(sys.argv[1:] if argv is None else argv)
    try:
        # By name, so that each command loads only what it needs.
        command = importlib.import_module(f"tui.cli.{arguments_given.module}")
        status = int(command.run(arguments_given))
        sys.stdout.flush()
    except BroadsheetError as error:
        _complain(error)
        return 1
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _silence()
        return _PIPE_CLOSED
    except OSError as error:
        # Files are read elsewhere, and their errors named there: this is the output.
        _silence()
        sys.stderr.write(
            f"broadsheet: the output cannot be written: {error.strerror}.\n"
        )
        return 1
    return status


def _silence() -> None:
    """Let what the interpreter flushes at its end go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: BroadsheetError) -> None:
    for sentence in text.clean(str(error)).splitlines():
        sys.stderr.write(f"broadsheet: {sentence}\n")
