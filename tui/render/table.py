"""Lays a table out in columns, or as records where it is too wide."""

from collections.abc import Iterator
from itertools import zip_longest

from tui.render.columns import Column, columns_of, fraction_of
from tui.render.document import Span, Spans, Table, joined, plain
from tui.render.flow import flow, indent
from tui.render.rows import Row, Run, Runs, Sheet

_NARROWEST = 4
_GAP = 3

Cells = tuple[Spans, ...]


def table_rows(table: Table, width: int, sheet: Sheet) -> Iterator[Row]:
    """Yield a table's rows, none wider than ``width`` cells.

    Columns are as wide as what they hold; where that is too much the widest give
    way and their cells wrap. Where words had to be broken for that each row becomes
    a record: a line for each cell, named by its header.
    """
    if table.caption:
        yield from flow(table.caption, width, sheet, ("caption",))
    columns = columns_of(table, width, _GAP, sheet)
    if columns:
        yield from _boxed(table, columns, sheet)
    else:
        yield from _records(table, width, sheet)


def _boxed(table: Table, columns: list[Column], sheet: Sheet) -> Iterator[Row]:
    rule = _rule(columns, sheet.sign("┄", "."), sheet.sign("┄┼┄", ".+."))
    for row in table.header:
        yield from _row(row, columns, sheet, ("table-header",))
    if table.header:
        yield _rule(columns, sheet.sign("─", "-"), sheet.sign("─┼─", "-+-"))
    crowded = False
    for number, row in enumerate(table.rows):
        rows = list(_row(row, columns, sheet, ()))
        # Rows of several lines run into each other without a line in between, which
        # does not look as if what is above it were a header.
        if number and (crowded or len(rows) > 1):
            yield rule
        crowded = len(rows) > 1
        yield from rows


def _rule(columns: list[Column], across: str, cross: str) -> Row:
    text = cross.join(across * column.width for column in columns)
    return Row((Run(text, ("table-border",)),))


def _row(
    row: Cells, columns: list[Column], sheet: Sheet, roles: tuple[str, ...]
) -> Iterator[Row]:
    bar = Run(sheet.sign(" │ ", " | "), ("table-border",))
    parts = [
        _cell(cell, column, sheet, roles)
        for cell, column in zip(row, columns, strict=True)
    ]
    for line in zip_longest(*parts, fillvalue=()):
        runs: list[Run] = []
        for number, (part, column) in enumerate(zip(line, columns, strict=True)):
            if number:
                runs.append(bar)
            runs += part
            missing = column.width - sheet.size(part)
            if missing > 0:
                runs.append(Run(" " * missing))
        yield Row(_trimmed(runs))


def _cell(
    cell: Spans, column: Column, sheet: Sheet, roles: tuple[str, ...]
) -> list[Runs]:
    """Return the lines of a cell; numbers stand right, their decimal points aligned."""
    lines = [row.runs for row in flow(cell, column.width, sheet, roles)]
    if not column.figures:
        return lines
    after = 0 if roles else column.fraction - fraction_of(plain(cell).strip())
    spare = [column.width - sheet.size(line) for line in lines]
    return [
        (Run(" " * (left - min(left, after))), *line) if left > after else line
        for line, left in zip(lines, spare, strict=True)
    ]


def _trimmed(runs: list[Run]) -> Runs:
    while runs and not runs[-1].roles and not runs[-1].text.strip():
        runs.pop()
    return tuple(runs)


def _records(table: Table, width: int, sheet: Sheet) -> Iterator[Row]:
    names = [
        tuple(joined([part for part in parts if part], Span(" ")))
        for parts in zip(*table.header, strict=True)
    ]
    rows = table.rows or table.header
    filled = [any(column) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        if number:
            yield Row()
        cells = zip_longest(names if table.rows else (), row, filled, fillvalue=())
        for name, cell, is_filled in cells:
            # A column without a value is named once.
            if not cell and (number or is_filled or not name):
                continue
            label = tuple(
                Span(s.text, (*s.roles, "table-header"), s.link) for s in name
            )
            colon = (Span(": ", ("table-header",)),) if name else ()
            yield from _hanging((*label, *colon, *cell), width, sheet)


def _hanging(spans: Spans, width: int, sheet: Sheet) -> Iterator[Row]:
    hang = 2 if width > _NARROWEST else 0
    rows = flow(spans, width - hang, sheet)
    yield from indent(rows, (), (Run(" " * hang),) if hang else ())
