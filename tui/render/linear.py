"""Writes the parts of a formula on one line; reads neither MathML nor TeX."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from tui.render.shifted import LOWERED, RAISED, shifted

_SHORT = 20
_SPACED = frozenset("=<>+-−±∓×÷·⋅∗≠≤≥≪≫≈≃≅≡≢∼∝→←↔⇒⇐⇔↦⟶⟵⟹⟺∈∉∋⊂⊃⊆⊇∪∩∧∨⊕⊗∖∣∥⊥:∘≔")
_PRIMES = frozenset("′'″‴∗*†")
_signed = re.compile(r"(^ *|[(\[{⟨,;] *|[=<>≤≥≠≈·×÷∈→±+−-] +)([-−+±]) (?=\S)")
_call = re.compile(r"(?<=[^\W\d_]{2}) (?=[(\[])|(?<=[(\[{]) +(?=\S)")
_inside = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]")
_mark = re.compile("[\u0300-\u036f\u20d0-\u20f0]+$")
_ROOTS: Mapping[str, str] = MappingProxyType({"2": "√", "3": "∛", "4": "∜"})


def operator(sign: str) -> str:
    """Return an operator with the spaces that it is set with."""
    if sign and _SPACED.issuperset(sign):
        return f" {sign} "
    return f"{sign} " if sign in (",", ";") else sign


def row(parts: Iterable[str]) -> str:
    """Join a row; a sign with nothing before it belongs to what follows."""
    return _signed.sub(r"\1\2", _call.sub("", "".join(parts)))


def group(part: str) -> str:
    """Put what is more than one name or number in parentheses."""
    part = part.strip()
    if len(part) <= 1 or part.isdigit():
        return part
    if part[0] == "(" and part[-1] == ")" and part.count("(") == 1:
        return part
    return f"({part})"


def raised(part: str) -> str:
    """Return a superscript: in Unicode's own letters, or else ``^(…)``."""
    return _script(part, "^", RAISED)


def lowered(part: str) -> str:
    """Return a subscript: in Unicode's own letters, or else ``_(…)``."""
    return _script(part, "_", LOWERED)


def _script(part: str, sign: str, table: Mapping[int, int]) -> str:
    part = part.strip()
    if not part:
        return ""
    if set(part) <= _PRIMES:
        return part
    tight = part.replace(" ", "") if part.isascii() or len(part) < _SHORT else part
    return shifted(tight, table) or sign + group(tight)


def based(part: str) -> str:
    """Return what a script stands at; several signs in parentheses, unless fenced."""
    part = part.strip()
    if part.isalnum() or len(part) <= 1:
        return part
    fenced = _mark.sub("", part)[-1:] in (*")]}|⟩",) or " " not in part
    return part if fenced else f"({part})"


def fraction(over: str, under: str = "") -> str:
    """Return ``over/under``, with parentheses where they are needed."""
    over = over.strip()
    if " " in _inside.sub("", over):
        over = group(over)
    return f"{over}/{group(under)}" if under.strip() else over


def root(body: str, degree: str = "") -> str:
    """Return a root, a square root where no degree is given."""
    degree = degree.strip() or "2"
    sign = _ROOTS.get(degree) or f"{raised(degree).lstrip('^')}√"
    return sign + group(body)


def accented(base: str, mark: str) -> str:
    """Return a base of which each letter has a combining mark."""
    return "".join([letter + mark if letter != " " else letter for letter in base])
