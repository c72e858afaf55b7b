"""Writes a page's formulas (MathML) as a line of text; knows neither TeX nor styles."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.nodes import deep_text, elements
from tui.render.shifted import LOWERED, RAISED, shifted
from tui.text import line

_DEEPEST = 40
_BLANKS = " \t\n\r\f"  # a no-break space at the edge of a text is meant
_SHORT = 20
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
_TOKENS = frozenset({"mi", "mn", "mo", "mtext", "ms", "mspace"})
_SILENT = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
_SPACED = frozenset("=<>+-−±∓×÷·⋅∗≠≤≥≪≫≈≃≅≡≢∼∝→←↔⇒⇐⇔↦⟶⟵⟹⟺∈∉∋⊂⊃⊆⊇∪∩∧∨⊕⊗∖∣∥⊥:∘≔")
_LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂⨀")
_signed = re.compile(r"(^ *|[(\[{⟨,;] *|[=<>≤≥≠≈·×÷∈→±+−-] +)([-−+±]) (?=\S)")
_call = re.compile(r"(?<=[^\W\d_]{2}) (?=[(\[])|(?<=[(\[{]) +(?=\S)")
_inside = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_ACCENTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("^ˆ\u0302", "\u0302")
    | dict.fromkeys("~˜\u0303", "\u0303")
    | dict.fromkeys("¯‾_―\u0304\u0305", "\u0305")
    | dict.fromkeys("→⃗", "\u20d7")
    | dict.fromkeys(".˙", "\u0307")
    | dict.fromkeys("¨", "\u0308")
)
_ROOTS: Mapping[str, str] = MappingProxyType({"2": "√", "3": "∛", "4": "∜"})

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
    return writer(parts, node) if writer else _row(parts)


def _token(tag: str, text: str) -> str:
    if tag == "mspace":
        return " "
    if tag == "mo":
        return _operator(text)
    return f" {text} " if tag == "mi" and len(text) > 1 else text


def _operator(sign: str) -> str:
    if sign and _SPACED.issuperset(sign):
        return f" {sign} "
    return f"{sign} " if sign in (",", ";") else sign


def _row(parts: list[str]) -> str:
    """Join a row; a sign with nothing before it belongs to what follows."""
    return _signed.sub(r"\1\2", _call.sub("", "".join(parts)))


def _group(part: str) -> str:
    """Put what is more than one name or number in parentheses."""
    part = part.strip()
    if len(part) <= 1 or part.isdigit():
        return part
    if part[0] == "(" and part[-1] == ")" and part.count("(") == 1:
        return part
    return f"({part})"


def _script(part: str, sign: str, table: Mapping[int, int]) -> str:
    part = part.strip()
    if not part:
        return ""
    if set(part) <= {"′", "'", "″", "‴", "∗", "*", "†"}:
        return part
    tight = part.replace(" ", "") if part.isascii() or len(part) < _SHORT else part
    return shifted(tight, table) or sign + _group(tight)


def _fraction(parts: list[str], _node: LexborNode) -> str:
    over = parts[0].strip()
    if " " in _inside.sub("", over):
        over = _group(over)
    return "/".join([over, *map(_group, parts[1:2])])


def _root(parts: list[str], node: LexborNode) -> str:
    if node.tag == "msqrt":
        return "√" + _group(_row(parts))
    degree = parts[1].strip() if len(parts) > 1 else ""
    sign = _ROOTS.get(degree) or f"{_script(degree, '^', RAISED).lstrip('^')}√"
    return sign + _group(parts[0])


def _base(part: str) -> str:
    part = part.strip()
    return part if part.isalnum() or len(part) <= 1 else _spared(part)


def _spared(part: str) -> str:
    """Put a base of several signs in parentheses, unless it is fenced already."""
    fenced = part.rstrip("".join(_ACCENTS.values()))[-1:] in ")]}|⟩" or " " not in part
    return part if fenced else f"({part})"


def _raised(parts: list[str], _node: LexborNode) -> str:
    return _base(parts[0]) + "".join(_script(p, "^", RAISED) for p in parts[1:2])


def _lowered(parts: list[str], _node: LexborNode) -> str:
    return _base(parts[0]) + "".join(_script(p, "_", LOWERED) for p in parts[1:2])


def _both(parts: list[str], node: LexborNode) -> str:
    return _lowered(parts, node) + "".join(_script(p, "^", RAISED) for p in parts[2:3])


def _under(parts: list[str], node: LexborNode) -> str:
    apart = len(parts[0].strip()) > 1 or parts[0] in _LARGE
    return _both(parts, node) + (" " if apart else "")


def _over(parts: list[str], node: LexborNode) -> str:
    above = "".join(parts[1:2]).strip()
    base = parts[0].strip()
    if above in _ACCENTS and base:
        return "".join(letter + _ACCENTS[above] for letter in base)
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
