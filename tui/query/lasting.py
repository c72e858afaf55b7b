"""What of a query a view can say by itself, and what makes it want something else in time."""

from typing import NamedTuple

from tui.query.tree import Age, All, Any, Dates, Is, Not, Place, Query

_PLACES = {"in", "source"}


class Lasting(NamedTuple):
    """A query taken apart: what finds, and what only leaves out."""

    query: Query
    """What decides whether an entry belongs to it, now and later."""
    unread: bool
    """Whether only what is unread is wanted of that."""
    newer: int | None
    """Only what is not older than so many seconds; None for any age."""


def lasting(query: Query) -> Lasting:
    """Take out of a query what a view does: unread only, and what is newer than."""
    parts = query.parts if isinstance(query, All) else (query,)
    spans = [p.seconds for p in parts if isinstance(p, Age) and not p.older]
    unread = Is("unread") in parts
    rest = tuple(
        part
        for part in parts
        if part != Is("unread") and not (isinstance(part, Age) and not part.older)
    )
    kept = rest[0] if len(rest) == 1 else All(rest)
    return Lasting(kept, unread, min(spans, default=None))


def ages(query: Query) -> set[int]:
    """Return after how many seconds an entry may come to belong to a query, or no longer."""
    return {part.seconds for part in _leaves(query) if isinstance(part, Age)}


def asks_for_marks(query: Query) -> bool:
    """Whether what the reader marks decides what belongs to a query."""
    return any(isinstance(part, Is) for part in _leaves(query))


def asks_for_texts(query: Query) -> bool:
    """Whether what an article says decides what belongs to a query."""
    known = (Is, Dates, Age)
    return not all(
        isinstance(part, known) or (isinstance(part, Place) and part.kind in _PLACES)
        for part in _leaves(query)
    )


def _leaves(query: Query) -> list[Query]:
    match query:
        case Not(part):
            return _leaves(part)
        case All(parts) | Any(parts):
            return [leaf for part in parts for leaf in _leaves(part)]
        case _:
            return [query]
