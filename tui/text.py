"""Makes outside text safe for a terminal and measures it; the one place that does.

A terminal obeys ECMA-48: ESC and the C1 controls (U+0080 to U+009F) begin sequences
that move, erase, rename and reply. Unicode's bidirectional controls (UAX #9) make a
text look like another one. Neither ever belongs to an article.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType

from msgspec import Struct
from rich.cells import cell_len as width, split_graphemes

__all__ = [
    "Ruler",
    "clean",
    "cut",
    "graphemes",
    "line",
    "printable_json",
    "turned",
    "width",
]

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    + _BIDI
    + "\ufeff\ufff9-\ufffb"  # byte order mark, interlinear annotation
    "\u2028\u2029"  # separators that some terminals take as newlines
    "\ud800-\udfff\ufffe\uffff"  # what is no character
    "\U000e0000-\U000e001f"  # tag controls
)
_unsafe = re.compile(f"[{_UNSAFE}]")
turned = re.compile(f"[{_BIDI}\ufeff]")
"""What turns the direction of a text, or is not seen at all."""
_breaks = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_sequence = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI … final byte
    r"|(?:\x1b[\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{1,8}[0-~]"  # charset and the like
    r"|\x1b[@-Z\\-_`-~0-?]"  # two-character sequences
)
_space = re.compile(r"\s+")
_UNSEEN = MappingProxyType({"\t": 1, "\xad": 0})
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def clean(text: str) -> str:
    """Return ``text`` without anything a terminal would obey; newlines and tabs stay.

    Whole escape sequences go (ECMA-48), then each control that is left. Line ends of
    any kind become newlines. Costs one search where the text is clean already, and
    next to nothing where it has no newlines either.
    """
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _unsafe.search(text):
        return text
    if "\x1b" in text or not text.isascii():
        text = _sequence.sub("", text)
    return _unsafe.sub("", _breaks.sub("\n", text))


def line(text: str) -> str:
    """Return ``text`` cleaned and as one line: any run of white space is a space."""
    if text.isprintable() and "  " not in text:  # then a space is all its white space
        return text.strip()
    return _space.sub(" ", clean(text)).strip()


def graphemes(text: str) -> Iterator[tuple[str, int]]:
    """Yield each user-perceived character (UAX #29) with its width in cells."""
    return Ruler().graphemes(text)


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``cells`` cells, with ``ellipsis`` where it was cut."""
    return Ruler().cut(text, cells, ellipsis)


def printable_json(document: str) -> str:
    """Return JSON text with each unsafe character escaped; it means the same."""
    return _unsafe.sub(lambda match: json.dumps(match[0])[1:-1], document)


class Ruler(Struct, frozen=True):
    """Measures text for a terminal."""

    ambiguous: int = 1
    """The cells of what East Asian fonts draw wide and others narrow (UAX #11): 1 or 2."""

    def width(self, text: str) -> int:
        """Return how many cells ``text`` takes."""
        if self.ambiguous == 1 or text.isascii():
            return width(text)
        return width(text) + len(_ambiguous().findall(text))

    def cells(self, character: str) -> int:
        """Return the cells of one character; a soft hyphen takes none, a tab one."""
        return _UNSEEN.get(character, self.width(character))

    def columns(self, text: str) -> list[int]:
        """Return the cells before each character, and those of the whole at the end.

        The cells of a grapheme cluster are counted at its first character.
        """
        if text.isascii():
            return list(range(len(text) + 1))
        columns = [0]
        for cluster, size in self.graphemes(text):
            after = columns[-1] + (
                self.cells(cluster[0]) if len(cluster) == 1 else size
            )
            columns += [after] * len(cluster)
        return columns

    def graphemes(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each user-perceived character (UAX #29) with its width in cells."""
        if text.isascii():
            for character in text:
                yield character, width(character)
            return
        flag = ""
        for start, end, cells in split_graphemes(text)[0]:
            cluster = text[start:end]
            if flag:
                if cluster[0] in _FLAGS:
                    yield flag + cluster, self.width(flag + cluster)
                    flag = ""
                    continue
                yield flag, self.width(flag)
                flag = ""
            if cluster[0] in _FLAGS:
                flag = cluster
            else:
                yield cluster, cells if self.ambiguous == 1 else self.width(cluster)
        if flag:
            yield flag, self.width(flag)

    def cut(self, text: str, cells: int, ellipsis: str = "…") -> str:
        """Return ``text`` in at most ``cells``, with ``ellipsis`` where it was cut."""
        if self.width(text) <= cells:
            return text
        room = cells - self.width(ellipsis)
        if room < 0:
            return ""
        kept = []
        for character, size in self.graphemes(text[: cells * 8]):
            if size > room:
                break
            kept.append(character)
            room -= size
        return "".join(kept).rstrip() + ellipsis


@cache
def _ambiguous() -> re.Pattern[str]:
    """Match what may be one cell or two; an emoji in its own style is always two."""
    wide = "".join(
        re.escape(character)
        for character in map(chr, range(0xA1, 0x1F200))
        if unicodedata.east_asian_width(character) == "A"
        and unicodedata.category(character)[0] != "M"
        and width(character) == 1
    )
    return re.compile(f"[{wide}](?!\ufe0f)")
