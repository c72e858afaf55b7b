"""Finds words in the lines of a page, also where a line ends inside them."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.query import Words
from tui.query.letters import flat
from tui.render import hits
from tui.render.folding import Folding, folding
from tui.render.numbered import ROLE
from tui.render.typeset import Line

_MARGINS = " ▎│|>"
_MARGIN = rf"[{_MARGINS}]*"
_line_end = rf"(?:\n{_MARGIN})?"
_half = re.compile("[\uff9e-\uffdc]")  # marks and Korean letters that are composed


class Place(NamedTuple):
    """Cells of one line."""

    line: int
    start: int
    """The first cell."""
    end: int
    """The cell after the last."""


Match = tuple[Place, ...]
"""What was found: a place on each line that it goes over."""


class _Seen(NamedTuple):
    """A line as words are looked for in it."""

    text: str
    """It folded; nothing of it where it is the number of a link."""
    starts: Sequence[int]
    """For each character of ``text``, where in the line begins what it is of."""
    ends: Sequence[int]
    """And where that ends."""


def find(lines: Sequence[Line], query: str) -> list[Match]:
    """Return where ``query`` is, from the top; nothing where it is blank.

    Any white space in it matches any. Letters match as a reader takes them for the same
    (`tui.render.folding`), and in either case as long as there is no capital among them.
    """
    if not query.strip():
        return []
    fold = folding(query)
    return _matches(lines, _pattern(fold(query)), fold)


def find_words(lines: Sequence[Line], words: Sequence[Words]) -> list[Match]:
    """Return where any of some words is, as the library finds them."""
    return _matches(lines, hits.pattern(words), flat)


def _matches(
    lines: Sequence[Line], sought: "re.Pattern[str]", fold: Folding
) -> list[Match]:
    seen = [_seen(line, fold) for line in lines]
    starts = list(accumulate((len(each.text) + 1 for each in seen), initial=0))
    found: list[Match] = []
    for match in sought.finditer("\n".join([each.text for each in seen])):
        first = bisect_right(starts, match.start()) - 1
        places = []
        for number, (text, begins, ends) in enumerate(seen[first:], first):
            if starts[number] >= match.end():
                break
            start = match.start() - starts[number]
            if start < 0:  # it came over from the line before, whose margin is no part
                start = len(text) - len(text.lstrip(_MARGINS))
            end = min(len(text), match.end() - starts[number])
            if start < end:
                line = lines[number]
                before, last = line.text[: begins[start]], line.text[: ends[end - 1]]
                cells = line.ruler.width(before), line.ruler.width(last)
                places.append(Place(number, *cells))
        found.append(tuple(places))
    return found


def _pattern(query: str) -> "re.Pattern[str]":
    """Return what matches a folded query in lines joined by newlines."""
    words = [
        _line_end.join(re.escape(letter) for letter in word) for word in query.split()
    ]
    return re.compile(rf"(?:[^\S\n]+{_line_end}|\n{_MARGIN})".join(words))


def _seen(line: Line, fold: Folding) -> _Seen:
    text, numbered = line.text, any(ROLE in run.roles for run in line.runs)
    found = fold(text)
    # No character is folded to less than one, so as many are the same ones.
    if not numbered and len(found) == len(text) and _is_composed(text):
        return _Seen(found, range(len(text)), range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in line.runs:
        for cluster, _ in () if ROLE in run.roles else line.ruler.graphemes(run.text):
            start, at = at, at + len(cluster)
            part = fold(cluster)
            if parts and unicodedata.combining(part[0]):  # a mark of half width
                start = starts[-1]
                kept = len(starts) - len(parts[-1])
                part = fold(parts.pop() + part)
                del starts[kept:], ends[kept:]
            parts.append(part)
            starts += [start] * len(part)
            ends += [at] * len(part)
        at += len(run.text) if ROLE in run.roles else 0
    return _Seen("".join(parts), starts, ends)


def _is_composed(text: str) -> bool:
    if text.isascii():
        return True
    return unicodedata.is_normalized("NFC", text) and not _half.search(text)
