"""An article as a tree of blocks; knows nothing of HTML, widths or colours."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from msgspec import Struct, field

CJK = "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
CJK += "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
"""Ideographs and kana, as the inside of a character class."""

_ideographs = re.compile(f"[{CJK}]+")
_word = re.compile(r"\w+")
_IDEOGRAPHS_A_MINUTE = 400
_WORDS_A_MINUTE = 230


class Span(NamedTuple):
    """A stretch of text in one style; a newline in it is a forced line break."""

    text: str
    roles: tuple[str, ...] = ()
    """What it is, outermost first: ``strong``, ``emphasis``, ``code``, ``mark``…"""
    link: int | None = None
    """The index of its link in ``Document.links``."""


Spans = tuple[Span, ...]
BREAK = Span("\n")


class Paragraph(Struct, frozen=True):
    """Running text; never empty."""

    spans: Spans


class Heading(Struct, frozen=True):
    """A heading of level 1 to 6."""

    level: int
    spans: Spans


class Item(Struct, frozen=True):
    """One item of a list."""

    blocks: tuple["Block", ...]
    checked: bool | None = None
    """Whether a task is done; None where the item is no task."""
    label: str = ""
    """What it is counted as, such as ``3.`` or ``iv.``; empty in an unordered list."""


class List(Struct, frozen=True):
    """An ordered or unordered list."""

    ordered: bool
    start: int
    """The first number of an ordered list; its items say how each is counted."""
    items: tuple[Item, ...]


class Definition(Struct, frozen=True):
    """What one or more terms mean."""

    terms: tuple[Spans, ...]
    blocks: tuple["Block", ...]


class DefinitionList(Struct, frozen=True):
    """Terms with their meanings."""

    items: tuple[Definition, ...]


class Quote(Struct, frozen=True):
    """Blocks in another voice."""

    blocks: tuple["Block", ...]


class Linked(NamedTuple):
    """A stretch of code that is a link."""

    start: int
    end: int
    """The index after its last character; newlines may be among them."""
    link: int
    """Its index in ``Document.links``."""


class Code(Struct, frozen=True):
    """Preformatted text, without tabs and without a newline at its end."""

    text: str
    language: str = ""
    """Its name in lower case as the page gave it; empty if unknown."""
    links: tuple[Linked, ...] = ()
    """In order; none is empty, none reaches into the next."""


class Table(Struct, frozen=True):
    """A table; each row has the same number of cells."""

    header: tuple[tuple[Spans, ...], ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: Spans = ()
    pictures: tuple["Picture", ...] = ()
    """Those that its cells name; they are drawn below it."""


class Picture(Struct, frozen=True):
    """A picture to be opened or drawn."""

    alt: str
    url: str
    """Empty where there is none; ``data:`` where the page carries it in itself."""
    caption: Spans = ()
    number: int = 0
    """Its place among the document's pictures, from 1."""
    link: int | None = None
    """The link it stands in."""


class Rule(Struct, frozen=True):
    """A break in the thought."""


class Media(Struct, frozen=True):
    """A film, a sound or an embedded page, as a link."""

    kind: str
    """``video``, ``audio`` or ``embed``."""
    title: str
    """May be empty."""
    url: str
    link: int
    """Its index in ``Document.links``."""


class Details(Struct, frozen=True):
    """Blocks under a summary."""

    summary: Spans
    blocks: tuple["Block", ...]


Block = (
    Paragraph
    | Heading
    | List
    | DefinitionList
    | Quote
    | Code
    | Table
    | Picture
    | Rule
    | Media
    | Details
)


class Link(Struct, frozen=True):
    """Where a link leads, and what it says."""

    url: str
    """``#name`` where it leads to a place in the same document."""
    text: str


class Document(Struct, frozen=True):
    """An article; every text and address in it is safe to print."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)
    """The index of the block to which a link to ``#name`` leads."""
    cut: bool = False
    """Whether something may follow that was left unread."""

    def place_of(self, name: str) -> int | None:
        """Return the block that a fragment names, as written or percent-encoded."""
        found = self.anchors.get(name)
        return self.anchors.get(unquote(name)) if found is None else found


class Enough(Protocol):
    """Is asked after each block of a document whether what follows is left unread."""

    def __call__(self, blocks: Sequence[Block], *, cut: bool) -> bool:
        """Say so; ``blocks`` are all so far, and the last may be ``cut`` already."""


def spans_of(block: Block) -> Iterator[Span]:
    """Yield the text of a block in reading order, a break after each part."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield from spans
        case Picture() | Media():
            yield from _named(block)
        case Code(text, _, links):
            yield from _coded(text, links)
        case List(_, _, items):
            yield from joined(flatten(item.blocks) for item in items)
        case DefinitionList(definitions):
            yield from joined(
                part
                for item in definitions
                for part in (*item.terms, flatten(item.blocks))
            )
        case Table():
            rows = (tuple(joined(row, Span(" "))) for row in block.header + block.rows)
            yield from joined((block.caption, *rows))
        case Quote(blocks):
            yield from flatten(blocks)
        case Details(summary, blocks):
            yield from (*summary, BREAK, *flatten(blocks))
        case Rule():
            return


def _coded(text: str, links: tuple[Linked, ...]) -> Iterator[Span]:
    at = 0
    for start, end, link in (*links, Linked(len(text), len(text), 0)):
        if at < start:
            yield Span(text[at:start], ("code",))
        if start < end:
            yield Span(text[start:end], ("code",), link)
        at = end


def _named(block: Picture | Media) -> Iterator[Span]:
    if isinstance(block, Media):
        yield Span(block.title or block.url, ("media",), block.link)
        return
    name = f"[{block.number}] {block.alt}".rstrip()
    yield from joined(((Span(name, ("picture",), block.link),), block.caption))


def joined(parts: Iterable[Spans], between: Span = BREAK) -> Iterator[Span]:
    """Yield the spans of all parts that are not empty with ``between`` in between."""
    begun = False
    for part in parts:
        if part and begun:
            yield between
        begun = begun or bool(part)
        yield from part


def flatten(blocks: Iterable[Block]) -> Spans:
    """Return blocks as one run of text, each on its own line."""
    parts = [
        block.spans if isinstance(block, Paragraph) else tuple(spans_of(block))
        for block in blocks
    ]
    return parts[0] if len(parts) == 1 else tuple(joined(parts))


def plain(spans: Iterable[Span]) -> str:
    """Return the text of spans."""
    return "".join([span.text for span in spans])


def reading_time(document: Document) -> int:
    """Return how many minutes the document takes to read, at least 1."""
    text = plain(flatten(document.blocks))
    others, runs = _ideographs.subn(" ", text)
    ideographs = len(text) - len(others) + runs
    words = len(_word.findall(others))
    minutes = ideographs / _IDEOGRAPHS_A_MINUTE + words / _WORDS_A_MINUTE
    return max(1, round(minutes))
