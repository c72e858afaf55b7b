"""Finds what was searched for in texts that are shown, as the library finds it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tui.query import Words
from tui.query.letters import CJK, flat

_MARGINS = " ▎│|>"
_line_end = rf"(?:\n[{_MARGINS}]*)?"
_LETTER = rf"[^\W_{CJK}]"
_part = re.compile(rf"[{CJK}]+|{_LETTER}+")
_space = re.compile(r"\s+")
_LEAD = 12
"""So many characters stand before a hit, so that it is in sight in a narrow list."""
_NEVER = re.compile(r"(?!)")


class Snippet(NamedTuple):
    """A piece of a text around what was searched for."""

    text: str
    """One line."""
    marks: tuple[tuple[int, int], ...]
    """Where in it that is: the first character and the one after the last."""


def pattern(words: Sequence[Words]) -> re.Pattern[str]:
    """Return what matches any of ``words`` in text made flat, over the ends of lines too."""
    wholes = sorted(filter(None, map(_whole, words)), key=len, reverse=True)
    return re.compile("|".join(wholes)) if wholes else _NEVER


def _whole(words: Words) -> str:
    parts = _part.findall(flat(words.text))
    if not parts:
        return ""
    said = [_line_end.join(map(re.escape, part)) for part in parts]
    latin = [not re.match(f"[{CJK}]", part) for part in parts]
    between = [
        rf"[\W_]{'+' if one and other else '*'}" for one, other in pairwise(latin)
    ]
    middle = "".join(a + b for a, b in zip(said, [*between, ""], strict=True))
    before = rf"(?<!{_LETTER})" if latin[0] else ""
    after = (rf"{_LETTER}*" if words.prefix else rf"(?!{_LETTER})") if latin[-1] else ""
    return before + middle + after


def snippet(text: str, words: Sequence[Words], length: int) -> Snippet | None:
    """Return about ``length`` characters around the first of ``words``; None without any.

    Words that are looked for in the title or the author's name alone are not.
    """
    sought = pattern([word for word in words if not word.within])
    line = _space.sub(" ", text).strip()
    even = flat(line)
    first = sought.search(even)
    if first is None:
        return None
    start = _start(line, first.start(), length)
    lead = "…" if start else ""
    shown = line[start : start + length]
    marks = [
        (found.start() - start + len(lead), found.end() - start + len(lead))
        for found in sought.finditer(even, start, start + length)
    ]
    return Snippet(lead + shown, tuple(marks))


def _start(line: str, hit: int, length: int) -> int:
    """Return where to begin, so that the hit is near the front, and no word is cut."""
    room = min(length // 4, _LEAD)
    if hit <= room:
        return 0
    start = hit - room
    ends = [found.end() for found in re.finditer(r"[\s，。；！？、]", line[start:hit])]
    return start + (ends[0] if ends else 0)
