"""An article as a page: its header, then its body; it knows no screen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tui.model import Body, Entry
from tui.render.document import Block, Document, Heading, Paragraph, Span, reading_time
from tui.render.read import document
from tui.render.typeset import Line, Setting, typeset
from tui.text import cut

_LONGEST_TITLE = 320

HEADER = -1
"""The block that the header's lines belong to."""


@dataclass(frozen=True)
class Page:
    """What the reader shows of an entry."""

    entry: Entry
    body: Body
    date: str
    """When it was published, in words."""

    @cached_property
    def document(self) -> Document:
        """The body; converting it takes milliseconds, so ask for it in a worker."""
        return document(self.body)

    def header(self, between: str) -> Document:
        """Title, then where it is from, when, and how long it takes to read.

        ``between`` stands between these facts.
        """
        entry = self.entry
        place = cut(" / ".join(entry.categories[0]) if entry.categories else "", 80)
        author = cut(entry.author if entry.author not in place else "", 60)
        minutes = f"{reading_time(self.document)}\xa0min"
        facts = between.join(filter(None, (place, author, self.date, minutes)))
        blocks: list[Block] = [
            Heading(1, (Span(cut(entry.title, _LONGEST_TITLE), ("strong",)),)),
            Paragraph((Span(facts, ("muted",)),)),
        ]
        notes = [f"! {problem}" for problem in entry.problems]
        blocks += [Paragraph((Span(note, ("caption",)),)) for note in notes]
        return Document(tuple(blocks))


def lines_of(page: Page, setting: Setting, first: int = HEADER) -> Iterator[Line]:
    """Yield a page's lines from block ``first``, each as soon as it is set."""
    if first > HEADER:
        yield from typeset(page.document, setting, first)
        return
    for line in typeset(page.header(" - " if setting.ascii else " · "), setting):
        yield replace(line, block=HEADER)
    yield Line((), HEADER)
    yield from typeset(page.document, setting)
