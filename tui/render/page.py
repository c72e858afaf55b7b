"""An article as a page: its header, then its body; it knows no screen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from tui.model import Body, Entry
from tui.render import read
from tui.render.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Span,
    plain,
    reading_time,
)
from tui.render.setting import HEADER, Manner, Setting
from tui.render.typeset import Line, typeset
from tui.text import clean, cut

_LONGEST_TITLE = 320
_page = re.compile(r"\s*<(?:[!?]|html|head)", re.IGNORECASE)
_body = re.compile("<body[ >]", re.IGNORECASE)
_NEAR = 4
"""How many lines before a cut it may have changed."""
_SPARE = 8
"""How many lines more are read at first than are wanted."""
_MARKUP = 3
"""How many characters of HTML are taken for each cell that is wanted."""
_MORE = 2


@dataclass(frozen=True)
class Page:
    """What the reader shows of an entry."""

    entry: Entry
    body: Body
    date: str
    """When it was published, in words."""
    manner: Manner = "rich"
    also: tuple[str, ...] = ()
    """The other places that it came from."""

    @cached_property
    def document(self) -> Document:
        """The body; converting it takes milliseconds, so ask for it in a worker."""
        return self.read(self.body)

    def beginning(self, size: int, cells: int) -> Document | None:
        """Read about the first ``cells`` of the first ``size`` characters of the body.

        None if ``document`` is there. Where the beginning is the whole it becomes that,
        so that nothing is read twice.
        """
        if "document" in vars(self):
            return None
        head = _head(self.body, size)
        found = self.read(head, cells)
        if head is not self.body or found.cut:
            return found
        vars(self)["document"] = found
        return None

    @cached_property
    def minutes(self) -> int:
        """How long it takes to read, at least 1; it costs as much as ``document``."""
        return reading_time(self.document)

    def read(self, body: Body, cells: float = inf) -> Document:
        """Read a body, or its first ``cells``, without the title if it begins with that."""
        if self.manner != "rich":
            text = (
                read.markdown(body) if self.manner == "markdown" else clean(body.text)
            )
            return Document(
                (Paragraph((Span(text.strip("\n")),)),) if text.strip() else ()
            )
        found = read.document(body, cells)
        match found.blocks[:1]:
            case (Heading(_, spans),) if _same(plain(spans), self.entry.title):
                after = {name: max(0, at - 1) for name, at in found.anchors.items()}
                return replace(found, blocks=found.blocks[1:], anchors=after)
        return found

    def header(self, between: str, minutes: str) -> Document:
        """Title, then where it is from, when, and how long it takes to read.

        ``between`` stands between these facts; ``minutes`` is the last of them.
        """
        entry, more = self.entry, "..." if between.isascii() else "…"
        place = cut(
            " / ".join(entry.categories[0]) if entry.categories else "", 80, more
        )
        author = cut(entry.author if entry.author not in place else "", 60, more)
        manner = "" if self.manner == "rich" else self.manner
        facts = between.join(filter(None, (place, author, self.date, minutes, manner)))
        blocks: list[Block] = [
            Heading(1, (Span(cut(entry.title, _LONGEST_TITLE, more), ("strong",)),)),
            Paragraph((Span(facts, ("muted",)),)),
        ]
        if self.also:
            where = f"also in {cut(', '.join(self.also), _LONGEST_TITLE, more)}"
            blocks.append(Paragraph((Span(where, ("muted",)),)))
        notes = [f"! {problem}" for problem in entry.problems]
        blocks += [Paragraph((Span(note, ("caption",)),)) for note in notes]
        return Document(tuple(blocks))


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def lines_of(page: Page, setting: Setting, first: int = HEADER) -> Iterator[Line]:
    """Yield a page's lines from block ``first``, each as soon as it is set."""
    if first == HEADER:
        yield from _header(page, setting, f"{page.minutes}\xa0min")
    yield from typeset(page.document, setting, max(first, 0))


def opening(page: Page, setting: Setting, count: int) -> list[Line]:
    """Return the first lines of a long page from the beginning of its body alone.

    So they are there at once, however long the page is. They are what `lines_of` will
    say, but for the reading time, and for what only the rest of a page can tell: show
    those as soon as they are there. Empty where the page is short or read already; then
    ``page.document`` is there.

    Args:
        page: the page.
        setting: how it is set.
        count: how many lines are wanted.
    """
    cells = (count + _SPARE) * min(setting.width, setting.measure)
    size = cells * _MARKUP
    while (begun := page.beginning(size, cells)) is not None:
        lines = list(_header(page, setting, ""))
        wanted = count
        for line in typeset(begun, setting):
            if line.block == len(begun.blocks) - 1:
                # What the cut went through may look otherwise in the whole, near it.
                wanted = count + _NEAR
            lines.append(line)
            if len(lines) >= wanted:
                return lines[:count]
        size *= _MORE
        if begun.cut:
            cells *= _MORE
    return []


def _head(body: Body, size: int) -> Body:
    """Return the beginning of a body, cut where no tag or word is parted."""
    begin = _body.search(body.text) if _page.match(body.text) else None
    start = begin.start() if begin else 0
    size += start
    if size >= len(body.text):
        return body
    end = body.text.rfind("\n\n" if body.markdown else "<", size // 2, size)
    return replace(body, text=body.text[start : end if end > start else size])


def _header(page: Page, setting: Setting, minutes: str) -> Iterator[Line]:
    bare = setting.ascii or setting.ambiguous > 1
    for line in typeset(page.header(" - " if bare else " · ", minutes), setting):
        yield Line(line.runs, HEADER, ruler=line.ruler)
    yield Line((), HEADER)
