"""A table as texts of one line each, for a pane of its own; it draws nothing."""

from collections.abc import Iterable, Iterator

from tui.render.columns import Column, column_of
from tui.render.document import Spans, Table, plain
from tui.text import Ruler, line

_UNSEEN = {0xAD: None, 0x200B: None, 0x2060: None}


def text_of(cell: Spans) -> str:
    """Return what a cell says, on one line."""
    return line(plain(cell).translate(_UNSEEN))


def names_of(table: Table) -> list[str]:
    """Return what each column is called: its headers, or else its number."""
    columns = zip(*table.header, strict=True) if table.header else [()] * width(table)
    parts = (dict.fromkeys(map(text_of, column)) for column in columns)
    named = (" ".join(filter(None, column)) for column in parts)
    return [name or str(number) for number, name in enumerate(named, 1)]


def width(table: Table) -> int:
    """Return how many columns a table has."""
    return len((table.header or table.rows or ((),))[0])


def columns_of(table: Table, rows: int, ruler: Ruler) -> list[Column]:
    """Return the columns, as wide as the names and the first ``rows`` rows want them."""
    some = table.rows[:rows]
    return [
        column_of([name], [text_of(row[number]) for row in some], ruler)
        for number, name in enumerate(names_of(table))
    ]


def tab_separated(table: Table, order: Iterable[int]) -> Iterator[str]:
    """Yield the header and the rows, in that order, with tabs between the cells."""
    yield "\t".join(names_of(table))
    for index in order:
        yield "\t".join(map(text_of, table.rows[index]))
