"""An article as a page: its header, then its body; it knows no screen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from msgspec.structs import replace

from tui.model import Body, Entry
from tui.render import read
from tui.render.document import (
    Block,
    Document,
    Enough,
    Heading,
    Paragraph,
    Span,
    plain,
    reading_time,
)
from tui.render.setting import HEADER, Manner, Setting
from tui.render.typeset import Line, Setter, typeset
from tui.text import clean, cut

_LONGEST_TITLE = 320
_page = re.compile(r"\s*<(?:[!?]|html|head)", re.IGNORECASE)
_body = re.compile("<body[ >]", re.IGNORECASE)
_NEAR = 4
"""How many lines before a cut it may have changed."""
_SPARE = 20
"""How many lines more are read at first than are wanted."""
_MARKUP = 2
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

    @cached_property
    def minutes(self) -> int:
        """How long it takes to read, at least 1; it costs as much as ``document``."""
        return reading_time(self.document)

    def read(self, body: Body) -> Document:
        """Read a body, without the title if it begins with that."""
        if self.manner == "rich":
            return self._untitled(read.document(body))
        text = read.markdown(body) if self.manner == "markdown" else clean(body.text)
        return Document((Paragraph((Span(text.strip("\n")),)),) if text.strip() else ())

    def _untitled(self, found: Document) -> Document:
        if not found.blocks or not self.is_title(found.blocks[0]):
            return found
        after = {name: max(0, at - 1) for name, at in found.anchors.items()}
        return replace(found, blocks=found.blocks[1:], anchors=after)

    def is_title(self, first: Block) -> bool:
        """Whether the first block of the body only repeats the title."""
        return isinstance(first, Heading) and _same(
            plain(first.spans), self.entry.title
        )

    def begin(self, body: Body, cells: int, enough: Enough) -> Document:
        """Read the beginning of a body until there is ``enough``, the title with it.

        Where that is the whole ``document`` is there, so that nothing is read twice.
        """
        if self.manner == "rich":
            found = read.document(body, cells, enough)
        else:
            found = self.read(body)
            enough(found.blocks, cut=False)
        if body is self.body and not found.cut:
            whole = self._untitled(found) if self.manner == "rich" else found
            vars(self)["document"] = whole
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
        yield from _header(page, setting, _minutes(page))
    yield from typeset(page.document, setting, max(first, 0))


def opening(page: Page, setting: Setting, count: int) -> list[Line]:
    """Return the first lines of a page, from no more of its body than they show.

    So they are there at once, however long the page is. They are what `lines_of` will
    say, but for the reading time, and for what only the rest of a page can tell: show
    those as soon as they are there. Empty where the page is read already.

    Args:
        page: the page.
        setting: how it is set.
        count: how many lines are wanted.
    """
    if "document" in vars(page):
        return []
    header = list(_header(page, setting, ""))
    cells = (count + _SPARE) * min(setting.width, setting.measure)
    size = cells * _MARKUP
    while True:
        body = _head(page.body, size)
        begun = _Beginning(
            page, setting, count - len(header), cut=body is not page.body
        )
        found = page.begin(body, cells, begun.enough)
        if "document" in vars(page):
            header = list(_header(page, setting, _minutes(page)))
        elif len(begun.lines) < begun.wanted:
            size *= _MORE
            cells *= _MORE if found.cut else 1
            continue
        return (header + begun.lines)[:count]


class _Beginning:
    """Sets a page's blocks as they are read, until there are enough lines."""

    def __init__(self, page: Page, setting: Setting, rest: int, *, cut: bool) -> None:
        self.lines: list[Line] = []
        self.wanted = rest + _NEAR if cut else rest
        self._page, self._rest = page, rest
        self._setter = Setter(setting)
        self._read = self._set = 0
        self._above: Block | None = None

    def enough(self, blocks: Sequence[Block], *, cut: bool) -> bool:
        """Set those of ``blocks`` that are new, and say whether that is enough."""
        lines = self.lines
        if cut and len(lines) < self.wanted:
            self.wanted = self._rest + _NEAR
        for block in blocks[self._read :]:
            self._read += 1
            if len(lines) < self.wanted and not (
                self._read == 1 and self._page.is_title(block)
            ):
                more = self._setter.lines(self._set, block, self._above)
                lines += islice(more, self.wanted - len(lines))
                self._set, self._above = self._set + 1, block
        return len(lines) >= self.wanted


def _head(body: Body, size: int) -> Body:
    """Return the beginning of a body, cut where no tag or word is parted."""
    begin = _body.search(body.text) if _page.match(body.text) else None
    start = begin.start() if begin else 0
    size += start
    if size >= len(body.text):
        return body
    end = body.text.rfind("\n\n" if body.markdown else "<", size // 2, size)
    return replace(body, text=body.text[start : end if end > start else size])


def _minutes(page: Page) -> str:
    return f"{page.minutes}\xa0min"


def _header(page: Page, setting: Setting, minutes: str) -> Iterator[Line]:
    bare = setting.ascii or setting.ambiguous > 1
    for line in typeset(page.header(" - " if bare else " · ", minutes), setting):
        yield Line(line.runs, HEADER, ruler=line.ruler)
    yield Line((), HEADER)
