"""Puts texts in the order people mean: numbers by size, words as they count; draws nothing."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_LONGEST_NUMBER = 64
_THREE = 3
_nothing = re.compile(r"(?:[-–—―/]+|n/?a|null|\?+|无|暂无)?$", re.IGNORECASE)
_SCALES: Mapping[str, float] = MappingProxyType(
    {"‰": 0.1, "百": 1e2, "千": 1e3, "k": 1e3, "K": 1e3, "thousand": 1e3}
    | {"万": 1e4, "萬": 1e4, "百万": 1e6, "M": 1e6, "mn": 1e6, "million": 1e6}
    | {"千万": 1e7, "亿": 1e8, "億": 1e8, "B": 1e9, "G": 1e9, "bn": 1e9}
    | {"billion": 1e9, "兆": 1e12, "万亿": 1e12, "T": 1e12, "trillion": 1e12}
)
_number = re.compile(
    r"[~≈约<>≤≥]?\s*(?P<sign>[-+−–])?\s*(?:[A-Z]{0,3}[$€£¥￥₩₹])?\s*(?P<minus>[-−])?"
    r"(?P<digits>\d+(?:[,.'’\s]\d+)*)\s*"
    # What Latin letters count is not the beginning of a word.
    r"(?P<scale>万亿|[百千]?万|[百千亿億萬兆‰]|(?:[kKMBGT]|mn|bn|[a-z]+illion|thousand)"
    r"(?=i?B?\b|\W|$))?"
    r"\D{0,16}(?:[(（\[].*)?$",
    re.DOTALL,
)
_digits = re.compile("([0-9]+)")
_FULL_WIDTH = MappingProxyType({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def order(texts: Sequence[str], *, descending: bool = False) -> list[int]:
    """Return the indexes of ``texts`` in order; equal ones stay as they were.

    Where at least half of them are numbers, those come first, by size; the others
    follow as words, in which digits count as numbers and Chinese is by pinyin as far
    as GB 18030 has it so. What is empty, or a dash, is last in either direction.
    """
    counted: dict[int, float] = {}
    worded: list[int] = []
    empty: list[int] = []
    for index, text in enumerate(texts):
        if _nothing.match(text.strip()):
            empty.append(index)
        elif (value := number(text)) is not None:
            counted[index] = value
        else:
            worded.append(index)
    if len(counted) < len(worded):
        worded, counted = sorted([*worded, *counted]), {}
    keys = {index: _words(texts[index]) for index in worded}
    return [
        *sorted(counted, key=counted.__getitem__, reverse=descending),
        *sorted(worded, key=keys.__getitem__, reverse=descending),
        *empty,
    ]


def number(text: str) -> float | None:
    """Return what a text such as ``¥1,234.5万`` or ``-3 %`` amounts to, if it does."""
    text = text.strip().translate(_FULL_WIDTH)
    match = _number.match(text) if len(text) <= _LONGEST_NUMBER else None
    value = _value(match["digits"]) if match else None
    if not match or value is None:
        return None
    value *= _SCALES.get(match["scale"] or "", 1)
    negative = match["sign"] in {"-", "−", "–"} or match["minus"]
    return -value if negative else value


def _value(digits: str) -> float | None:
    """Return a number from its digits and what stands between them.

    A comma parts decimals where it cannot part thousands.
    """
    separators = re.findall(r"\D", digits)
    groups = re.split(r"\D", digits)
    last = separators[-1] if separators else ""
    decimal = separators.count(last) == 1 and (
        last == "."
        or (last == "," and (len(groups[-1]) != _THREE or len(separators) > 1))
    )
    whole, fraction = (groups[:-1], groups[-1]) if decimal else (groups, "0")
    # Two digits make a group in India.
    if any(len(group) not in {2, _THREE} for group in whole[1:]):
        return None
    if len(whole) > 1 and len(whole[-1]) != _THREE:
        return None
    return float(f"{''.join(whole)}.{fraction}")


def _words(text: str) -> tuple[tuple[int, str] | bytes, ...]:
    """Return a key by which texts are ordered as words, numbers in them by size."""
    if not text.isascii():
        bare = unicodedata.normalize("NFKD", text)
        text = "".join([sign for sign in bare if not unicodedata.combining(sign)])
    parts = _digits.split(text.casefold())
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0"))
        if place % 2
        else part.encode("gb18030", "replace")
        for place, part in enumerate(parts)
    )
