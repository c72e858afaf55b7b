"""Flows spans into rows of a width; knows no blocks."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.render.document import Block, Span
from tui.render.linebreak import breaks
from tui.text import graphemes, width as cells


class Run(NamedTuple):
    """Text in one style on one line."""

    text: str
    roles: tuple[str, ...] = ()
    link: int | None = None


Runs = tuple[Run, ...]


class Row(NamedTuple):
    """One line inside its block."""

    runs: Runs = ()
    wide: bool = False
    """It belongs to code that is wider than the page."""
    lead: int = 0
    """How many of the first runs stay in place when the rest scrolls sideways."""
    shows: Block | None = None
    """The code, table or picture that it is a line of."""


def size(runs: Iterable[Run]) -> int:
    """Return how many cells runs take."""
    return sum([cells(run.text) for run in runs])


def flow(
    spans: Iterable[Span], width: int, roles: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Yield the rows of a paragraph; ``roles`` come before those of the spans.

    Args:
        spans: the text; a newline in it begins a new row.
        width: how many cells a row may have, at least 2.
        roles: what the whole paragraph is.
    """
    for part in _forced(spans, roles):
        text = "".join([run.text for run in part])
        for start, end in breaks(text, width, width):
            row = _between(part, start, end)
            if text.isascii() or _fits(row, width):
                yield Row(row)
            else:
                yield from _squeezed(row, width)


def fold(text: str, width: int) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``width`` cells, at least one piece."""
    if text.isascii():
        for start in range(0, max(1, len(text)), width):
            yield text[start : start + width]
        return
    kept: list[str] = []
    used = 0
    for character, wide in graphemes(text):
        if used + wide > width and kept:
            yield "".join(kept)
            kept, used = [], 0
        kept.append(character)
        used += wide
    yield "".join(kept)


def indent(rows: Iterable[Row], first: Runs, rest: Runs) -> Iterator[Row]:
    """Yield rows with ``first`` before the first of them and ``rest`` before others."""
    bare = not any(run.text.strip() for run in rest)
    before = first
    for row in rows:
        if row.runs or not bare or before is first:
            runs = before + row.runs
            yield row._replace(runs=runs, lead=row.lead + len(before))
        else:
            yield row
        before = rest


def _forced(spans: Iterable[Span], roles: tuple[str, ...]) -> Iterator[list[Run]]:
    part: list[Run] = []
    for span in spans:
        named = roles + span.roles if roles else span.roles
        if span.link is not None:
            named = (*named, "link")
        for number, text in enumerate(span.text.split("\n")):
            if number:
                yield part
                part = []
            if text:
                part.append(Run(text, named, span.link))
    yield part


def _between(part: list[Run], start: int, end: int) -> Runs:
    """Return what stands from ``start`` to ``end`` in the text of ``part``."""
    runs: list[Run] = []
    at = 0
    for run in part:
        if at >= end:
            break
        after = at + len(run.text)
        if after > start:
            text = run.text[max(0, start - at) : end - at].replace("\xa0", " ")
            runs.append(Run(text, run.roles, run.link))
        at = after
    return tuple(runs)


def _fits(row: Runs, width: int) -> bool:
    if len(row) == 1:
        return cells(row[0].text) <= width
    whole = cells("".join([run.text for run in row]))
    return max(whole, size(row)) <= width


def _squeezed(row: Runs, width: int) -> Iterator[Row]:
    """Cut a row anew where characters take more room beside each other than alone."""
    kept: list[Run] = []
    for run in row:
        for character, _ in graphemes(run.text):
            more = [*kept, Run(character, run.roles, run.link)]
            if kept and not _fits(tuple(more), width):
                yield Row(tuple(kept))
                more = more[-1:]
            kept = more
    yield Row(tuple(kept))
