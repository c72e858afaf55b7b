"""Makes HTML and plain text of what is inside an element; resolves no name."""

import html
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from tui.sources.feeds.names import BASE, local
from tui.sources.feeds.places import base_within, joined
from tui.text import line

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"}
    | {"source", "track", "wbr"}
)
_ADDRESSES = frozenset({"href", "src", "poster", "data", "cite"})
_tag = re.compile(r"<[a-zA-Z/!][^<>]*>")
_KNOWN = (
    "a|abbr|acronym|b|big|blockquote|br|center|cite|code|del|dfn|div|em|figure|font|h[1-6]|"
    "hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|section|small|span|strike|strong|"
    "sub|sup|table|td|th|tr|tt|u|ul|var|wbr"
)
_unseen = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_html_tag = re.compile(rf"</?(?:{_KNOWN})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LONGEST_PLAIN = 8_000


def looks_like_html(text: str) -> bool:
    """Return whether there is a tag of HTML in a text that may be plain."""
    return "<" in text and _html_tag.search(text) is not None


def plain(text: str, *, certain: bool = True) -> str:
    """Return HTML as one line of text.

    Where it is not ``certain`` that it is HTML, as in a title of RSS, only tags that
    HTML knows are taken for tags: “Use of <T>” stays what it is.
    """
    if len(text) > _LONGEST_PLAIN:
        text = text[:_LONGEST_PLAIN].rpartition("<")[0] or text[:_LONGEST_PLAIN]
    if "<" in text:
        text = (_tag if certain else _html_tag).sub("", _unseen.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    # What is printable throughout has no control, and no space but the plain one.
    return text.strip() if text.isprintable() and "  " not in text else line(text)


def text_in(element: Element) -> str:
    """Return all text within an element."""
    return "".join(element.itertext()) if len(element) else element.text or ""


def html_in(element: Element, base: str = "", *, xhtml: bool = False) -> str:
    """Return what is inside an element as HTML.

    Elements are written out, with an end where HTML wants one. Where text beside them
    holds tags that were escaped, it is HTML too, unless all is certain to be ``xhtml``.
    An ``xml:base`` within resolves the addresses below it.
    """
    if not len(element) and not xhtml:
        return element.text or ""
    escaped = not xhtml and any(map(looks_like_html, element.itertext()))
    write = str if escaped else _escaped
    pieces: list[str] = []
    todo = _inside(element, base, write)
    while todo:
        node, where = todo.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = local(node.tag).rpartition(":")[2]
        where = base_within(where, node.get(BASE))
        pieces.append(f"<{name}{_attributes(node, where if where != base else '')}>")
        if name not in _VOID:
            todo.append((f"</{name}>", where))
        todo += _inside(node, where, write)
    return "".join(pieces).strip()


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _inside(
    element: Element, base: str, write: Callable[[str], str]
) -> list[tuple[Element | str, str]]:
    """Return an element's text and children, the last first."""
    found: list[tuple[Element | str, str]] = [(write(element.text or ""), base)]
    for child in element:
        found += [(child, base), (write(child.tail or ""), base)]
    return found[::-1]


def _attributes(element: Element, base: str) -> str:
    """Return an element's attributes as HTML, addresses relative to ``base``."""
    pairs = ((local(key), value) for key, value in element.items() if key != BASE)
    return "".join(
        f' {key}="{html.escape(joined(base, value) if key in _ADDRESSES else value)}"'
        for key, value in pairs
    )
