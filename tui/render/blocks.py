"""What the tags that make blocks mean; knows nothing of lists, pictures and tables."""

from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.document import (
    Details,
    Heading,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    flatten,
    plain,
)
from tui.render.figures import old_figure
from tui.render.nodes import deep_text, elements, names
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker

_QUOTES = frozenset(
    [
        "markdown-alert",
        "admonition",  # Sphinx, MkDocs
        "admonitionblock",  # Asciidoctor
        "theme-admonition",  # Docusaurus
        "custom-block",  # VitePress
        "callout",
        "quotecontent",
        "bbcode_quote",
    ]
)


def _division(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    walker.flush()
    walker.children(node, style)
    walker.flush()


def _box(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    kinds = (attributes.get("class") or "").split()
    if not kinds:
        _division(walker, node, attributes, style)
    elif not _QUOTES.isdisjoint(kinds):
        _quote(walker, node, attributes, style)
    elif "wp-caption" in kinds:
        old_figure(walker, node, style)
    elif "footnote" in kinds and (number := _number_of(node)) is not None:
        _note(walker, node, number, style)
    elif "line-numbers-wrapper" not in kinds:  # VitePress counts the lines of code
        _division(walker, node, attributes, style)


def _number_of(note: LexborNode) -> LexborNode | None:
    """Return what Substack begins a footnote with; None where it is no such note."""
    first = next(elements(note), None)
    return first[0] if first and "footnote-number" in names(first[0]) else None


def _note(walker: Walker, node: LexborNode, number: LexborNode, style: Style) -> None:
    """Read a footnote with its number, an element of its own, before its text."""
    walker.flush()
    inside = walker.collect(node, style)
    match inside:
        case (Paragraph(first), Paragraph(text), *more) if (
            plain(first).strip() == deep_text(number).strip()
        ):
            walker.block(Paragraph((*first, Span(" "), *text)), *more)
        case _:
            walker.block(*inside)


def _heading(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    inside = walker.collect(node, style)
    spans = flatten(block for block in inside if not isinstance(block, Picture))
    if spans:
        walker.block(Heading(int((node.tag or "h6")[1]), spans))
    walker.block(*[block for block in inside if isinstance(block, Picture)])


def _rule(
    walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    walker.block(Rule())


def _quote(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    inside = walker.collect(node, style)
    if inside:
        walker.block(Quote(inside))


def _details(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    outer, walker.caption = walker.caption, ()
    inside = walker.collect(node, style)
    summary, walker.caption = walker.caption, outer
    if inside or summary:
        walker.block(Details(summary, inside))


_DIVISIONS = [
    "address",
    "article",
    "aside",
    "body",
    "center",
    "dd",
    "dt",
    "fieldset",
    "footer",
    "form",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "p",
    "section",
    "search",
    "optgroup",
    "option",
    "dialog",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
]

BLOCKS: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(_DIVISIONS, _division)
    | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading)
    | {
        "div": _box,
        "hr": _rule,
        "blockquote": _quote,
        "details": _details,
    }
)
