"""What stands behind the colon of a query's filters: dates, spans of time, choices."""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import get_args

from tui.errors import QueryError
from tui.query.tree import Age, Dates, Feature, Has, Is, Place, Query, State

_STATES: tuple[State, ...] = get_args(State)
_FEATURES: tuple[Feature, ...] = get_args(Feature)
_SECONDS = MappingProxyType(
    {"h": 3_600, "d": 86_400, "w": 604_800, "m": 30 * 86_400, "y": 365 * 86_400}
)
_age = re.compile(r"(\d{1,5})([hdwmy])", re.IGNORECASE)
_day = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DECEMBER = 12


def _state(value: str, at: int) -> Query:
    for state in _STATES:
        if state == value.lower():
            return Is(state)
    raise _not_one_of("is", value, _STATES, at)


def _feature(value: str, at: int) -> Query:
    for feature in _FEATURES:
        if feature == value.lower():
            return Has(feature)
    raise _not_one_of("has", value, _FEATURES, at)


def _not_one_of(field: str, value: str, known: tuple[str, ...], at: int) -> QueryError:
    close = difflib.get_close_matches(value, known, 1)
    hint = f"; did you mean {field}:{close[0]}?" if close else ""
    every = ", ".join(known)
    return QueryError(f"{field}: takes {every}, not “{value}”{hint}", at)


def _dates(value: str, at: int) -> Query:
    """Read ``2022``, ``2022-03``, ``2022-03-14``, or two of them with ``..`` between."""
    low, dots, high = value.partition("..")
    first = _period(low, at)[0] if low else None
    if not dots:
        return Dates(first, _period(low, at)[1])
    after = _period(high, at + len(low) + 2)[1] if high else None
    if not (low or high):
        raise QueryError("date: takes days such as 2022-03-14 or 2022-03..", at)
    if first and after and after <= first:
        raise QueryError(f"{high} is before {low}", at)
    return Dates(first, after)


def _period(value: str, at: int) -> tuple[date, date]:
    """Return the first day of a year, month or day, and the day after its last."""
    found = _day.fullmatch(value)
    try:
        if not found:
            raise ValueError  # noqa: TRY301 - told below, as a month that there is not
        year, month, day = (int(part) if part else 0 for part in found.groups())
        first = date(year, month or 1, day or 1)
        if day:
            return first, first + timedelta(1)
        if month and month < _DECEMBER:
            return first, date(year, month + 1, 1)
        return first, date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        message = f"“{value}” is no day; write 2022, 2022-03 or 2022-03-14"
        raise QueryError(message, at) from None


def _span(value: str, at: int, *, older: bool) -> Query:
    found = _age.fullmatch(value)
    if not found:
        message = f"“{value}” is no span of time; write 12h, 7d, 2w, 3m or 1y"
        raise QueryError(message, at)
    return Age(int(found[1]) * _SECONDS[found[2].lower()], older)


FILTERS: Mapping[str, Callable[[str, int], Query]] = MappingProxyType(
    {
        "source": lambda value, at: Place("source", value, at),
        "in": lambda value, at: Place("in", value.strip("/"), at),
        "tag": lambda value, at: Place("tag", value, at),
        "lang": lambda value, at: Place("lang", value, at),
        "is": _state,
        "has": _feature,
        "date": _dates,
        "newer": lambda value, at: _span(value, at, older=False),
        "older": lambda value, at: _span(value, at, older=True),
    }
)
"""For each filter, what makes a part of its value and of where that stands."""
