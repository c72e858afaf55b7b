"""``broadsheet sources``: prints what is followed and how it goes; asks no server."""

import argparse
from collections.abc import Sequence
from typing import Any

from tui import paths, text
from tui.cli import output
from tui.cli.accounts import account_object
from tui.cli.feeds import feed_object
from tui.library import Account, Library, Subscription
from tui.sync.standing import Standing, standings
from tui.sync.wording import moment

_WIDEST = 40
_HEAD = "unread     all", "place", "last visit      ", "address"


def run(given: argparse.Namespace) -> int:
    """Print each folder, account and feed, the feeds by their places in the tree.

    Raises:
        LibraryError: The library cannot be read.
    """
    with Library(given.library or paths.library()) as library:
        found = standings(library)
    if given.json:
        for each in found:
            counts = {"articles": each.total, "unread": each.unread}
            output.put_json({**_facts(each), **counts})
    elif found:
        _put(found)
    else:
        output.put("Nothing is followed yet: “broadsheet add ADDRESS” or a folder.")
    return 0


def _facts(each: Standing) -> dict[str, Any]:
    """Return what the JSON object of a source says, but for the counts."""
    what = each.what
    if isinstance(what, Subscription):
        return feed_object(what)
    if isinstance(what, Account):
        trouble = {"trouble": each.trouble, "failures": each.failures}
        return {**account_object(what, each.waiting), **trouble}
    return {
        "kind": "repository" if each.kind == "git" else "folder",
        "name": what.name,
        "folder": [],
        "address": each.address,
        "trouble": each.trouble,
    }


def _when(each: Standing) -> str:
    """Return when it was visited last, or what it is."""
    if each.visited:
        return f"{moment(each.visited).astimezone():%Y-%m-%d %H:%M}"
    return "not yet" if each.kind == "feed" else each.kind


def _put(found: Sequence[Standing]) -> None:
    """Print a line for each, and below it what is wrong with it."""
    room = output.room()
    widest = min(_WIDEST, max(text.width(each.name) for each in found))
    if room is not None:
        head = _HEAD[0], _HEAD[1] + " " * (widest - len(_HEAD[1])), *_HEAD[2:]
        output.put(text.cut("  ".join(head), room))
    for each in found:
        name, address = each.name, text.line(each.address)
        name += " " * (widest - text.width(name))
        counts = f"{each.unread:>6,} {each.total:>7,}"
        line = f"{counts}  {name}  {_when(each):16}  {address}"
        output.put(line if room is None else text.cut(line, room))
        if each.note:
            output.put(f"  ! {each.note}")
