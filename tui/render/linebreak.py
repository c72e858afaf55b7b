"""Where a line of text may end (UAX #14 with kinsoku); knows nothing of style.

The rules for Chinese and Japanese are those of CLREQ 3.1.3 and JLREQ 3.1.7: no line
begins with what closes, ends with what opens, or parts …… and ——. Latin words,
numbers with their units, and Korean words stay whole.
"""

import re

from tui.render.document import CJK
from tui.text import graphemes, width

_SPACE = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f"
_OPEN = "“‘（《【〈「『〔〖｛［｟«¿¡"
_CLOSE = "”’）》】〉」』〕〗｝］｠»。，、．：；！？…‥—～〜％‰℃·・゠–"
_SMALL = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶーゝゞヽヾ々〻ｰｧ-ｯ"
_ASCII_OPEN = r"(\[{"
_ASCII_CLOSE = r",.!?:;)\]}%"
_MARKS = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_wide = f"{CJK}\u3000-\u303f\uff01-\uff65\uffe0-\uffe6"
_UNIT = "年月日号时分秒元岁米吨人个名次位亿万千百度倍%"
_latin_units = (
    "km|cm|mm|kg|mg|GB|MB|KB|kB|TB|GHz|MHz|kHz|Hz|ms|ns|kW|MW|km/h|mph|%|°C|°F"
)
_word = (
    # A hyphen before a letter is a joint, an apostrophe inside a word is none.
    rf"-*(?:[^{_SPACE}{_wide}{_OPEN}{_CLOSE}\n-]|-(?![^\W\d_])"
    r"|(?<=\b[a-zA-Z])-|(?<=[a-zA-Z])’(?=[a-zA-Z]))+"
    r"(?:-(?=[^\W\d_]))?"
)
_number = (
    rf"[$€£￥¥＄#№]?\d[\d.,:/]*(?:[万亿千百]{{0,2}}[{_UNIT}]"
    rf"|[ \xa0](?:{_latin_units})(?![a-zA-Z]))"
)
_unit = re.compile(
    rf"(?:[{_OPEN}]|[{_ASCII_OPEN}](?=[{_wide}]))*"
    rf"(?:{_number}|[{_wide}](?<![{_CLOSE}{_OPEN}])[{_MARKS}]*|{_word}|[{_CLOSE}]|-)?"
    rf"(?:[{_SPACE}]*[{_CLOSE}{_SMALL}][{_MARKS}]*|(?<=[{_wide}])[{_ASCII_CLOSE}]+)*"
    rf"[{_SPACE}]*"
)
_joint = re.compile(r"[^/?&=.\-_]*[/?&=.\-_]*")


def breaks(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Return the lines of one paragraph as (start, end) in ``text``.

    No line is wider than it may be; spaces at a line's end belong to no line.

    Args:
        text: a paragraph without newlines.
        first: how many cells the first line may have, at least 2.
        rest: how many the others may have, at least 2.
    """
    if text.isascii() and len(text) <= first:
        return [(0, len(text.rstrip(" ")))]
    lines: list[tuple[int, int]] = []
    sizes: dict[str, int] = {}
    start = end = used = 0
    room = first
    for unit in _pieces(text, min(first, rest), sizes):
        body = unit.rstrip(" ")
        size = sizes[unit]
        if used + size - (len(unit) - len(body)) > room and used:
            lines.append((start, start + len(text[start:end].rstrip(" "))))
            start, used, room = end, 0, rest
        end += len(unit)
        used += size
    lines.append((start, start + len(text[start:end].rstrip(" "))))
    return lines


def _pieces(text: str, room: int, sizes: dict[str, int]) -> list[str]:
    """Cut a paragraph into what stays whole; none is wider than ``room``."""
    pieces: list[str] = []
    for unit in _unit.findall(text):
        if unit not in sizes:
            sizes[unit] = width(unit)
        if sizes[unit] <= room:
            pieces.append(unit)
        else:
            pieces += _parts(unit, room, sizes)
    return pieces


def _parts(unit: str, room: int, sizes: dict[str, int]) -> list[str]:
    """Cut what is longer than a line at its joints, and anywhere where it must be."""
    parts: list[str] = []
    for part in _joint.findall(unit):
        size = sizes.setdefault(part, width(part))
        if size <= room:
            parts.append(part)
            continue
        for character, cells in graphemes(part):
            sizes[character] = cells
            parts.append(character)
    return [part for part in parts if part]
