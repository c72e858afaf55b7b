"""How wide the columns of a table are, and which hold numbers; draws nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.render.document import Spans, Table, plain
from tui.render.linebreak import units
from tui.render.rows import Sheet

_SAMPLE = 300
_NARROWEST = 6
_LONGEST_WORD = 24
_figure = re.compile(
    r"[-+−±]?[$€£¥￥]?\d[\d,   ]*(\.\d+)?\s?[%‰]?$|[-+−±]?\d[\d. ]*(,\d+)?$"
)
_nothing = re.compile(r"(?:[-–—]+|n/?a|\?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    width: int
    """Its cells, at least 1."""
    figures: bool = False
    """Whether it holds only numbers, which are aligned right."""
    fraction: int = 0
    """The cells from the decimal point on, of the number that has most of them."""


def columns_of(table: Table, room: int, gap: int, sheet: Sheet) -> list[Column]:
    """Return the columns; none if words had to be broken for them to fit.

    A column is as wide as what it holds where there is room for all. Else the widest
    give way first, down to their longest word.

    Args:
        table: what is to be set; the first 300 rows count.
        room: the cells for all columns.
        gap: the cells between two columns.
        sheet: how it is laid out.
    """
    sample = [*table.header, *table.rows[:_SAMPLE]]
    bodies = _bodies(table)
    room -= gap * (len(bodies) - 1)
    natural = [
        max(*(_wanted(cell, sheet) for cell in column), _numbers_width(body))
        for column, body in zip(zip(*sample, strict=True), bodies, strict=True)
    ]
    widths = natural
    if sum(natural) > room:
        least = [
            min(wanted, max(_NARROWEST, *(_word(cell, sheet) for cell in column)))
            for wanted, column in zip(natural, zip(*sample, strict=True), strict=True)
        ]
        if sum(least) > room:
            return []
        widths = _shares(least, natural, room)
    return [
        Column(width, bool(body), max(map(_fraction, body), default=0))
        for width, body in zip(widths, bodies, strict=True)
    ]


def fraction_of(text: str) -> int:
    """Return how many characters a number has from its decimal point on."""
    return 0 if _nothing.match(text) else _fraction(text)


def _bodies(table: Table) -> list[list[str]]:
    """Return the numbers of each column; none where it holds anything else."""
    if not table.rows:
        return [[] for _ in table.header[0]]
    bodies: list[list[str]] = []
    for column in zip(*table.rows[:_SAMPLE], strict=True):
        texts = [text for cell in column if (text := plain(cell).strip())]
        numbers = [text for text in texts if not _nothing.match(text)]
        bodies.append(numbers if all(map(_figure.match, numbers)) else [])
    return bodies


def _fraction(text: str) -> int:
    match = _figure.match(text)
    return len(text) - match.start(1) if match and match[1] else 0


def _numbers_width(numbers: list[str]) -> int:
    """Return the cells of numbers that stand with their decimal points aligned."""
    fractions = [_fraction(number) for number in numbers]
    wholes = [
        len(number) - size for number, size in zip(numbers, fractions, strict=True)
    ]
    return max(wholes, default=0) + max(fractions, default=0)


def _wanted(spans: Spans, sheet: Sheet) -> int:
    return max(map(sheet.ruler.width, plain(spans).split("\n"))) or 1


def _word(spans: Spans, sheet: Sheet) -> int:
    """Return the cells of the longest word; what is longer than most may be broken."""
    text = plain(spans)
    longest = at = 0
    for unit in units(text.replace("\n", " ")):
        word = text[at : at + unit].strip()
        longest = max(longest, sheet.ruler.width(word))
        at += unit
    return min(longest, _LONGEST_WORD)


def _shares(least: Sequence[int], natural: Sequence[int], room: int) -> list[int]:
    """Return the fairest widths between the least and the natural that fill ``room``."""

    def at_level(level: int) -> list[int]:
        return [max(a, min(b, level)) for a, b in zip(least, natural, strict=True)]

    level = 0
    low, high = 0, room
    while low <= high:
        middle = (low + high) // 2
        if sum(at_level(middle)) <= room:
            level, low = middle, middle + 1
        else:
            high = middle - 1
    widths = at_level(level)
    # What is left over goes to the first columns that still want it.
    for number, wanted in enumerate(natural):
        if sum(widths) < room and widths[number] < wanted:
            widths[number] += 1
    return widths
