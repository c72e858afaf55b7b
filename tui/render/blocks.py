"""What the tags that make blocks mean; knows nothing of pictures and tables."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.document import (
    Block,
    Definition,
    DefinitionList,
    Details,
    Heading,
    Item,
    List,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Spans,
    flatten,
)
from tui.render.walker import Attributes, Handler, Style, Walker

_number = re.compile(r"\s*([+-]?\d{1,9})")


def _division(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    walker.flush()
    walker.children(node, style)
    walker.flush()


def _heading(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    inside = walker.collect(node, style)
    spans = flatten(block for block in inside if not isinstance(block, Picture))
    if spans:
        walker.block(Heading(int((node.tag or "h6")[1]), spans))
    for block in inside:
        if isinstance(block, Picture):
            walker.block(block)


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


def _list(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    items: list[Item] = []
    for child, tag in elements(node, text=True):
        if tag == "li":
            blocks = walker.collect(child, style)
            if blocks:
                items.append(Item(blocks, _checked(child)))
        elif tag in ("ul", "ol", "menu") and items:
            items[-1] = _longer(items[-1], _alone(walker, child, style))
        elif blocks := _alone(walker, child, style):
            items.append(Item(blocks))
    if items:
        start = _number.match(attributes.get("start") or "1")
        ordered = node.tag == "ol"
        walker.block(List(ordered, int(start[1]) if start else 1, tuple(items)))


def _checked(item: LexborNode) -> bool | None:
    element = next(elements(item), None)
    if element and element[1] in ("p", "label", "div"):
        element = next(elements(element[0]), None)
    if element is None or element[1] != "input":
        return None
    attributes = element[0].attributes
    return "checked" in attributes if attributes.get("type") == "checkbox" else None


def _longer(item: Item, blocks: tuple[Block, ...]) -> Item:
    return Item((*item.blocks, *blocks), item.checked)


def _alone(walker: Walker, node: LexborNode, style: Style) -> tuple[Block, ...]:
    """Read one element, not only what is inside, into blocks of its own."""
    outer = walker.blocks
    walker.flush()
    walker.blocks = []
    walker.node(node, node.tag or "", style)
    walker.flush()
    inside = tuple(walker.blocks)
    walker.blocks = outer
    return inside


def _definitions(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    definitions: list[Definition] = []
    terms: list[Spans] = []
    for child, tag in _terms(node):
        if tag == "dt":
            terms.append(walker.inline(child, style))
            continue
        blocks = walker.collect(child, style)
        if not terms and definitions:
            last = definitions[-1]
            definitions[-1] = Definition(last.terms, (*last.blocks, *blocks))
        else:
            definitions.append(Definition(tuple(terms), blocks))
        terms = []
    if terms:
        definitions.append(Definition(tuple(terms), ()))
    if definitions:
        walker.block(DefinitionList(tuple(definitions)))


def _terms(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    for child, tag in elements(node):
        if tag == "div":
            yield from elements(child)
        else:
            yield child, tag


def _details(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    outer, walker.caption = walker.caption, ()
    inside = walker.collect(node, style)
    summary, walker.caption = walker.caption, outer
    if inside or summary:
        walker.block(Details(summary, inside))


def _caption(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    spans = walker.inline(node, style)
    inside = node.parent
    while inside is not None and inside.tag == "div":
        inside = inside.parent
    if inside is not None and inside.tag in ("figure", "details"):
        walker.flush()
        walker.caption = spans
    elif spans:
        walker.block(Paragraph(spans))


def elements(
    node: LexborNode, *, text: bool = False
) -> Iterator[tuple[LexborNode, str]]:
    """Yield the elements (and the text) directly inside ``node`` with their tags."""
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if not tag.startswith("-") or (text and tag == "-text"):
            yield child, tag
        child = child.next


_DIVISIONS = [
    "address",
    "article",
    "aside",
    "body",
    "center",
    "dd",
    "div",
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
    | dict.fromkeys(("ul", "ol", "menu", "dir"), _list)
    | {
        "hr": _rule,
        "blockquote": _quote,
        "dl": _definitions,
        "details": _details,
        "summary": _caption,
        "figcaption": _caption,
    }
)
