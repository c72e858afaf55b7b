"""One row of a table as a page, each cell in full under its name; it sets nothing."""

from dataclasses import dataclass, field

from typing_extensions import override

from tui.model import Body, Entry
from tui.render.cells import names_of
from tui.render.document import (
    Definition,
    DefinitionList,
    Document,
    Paragraph,
    Span,
    Spans,
    Table,
)
from tui.render.page import Page


@dataclass(frozen=True)
class _Record(Page):
    document: Document = field(default_factory=Document)

    @override
    def header(self, between: str, minutes: str) -> Document:
        return Document()


def record(table: Table, row: int) -> Page:
    """Return a page with a block for each column of one row."""
    cells = zip(names_of(table), table.rows[row], strict=True)
    document = Document(tuple(_field(name, cell) for name, cell in cells))
    nothing = Entry(key="", title=""), Body("", markdown=False), ""
    return _Record(*nothing, document=document)


def _field(name: str, cell: Spans) -> DefinitionList:
    # What a link is numbered by is the article it stands in.
    spans = tuple(Span(span.text, span.roles) for span in cell)
    says = (Paragraph(spans),) if spans else ()
    return DefinitionList((Definition(((Span(name),),), says),))
