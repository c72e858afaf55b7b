"""What one can jump to in an article: its headings and tables; it sets nothing."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.render.document import (
    Block,
    DefinitionList,
    Details,
    Document,
    Heading,
    List,
    Quote,
    Spans,
    Table,
    plain,
)
from tui.text import line

_LONGEST = 200


class Stop(NamedTuple):
    """A heading or a table."""

    level: int
    """1 to 6, as in the article; a table stands one below the heading before it."""
    text: str
    """What it says, on one line; empty for a table of which nothing tells."""
    block: int
    """The index in ``Document.blocks`` of the block that it is, or is in."""
    table: Table | None = None


def outline(document: Document, between: str = " · ") -> Iterator[Stop]:
    """Yield the headings and tables of an article from the top, nested ones too.

    ``between`` stands between the cells of the row that a table is called by.
    """
    level = 0
    for index, block in enumerate(document.blocks):
        for found in _stops_in((block,)):
            if isinstance(found, Heading):
                level = found.level
                yield Stop(level, _short(found.spans), index)
            else:
                yield Stop(level + 1, _name(found, between), index, found)


def _stops_in(blocks: Iterable[Block]) -> Iterator[Heading | Table]:
    for block in blocks:
        match block:
            case Heading() | Table():
                yield block
            case Quote(inner) | Details(_, inner):
                yield from _stops_in(inner)
            case List(_, _, items):
                for item in items:
                    yield from _stops_in(item.blocks)
            case DefinitionList(definitions):
                for definition in definitions:
                    yield from _stops_in(definition.blocks)
            case _:
                pass


def _name(table: Table, between: str) -> str:
    """Return a table's caption, or else the first of its rows that says something."""
    rows = ((table.caption,), *table.header, *table.rows[:1])
    names = (between.join(filter(None, map(_short, row))) for row in rows)
    return next(filter(None, names), "")[:_LONGEST]


def _short(spans: Spans) -> str:
    return line(plain(spans))[:_LONGEST]
