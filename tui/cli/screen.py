"""Opens the screen; it checks what it is given and knows nothing of what is shown."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tui import config, first_frame, paths
from tui.cli import named
from tui.errors import BroadsheetError

_EVERYTHING = 1


def run(given: argparse.Namespace) -> int:
    """Open the app on a folder, a feed, a list of feeds or what is configured.

    A feed that is not followed yet is from now on, and so are those of a list.

    Raises:
        BroadsheetError: There is no terminal.
        ConfigError: The configuration has a mistake.
        SourceError: There is nothing that can be opened.
    """
    settings = config.load(given.config or paths.config())
    word: str = given.path or ""
    url = "" if given.path is None else named.address(word)
    is_list = bool(word) and named.is_list(word)
    path = named.folder(word) if word and not (url or is_list) else None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BroadsheetError(
            "There is no terminal to draw on. “broadsheet list” prints what there is."
        )
    library = given.library or paths.library()
    name = str(path.resolve()) if path else ""
    if url:
        begin_at(library, url)
    elif is_list:
        _import(library, word)
    with first_frame.shown(library, name):
        from tui.app import run as show  # noqa: PLC0415 - slow: the first frame is there

        return show(settings, library, path, name)


def begin_at(path: Path, url: str) -> None:
    """Have the app begin with the feed at an address, as if it had been left there.

    A feed that is followed already is not asked.

    Raises:
        SourceError: It is new, and cannot be read.
    """
    from tui.cli.add import follow  # noqa: PLC0415 - only where one is named
    from tui.library import Library  # noqa: PLC0415

    with Library(path) as library:
        feed = library.subscription(url)
        feed = feed or follow(library, url).feeds[0].feed
        tree = {(node.parent, node.name): node.id for node in library.categories()}
        root = node = library.feeds().mount
        above = []
        for name in feed.place:
            above.append(node)
            node = tree.get((node, name), node)
        for key in (f"screen:{_EVERYTHING}", f"screen:{root}"):
            was: dict[str, Any] = library.recall(key) or {}
            begin = {"node": f":{node}", "opened": 0, "selected": None, "pane": ""}
            opened = sorted({*was.get("open", ()), *above})
            library.remember(key, {**was, **begin, "open": opened})


def _import(path: Path, word: str) -> None:
    from tui.cli import importing  # noqa: PLC0415 - only where one is named
    from tui.library import Library  # noqa: PLC0415

    with Library(path) as library:
        importing.bring(library, word)
