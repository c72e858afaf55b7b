"""What figures, their captions and preformatted text mean; knows no addresses."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tui.render.document import Block, Paragraph, Picture, Span, Spans, Table, joined
from tui.render.nodes import deep_text, elements, names
from tui.render.preformatted import code_of
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker
from tui.text import line

_NUMBERS = frozenset({"lineno", "linenos"})


def _figure(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    classes = names(node)
    source = node.css_first("td.code pre,td.rouge-code pre") or node.css_first("pre")
    if "highlight" in classes and source is not None:
        _listing(walker, node, source, style)
        return
    if (
        "wp-block-embed" in classes
        and node.css_first("iframe,a,blockquote,video") is None
    ):
        url = walker.address(deep_text(node).strip())
        if url.startswith("http"):
            walker.media("embed", line(attributes.get("title") or ""), url)
            return
    outer, walker.caption = walker.caption, ()
    blocks = walker.collect(node, style)
    caption, walker.caption = walker.caption, outer
    walker.block(*captioned(walker, blocks, caption))


def old_figure(walker: Walker, node: LexborNode, style: Style) -> None:
    """Read a picture and its caption as WordPress wrote them before HTML 5."""
    blocks: list[Block] = []
    caption: Spans = ()
    for child, _ in elements(node, text=True):
        if "wp-caption-text" in names(child):
            caption = walker.inline(child, style)
        else:
            blocks += walker.alone(child, style)
    walker.block(*captioned(walker, blocks, caption))


def _listing(
    walker: Walker, node: LexborNode, source: LexborNode, style: Style
) -> None:
    """Read Hexo's code: its title, then a table of line numbers and of the code."""
    outer, walker.caption = walker.caption, ()
    title = node.css_first("figcaption")
    if title is not None:
        parts = [walker.inline(part, style) for part, _ in elements(title)]
        said = tuple(joined(parts, Span(" "))) or walker.inline(title, style)
        walker.block(*captioned(walker, (), said))
    walker.caption = outer
    language = next((name for name in names(node) if name != "highlight"), "")
    walker.block(code_of(walker, source, language))


def captioned(walker: Walker, blocks: Sequence[Block], caption: Spans) -> list[Block]:
    """Give a caption to the one picture or table of a figure; else to the text below."""
    found = list(blocks)
    if not caption:
        return found
    bare = [
        position
        for position, block in enumerate(found)
        if isinstance(block, Picture | Table)
    ]
    if len(bare) == 1:
        block = found[bare[0]]
        if isinstance(block, Picture) and not block.caption:
            found[bare[0]] = whole = replace(block, caption=caption)
            walker.pictures[block.number - 1] = whole
            return found
        if isinstance(block, Table) and not block.caption:
            found[bare[0]] = replace(block, caption=caption)
            return found
    below = [Span(s.text, (*s.roles, "caption"), s.link) for s in caption]
    return [*found, Paragraph(tuple(below))]


def _caption(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    spans = walker.inline(node, style)
    inside = node.parent
    while inside is not None and inside.tag in ("div", "a", "span"):
        inside = inside.parent
    if (
        inside is not None
        and inside.tag in ("figure", "details")
        and not walker.caption
    ):
        walker.flush()
        walker.caption = spans
    elif spans:
        walker.block(Paragraph(spans))


def _preformatted(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    classes = names(node)
    if not _NUMBERS.isdisjoint(classes):
        return
    if (
        node.css_first("img,iframe,video") or "wp-block-verse" in classes
    ):  # text that was set with spaces
        walker.flush()
        walker.children(node, style._replace(kept=True))
        walker.flush()
        return
    code = code_of(walker, node)
    if code.text.strip():
        walker.block(code)


FIGURES: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(("pre", "listing", "xmp"), _preformatted)
    | dict.fromkeys(("figcaption", "summary"), _caption)
    | {"figure": _figure}
)
