"""Writes a page's formulas (MathML) as a line of text; knows neither TeX nor styles."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.linear import (
    accented,
    based,
    fraction,
    lowered,
    operator,
    raised,
    root,
    row,
)
from tui.render.nodes import deep_text, elements
from tui.text import line

_DEEPEST = 40
_BLANKS = " \t\n\r\f"  # a no-break space at the edge of a text is meant
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms", "mspace"})
_SILENT = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
_LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀")
_ACCENTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("^ˆ\u0302", "\u0302")
    | dict.fromkeys("~˜\u0303", "\u0303")
    | dict.fromkeys("¯‾_―\u0304\u0305", "\u0305")
    | dict.fromkeys("→⃗", "\u20d7")
    | dict.fromkeys(".˙", "\u0307")
    | dict.fromkeys("¨", "\u0308")
)
_Writer = Callable[[list[str], LexborNode], str]


def linear(formula: LexborNode) -> str:
    """Return what a ``<math>`` says on one line, ``""`` where it says nothing.

    Fractions become ``a/b``, roots ``√x``, scripts Unicode's own where it has them and
    ``x^(…)`` or ``x_(…)`` where not (MathML Core).
    """
    return line(_of(formula, 0).translate(_INVISIBLE))


def _of(node: LexborNode, depth: int) -> str:
    tag = node.tag or ""
    if tag in _SILENT:
        return ""
    children = [child for child, _ in elements(node)]
    if tag in _TOKENS or not children or depth > _DEEPEST:
        return _token(tag, deep_text(node).strip(_BLANKS))
    if tag == "semantics":
        return _of(children[0], depth + 1)
    parts = [_of(child, depth + 1) for child in children]
    writer = _WRITERS.get(tag)
    return writer(parts, node) if writer else row(parts)


def _token(tag: str, text: str) -> str:
    if tag == "mspace":
        return " "
    if tag == "mo":
        return operator(text)
    return f" {text} " if tag == "mi" and len(text) > 1 else text


def _fraction(parts: list[str], _node: LexborNode) -> str:
    return fraction(parts[0], *parts[1:2])


def _root(parts: list[str], node: LexborNode) -> str:
    if node.tag == "msqrt":
        return root(row(parts))
    return root(parts[0], *parts[1:2])


def _raised(parts: list[str], _node: LexborNode) -> str:
    return based(parts[0]) + "".join(map(raised, parts[1:2]))


def _lowered(parts: list[str], _node: LexborNode) -> str:
    return based(parts[0]) + "".join(map(lowered, parts[1:2]))


def _both(parts: list[str], node: LexborNode) -> str:
    return _lowered(parts, node) + "".join(map(raised, parts[2:3]))


def _under(parts: list[str], node: LexborNode) -> str:
    apart = len(parts[0].strip()) > 1 or parts[0] in _LARGE
    return _both(parts, node) + (" " if apart else "")


def _over(parts: list[str], node: LexborNode) -> str:
    above = "".join(parts[1:2]).strip()
    base = parts[0].strip()
    if above in _ACCENTS and base:
        return accented(base, _ACCENTS[above])
    return _raised(parts, node)


def _fenced(parts: list[str], node: LexborNode) -> str:
    attributes = node.attributes
    opening, closing = attributes.get("open", "("), attributes.get("close", ")")
    return f"{opening or ''}{', '.join(parts)}{closing or ''}"


def _table(parts: list[str], _node: LexborNode) -> str:
    return "; ".join(parts)


def _table_row(parts: list[str], _node: LexborNode) -> str:
    return ", ".join([part.strip() for part in parts if part.strip()])


_WRITERS: Mapping[str, _Writer] = MappingProxyType(
    {
        "mfrac": _fraction,
        "msqrt": _root,
        "mroot": _root,
        "msup": _raised,
        "msub": _lowered,
        "msubsup": _both,
        "mover": _over,
        "munder": _under,
        "munderover": _under,
        "mfenced": _fenced,
        "mtable": _table,
        "mtr": _table_row,
    }
)
