"""Reads dates in the words of many languages; it knows no standard, and no default zone."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType


def _bare(word: str) -> str:
    """Return a word in lower case without the signs above and below its letters."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


# How the names of the months begin, and zones by their minutes east of Greenwich.
_BEGINNINGS = """
1 jan ene gen янв sty led oca tam ian січ
2 feb fev fév fef фев lut úno şub hel лют
3 mar mär maer mrz mrt maa мар bře бер
4 apr avr abr апр kwi dub nis huh кві
5 may mai maj mei mag май мая kvě tou тра
6 jun juin jún giu июн cze červen čvn haz kes iun чер
7 jul juil júl lug июл lip červenec čvc tem hei iul лип
8 aug ago aoû авг sie srp ağu elo сер
9 sep set сен wrz zář eyl syy вер
10 oct okt out ott окт paź říj eki lok жов
11 nov noi ноя lis kas marras лис
12 dec dez dic dés déc des дек gru pro ara jou гру
"""
_ZONES = """
0 GMT UTC UT Z WET
60 BST CET MEZ WEST
120 CEST MESZ EET SAST
180 EEST MSK TRT
330 IST
420 WIB ICT
480 HKT SGT AWST
540 JST KST
600 AEST
660 AEDT
720 NZST
780 NZDT
-180 BRT ART ADT
-240 EDT AST
-300 EST CDT
-360 CST MDT
-420 MST PDT
-480 PST AKDT
-540 AKST
-600 HST
"""
_MONTHS = MappingProxyType(
    {
        _bare(name): int(line.split()[0])
        for line in _BEGINNINGS.split("\n")
        for name in line.split()[1:]
    }
)
_MINUTES = MappingProxyType(
    {
        name: int(line.split()[0])
        for line in _ZONES.split("\n")
        for name in line.split()[1:]
    }
)
_LONGEST = max(map(len, _MONTHS))
_day, _year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_word, _month = r"(?P<word>[^\W\d_]{3,12})", r"(?P<month>\d{1,2})"
_DATES = tuple(
    re.compile(written, re.IGNORECASE)
    for written in (
        rf"\b{_day}(?:\.|º|er|st|nd|rd|th)?[\s-]+(?:de\s+)?{_word}\.?,?[\s-]+(?:de\s+)?{_year}\b",
        rf"\b{_word}\.?\s+{_day}(?:st|nd|rd|th)?,?\s+{_year}\b",
        rf"(?<!\d){_year}\s*[-/.年년]\s*{_month}\s*[-/.月월]\s*{_day}(?!\d)",
        rf"(?<!\d){_day}\.{_month}\.{_year}(?!\d)",
    )
)
_java = re.compile(r"\b(\w{3} \d\d?) (\d\d:\d\d:\d\d(?: [A-Z]{2,5})?) (\d{4})\Z")
_time = re.compile(
    r"(?:(?P<half>[上下]午|午[前後]|오[전후])\s*)?(?<!\d)(?P<hour>\d{1,2})"
    r"\s*[:：.時时点點시]\s*(?P<minute>\d{2})(?!\d)"
    r"(?:\s*[:.分분]\s*(?P<second>\d{2})(?!\d))?(?:[.,]\d+)?\s*[秒초分분]?"
    r"(?:\s*(?P<am>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_zone = re.compile(
    r"[\s,(]*(?P<name>[A-Z]{1,4}\b|[A-Z]{1,4}(?=[+-]))?\s*"
    r"(?:[+-]?(?P<sign>[+-])(?P<hours>\d{2}|\d(?=:|\D|\Z))(?::?(?P<minutes>\d{2}))?(?!\d))?"
)


def in_words(text: str) -> datetime | None:
    """Return the date in ``text``, or None where none is certain.

    The months are those of some twenty languages, in full or cut short; days of the week
    are passed over; zones are told by name or number. It is naive where none is.
    """
    text = _java.sub(r"\1 \3 \2", text)
    for pattern in _DATES:
        if found := pattern.search(text):
            named = found.groupdict()
            month = int(named.get("month") or 0) or _month_of(named.get("word") or "")
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return _on(int(named["year"]), month, int(named["day"]), rest)
    return None


def _month_of(word: str) -> int:
    """Return a month from how its name begins; 0 if it is none."""
    word = _bare(word)
    beginnings = (word[:size] for size in range(min(_LONGEST, len(word)), 2, -1))
    return next((_MONTHS[one] for one in beginnings if one in _MONTHS), 0)


def _on(year: int, month: int, day: int, rest: str) -> datetime | None:
    """Return a day at the time that the rest of the text tells."""
    time = _time.search(rest)
    clock = (0, 0, 0)
    if time:
        parts = (int(time[part] or 0) for part in ("hour", "minute", "second"))
        hour, minute, second = parts
        half = (time["half"] or time["am"] or "").lower()
        if half and hour <= 12:  # noqa: PLR2004 - of a clock's face
            afternoon = half == "p" or half[0] == "下" or half[-1] in "後후"
            hour = hour % 12 + 12 * afternoon
        clock = (hour, minute, min(second, 59))
    try:
        found = datetime(year, month, day, *clock)  # noqa: DTZ001 - the zone is told below
    except ValueError:
        return None
    zone = _zone_of(rest[time.end() :] if time else "")
    return found.replace(tzinfo=zone) if zone else found


def _zone_of(text: str) -> timezone | None:
    """Return the zone that a text begins with, or None."""
    found = _zone.match(text)
    if not found or not (found["name"] or found["sign"]):
        return None
    if found["sign"]:
        away = int(found["hours"]) * 60 + int(found["minutes"] or 0)
        if not away and found["sign"] == "-":  # RFC 2822, 3.3: no zone is known
            return None
        away = -away if found["sign"] == "-" else away
    elif (away := _MINUTES.get(found["name"], -1)) == -1:
        return None
    try:
        return timezone(timedelta(minutes=away)) if away else UTC
    except ValueError:
        return None
