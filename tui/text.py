"""Makes outside text safe for a terminal and measures it; the one place that does.

A terminal obeys ECMA-48: ESC and the C1 controls (U+0080 to U+009F) begin sequences
that move, erase, rename and reply. Unicode's bidirectional controls (UAX #9) make a
text look like another one. Neither ever belongs to an article.
"""

import json
import re
from collections.abc import Iterator

from rich.cells import cell_len as width, split_graphemes

__all__ = ["clean", "cut", "graphemes", "line", "printable_json", "width"]

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
_breaks = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_sequence = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI … final byte
    r"|(?:\x1b[\]P_^X]|[\x9d\x90\x9f\x9e\x98])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{1,8}[0-~]"  # charset and the like
    r"|\x1b[@-Z\\-_`-~0-?]"  # two-character sequences
)
_space = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` without anything a terminal would obey; newlines and tabs stay.

    Whole escape sequences go (ECMA-48), then each control that is left. Line ends of
    any kind become newlines. Costs one search where the text is clean already.
    """
    if not _unsafe.search(text):
        return text
    if "\x1b" in text or not text.isascii():
        text = _sequence.sub("", text)
    return _unsafe.sub("", _breaks.sub("\n", text))


def line(text: str) -> str:
    """Return ``text`` cleaned and as one line: any run of white space is a space."""
    return _space.sub(" ", clean(text)).strip()


def graphemes(text: str) -> Iterator[tuple[str, int]]:
    """Yield each user-perceived character (UAX #29) with its width in cells."""
    if text.isascii():
        for character in text:
            yield character, width(character)
        return
    spans, _ = split_graphemes(text)
    for start, end, cells in spans:
        yield text[start:end], cells


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """Return ``text`` in at most ``cells`` cells, with ``ellipsis`` where it was cut."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    if room < 0:
        return ""
    kept = []
    for character, size in graphemes(text[: cells * 8]):
        if size > room:
            break
        kept.append(character)
        room -= size
    return "".join(kept).rstrip() + ellipsis


def printable_json(document: str) -> str:
    """Return JSON text with each unsafe character escaped; it means the same."""
    return _unsafe.sub(lambda match: json.dumps(match[0])[1:-1], document)
