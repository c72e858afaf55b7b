"""Whether two titles can be those of one article; it knows nothing but the titles."""

import re

from tui.query.letters import folded

_LIKE = 0.7
"""So much of the neighbouring letters of both they must have in common."""
_SHORTEST = 8
"""Fewer letters within a longer title say nothing; a Chinese one counts as two."""
_letters = re.compile(r"[^\W_]+")
_number = re.compile(r"\d+")


def agree(one: str, other: str) -> bool:
    """Whether two titles name the same: equal, one within the other, or much alike.

    Marks and capitals are no matter. Where both have numbers, those of one must be among
    those of the other: part 2 is not part 3.
    """
    first, second = _bare(one), _bare(other)
    if not first or not second:
        return False
    if first == second:
        return True
    numbers, others = set(_number.findall(one)), set(_number.findall(other))
    if not (numbers <= others or others <= numbers):
        return False
    short, long = sorted((first, second), key=len)
    if short in long and len(short.encode()) >= _SHORTEST:
        return True
    pairs, more = _pairs(first), _pairs(second)
    return 2 * len(pairs & more) >= _LIKE * (len(pairs) + len(more)) > 0


def _bare(title: str) -> str:
    return "".join(_letters.findall(folded(title).casefold()))


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
