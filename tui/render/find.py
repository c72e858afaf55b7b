"""Finds words in the lines of a page, also where a line ends inside them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from tui.query import Words
from tui.query.letters import flat
from tui.render import hits
from tui.render.typeset import Line
from tui.text import width

_MARGINS = " ▎│|>"
_MARGIN = rf"[{_MARGINS}]*"
_line_end = rf"(?:\n{_MARGIN})?"


class Place(NamedTuple):
    """Cells of one line."""

    line: int
    start: int
    """The first cell."""
    end: int
    """The cell after the last."""


Match = tuple[Place, ...]
"""What was found: a place on each line that it goes over."""


def pattern(query: str) -> "re.Pattern[str]":
    """Return what matches ``query`` in lines joined by newlines.

    Any white space in it matches any. Letters match either case, as long as there is no
    capital among them.
    """
    words = [
        _line_end.join(re.escape(letter) for letter in word) for word in query.split()
    ]
    flags = re.IGNORECASE if query == query.lower() else 0
    return re.compile(rf"(?:[^\S\n]+{_line_end}|\n{_MARGIN})".join(words), flags)


def find(lines: Sequence[Line], query: str) -> list[Match]:
    """Return where ``query`` is, from the top; nothing where it is blank."""
    return _matches(lines, pattern(query), str) if query.strip() else []


def find_words(lines: Sequence[Line], words: Sequence[Words]) -> list[Match]:
    """Return where any of some words is, as the library finds them."""
    return _matches(lines, hits.pattern(words), flat)


def _matches(
    lines: Sequence[Line], sought: "re.Pattern[str]", seen: Callable[[str], str]
) -> list[Match]:
    texts = [line.text for line in lines]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: list[Match] = []
    for match in sought.finditer(seen("\n".join(texts))):
        first = bisect_right(starts, match.start()) - 1
        places = []
        for number, text in enumerate(texts[first:], first):
            if starts[number] >= match.end():
                break
            start = match.start() - starts[number]
            if start < 0:  # it came over from the line before, whose margin is no part
                start = len(text) - len(text.lstrip(_MARGINS))
            end = min(len(text), match.end() - starts[number])
            places.append(Place(number, width(text[:start]), width(text[:end])))
        found.append(tuple(places))
    return found
