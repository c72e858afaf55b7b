"""Opens the screen; it checks what it is given and knows nothing of what is shown."""

import argparse
import difflib
import sys
from pathlib import Path

from tui import config, first_frame, paths
from tui.cli.arguments import COMMANDS
from tui.errors import BroadsheetError, SourceError


def run(given: argparse.Namespace) -> int:
    """Open the app on a folder, or on what is configured, until it is left.

    Raises:
        BroadsheetError: There is no terminal.
        ConfigError: The configuration has a mistake.
        SourceError: There is no such folder.
    """
    settings = config.load(given.config or paths.config())
    path = folder(given.path) if given.path else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BroadsheetError(
            "There is no terminal to draw on. “broadsheet list” prints what there is."
        )
    library = given.library or paths.library()
    name = str(path.resolve()) if path else ""
    with first_frame.shown(library, name):
        from tui.app import run as show  # noqa: PLC0415 - slow: the first frame is there

        return show(settings, library, path, name)


def folder(word: str) -> Path:
    """Return the folder that ``word`` names.

    Raises:
        SourceError: It names none.
    """
    if "://" in word:
        raise SourceError(f"{word}: addresses cannot be opened yet; name a folder.")
    path = Path(word)
    try:
        if path.is_dir():
            return path
        there = path.exists()
    except OSError as error:
        raise SourceError(f"{word}: cannot be read: {error.strerror}.") from error
    if there:
        raise SourceError(f"{word}: is no folder; “broadsheet show” prints one post.")
    close = difflib.get_close_matches(word, COMMANDS, 1)
    hint = f"; did you mean “broadsheet {close[0]}”?" if close else "."
    raise SourceError(f"{word}: there is no such folder{hint}")
