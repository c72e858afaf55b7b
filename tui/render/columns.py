"""How wide the columns of a table are, and which hold numbers; draws nothing."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.render.document import Spans, Table, plain
from tui.render.linebreak import units
from tui.render.numbered import numbered
from tui.render.rows import Sheet
from tui.text import Ruler

_SAMPLE = 300
_NARROWEST = 6
_LONGEST_WORD = 24
_figure = re.compile(
    r"[-+−±]?[$€£¥￥]?\d[\d,   ]*(\.\d+)?\s?[%‰]?$|[-+−±]?\d[\d. ]*(,\d+)?$"
)
_nothing = re.compile(r"(?:[-–—]+|n/?a|\?)$", re.IGNORECASE)


class Column(Struct, frozen=True):
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
    rows = table.rows[:_SAMPLE]
    says = _numbered if sheet.link_numbers else plain
    parts = [
        ([says(row[n]) for row in table.header], [says(row[n]) for row in rows])
        for n in range(len((table.header or rows)[0]))
    ]
    columns = [column_of(names, texts, sheet.ruler) for names, texts in parts]
    room -= gap * (len(columns) - 1)
    natural = [column.width for column in columns]
    if sum(natural) <= room:
        return columns
    least = [
        min(wanted, max(_NARROWEST, *(_word(text, sheet) for text in (*names, *texts))))
        for wanted, (names, texts) in zip(natural, parts, strict=True)
    ]
    if sum(least) > room:
        return []
    widths = shares(least, natural, room)
    return [replace(c, width=width) for c, width in zip(columns, widths, strict=True)]


def _numbered(cell: Spans) -> str:
    return plain(numbered(cell))


def column_of(names: Sequence[str], texts: Sequence[str], ruler: Ruler) -> Column:
    """Return a column that is as wide as what it holds.

    ``names`` stand above it and ``texts`` in it; each may have several lines.
    """
    found = [text for text in map(str.strip, texts) if text]
    numbers = [text for text in found if not _nothing.match(text)]
    if not all(map(_figure.match, numbers)):
        numbers = []
    wanted = [_wanted(text, ruler) for text in (*names, *texts)]
    width = max(1, _numbers_width(numbers), *wanted)
    return Column(width, bool(numbers), max(map(_fraction, numbers), default=0))


def fraction_of(text: str) -> int:
    """Return how many characters a number has from its decimal point on."""
    return 0 if _nothing.match(text) else _fraction(text)


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


def _wanted(text: str, ruler: Ruler) -> int:
    return max(map(ruler.width, text.split("\n")))


def _word(text: str, sheet: Sheet) -> int:
    """Return the cells of the longest word; what is longer than most may be broken."""
    longest = at = 0
    for unit in units(text.replace("\n", " ")):
        word = text[at : at + unit].strip()
        longest = max(longest, sheet.ruler.width(word))
        at += unit
    return min(longest, _LONGEST_WORD)


def shares(least: Sequence[int], natural: Sequence[int], room: int) -> list[int]:
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
