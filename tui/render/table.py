"""Lays a table out in columns, or as records where it is too wide."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tui.render.document import Span, Spans, Table, joined, plain
from tui.render.flow import Row, Run, Runs, flow, indent, size
from tui.text import width as cells

_SAMPLE = 300
_NARROWEST = 6
_GAP = 3
_figure = re.compile(r"[-+−]?[$€£¥￥]?\d[\d.,  ]*\s?[%‰]?$")

Cells = tuple[Spans, ...]


def table_rows(table: Table, width: int, *, ascii: bool = False) -> Iterator[Row]:  # noqa: A002 - the setting's name
    """Yield a table's rows, none wider than ``width`` cells.

    Columns are as wide as what they hold; where that is too much the widest give
    way and their cells wrap. Where a column had to be narrower than six cells each
    row becomes a record: a line for each cell, named by its header.
    """
    if table.caption:
        yield from flow(table.caption, width, ("caption",))
    columns = _columns(table, width)
    if columns:
        yield from _boxed(table, columns, ascii=ascii)
    else:
        yield from _records(table, width)


def _columns(table: Table, width: int) -> list[int]:
    """Return the width of each column; empty if the table does not fit."""
    sample = [*table.header, *table.rows[:_SAMPLE]]
    natural = [max(map(_wanted, column)) for column in zip(*sample, strict=True)]
    room = width - _GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    widest = _water_level(natural, room)
    columns = [min(wanted, widest) for wanted in natural]
    # What is left over goes to the first columns that still want it.
    for number, wanted in enumerate(natural):
        if sum(columns) < room and wanted > widest:
            columns[number] += 1
    return columns if widest >= _NARROWEST else []


def _water_level(natural: Sequence[int], room: int) -> int:
    """Return the greatest width that columns may have for all to fit into ``room``."""
    left, waiting = room, len(natural)
    for wanted in sorted(natural):
        if wanted * waiting > left:
            return left // waiting
        left -= wanted
        waiting -= 1
    return max(natural)


def _wanted(spans: Spans) -> int:
    return max(map(cells, plain(spans).split("\n")), default=0) or 1


def _boxed(table: Table, columns: list[int], *, ascii: bool) -> Iterator[Row]:  # noqa: A002
    right = _figures(table)
    bar = Run(" | " if ascii else " │ ", ("table-border",))
    rule = _rule(columns, ascii=ascii)
    for row in table.header:
        yield from _row(row, columns, bar, right, ("table-header",))
    if table.header:
        yield rule
    crowded = False
    for number, row in enumerate(table.rows):
        rows = list(_row(row, columns, bar, right, ()))
        # Rows of several lines run into each other without a line in between.
        if number and (crowded or len(rows) > 1):
            yield rule
        crowded = len(rows) > 1
        yield from rows


def _rule(columns: list[int], *, ascii: bool) -> Row:  # noqa: A002
    across, cross = ("-", "-+-") if ascii else ("─", "─┼─")
    return Row((Run(cross.join(across * c for c in columns), ("table-border",)),))


def _figures(table: Table) -> list[bool]:
    """Return which columns hold only numbers and are aligned right."""
    columns = zip(*table.rows[:_SAMPLE], strict=True)
    found = [[plain(cell) for cell in column if cell] for column in columns]
    return [bool(texts) and all(map(_figure.match, texts)) for texts in found]


def _row(
    row: Cells,
    columns: list[int],
    bar: Run,
    right: list[bool],
    roles: tuple[str, ...],
) -> Iterator[Row]:
    parts = [
        list(flow(cell, column, roles))
        for cell, column in zip(row, columns, strict=True)
    ]
    for line in zip_longest(*parts, fillvalue=Row()):
        runs: list[Run] = []
        for number, part in enumerate(line):
            if number:
                runs.append(bar)
            is_right = number < len(right) and right[number]
            runs += _padded(part.runs, columns[number], right=is_right)
        yield Row(_trimmed(runs))


def _padded(runs: Runs, width: int, *, right: bool) -> Runs:
    missing = width - size(runs)
    if missing <= 0:
        return runs
    padding = (Run(" " * missing),)
    return padding + runs if right else runs + padding


def _trimmed(runs: list[Run]) -> Runs:
    while runs and not runs[-1].roles and not runs[-1].text.strip():
        runs.pop()
    return tuple(runs)


def _records(table: Table, width: int) -> Iterator[Row]:
    names = [
        tuple(joined([part for part in parts if part], Span(" ")))
        for parts in zip(*table.header, strict=True)
    ]
    rows = table.rows or table.header
    for number, row in enumerate(rows):
        if number:
            yield Row()
        for name, cell in zip_longest(names if table.rows else (), row, fillvalue=()):
            if not cell:
                continue
            label = tuple(
                Span(s.text, (*s.roles, "table-header"), s.link) for s in name
            )
            colon = (Span(": ", ("table-header",)),) if name else ()
            yield from _hanging((*label, *colon, *cell), width)


def _hanging(spans: Spans, width: int) -> Iterator[Row]:
    hang = 2 if width > _NARROWEST else 0
    rows = flow(spans, width - hang)
    yield from indent(rows, (), (Run(" " * hang),) if hang else ())
