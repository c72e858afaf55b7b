"""What a query that is being typed may go on with; it knows no library."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, get_args

from tui.query.parse import FIELDS
from tui.query.tree import Feature, State

_QUOTES = '"“”„＂'
_BRACKETS = "()（）"
_last = re.compile(
    rf"(?:^|(?<=[\s{_BRACKETS}\-－−]))"
    rf"(?:(?P<field>[A-Za-z]+)[:：]"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)|(?P<plain>[^\s{_BRACKETS}{_QUOTES}]*))"
    rf"|(?P<word>[A-Za-z]{{2,}}))$"
)
_special = re.compile(rf"[\s{_BRACKETS}]")
_spoiled = re.compile(f"[{_QUOTES}]")
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "is": get_args(State),
        "has": get_args(Feature),
        "lang": ("zh", "en", "ja", "ko", "ru", "ar", "he", "el", "hi", "th"),
        "newer": ("7d", "24h", "30d"),
        "older": ("7d", "24h", "30d"),
    }
)


class Unfinished(NamedTuple):
    """The end of a query, which may go on."""

    field: str
    """What stands before the colon; empty where that itself is being typed."""
    start: str
    """What there is of it."""
    at: int
    """Where the last part begins."""


def unfinished(text: str) -> Unfinished | None:
    """Return what of a query may go on; None where that is any word."""
    found = _last.search(text)
    if not found or len(_spoiled.findall(text[: found.start()])) % 2:
        return None
    if found["word"]:
        return Unfinished("", found["word"], found.start())
    field = found["field"].lower()
    if field not in FIELDS:
        return None
    start = found["plain"] if found["quoted"] is None else found["quoted"]
    return Unfinished(field, start, found.start())


def choices(part: Unfinished) -> list[str]:
    """Return what a part may go on to be, as far as no library has to be asked."""
    start = part.start.lower()
    if not part.field:
        return [f"{field}:" for field in FIELDS if field.startswith(start)]
    if start.isdecimal() and part.field in {"newer", "older"}:
        return [f"{start}{unit}" for unit in "dhwmy"]
    known = _CHOICES.get(part.field, ())
    return [one for one in known if one.startswith(start) and one != start]


def completed(text: str, part: Unfinished, name: str) -> str:
    """Return a query whose last part is this name; in quotes where it needs them."""
    if not part.field:
        return text[: part.at] + name
    told = f'"{name}"' if _special.search(name) else name
    return f"{text[: part.at]}{part.field}:{told}"


def can_be_said(name: str) -> bool:
    """Whether a name can stand in a query: it has no quotation marks."""
    return not _spoiled.search(name)
