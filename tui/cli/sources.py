"""``broadsheet sources``: prints what is followed and how it goes; asks no server."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui import paths, text
from tui.cli import output
from tui.cli.accounts import account_object
from tui.cli.feeds import feed_object
from tui.library import Account, Library, SourceRow, Subscription
from tui.model import Category, CategoryPath
from tui.sources import reach
from tui.sources.feed_visit import state_of
from tui.sync.wording import failing, moment, place

_Counts = tuple[int, int]
_WIDEST = 40
_NONE = (0, 0)
_HEAD = "unread     all", "place", "last visit      ", "address"


@dataclass(frozen=True, slots=True)
class _Followed:
    """A folder, an account or a feed."""

    facts: Mapping[str, Any]
    """What its JSON object says, but for the counts."""
    counts: _Counts
    """How many articles it has, and how many of them are unread."""
    place: str
    when: str
    """When it was visited last, or what it is."""
    address: str
    note: str = ""
    """What is wrong with it, and what to do."""


def run(given: argparse.Namespace) -> int:
    """Print each folder, account and feed, the feeds by their places in the tree.

    Raises:
        LibraryError: The library cannot be read.
    """
    with Library(given.library or paths.library()) as library:
        found = [*_found(library)]
    if given.json:
        for each in found:
            total, unread = each.counts
            output.put_json({**each.facts, "articles": total, "unread": unread})
    elif found:
        _put(found)
    else:
        output.put("Nothing is followed yet: “broadsheet add ADDRESS” or a folder.")
    return 0


def _found(library: Library) -> Iterator[_Followed]:
    tree = library.categories()
    counts = {node.id: (node.total, node.unread) for node in tree}
    accounts = {account.id: account for account in library.accounts()}
    for row in library.sources():
        if row.kind == "folder":
            yield _folder(row, counts[row.mount])
        elif row.id in accounts:
            waiting = len(library.wishes(row.id))
            yield _account(accounts[row.id], waiting, counts[row.mount])
        else:
            below = _below(tree, row.mount)
            feeds = library.subscriptions()
            for feed in sorted(feeds, key=lambda feed: feed.place):
                yield _feed(feed, below.get(feed.place, _NONE))


def _below(tree: Sequence[Category], mount: int) -> Mapping[CategoryPath, _Counts]:
    """Return how many articles, and how many unread, each place below a node has."""
    found: dict[int, CategoryPath] = {mount: ()}
    counts: dict[CategoryPath, _Counts] = {}
    for node in tree:  # those above come first: their ids are lower
        if node.kind == "category" and node.parent in found:
            found[node.id] = (*found[node.parent], node.name)
            counts[found[node.id]] = node.total, node.unread
    return counts


def _folder(row: SourceRow, counts: _Counts) -> _Followed:
    trouble = "" if _is_there(row.address) else f"{row.address}: is not there now."
    facts = {
        "kind": "folder",
        "name": row.name,
        "folder": [],
        "address": row.address,
        "trouble": trouble,
    }
    note = "it is not there now; what was read in stays" if trouble else ""
    return _Followed(facts, counts, row.name, "folder", row.address, note)


def _account(account: Account, waiting: int, counts: _Counts) -> _Followed:
    wait = "1 mark waits" if waiting == 1 else f"{waiting:,} marks wait"
    note = f"{wait} for it; “broadsheet refresh” tells it" if waiting else ""
    facts = account_object(account, waiting)
    address = reach.shown(account.address)
    return _Followed(facts, counts, account.name, account.kind, address, note)


def _feed(feed: Subscription, counts: _Counts) -> _Followed:
    visited = state_of(feed.state).visited
    when = f"{moment(visited).astimezone():%Y-%m-%d %H:%M}" if visited else "not yet"
    name, address = place(feed.place), reach.shown(feed.url)
    return _Followed(feed_object(feed), counts, name, when, address, failing(feed))


def _put(found: Sequence[_Followed]) -> None:
    """Print a line for each, and below it what is wrong with it."""
    room = output.room()
    widest = min(_WIDEST, max(text.width(each.place) for each in found))
    if room is not None:
        head = _HEAD[0], _HEAD[1] + " " * (widest - len(_HEAD[1])), *_HEAD[2:]
        output.put(text.cut("  ".join(head), room))
    for each in found:
        total, unread = each.counts
        name, address = text.line(each.place), text.line(each.address)
        name += " " * (widest - text.width(name))
        line = f"{unread:>6,} {total:>7,}  {name}  {each.when:16}  {address}"
        output.put(line if room is None else text.cut(line, room))
        if each.note:
            output.put(f"  ! {each.note}")


def _is_there(address: str) -> bool:
    try:
        return Path(address).is_dir()
    except OSError:
        return False
