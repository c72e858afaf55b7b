"""Follows where a server's feeds stand, and how many entries of each are known."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from tui.model import CategoryPath
from tui.news import Move, Remaining
from tui.sources.servers.fields import mapping, text

Places = Mapping[str, tuple[CategoryPath, ...]]
"""Where each feed stands, by the server's id for it; a feed can be in many folders."""


class Changes(Struct, frozen=True):
    """What became of the feeds since they were last seen."""

    moved: tuple[Move, ...]
    gone: tuple[Remaining, ...]


def changes(before: Places, now: Places) -> Changes:
    """Compare two times. Where two feeds share a place and part, nothing is moved."""
    wanted: dict[CategoryPath, set[tuple[CategoryPath, ...] | None]] = {}
    for feed, old in before.items():
        for place, new in _after(old, now.get(feed)):
            wanted.setdefault(place, set()).add(new)
    taken = {place for places in now.values() for place in places}
    moved, gone = [], []
    for place, ways in wanted.items():
        if ways == {None}:
            gone += [Remaining(place)] if place not in taken else []
        elif len(ways) == 1 and (to := ways.pop()) is not None and to != (place,):
            moved.append(Move(place, to))
    return Changes(tuple(moved), tuple(gone))


def _after(
    old: tuple[CategoryPath, ...], new: tuple[CategoryPath, ...] | None
) -> Iterator[tuple[CategoryPath, tuple[CategoryPath, ...] | None]]:
    """Yield what to put for each place of a feed, so that its new ones come out."""
    for number, place in enumerate(old):
        if new is None or set(old) == set(new):
            yield place, None if new is None else (place,)
        else:
            yield place, new if not number else tuple({place} & set(new))


def kept(places: Places) -> dict[str, Any]:
    """Return places as JSON."""
    return {feed: [list(place) for place in found] for feed, found in places.items()}


def read(state: Any) -> dict[str, tuple[CategoryPath, ...]]:
    """Return places from JSON."""
    return {
        feed: tuple(
            tuple(map(text, place)) for place in found if isinstance(place, list)
        )
        for feed, found in mapping(state).items()
        if isinstance(found, list)
    }
