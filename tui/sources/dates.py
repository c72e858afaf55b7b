"""Reads the dates that front matter and feeds have, in all the ways they have them."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from tui.sources.date_words import in_words

_FIRST, _LAST = 1900, 2200
_LONGEST = 64
_MILLISECONDS = 100_000_000_000
_NEW_YEAR = datetime(2000, 1, 1)  # noqa: DTZ001 - what is not told of a date; the zone comes later
_compact = re.compile(r"(\d{4})[-_./]?(\d{2})[-_./]?(\d{2})(?=\D|$)")
_slashed = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_usual = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(?P<day>\d\d?) (?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep"
    r"|Oct|Nov|Dec) (?P<year>[12]\d{3}) (?P<time>\d\d:\d\d:\d\d) "
    r"(?:GMT|UTC|(?!-0000)(?P<sign>[+-])(?P<hours>[01]\d)(?P<minutes>[0-5]\d))\Z",
    re.ASCII,
)
_offset = re.compile(
    r"(\d{4}-\d\d?-\d\d?[ T]\d\d?:\d\d(?::\d\d)?(?:\.\d+)?)\s+([+-]\d{4}|[+-]\d\d:\d\d|Z|UTC)$"
)


def read_date(value: object, zone: tzinfo = UTC) -> datetime | None:
    """Return a date in UTC, or None where ``value`` is none.

    Reads RFC 822, ISO 8601, a date alone, the words of many languages and, last, what
    dateutil makes of it. A date without a zone is in ``zone``.
    """
    if isinstance(value, datetime):
        return _in_utc(value, zone)
    if isinstance(value, date):
        return _in_utc(datetime(value.year, value.month, value.day, tzinfo=zone), zone)
    text = str(value).strip()[:_LONGEST]
    if not any(c.isdigit() for c in text):
        return None
    for way in (_usually, _iso, in_words, _rfc822, _seconds, _anything):
        found = way(text)
        if found is not None:
            return _in_utc(found, zone)
    return None


def date_in_name(name: str) -> datetime | None:
    """Return the date that a file name or a permalink begins with, at noon UTC."""
    found = _compact.match(name) or _slashed.search(name)
    if not found:
        return None
    try:
        return datetime(*map(int, found.groups()), 12, tzinfo=UTC)  # type: ignore[arg-type,misc] # three groups of digits
    except ValueError:
        return None


def _in_utc(value: datetime, zone: tzinfo) -> datetime | None:
    try:
        aware = value if value.tzinfo else value.replace(tzinfo=zone)
        found = aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found.replace(microsecond=0) if _FIRST <= found.year <= _LAST else None


def _usually(text: str) -> datetime | None:
    """Return what the email package says of a usual date, in a third of the time."""
    if not (found := _usual.match(text)):
        return None
    hour, minute, second = map(int, found["time"].split(":"))
    month = _MONTHS.index(found["month"]) // 3 + 1
    try:
        local = datetime(
            int(found["year"]),
            month,
            int(found["day"]),
            hour,
            minute,
            second,
            tzinfo=UTC,
        )
    except ValueError:
        return None
    if not found["sign"]:
        return local
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return local + away if found["sign"] == "-" else local - away


def _iso(text: str) -> datetime | None:
    found = _offset.match(text)
    plain = found[1] + found[2].replace("UTC", "Z") if found else text
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if ":" in text and " " in text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _seconds(text: str) -> datetime | None:
    if not re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        return None
    stamp = int(text.partition(".")[0])
    return datetime.fromtimestamp(stamp / 1000 if stamp > _MILLISECONDS else stamp, UTC)


def _anything(text: str) -> datetime | None:
    if not re.search(r"(?<![-\d])\d{4}", text):
        return None
    from dateutil import parser  # noqa: PLC0415 - rarely needed

    try:
        return parser.parse(text, default=_NEW_YEAR)
    except (ValueError, OverflowError, TypeError):
        return None
