"""Goes through a parsed page and gathers blocks; the tags' meanings are given to it."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from tui.render.addresses import safe
from tui.render.document import (
    Block,
    Document,
    Link,
    Media,
    Paragraph,
    Picture,
    Spans,
    flatten,
)
from tui.render.spans import SpanWriter
from tui.text import clean, line

_DEEPEST = 60
_bold = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]\d\d|1000)", re.IGNORECASE)
_light = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]\d\d\b)", re.IGNORECASE)
_slanted = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_struck = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_kept = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_hidden = re.compile(r"display\s*:\s*none", re.IGNORECASE)

Attributes = dict[str, str | None]


class Style(NamedTuple):
    """What holds for the text inside an element."""

    roles: tuple[str, ...] = ()
    link: int | None = None
    kept: bool = False
    """White space counts."""

    def with_role(self, role: str) -> "Style":
        """The same style and ``role``."""
        if role in self.roles:
            return self
        return self._replace(roles=(*self.roles, role))


class Walker:
    """Gathers the blocks, links and pictures of one page."""

    def __init__(self, handlers: Mapping[str, "Handler"], base: str) -> None:
        self.blocks: list[Block] = []
        self.writer = SpanWriter()
        self.pictures: list[Picture] = []
        self.caption: Spans = ()
        """What the figure being read says under its picture."""
        self.script: dict[int, int] = {}
        """How text is written while inside sub or sup."""
        self.told: set[str] = set()
        """The abbreviations that were explained already."""
        self._handlers = handlers
        self._base = base
        self._links: list[str] = []
        self._link_texts: list[list[str]] = []
        self._depth = 0

    def document(self) -> Document:
        """Return what was gathered."""
        self.flush()
        links = tuple(
            Link(url, line("".join(text)))
            for url, text in zip(self._links, self._link_texts, strict=True)
        )
        return Document(tuple(self.blocks), links, tuple(self.pictures))

    def children(self, node: LexborNode, style: Style) -> None:
        """Read what is inside an element."""
        if self._depth >= _DEEPEST:
            self._text(deep_text(node), style)
            return
        self._depth += 1
        child = node.first_child
        while child is not None:
            self.node(child, child.tag or "", style)
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

    def inline(self, node: LexborNode, style: Style) -> Spans:
        """Read what is inside an element as running text."""
        return flatten(self.collect(node, style))

    def flush(self) -> None:
        """End the paragraph."""
        self.blocks += [Paragraph(spans) for spans in self.writer.take()]

    def block(self, block: Block) -> None:
        """Add a block after what was read so far."""
        self.flush()
        self.blocks.append(block)

    def write(self, text: str, style: Style) -> None:
        """Add text of our own."""
        self.writer.add(text, style.roles, style.link)

    def address(self, raw: str | None) -> str:
        """Return an address of the page, resolved and safe, or ``""``."""
        return safe(raw, self._base)

    def link(self, url: str, text: str = "") -> int:
        """Register a link and return its index."""
        self._links.append(url)
        self._link_texts.append([text])
        return len(self._links) - 1

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
        text = clean(raw)
        if self.script:
            text = text.translate(self.script)
        if style.link is not None:
            self._link_texts[style.link].append(text)
        put = self.writer.add_kept if style.kept else self.writer.add
        put(text, style.roles, style.link)

    def node(self, node: LexborNode, tag: str, style: Style) -> None:
        """Read one element or text."""
        if tag == "-text":
            self._text(node.text_content or "", style)
        elif tag != "-comment":
            self._element(node, tag, style)

    def _element(self, node: LexborNode, tag: str, style: Style) -> None:
        attributes = node.attributes
        if attributes:
            css = attributes.get("style")
            if "hidden" in attributes or (css and _hidden.search(css)):
                return
            if css:
                style = styled(style, css)
        handler = self._handlers.get(tag)
        if handler is None:
            self.children(node, style)
        else:
            handler(self, node, attributes, style)


Handler = Callable[[Walker, LexborNode, Attributes, Style], None]


def styled(style: Style, css: str) -> Style:
    """Return ``style`` with what an inline style sheet says."""
    if _bold.search(css):
        style = style.with_role("strong")
    if _slanted.search(css):
        style = style.with_role("emphasis")
    if _struck.search(css):
        style = style.with_role("deleted")
    if _kept.search(css):
        style = style._replace(kept=True)
    return style


def unbold(css: str | None) -> bool:
    """Whether an inline style sheet takes back what ``<b>`` says."""
    return bool(css and _light.search(css))


def deep_text(node: LexborNode) -> str:
    """Return the text of an element however deep, without recursion."""
    return "".join(
        [
            part.text_content or ""
            for part in node.traverse(include_text=True)
            if part.tag == "-text"
        ]
    )
