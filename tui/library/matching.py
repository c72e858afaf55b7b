"""Turns a query into what FTS5 and SQLite are asked; it asks nothing itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any as Anything, NamedTuple

from msgspec import Struct

from tui.library.index import first_of
from tui.library.terms import EVERY, fact, is_opening, opening, phrase
from tui.query import Age, All, Any, Dates, Has, Is, Not, Place, Query, Words

_DAY = 86_400
_EVERY = f'"{fact(EVERY)}"'
_NEVER = f'"{fact("never")}"'
_FACTS = {"tag", "lang"}
_LISTED = {"starred", "later", "updated"}
_SEVERAL = 4
"""To ask of one entry whether it is in more categories takes longer than of many at once."""
NEVER, ALWAYS = -(1 << 62), 1 << 62
"""Seconds that are earlier and later than any."""

Lookup = Callable[[Place], Sequence[int]]
"""Says which categories a place is; raises QueryError where there is none."""


class Among(NamedTuple):
    """The entries that a search looks at, where it looks at some alone."""

    low: int | None
    """Published at this second or later; None for no bound."""
    high: int
    """Published before this second."""
    docs: tuple[int, int] | None = None
    """The lowest and the highest number of their documents, where those are known."""
    only: tuple[int, int] | None = None
    """As in Wanted."""


class Sql(NamedTuple):
    """A condition and its values."""

    text: str
    values: tuple[Anything, ...] = ()


@dataclass(slots=True)
class Wanted:
    """What a query asks for, by what can be used to find it."""

    words: str = ""
    """An expression for FTS5; empty for none."""
    table: str = "found"
    """The table that it is for."""
    categories: list[Sequence[int]] = field(default_factory=list)
    """An entry is in one of each of these."""
    unread: bool = False
    read: bool = False
    low: int | None = None
    """Published at this second or later."""
    high: int | None = None
    """Published before this second."""
    rest: list[Query] = field(default_factory=list)
    """What else must hold."""
    only: tuple[int, int] | None = None
    """When the only entry in question was published, and its id; None for any entry."""


def wanted(query: Query, now: int, lookup: Lookup) -> Wanted:
    """Sort the parts of a query by what can be used to find it.

    Args:
        query: what is searched for.
        now: seconds since 1970.
        lookup: says which categories a place is.
    """
    found = Wanted()
    texts: list[Query] = []
    for part in query.parts if isinstance(query, All) else (query,):
        match part:
            case Place() | Is() if _is_listed(part):
                found.categories.append(_listed(part, lookup))
            case Any(parts) if all(map(_is_listed, parts)):
                ids = {n for each in parts for n in _listed(each, lookup)}
                found.categories.append(sorted(ids))
            case Is("unread") | Not(Is("read")):
                found.unread = True
            case Is("read") | Not(Is("unread")):
                found.read = True
            case Dates() | Age():
                low, high = span(part, now)
                found.low = max(filter(None, (found.low, low)), default=None)
                found.high = min(filter(None, (found.high, high)), default=None)
            case _ if expression(part) is not None:
                texts.append(part)
            case _:
                found.rest.append(part)
    if texts:
        _choose(found, texts)
    return found


def _is_listed(part: Query) -> bool:
    """Whether the library keeps a list of what a part finds."""
    if isinstance(part, Is):
        return part.state in _LISTED
    return isinstance(part, Place) and part.kind not in _FACTS


def _listed(part: Query, lookup: Lookup) -> Sequence[int]:
    """Return the categories that have what a part finds."""
    if isinstance(part, Is):
        return lookup(Place("is", part.state))
    return lookup(part) if isinstance(part, Place) else ()


def _choose(found: Wanted, texts: Sequence[Query]) -> None:
    """Decide which of the parts that the index knows it is asked for first."""
    short = [part for part in texts if expression(part, openings=True) is not None]
    cheap = [part for part in texts if not is_dear(part)]
    if len(short) < len(texts) and (len(cheap) == len(texts) or _says(cheap)):
        first, found.table = cheap, "found"
    elif len(short) == len(texts) or _says(short):
        first, found.table = short, "opening"
    else:
        first = []
    if first:
        short_alone = found.table == "opening"
        asked = expression(All(tuple(first)), openings=short_alone)
        found.words = asked or _NEVER
    found.rest += [part for part in texts if part not in first]


def _says(parts: Sequence[Query]) -> bool:
    """Whether one of the parts says what there is to be, not only what not."""
    return any(not isinstance(part, Not) for part in parts)


def is_dear(query: Query) -> bool:
    """Whether ``found`` would have to gather all words that begin so, for some of it."""
    match query:
        case Words(text, "", prefix):
            return is_opening(text, prefix=prefix)
        case Not(part):
            return is_dear(part)
        case All(parts) | Any(parts):
            return any(map(is_dear, parts))
        case _:
            return False


def span(part: Dates | Age, now: int) -> tuple[int | None, int | None]:
    """Return from when to before when, in seconds since 1970; None for no bound."""
    if isinstance(part, Age):
        edge = now - part.seconds
        return (None, edge) if part.older else (edge, None)
    return _second(part.first), _second(part.after)


def _second(day: date | None) -> int | None:
    if day is None:
        return None
    try:
        return int(datetime.combine(day, time()).astimezone().timestamp())
    except (OverflowError, OSError, ValueError):
        return (day.toordinal() - date(1970, 1, 1).toordinal()) * _DAY


def expression(query: Query, *, openings: bool = False) -> str | None:
    """Return what asks FTS5 for a query; None where it is about more than words and facts.

    With ``openings``, None too where words have to be known in full.
    """
    said: str | None = None
    match query:
        case Words() if openings:
            known = not query.within and is_opening(query.text, prefix=query.prefix)
            said = opening(query.text) if known else None
        case Words(text, within, prefix):
            said = phrase(text, prefix=prefix) or _NEVER
            said = f"{within} : {said}" if within else said
        case Place(kind, name) if kind in _FACTS:
            said = f'"{fact(kind, name)}"'
        case Has(feature):
            said = f'"{fact(f"has{feature}")}"'
        case Not():
            said = _every((query,), openings=openings)
        case Any(parts):
            said = _joined(" OR ", parts, openings=openings)
        case All(parts):
            said = _every(parts, openings=openings)
        case _:
            pass
    return said


def _every(parts: Sequence[Query], *, openings: bool) -> str | None:
    """Return what asks for all of the parts; FTS5 wants something to take others from."""
    these = [part for part in parts if not isinstance(part, Not)]
    not_these = [part.part for part in parts if isinstance(part, Not)]
    said = _joined(" AND ", these, openings=openings) if these else _EVERY
    if not not_these or said is None:
        return said
    without = _joined(" OR ", not_these, openings=openings)
    return without and f"({said} NOT {without})"


def _joined(sign: str, parts: Sequence[Query], *, openings: bool) -> str | None:
    asked = [expression(part, openings=openings) for part in parts]
    said = [part for part in asked if part is not None]
    return f"({sign.join(said)})" if len(said) == len(asked) else None


class Conditions(Struct, frozen=True):
    """Makes SQL of what is asked of a row ``d``, which has ``entry`` and ``published``."""

    doc: str
    """What the number of the row's document is."""
    now: int
    lookup: Lookup
    docs: tuple[int, int]
    """The lowest and the highest number that a document in question can have."""
    span: tuple[int | None, int | None] = (None, None)
    """From when to before when what is in question was published."""

    def within(self, categories: Sequence[int], *, unread: bool = False) -> Sql:
        """Ask whether an entry is in one of some categories."""
        numbers = ", ".join(map(str, categories))
        extra = " AND unread" if unread else ""
        if len(categories) > _SEVERAL:
            low, high = self.span
            return Sql(
                "(d.published, d.entry) IN (SELECT published, entry FROM member"  # noqa: S608 - numbers of ours
                f" WHERE category IN ({numbers}) AND published >= ? AND published < ?{extra})",
                (NEVER if low is None else low, ALWAYS if high is None else high),
            )
        return Sql(
            f"EXISTS (SELECT 1 FROM member WHERE category IN ({numbers})"  # noqa: S608 - numbers of ours
            f" AND published = d.published AND entry = d.entry{extra})"
        )

    def published(self, low: int | None, high: int | None) -> Sql:
        """Ask when an entry was published."""
        bounds = [("d.published >= ?", low), ("d.published < ?", high)]
        given = [(text, value) for text, value in bounds if value is not None]
        said = " AND ".join(text for text, _ in given) or "1"
        return Sql(f"({said})", tuple(value for _, value in given))

    def of(self, query: Query) -> Sql:
        """Ask whether a query finds an entry."""
        if (asked := expression(query, openings=True)) is not None:
            return self._indexed("opening", asked)
        if (asked := expression(query)) is not None and not is_dear(query):
            return self._indexed("found", asked)
        match query:
            case Not(part):
                inner = self.of(part)
                said = Sql(f"NOT coalesce({inner.text}, 0)", inner.values)
            case All(parts):
                said = self._joined(" AND ", parts)
            case Any(parts):
                said = self._joined(" OR ", parts)
            case Place():
                said = self.within(self.lookup(query))
            case Dates() | Age():
                said = self.published(*span(query, self.now))
            case Is(state):
                said = self._state(state)
            case _:
                raise AssertionError(query)
        return said

    def _indexed(self, table: str, asked: str) -> Sql:
        return Sql(
            f"{self.doc} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - one of two words
            " AND rowid BETWEEN ? AND ?)",
            (asked, *self.docs),
        )

    def _joined(self, sign: str, parts: Sequence[Query]) -> Sql:
        said = [self.of(part) for part in parts]
        values = tuple(value for part in said for value in part.values)
        return Sql(f"({sign.join(part.text for part in said) or '1'})", values)

    def _state(self, state: str) -> Sql:
        if state in {"unread", "read"}:
            unread = self.within((1,), unread=True).text
            return Sql(unread if state == "unread" else f"NOT {unread}")
        table, key = ("entry", "id") if state == "updated" else ("mark", "entry")
        return Sql(
            f"EXISTS (SELECT 1 FROM {table} WHERE {key} = d.entry AND {state})"  # noqa: S608 - our own words
        )


def numbers(low: int | None, high: int | None) -> tuple[int, int]:
    """Return the lowest and the highest number of documents of a time."""
    first = NEVER if low is None else first_of(low // _DAY)
    last = ALWAYS if high is None else first_of(high // _DAY + 2)
    return first, last
