"""What the tags inside a line of text mean; knows nothing of blocks."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render import formulas
from tui.render.nodes import deep_text, names, sibling
from tui.render.shifted import LOWERED, RAISED, shifted
from tui.render.style import Style, unbold
from tui.render.walker import Attributes, Handler, Walker
from tui.text import line

_ROLES = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "code": "code",
    "tt": "code",
    "samp": "code",
    "kbd": "keyboard",
    "mark": "mark",
    "del": "deleted",
    "s": "deleted",
    "strike": "deleted",
    "ins": "inserted",
    "u": "inserted",
    "small": "muted",
}
_PERMALINKS = frozenset(
    {
        "anchor",
        "headerlink",
        "header-anchor",
        "hash-link",
        "anchorjs-link",
        "heading-anchor",
    }
)
_RAISED_ALREADY = frozenset("®™℠©°ªº*†‡§′″¹²³")
_operator = re.compile("[-+−±=<>/*·×^]")
_LONGEST_SHIFTED = 10  # more of such small letters are hard to read
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"})


def _role(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    role = _ROLES[node.tag or ""]
    if role == "strong" and unbold(attributes.get("style")):
        walker.children(node, style)
    else:
        walker.children(node, style.with_role(role))


def _anchor(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    if (name := attributes.get("name")) and name != attributes.get("id"):
        walker.mark(name)
    href = (attributes.get("href") or "").strip()
    if href.startswith("#") and _is_permalink(node):
        return
    url = walker.target(href)
    if not url:
        walker.children(node, style)
        return
    card = attributes.get("data-draft-node") == "block"  # Zhihu
    if card:
        walker.flush()
    link, pictures = walker.link(url), len(walker.pictures)
    inside = style._replace(link=link)
    if attributes.get("class") == "footnote-anchor":  # Substack has no <sup>
        _shift(walker, node, inside, "^", RAISED)
    else:
        walker.children(node, inside)
    if len(walker.pictures) == pictures:
        walker.unlink(link)
    if card:
        walker.flush()


def _is_permalink(node: LexborNode) -> bool:
    """Whether a link is only a sign beside the heading to which it leads."""
    marked = not _PERMALINKS.isdisjoint(names(node))
    return marked and not any(map(str.isalnum, deep_text(node)))


def _newline(
    walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    walker.writer.add_break()


def _opportunity(
    walker: Walker, _node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    walker.write("\u200b", style)


def _nothing(
    _walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    """Leave out what is no content."""


def _quotation(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    outer = node.parent
    while outer is not None and outer.tag in _ROLES:
        outer = outer.parent
    before, after = "‘’" if outer is not None and outer.tag == "q" else "“”"
    walker.write(before, style)
    walker.children(node, style)
    walker.write(after, style)


def _abbreviation(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    walker.children(node, style)
    title = line(attributes.get("title") or "")
    if title and title not in walker.told:
        walker.told.add(title)
        walker.write(f" ({title})", style.with_role("muted"))


def _raised(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    _shift(walker, node, style, "^", RAISED)


def _lowered(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    _shift(walker, node, style, "_", LOWERED)


def _shift(
    walker: Walker, node: LexborNode, style: Style, sign: str, table: Mapping[int, int]
) -> None:
    text = deep_text(node).strip()
    if len(text) <= _LONGEST_SHIFTED and shifted(text, table):
        outer, walker.script = walker.script, table
        walker.children(node, style)
        walker.script = outer
    elif _reads_well(text) or style.link is not None or node.css_first("a[href],img"):
        walker.children(node, style)  # a footnote's number, most likely
    else:
        walker.write(f"{sign}(", style)
        walker.children(node, style)
        walker.write(")", style)


def _reads_well(text: str) -> bool:
    """Whether text need not be told to be raised: a sign, a note in small letters."""
    return (
        _RAISED_ALREADY.issuperset(text)
        or (len(text.split()) > 1 and not _operator.search(text))
        or (text[:1] + text[-1:] in ("[]", "()", "〔〕", "［］"))
    )


def _generic(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    if kind := attributes.get("class"):
        if kind == "mw-editsection" or _is_address(walker, node, kind, style):
            return  # Wikipedia's buttons, Mastodon's hidden parts of an address
        if kind == "lang" and (code := sibling(node)) is not None and code.tag == "pre":
            return  # VitePress: code says its language itself
        if kind.startswith(("katex", "MathJax", "mathjax", "MJX")):
            if formulas.rendered(walker, node, kind, style):
                return
        elif style.link is not None and kind == "ellipsis":
            walker.children(node, style)
            walker.write("…", style)
            return
    walker.children(node, style)


def _is_address(walker: Walker, node: LexborNode, kind: str, style: Style) -> bool:
    """Whether a span is a part of its link's address that is not shown."""
    hidden = kind == "invisible" and style.link is not None
    return hidden and deep_text(node) in walker.url(style.link or 0)


def _control(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    """Read a button only where it is the title of what it opens."""
    parent = node.parent
    if parent is not None and parent.tag in _TITLES:
        walker.children(node, style)


def _citation(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    """Read whom a quote quotes; a forum says it first, on a line of its own."""
    _role(walker, node, attributes, style)
    parent = node.parent
    outer = parent.parent if parent is not None and parent.tag == "div" else parent
    quoted = outer is not None and outer.tag == "blockquote"
    if quoted and sibling(node, back=True) is None and node.next is not None:
        walker.flush()


_DROPPED = [
    "style",
    "template",
    "svg",
    "canvas",
    "select",
    "textarea",
    "input",
    "datalist",
    "head",
    "title",
    "meta",
    "link",
    "base",
    "map",
    "area",
    "progress",
    "meter",
    "noframes",
    "annotation",
    "annotation-xml",
    "tool-tip",
]

INLINE: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(_DROPPED, _nothing)
    | dict.fromkeys(_ROLES, _role)
    | {
        "a": _anchor,
        "br": _newline,
        "wbr": _opportunity,
        "q": _quotation,
        "abbr": _abbreviation,
        "acronym": _abbreviation,
        "sup": _raised,
        "sub": _lowered,
        "button": _control,
        "cite": _citation,
        "span": _generic,
    }
)
