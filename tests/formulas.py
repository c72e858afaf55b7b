"""What of a formula in TeX is no word of its own but a sign or a way to set; sets none.

A command that is shown as a sign is excused only as often as the sign is there, and a
function (``\\sin``), what ``\\text`` holds and every letter of the formula are not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

_written = re.compile(
    r"\${1,2}[^$]{0,999}[\\^_=][^$]{0,999}\${1,2}|\\[(\[].{1,999}?\\[)\]]", re.DOTALL
)
_certain = re.compile(r"\\[A-Za-z]{2}|[_^]\{")
_command = re.compile(r"\\([A-Za-z]+)|\\[;,:! \\]|[{}&]")
_environment = re.compile(r"\\(begin|end) ?\{([a-z]*matrix|aligned|cases)\*?\}")
_how = re.compile(
    "left|right|quad|qquad|text|mbox|math(?:sf|rm|bf|it|bb|cal)|displaystyle|limits"
)
_pair = re.compile(r"(\w+) (\S+)")
_SIGNS: Mapping[str, str] = MappingProxyType(
    dict[str, str](
        _pair.findall(
            "frac / sqrt √ overline \u0305 bar \u0305 vec \u20d7 sum ∑ int ∫ prod ∏ leq ≤ "
            "le ≤ geq ≥ ge ≥ neq ≠ in ∈ iff ⟺ Rightarrow ⇒ to → infty ∞ partial ∂ langle ⟨ "
            "rangle ⟩ dagger † ast ∗ times × cdot · cdots ⋯ pm ± approx ≈"
        )
    )
)


def formulas(text: str, pictures: Iterable[str]) -> list[str]:
    """Return the formulas of a text, and those that stand for pictures."""
    return [*_written.findall(text), *filter(_certain.search, pictures)]


def commands(formulas: Iterable[str], signs: Counter[str]) -> str:
    """Return the commands that are shown as they should be, and the signs of grouping.

    ``signs`` are the characters that are shown more often than the source has them.
    """
    left = signs.copy()
    certain = filter(_certain.search, formulas)
    return " ".join([part for each in certain for part in _shown(each, left)])


def _shown(formula: str, left: Counter[str]) -> Iterator[str]:
    for begin, name in _environment.findall(formula):
        yield f"{begin} {name}"
    for found in _command.finditer(formula):
        name = found[1] or ""
        sign = _sign(name)
        if not name or _how.fullmatch(name):
            yield found[0]
        elif sign and left[sign] > 0:
            left[sign] -= 1
            yield found[0]
        else:
            yield "\\"  # a function shows its name, a command nobody knows is lost


def _sign(name: str) -> str:
    size = "CAPITAL" if name[:1].isupper() else "SMALL"
    try:  # Unicode writes lambda without its b
        return unicodedata.lookup(f"GREEK {size} LETTER {name.replace('bd', 'd')}")
    except KeyError:
        return _SIGNS.get(name, "")
