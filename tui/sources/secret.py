"""Asks the person's own program or file for a secret; it keeps none."""

import subprocess
from pathlib import Path

from tui.errors import SourceError
from tui.text import line

_SECONDS = 60


def secret(command: str) -> str:
    """Return the first line that a command of the shell prints; it blocks.

    Such as ``pass show news`` or ``secret-tool lookup service news``.

    Raises:
        SourceError: It fails, says nothing, or takes a minute.
    """
    shown = line(command)
    try:
        done = subprocess.run(  # noqa: S602 - it is the person's own command
            command,
            shell=True,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        told = f"“{shown}” takes longer than {_SECONDS} seconds to tell the secret."
        raise SourceError(told) from error
    if done.returncode:
        raise SourceError(f"“{shown}” ends with {done.returncode} and tells no secret.")
    told = done.stdout.decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if not told:
        raise SourceError(f"“{shown}” prints nothing, so there is no secret.")
    return told


def secret_in(path: Path) -> str:
    """Return the first line of a file; it blocks.

    Raises:
        SourceError: It cannot be read, or is empty.
    """
    try:
        told = path.read_text("utf-8", "replace").split("\n")[0].strip()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}.") from error
    if not told:
        raise SourceError(f"{path}: is empty, so there is no secret.")
    return told
