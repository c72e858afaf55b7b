"""``broadsheet rsshub``: the routes that an RSSHub has, found, printed and moved."""

import argparse
import asyncio
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tui import config, paths, text
from tui.cli import output, routes_told, rsshub_add
from tui.errors import BroadsheetError, SourceError
from tui.library import Library
from tui.sources import reach
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.sources.rsshub.documents import Brought, Documents
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sources.rsshub.instance import Instance
from tui.sources.rsshub.origin import origins
from tui.sources.rsshub.radar import suggestions
from tui.sources.rsshub.search import Index
from tui.sync.rsshub import move
from tui.sync.standing import below
from tui.sync.wording import counted, place


def run(given: argparse.Namespace) -> int:
    """Do what the word after ``rsshub`` says.

    Raises:
        SourceError: The instance cannot be asked, or has no such route.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be read or written.
    """
    hub = hub_of(config.load(given.config or paths.config()).rsshub)
    if given.what == "move":
        _move(given, hub)
        return 0
    if given.what == "search" and len(given.words) == 1 and "://" in given.words[0]:
        return _radar(given, hub)
    found = catalogue(hub, fresh=given.update)
    if given.what == "add":
        rsshub_add.run(given, hub, found.what.catalogue)
    elif given.what == "routes":
        _routes(given, found.what)
    elif given.what == "origins":
        _origins(given, found.what)
    else:
        return _search(given, hub, found)
    return 0


def catalogue(hub: Hub, *, fresh: bool = False) -> Brought[Index]:
    """Return the catalogue of the instance; say where only an old one could be had.

    Raises:
        SourceError: It is not kept, and cannot be had.
    """

    async def work() -> Brought[Index]:
        async with Client(addresses=hub) as client:
            return await documents(client, hub).catalogue(fresh=fresh)

    output.progress(f"the catalogue of {reach.shown(hub.instance.address)} …")
    try:
        found = asyncio.run(work())
    finally:
        output.progress("")
    if found.trouble:
        output.complain(f"{found.trouble} The catalogue of {_day(found)} is shown.")
    return found


def documents(client: Client, hub: Hub) -> Documents:
    """Return what keeps the catalogue and the rules of an instance."""
    cache = Cache(paths.cache() / "rsshub")
    return Documents(client, hub.instance, cache, int(time.time()))


def _search(given: argparse.Namespace, hub: Hub, found: Brought[Index]) -> int:
    words = " ".join(given.words)
    routes = found.what.routes(words)
    if given.json:
        for each in routes:
            output.put_json(routes_told.as_json(each))
        return 0 if routes else 1
    if not routes:
        output.complain(f"{words}: no route of {reach.shown(hub.instance.address)}.")
        return 1
    output.put(*routes_told.listed(routes))
    output.put(
        f"{counted(len(routes), 'route')} of {reach.shown(hub.instance.address)},"
        f" as of {_day(found)}; “broadsheet rsshub add ROUTE” follows one."
    )
    return 0


def _radar(given: argparse.Namespace, hub: Hub) -> int:
    """Print the routes that the radar rules name for a page."""
    page = reach.checked(given.words[0])

    async def work() -> Mapping[str, Any]:
        async with Client(addresses=hub) as client:
            return (await documents(client, hub).rules(fresh=given.update)).what

    found = suggestions(asyncio.run(work()), page)
    for each in found:
        if given.json:
            output.put_json(routes_told.suggestion_json(each))
        else:
            output.put(routes_told.suggested(each))
    if not found:
        host = reach.host(page)
        output.complain(
            f"No rule is for {reach.shown(page)}; “broadsheet rsshub search {host}”"
            " looks for its site."
        )
    return 0 if found else 1


def _routes(given: argparse.Namespace, index: Index) -> None:
    key = given.namespace.strip("/").removeprefix("rsshub://")
    namespace = index.catalogue.by_key.get(key)
    if not namespace:
        close = routes_told.close(key, index.catalogue.by_key)
        raise SourceError(f"{text.line(key)}: no namespace of this RSSHub{close}")
    found = [each for each in index.routes("", 1 << 30) if each.namespace is namespace]
    for each in found:
        if given.json:
            output.put_json(routes_told.as_json(each))
    if not given.json:
        output.put(*routes_told.whole(namespace))


def _origins(given: argparse.Namespace, index: Index) -> None:
    """Print each place of the folders' posts with the routes that its names tell."""
    with Library(given.library or paths.library()) as library:
        tree = library.categories()
        folders = [row for row in library.sources() if row.kind == "folder"]
        places = [
            (path, node.total)
            for row in folders
            for path, node in below(tree, row.mount).items()
        ]
    leaves = [
        (p, n) for p, n in places if not any(_in(other, p) for other, _ in places)
    ]
    known = 0
    for path, total in leaves:
        found = origins(index.catalogue, [path])
        known += bool(found)
        if given.json:
            routes = [origin.route.path for origin in found]
            certain = bool(found) and found[0].certain
            whole = {"place": list(path), "articles": total, "routes": routes}
            output.put_json({**whole, "certain": certain})
        elif found:
            output.put(f"{place(path)}  ({counted(total, 'article')})")
            output.put(*routes_told.guessed(found))
    if not given.json:
        output.put(
            f"{known:,} of {counted(len(leaves), 'place')} are named as routes are:"
            " a guess. “broadsheet rsshub add ROUTE” follows one."
        )


def _in(path: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return len(path) > len(above) and path[: len(above)] == above


def _move(given: argparse.Namespace, hub: Hub) -> None:
    old, new = (Instance(_instance(word)) for word in (given.old, given.new))
    with Library(given.library or paths.library()) as library:
        done = move(library, old, hub if new == hub.instance else Hub(new))
        following = done.routes if old == hub.instance else 0
    output.put(f"{counted(done.moved, 'feed')} moved to {reach.shown(new.address)}.")
    if done.doubled:
        verb = "is" if done.doubled == 1 else "are"
        output.put(f"{counted(done.doubled, 'feed')} {verb} followed there already.")
    if following:
        output.put(
            f"{counted(following, 'route')} (rsshub://…) go where the configuration"
            f" says: set “instance: {reach.shown(new.address)}” under rsshub."
        )


def _instance(word: str) -> str:
    checked = reach.checked(word if "://" in word else f"https://{word}")
    if "?" in checked:
        raise BroadsheetError(f"{reach.shown(word)}: an instance has no query.")
    return checked.rstrip("/")


def _day(found: Brought[Index]) -> str:
    return f"{datetime.fromtimestamp(found.fetched, UTC).astimezone():%Y-%m-%d}"
