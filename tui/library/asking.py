"""Turns a query into what SQLite is asked; it asks nothing."""

import dataclasses
import typing
from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tui.library.matching import Among, Conditions, Lookup, Sql, Wanted, numbers, wanted
from tui.library.stretches import Stretch
from tui.model import View
from tui.query import All, Any, Has, Not, Place, Query, Words

_ENTRY_DOC = "(SELECT id FROM doc WHERE entry = d.entry AND entry > 0)"


class Asked(NamedTuple):
    """What SQLite is asked; its rows are entry, time of publication."""

    sql: str
    values: tuple[typing.Any, ...]
    exact: bool
    """Whether the rows come in the order of the list, not only by day."""


def translated(
    query: Query, view: View, now: int, places: Callable[[Place], Sequence[int]]
) -> tuple[Conditions, Wanted]:
    """Return what is wanted of a view, and what turns its parts into SQL.

    ``places`` says which categories a place names.
    """
    want = wanted(query, now, places)
    if view.category != 1:
        want.categories.append((view.category,))
    want.unread = want.unread or view.unread_only
    if view.since is not None:
        want.low = max(view.since, want.low or view.since)
    span = want.low, want.high
    return Conditions("d.id", now, places, numbers(*span), span), want


def within(
    conditions: Conditions, want: Wanted, stretch: Stretch
) -> tuple[Conditions, Wanted]:
    """Return what is asked of a stretch of the time that is asked for."""
    conditions = replace(conditions, docs=numbers(*stretch), span=stretch)
    return conditions, dataclasses.replace(want, low=stretch.low, high=stretch.high)


def gathers(want: Wanted) -> bool:
    """Whether something is gathered first, so that stretches of time are better."""
    several = any(len(ids) > 1 for ids in want.categories)
    return several or any(map(_asks_the_index, want.rest))


def _asks_the_index(query: Query) -> bool:
    match query:
        case Not(part):
            return _asks_the_index(part)
        case All(parts) | Any(parts):
            return any(map(_asks_the_index, parts))
        case _:
            return isinstance(query, Words | Has | Place)


def limited(
    query: Query, among: Among, now: int, places: Lookup
) -> tuple[Conditions, Wanted]:
    """Return the same for a search that looks at some entries alone."""
    want = wanted(query, now, places)
    lows = [bound for bound in (among.low, want.low) if bound is not None]
    want.low = max(lows, default=None)
    want.high = among.high if want.high is None else min(among.high, want.high)
    want.only = among.only
    span = want.low, want.high
    docs = among.docs or numbers(*span)
    return Conditions("d.id", now, places, docs, span), want


def by_words(want: Wanted, conditions: Conditions, score: str, order: str) -> Asked:
    """Ask the index, and of what it has, the rest."""
    rest = [conditions.within(ids) for ids in want.categories]
    everything = conditions.within((1,), unread=True)
    rest += [everything] if want.unread else []
    rest += [Sql(f"NOT {everything.text}")] if want.read else []
    rest += [conditions.published(want.low, want.high), *_only(want)]
    rest += map(conditions.of, want.rest)
    said, values = _and(rest)
    table = want.table
    return Asked(
        f"SELECT d.entry, d.published, {score} FROM {table} f"  # noqa: S608 - our own words
        f" CROSS JOIN doc d ON d.id = f.rowid WHERE {table} MATCH ?"
        f" AND f.rowid BETWEEN ? AND ? AND d.entry > 0 AND {said}{order}",
        (want.words, *conditions.docs, *values),
        exact=False,
    )


def by_category(
    want: Wanted,
    conditions: Conditions,
    categories: Sequence[int],
    order: str,
    *,
    each: bool,
) -> Asked:
    """Go through categories, and look their entries up in the index: ``each``, or at once."""
    conditions = replace(conditions, doc=_ENTRY_DOC)  # a row is no document
    rest = [conditions.within(ids) for ids in want.categories if ids is not categories]
    rest += [conditions.published(want.low, want.high), *_only(want)]
    rest += map(conditions.of, want.rest)
    if want.words and each:
        match = (
            f"EXISTS (SELECT 1 FROM {want.table} WHERE {want.table} MATCH ?"  # noqa: S608 - our own words
            f" AND rowid = {conditions.doc})"
        )
        rest.append(Sql(match, (want.words,)))
    elif want.words:
        # For one entry the index takes 0.3 ms; for a frequent word's, 100 ms in all.
        match = (
            f"{conditions.doc} IN (SELECT rowid FROM {want.table}"  # noqa: S608 - our own words
            f" WHERE {want.table} MATCH ? AND rowid BETWEEN ? AND ?)"
        )
        rest.append(Sql(match, (want.words, *conditions.docs)))
    said, values = _and(rest)
    marked = " AND d.unread" * want.unread + " AND NOT d.unread" * want.read
    # An entry may be in several categories, though in none twice.
    distinct = "" if len(categories) == 1 else "DISTINCT "
    numbers_ = ", ".join(map(str, categories))
    return Asked(
        f"SELECT {distinct}d.entry, d.published, 0 FROM member d"  # noqa: S608 - our own words
        f" WHERE d.category IN ({numbers_}){marked}"
        f" AND {said} ORDER BY d.published {order}, d.entry {order}",
        values,
        exact=True,
    )


def _only(want: Wanted) -> list[Sql]:
    """Ask whether an entry is the one in question, if only one is."""
    return [Sql("d.published = ? AND d.entry = ?", want.only)] if want.only else []


def _and(parts: Sequence[Sql]) -> Sql:
    values = tuple(value for part in parts for value in part.values)
    return Sql(" AND ".join(part.text for part in parts) or "1", values)
