"""What the tags inside a line of text mean; knows nothing of blocks."""

from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.walker import Attributes, Handler, Style, Walker, deep_text, unbold
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
_RAISED = str.maketrans(
    "0123456789+-−=()niabcdehkmprstx", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉʰᵏᵐᵖʳˢᵗˣ"
)
_LOWERED = str.maketrans(
    "0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)


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
    url = walker.address(attributes.get("href"))
    if url:
        style = style._replace(link=walker.link(url))
    walker.children(node, style)


def _newline(
    walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    walker.writer.add_break()


def _nothing(
    _walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    """Leave out what is no content."""


def _quotation(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    walker.write("“", style)
    walker.children(node, style)
    walker.write("”", style)


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
    _shift(walker, node, style, "^", _RAISED)


def _lowered(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    _shift(walker, node, style, "_", _LOWERED)


def _shift(
    walker: Walker, node: LexborNode, style: Style, sign: str, table: dict[int, int]
) -> None:
    text = deep_text(node).strip()
    if text and all(ord(character) in table for character in text):
        outer, walker.script = walker.script, table
        walker.children(node, style)
        walker.script = outer
    elif not text or style.link is not None or node.css_first("a[href]"):
        walker.children(node, style)  # a footnote's number, most likely
    else:
        walker.write(f"{sign}(", style)
        walker.children(node, style)
        walker.write(")", style)


def _reading(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    walker.write("(", style)
    walker.children(node, style)
    walker.write(")", style)


def _formula(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    source = node.css_first("annotation")
    text = deep_text(source) if source else attributes.get("alttext") or deep_text(node)
    walker.write(line(text), style.with_role("code"))


def _generic(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    # KaTeX writes each formula twice; this one is only for the eye.
    if "katex-html" not in (attributes.get("class") or ""):
        walker.children(node, style)


_DROPPED = [
    "script",
    "style",
    "template",
    "rp",
    "svg",
    "canvas",
    "select",
    "textarea",
    "input",
    "button",
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
]

INLINE: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(_DROPPED, _nothing)
    | dict.fromkeys(_ROLES, _role)
    | {
        "a": _anchor,
        "br": _newline,
        "q": _quotation,
        "abbr": _abbreviation,
        "acronym": _abbreviation,
        "sup": _raised,
        "sub": _lowered,
        "rt": _reading,
        "math": _formula,
        "span": _generic,
    }
)
