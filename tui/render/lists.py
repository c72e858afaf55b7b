"""What lists, their items and definitions mean; knows how items are counted."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from tui.render.document import (
    Block,
    Definition,
    DefinitionList,
    Item,
    List,
    Picture,
    Spans,
)
from tui.render.figures import captioned
from tui.render.nodes import elements, names
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker

_integer = re.compile(r"\s*([+-]?\d{1,9})")
_style = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?(lower|upper)-(alpha|latin|roman)", re.IGNORECASE
)
_unmarked = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_note = re.compile(
    r"_?(?:user-content-)?(?:fn|footnote|ftn|cite_note|note|easy-footnote)"
)
_MOST_LETTERS, _MOST_ROMAN = 26**4, 4000
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _list(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    walker.flush()
    ordered = node.tag == "ol"
    kind = _kind(attributes)
    items: list[Item] = []
    # Where no number is to stand before them the text has its own.
    bare = ordered and _unmarked.search(attributes.get("style") or "") is not None
    start = number = _first(node, attributes)
    apart = walker.at_top and _has_notes(node)
    for child, tag in elements(node, text=True):
        if tag in ("ul", "ol", "menu"):
            inside = walker.alone(child, style)
            if items:
                items[-1] = _longer(items[-1], inside)
            else:
                walker.block(*inside)  # it is only indented
            continue
        more = child.attributes if tag == "li" else {}
        value = _number(more.get("value"))
        number = number if value is None else value
        blocks = _item(walker, child, more, style)
        if not blocks:
            continue
        start = start if items else number
        label = counted(number, _kind(more) or kind) if ordered else ""
        number += -1 if "reversed" in attributes else 1
        items.append(Item(blocks, _checked(child) if tag == "li" else None, label))
        if apart:  # each note is a place of its own
            note = items.pop()
            walker.block(*(note.blocks if bare else [List(ordered, start, (note,))]))
    blocks = tuple(block for item in items for block in item.blocks)
    if bare or all(isinstance(block, Picture) for block in blocks):
        walker.block(*blocks)
    else:
        walker.block(List(ordered, start, tuple(items)))


def _has_notes(node: LexborNode) -> bool:
    return any(
        _note.match(child.attributes.get("id") or "") for child, _ in elements(node)
    )


def _item(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> tuple[Block, ...]:
    if node.tag != "li":
        return walker.alone(node, style)
    if name := attributes.get("id"):
        walker.mark(name)
    return walker.collect(node, style)


def _first(node: LexborNode, attributes: Attributes) -> int:
    start = _number(attributes.get("start"))
    if start is None and "reversed" in attributes:
        return sum(tag == "li" for _, tag in elements(node))
    return 1 if start is None else start


def _number(text: str | None) -> int | None:
    found = _integer.match(text) if text else None
    return int(found[1]) if found else None


def _kind(attributes: Attributes) -> str:
    """Return ``a``, ``A``, ``i`` or ``I`` as the attribute or the style sheet says."""
    if not attributes:
        return ""
    kind = (attributes.get("type") or "").strip()
    if kind in ("a", "A", "i", "I"):
        return kind
    if css := _style.search(attributes.get("style") or ""):
        letter = "i" if css[2].lower() == "roman" else "a"
        return letter.upper() if css[1].lower() == "upper" else letter
    return ""


def counted(number: int, kind: str = "") -> str:
    """Return what stands before an item, such as ``3.``, ``c.`` or ``III.``."""
    text = ""
    if kind in ("a", "A") and 0 < number < _MOST_LETTERS:
        left = number
        while left:
            left, letter = divmod(left - 1, 26)
            text = chr(ord("a") + letter) + text
    elif kind in ("i", "I") and 0 < number < _MOST_ROMAN:
        left = number
        for value, letters in _ROMAN:
            text += letters * (left // value)
            left %= value
    return f"{(text.upper() if kind in 'AI' else text) or number}."


def _checked(item: LexborNode) -> bool | None:
    element = next(elements(item), None)
    while element and element[1] in ("p", "label", "div", "span"):
        element = next(elements(element[0]), None)
    if element is None or element[1] != "input":
        return None
    attributes = element[0].attributes
    return "checked" in attributes if attributes.get("type") == "checkbox" else None


def _longer(item: Item, blocks: tuple[Block, ...]) -> Item:
    return replace(item, blocks=(*item.blocks, *blocks))


def _definitions(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    if "gallery-item" in names(node):  # WordPress: a picture and its caption
        _gallery_item(walker, node, style)
        return
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


def _gallery_item(walker: Walker, node: LexborNode, style: Style) -> None:
    pictures: list[Block] = []
    caption: Spans = ()
    for child, tag in elements(node):
        if tag == "dt":
            pictures += walker.collect(child, style)
        elif tag == "dd":
            caption = walker.inline(child, style)
    walker.block(*captioned(walker, pictures, caption))


def _terms(node: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    for child, tag in elements(node):
        if tag == "div":
            yield from elements(child)
        else:
            yield child, tag


LISTS: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(("ul", "ol", "menu", "dir"), _list) | {"dl": _definitions}
)
