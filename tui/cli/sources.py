"""``broadsheet sources``: prints what is followed and how it goes; asks no server."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tui import paths, text
from tui.cli import output
from tui.cli.accounts import account_object
from tui.cli.feeds import failing, feed_object, moment, place
from tui.library import Account, Library, SourceRow, Subscription
from tui.model import Category, CategoryPath
from tui.sources import reach
from tui.sources.feed_visit import state_of

_Counts = tuple[int, int]


def run(given: argparse.Namespace) -> int:
    """Print each folder, account and feed, by their places in the tree.

    Raises:
        LibraryError: The library cannot be read.
    """
    with Library(given.library or paths.library()) as library:
        rows, feeds = library.sources(), library.subscriptions()
        tree = library.categories()
        accounts = [(each, len(library.wishes(each.id))) for each in library.accounts()]
    counts = {node.id: (node.total, node.unread) for node in tree}
    if not given.json and output.room() is not None and (feeds or rows):
        _put(f"{'unread':>7} {'all':>8}  {'last visit':16}  place  address")
    for row in rows:
        if row.kind == "folder":
            _put_folder(row, counts[row.mount], as_json=given.json)
    places = {row.id: row.mount for row in rows}
    for account, waiting in accounts:
        _put_account(account, waiting, counts[places[account.id]], as_json=given.json)
    mounts = [row.mount for row in rows if row.kind == "feeds"]
    below = _below(tree, mounts[0]) if mounts else {}
    for feed in sorted(feeds, key=lambda feed: feed.place):
        _put_feed(feed, below.get(feed.place, (0, 0)), as_json=given.json)
    if not given.json and not feeds and not rows:
        output.put("Nothing is followed yet: “broadsheet add ADDRESS” or a folder.")
    return 0


def _below(tree: Sequence[Category], mount: int) -> Mapping[CategoryPath, _Counts]:
    """Return how many articles, and how many unread, each place below a node has."""
    found: dict[int, CategoryPath] = {mount: ()}
    counts: dict[CategoryPath, _Counts] = {}
    for node in tree:  # those above come first: their ids are lower
        if node.kind == "category" and node.parent in found:
            found[node.id] = (*found[node.parent], node.name)
            counts[found[node.id]] = node.total, node.unread
    return counts


def _put_folder(row: SourceRow, counts: _Counts, *, as_json: bool) -> None:
    trouble = "" if _is_there(row.address) else f"{row.address}: is not there now."
    total, unread = counts
    if as_json:
        folder: dict[str, Any] = {
            "kind": "folder",
            "name": row.name,
            "folder": [],
            "address": row.address,
            "trouble": trouble,
        }
        output.put_json({**folder, "articles": total, "unread": unread})
        return
    _put(_line(counts, "folder", text.line(row.name), text.line(row.address)))
    if trouble:
        output.put("  ! it is not there now; what was read in stays")


def _put_account(
    account: Account, waiting: int, counts: _Counts, *, as_json: bool
) -> None:
    if as_json:
        total, unread = counts
        found = account_object(account, waiting)
        output.put_json({**found, "articles": total, "unread": unread})
        return
    _put(_line(counts, account.kind, text.line(account.name), account.address))
    if waiting:
        wait = "1 mark waits" if waiting == 1 else f"{waiting:,} marks wait"
        output.put(f"  {wait} for it; “broadsheet refresh” tells it")


def _put_feed(feed: Subscription, counts: _Counts, *, as_json: bool) -> None:
    if as_json:
        total, unread = counts
        output.put_json({**feed_object(feed), "articles": total, "unread": unread})
        return
    state = state_of(feed.state)
    visited = moment(state.visited).astimezone() if state.visited else None
    when = f"{visited:%Y-%m-%d %H:%M}" if visited else "not visited yet"
    _put(_line(counts, when, place(feed.place), reach.shown(feed.url)))
    if trouble := failing(feed):
        output.put(f"  ! {trouble}")


def _line(counts: _Counts, when: str, name: str, address: str) -> str:
    """Return a source in columns: unread, all, last visit, place, address."""
    total, unread = counts
    return f"{unread:>7,} {total:>8,}  {when:16}  {name}  {address}"


def _put(line: str) -> None:
    room = output.room()
    output.put(line if room is None else text.cut(line, room))


def _is_there(address: str) -> bool:
    try:
        return Path(address).is_dir()
    except OSError:
        return False
