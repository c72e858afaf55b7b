"""Goes through a parsed page and gathers blocks; the tags' meanings are given to it."""

from collections.abc import Callable, Mapping
from math import inf

from selectolax.lexbor import LexborNode

from tui.render.addresses import safe
from tui.render.document import (
    Block,
    Code,
    Document,
    Enough,
    Link,
    Media,
    Paragraph,
    Picture,
    Spans,
    Table,
    flatten,
)
from tui.render.nodes import deep_text
from tui.render.places import Places
from tui.render.spans import SPACES, SpanWriter
from tui.render.style import Look, Style, look_of
from tui.render.tex import pieces
from tui.render.texreading import readable
from tui.text import clean, line

_DEEPEST = 60
_UNTOUCHED = frozenset({"code", "keyboard"})
_ROW = 80
"""What a line takes of the cells that are wanted, however little it says."""
Attributes = dict[str, str | None]


class Walker:
    """Gathers the blocks, links and pictures of one page."""

    def __init__(
        self,
        handlers: Mapping[str, "Handler"],
        base: str,
        cells: float = inf,
        enough: Enough | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.writer = SpanWriter()
        self.pictures: list[Picture] = []
        self.caption: Spans = ()
        """What the figure being read says under its picture."""
        self.script: Mapping[int, int] = {}
        """How text is written while inside sub or sup."""
        self.told: set[str] = set()
        """The abbreviations that were explained already."""
        self._handlers = handlers
        self._base = base
        self._top = self.blocks
        self._places = Places()
        self._links: list[str] = []
        self._link_texts: list[list[str]] = []
        self._depth = 0
        self._cells = cells
        self._enough = enough
        self._looks: dict[str, Look | None] = {}

    def document(self) -> Document:
        """Return what was gathered."""
        self.flush()
        urls, anchors = self._places.resolved(self._links, self._base)
        links = tuple(
            Link(url, line("".join(text)))
            for url, text in zip(urls, self._link_texts, strict=True)
        )
        cut = self._cells <= 0
        return Document(tuple(self.blocks), links, tuple(self.pictures), anchors, cut)

    def children(self, node: LexborNode, style: Style) -> None:
        """Read what is inside an element."""
        if self._depth >= _DEEPEST:
            self._text(deep_text(node), style)
            return
        self._depth += 1
        child = node.first_child
        while child is not None and self._cells > 0:
            tag = child.tag or ""
            if tag == "-text":
                self._text(child.text_content or "", style)
            elif tag != "-comment":
                self._element(child, tag, style)
            child = child.next
        self._depth -= 1

    def collect(self, node: LexborNode, style: Style) -> tuple[Block, ...]:
        """Read what is inside an element into blocks of its own."""
        outer = self.blocks, self.writer
        self.blocks, self.writer = [], SpanWriter()
        self.children(node, style)
        self.flush()
        inner = tuple(self.blocks)
        self.blocks, self.writer = outer
        return inner

    def alone(self, node: LexborNode, style: Style) -> tuple[Block, ...]:
        """Read one element, not only what is inside, into blocks of its own."""
        self.flush()
        outer, self.blocks = self.blocks, []
        if self._depth < _DEEPEST:
            self._depth += 1
            self.node(node, node.tag or "", style)
            self._depth -= 1
        else:
            self._text(deep_text(node), style)
        self.flush()
        inner, self.blocks = tuple(self.blocks), outer
        return inner

    def inline(self, node: LexborNode, style: Style) -> Spans:
        """Read what is inside an element as running text."""
        cells = self._cells
        spans = flatten(self.collect(node, style))
        # It may stand beside other text, and then it takes no line of its own.
        self._cells = cells - 2 * sum([len(span.text) for span in spans])
        return spans

    def flush(self) -> None:
        """End the paragraph."""
        if not self.writer.waiting:
            return
        paragraphs = self.writer.take()
        if not paragraphs:
            return
        self._cells -= _ROW * len(paragraphs)
        if self.blocks is self._top:
            self._places.put_text(len(self.blocks))
        self.blocks += [Paragraph(spans) for spans in paragraphs]
        if self._enough:
            self._ask(self._enough)

    def block(self, *blocks: Block) -> None:
        """Add blocks after what was read so far."""
        self.flush()
        self._cells -= _ROW * (1 + sum(map(_rows, blocks)))
        if blocks and self.blocks is self._top:
            self._places.put(len(self.blocks))
        self.blocks += blocks
        if self._enough:
            self._ask(self._enough)

    def _ask(self, enough: Enough) -> None:
        """Ask whether to go on."""
        if self.blocks is self._top and enough(self.blocks, cut=self._cells <= 0):
            self._cells = 0

    @property
    def at_top(self) -> bool:
        """Whether what is read stands in no block of the document."""
        return self.blocks is self._top

    def mark(self, name: str) -> None:
        """Note that what follows is what a link to ``#name`` leads to."""
        self._places.mark(name, at_top=self.at_top)

    def write(self, text: str, style: Style) -> None:
        """Add text of our own."""
        self.writer.add(text, style.roles, style.link)

    def address(self, raw: str | None) -> str:
        """Return an address of the page, resolved and safe, or ``""``."""
        return safe(raw, self._base)

    def target(self, href: str | None) -> str:
        """Return where a link leads, or ``""``; a place in the page as it is written."""
        href = (href or "").strip()
        if not href.startswith("#"):
            return self.address(href)
        url = safe(href)
        return url if url.strip("#!") else ""

    def link(self, url: str, text: str = "") -> int:
        """Register a link and return its index."""
        self._links.append(url)
        self._link_texts.append([text])
        return len(self._links) - 1

    def url(self, link: int) -> str:
        """Return where a link leads."""
        return self._links[link]

    def unlink(self, link: int) -> None:
        """Forget the link registered last if it says nothing; no picture is in it."""
        if link == len(self._links) - 1 and not "".join(self._link_texts[link]).strip():
            del self._links[link], self._link_texts[link]

    def picture(self, alt: str, url: str, link: int | None) -> None:
        """Add a picture."""
        picture = Picture(alt, url, (), len(self.pictures) + 1, link)
        self.pictures.append(picture)
        if link is not None:
            self._link_texts[link].append(alt)
        self.block(picture)

    def media(self, kind: str, title: str, url: str) -> None:
        """Add a film, a sound or an embedded page."""
        self.block(Media(kind, title, url, self.link(url, title)))

    def _text(self, raw: str, style: Style) -> None:
        if not self.writer.last and _says_nothing(raw, style):
            return
        text = clean(raw)
        if ("$" in text or "\\" in text) and _UNTOUCHED.isdisjoint(style.roles):
            self._formulas(text, style)
        else:
            self._written(text, style)

    def _formulas(self, text: str, style: Style) -> None:
        for piece in pieces(text):
            if piece.formula:
                self.formula(piece.text, style, alone=piece.alone)
            else:
                self._written(piece.text, style)

    def formula(self, tex: str, style: Style, *, alone: bool) -> None:
        """Add a formula, as it is read or else as it is written in TeX.

        If it stands ``alone`` it gets a paragraph of its own.
        """
        if alone:
            self.flush()
        self._written(readable(tex) or line(tex), style.with_role("code"))
        if alone:
            self.flush()

    def _written(self, text: str, style: Style) -> None:
        if not text.isspace():
            self._cells -= len(text) if text.isascii() else len(text) * 2
            if self.blocks is self._top:
                self._places.written += 1
        if self.script:
            text = text.translate(self.script)
        if style.link is not None:
            self._link_texts[style.link].append(text)
        if style.kept:
            self.writer.add_kept(text, style.roles, style.link)
        elif style.lined:
            self.writer.add_lines(text, style.roles, style.link)
        else:
            self.writer.add(text, style.roles, style.link)

    def node(self, node: LexborNode, tag: str, style: Style) -> None:
        """Read one element or text."""
        if tag == "-text":
            self._text(node.text_content or "", style)
        elif tag != "-comment":
            self._element(node, tag, style)

    def _look(self, css: str) -> Look | None:
        if css not in self._looks:
            self._looks[css] = look_of(css)
        return self._looks[css]

    def _element(self, node: LexborNode, tag: str, style: Style) -> None:
        attributes = node.attributes
        if attributes:
            css = attributes.get("style")
            if "hidden" in attributes:
                return
            if css and (look := self._look(css)):
                if look.hidden:
                    return
                style = look.on(style)
            if name := attributes.get("id"):
                self.mark(name)
        handler = self._handlers.get(tag)
        if handler is None:
            self.children(node, style)
        else:
            handler(self, node, attributes, style)


def _rows(block: Block) -> int:
    """Return how many rows a block has whose text was not counted as it was read."""
    match block:
        case Code(text):
            return text.count("\n") + 1
        case Table(header, rows):
            return len(header) + len(rows)
    return 0


def _says_nothing(text: str, style: Style) -> bool:
    """Whether a text is no more than white space at the beginning of a line."""
    collapses = not (style.kept or style.lined) and style.link is None
    return collapses and not text.strip(SPACES)


Handler = Callable[[Walker, LexborNode, Attributes, Style], None]
