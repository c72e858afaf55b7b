"""The words of the command line and what they mean; it does nothing with them."""

import argparse
import sys
from collections.abc import Sequence

from tui.cli import parsers
from tui.cli.parsers import COMMANDS

_WITH_VALUE = ("--library", "--config")


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what ``argv`` asks for; ``module`` is the one of tui.cli that does it.

    Raises:
        SystemExit: After help and version (0), or on words that mean nothing (2).
    """
    place = _first_word(argv)
    if place is None or argv[place] not in COMMANDS:
        return _parse_screen(argv)
    parser = parsers.PARSERS[argv[place]]()
    given = parser.parse_args([*argv[:place], *argv[place + 1 :]])
    if (
        argv[place] == "mark"
        and (given.read, given.starred, given.later) == (None,) * 3
    ):
        parser.error("say what to mark: --read, --unread, --star, --unstar …")
    account = argv[place] == "add" and (given.user or given.protocol)
    if account and not given.command and given.protocol not in parsers.OPEN:
        parser.error("a login needs --password-command or --token-command")
    return given


def _parse_screen(argv: Sequence[str]) -> argparse.Namespace:
    parser = parsers.screen()
    given = parser.parse_args(argv)
    if given.version:
        sys.stdout.write(f"broadsheet {version('broadsheet')}\n")
        parser.exit()
    return given


def _first_word(argv: Sequence[str]) -> int | None:
    """Return where the first word stands that is no option and no option's value."""
    value = False
    for place, word in enumerate(argv):
        if not value and not word.startswith("-"):
            return place
        if word == "--":
            break
        value = not value and word in _WITH_VALUE
    return None


def version(distribution: str) -> str:
    """Return the version of an installed distribution, or ``unknown``."""
    from importlib import metadata  # noqa: PLC0415 - costs more than all the rest

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "unknown"
