"""Opens the screen; it checks what it is given and knows nothing of what is shown."""

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui import config, first_frame, paths
from tui.cli import named
from tui.errors import BroadsheetError
from tui.model import CategoryPath

if TYPE_CHECKING:
    from tui.library import Library
    from tui.sources.rsshub.hub import Hub

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
    word: str | None = given.path
    url = "" if word is None else named.repository(word) or named.address(word)
    listed = word if word is not None and named.is_list(word) else None
    path = None if word is None or url or listed else named.folder(word, first=True)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BroadsheetError(
            "There is no terminal to draw on. “broadsheet list” prints what there is."
        )
    library = given.library or paths.library()
    name = str(path.resolve()) if path else ""
    if url:
        begin_at(library, url, settings, word or "")
    elif listed:
        _import(library, listed, settings)
    # Loading makes many objects and no garbage: looking for some takes 40 ms of it.
    gc.disable()
    with first_frame.shown(library, name):
        from tui.app import run as show  # noqa: PLC0415 - slow: the first frame is there

        return show(settings, library, path, name)


def begin_at(
    path: Path, url: str, settings: config.Config | None = None, word: str = ""
) -> None:
    """Have the app begin with the feed, site or repository at an address.

    What is followed already is not asked. ``word`` is the address as it was written,
    which may have a login in it.

    Raises:
        SourceError: It is new, and cannot be read.
    """
    from tui.library import Library  # noqa: PLC0415 - only where one is named
    from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415

    hub = hub_of((settings or config.Config()).rsshub)
    with Library(path) as library:
        root, place = _place(library, url, hub, word)
        tree = {
            (node.parent, node.name): node.id
            for node in library.categories()
            if node.is_place
        }
        node = root
        above = []
        for name in place:
            above.append(node)
            node = tree.get((node, name), node)
        for key in (f"screen:{_EVERYTHING}", f"screen:{root}"):
            was: dict[str, Any] = library.recall(key) or {}
            begin = {"node": f":{node}", "opened": 0, "selected": None, "pane": ""}
            opened = sorted({*was.get("open", ()), *above})
            library.remember(key, {**was, **begin, "open": opened})


def _place(
    library: "Library", url: str, hub: "Hub", word: str
) -> tuple[int, CategoryPath]:
    """Return the node of the source that an address leads to, and the place below it."""
    from tui.cli import repositories  # noqa: PLC0415 - only where one is named
    from tui.cli.add import follow  # noqa: PLC0415 - likewise
    from tui.sources.login import login_in  # noqa: PLC0415 - likewise
    from tui.sources.words import is_guessed  # noqa: PLC0415 - likewise
    from tui.sync.adding import Wish  # noqa: PLC0415 - likewise

    cloned, site = named.repository(url), named.source(library, url)
    feed = None if cloned else library.subscription(hub.known(url))
    if site is None and cloned:
        repositories.add(library, url)
        site = named.source(library, url)
    elif feed is None and site is None:
        wish = Wish(who=login_in(word), guessed=is_guessed(word or url))
        added = follow(library, url, wish, hub)
        feed = added.feeds[0].feed if added.feeds else None
        site = named.source(library, added.site.address) if added.site else None
    if feed:
        return library.feeds().mount, feed.place
    return (site.mount if site else _EVERYTHING), ()


def _import(path: Path, word: str, settings: config.Config) -> None:
    from tui.cli import importing  # noqa: PLC0415 - only where one is named
    from tui.library import Library  # noqa: PLC0415
    from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415

    with Library(path) as library:
        importing.bring(library, word, hub_of(settings.rsshub))
