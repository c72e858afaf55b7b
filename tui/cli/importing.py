"""``broadsheet import``: follows the feeds of a list that another program wrote."""

import argparse
import sys
from pathlib import Path

from tui import config, paths, text
from tui.cli import output
from tui.errors import SourceError
from tui.library import Library
from tui.model import CategoryPath
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sync.lists import follow_list
from tui.sync.wording import counted

_STANDARD_INPUT = "-"
_TOLD = 20
"""So many problems are told one by one."""


def run(given: argparse.Namespace) -> int:
    """Follow the feeds of a list; visit none of them.

    Raises:
        SourceError: It cannot be read, or is no list of feeds.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    with Library(given.library or paths.library()) as library:
        settings = config.load(given.config or paths.config())
        hub = hub_of(settings.rsshub)
        bring(library, given.file, hub, as_json=given.json)
    return 0


def bring(
    library: Library,
    word: str,
    hub: Hub,
    within: CategoryPath = (),
    *,
    as_json: bool = False,
) -> None:
    """Follow the feeds of a file, in their folders below ``within``; tell of it.

    What is at the configured RSSHub is followed as its route.

    Raises:
        SourceError: It cannot be read, is no list of feeds, or names none.
    """
    name = text.line(word)
    found = follow_list(library, _bytes(word), name, hub, within)
    wanted, new, problems = found.feeds, found.new, found.problems
    if as_json:
        output.put_json({"feeds": wanted, "new": new, "problems": list(problems)})
        return
    for problem in problems[:_TOLD]:
        output.complain(f"{name}: {problem}")
    if more := problems[_TOLD:]:
        output.complain(f"{name}: and {len(more):,} more; --json has them all")
    if not wanted:
        raise SourceError(f"{name} names no feed.")
    known = wanted - new
    output.put(
        f"{name}: {counted(new, 'new feed')}"
        + (f", {known:,} followed already" if known else "")
    )
    if new:
        output.put("“broadsheet refresh” visits them.")


def _bytes(word: str) -> bytes:
    if word == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(word).read_bytes()
    except OSError as error:
        raise SourceError(f"{word}: cannot be read: {error.strerror}.") from error
