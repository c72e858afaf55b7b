"""Reads what servers answer, which may be of any type; it knows no protocol.

Nothing here fails but for an answer that as a whole is not what was asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.dates import read_date
from tui.sources.http import Response

_LATEST = 7_258_118_400
"""The year 2200, seconds since 1970."""
_number = re.compile(r"-?\d{1,20}")
_lone = re.compile("[\ud800-\udfff]")


def document(answer: Response) -> Any:
    """Return the JSON of an answer, whatever type it claims to be.

    Raises:
        SourceError: It is none.
    """
    try:
        return json.loads(answer.body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise strange(answer.url, "no JSON") from error


def strange(url: str, what: str) -> SourceError:
    """Return the error that an answer is not what the protocol says."""
    return SourceError(
        f"{reach.shown(url)} answers with {what}. Is this the address of the server's API?"
    )


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def records(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in a list, and in an object that stands for one."""
    if isinstance(value, dict):
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def text(value: Any) -> str:
    """Return a string, or a number as one; else ``""``. Lone surrogates are replaced."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return _lone.sub("\ufffd", value) if isinstance(value, str) else str(value)


def number(value: Any) -> int:
    """Return an integer, written as one or as text of at most 20 digits; else 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    found = _number.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(found[0]) if found else 0


def moment(value: Any) -> datetime | None:
    """Return a time that is given in seconds since 1970, or in words."""
    if isinstance(value, float):
        value = int(value) if abs(value) < _LATEST else 0
    seconds = number(value)
    if seconds:
        return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LATEST else None
    return read_date(value) if isinstance(value, str) else None
