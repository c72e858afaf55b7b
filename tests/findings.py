"""Looks for what is wrong with set lines: a judge that shares no code with the setter.

The tables are written from CLREQ 3.1.3 and JLREQ 3.1.7 to 3.1.10; widths are measured by
the wcwidth package. It knows lines and the text that they were made of, no HTML.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import wcwidth

from tui.render.document import (
    Block,
    Code,
    DefinitionList,
    Details,
    Document,
    Heading,
    List,
    Media,
    Paragraph,
    Picture,
    Quote,
    Span,
    Spans,
    Table,
    plain,
)
from tui.render.typeset import plain_lines

# 行头禁则: 点号, closing quotes and brackets, 连接号, 间隔号, 破折号, 省略号; cl-02 to cl-09.
_NEVER_FIRST = frozenset(
    "，。、；：？！．·・—…‥～〜〟"
    "”’」』）〕］｝〉》】〗〙〛»"
    "々〻ーヽヾゝゞ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "％‰℃｡｣､･ｰｧｨｩｪｫｬｭｮｯ"
)
# 行尾禁则: opening quotes and brackets; cl-01.
_NEVER_LAST = frozenset("“‘「『（〔［｛〈《【〖〘〚«｢")
_WORD = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTIONAL = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CODE = ("code-block",)
_blank = re.compile(r"[\s\xad\u200b\u2060]+")
_SPACES = " \u3000\t\u200b\n"


_SHOWN = {0xA0: " ", 0x200B: None, 0x2060: None, 0x9: " "}


class Finding(NamedTuple):
    """What is wrong, and where."""

    kind: str
    """``start``, ``end``, ``parted``, ``word``, ``number``, ``wide``, ``control``, ``lost``."""
    line: str


def breaks_found(text: str, lines: Iterable[str], width: int) -> Iterator[Finding]:
    """Yield the forbidden breaks between the lines of one paragraph of ``text``.

    A break that no line of ``width`` cells could avoid is none: where the shortest
    stretch that keeps the rules is longer than a line.
    """
    at = 0
    previous = ""
    text = text.translate(_SHOWN)
    for line in lines:
        shown = line.strip()
        if not shown:
            continue
        found = text.find(shown[:1], at)
        start = found if found >= 0 else at
        if previous and not text[at:start].strip(" \u3000\t"):
            kind = _forbidden(text, at, start)
            if kind and _avoidable(text, at, width):
                yield Finding(kind, f"{previous[-12:]} | {shown[:12]}")
        at = start + len(shown)
        previous = shown


def _forbidden(text: str, end: int, start: int) -> str:
    """Return why no line may end before ``end`` and begin at ``start``; or nothing."""
    before, after = text[end - 1], text[start]
    spaced = end != start
    kind = ""
    if spaced:
        return ""
    if before == after and before in "—…":
        kind = "parted"
    elif after in _NEVER_FIRST:
        kind = "start"
    elif before in _NEVER_LAST:
        kind = "end"
    elif _WORD.match(before) and _WORD.match(after):
        kind = "word"
    elif before.isdecimal() and after.isdecimal() and before.isascii():
        kind = "number"
    elif unicodedata.category(after) in {"Mn", "Me"} or after in "\u200d\ufe0f":
        kind = "parted"
    return kind


def _avoidable(text: str, place: int, width: int) -> bool:
    """Whether the stretch around a place that must not be broken fits into a line."""
    first = last = place
    while first > 0 and (_stays(text, first) or first == place):
        first -= 1
    while last < len(text) and (_stays(text, last) or last == place):
        last += 1
    return wcwidth.width(text[first:last].strip()) <= width


def _stays(text: str, place: int) -> bool:
    """Whether any rule may keep a line from ending at a place; rather too often."""
    before, after = text[place - 1], text[place]
    if before in _SPACES:
        return after in _NEVER_FIRST
    if after in _NEVER_FIRST or before in _NEVER_LAST or before == after == "—":
        return True
    return not (_is_wide(before) and _is_wide(after))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def lines_found(lines: Iterable[str], width: int) -> Iterator[Finding]:
    """Yield lines that are wider than ``width`` or hold what a terminal obeys."""
    for line in lines:
        if wcwidth.width(line, control_codes="ignore") > width:
            yield Finding("wide", line)
        if any(
            unicodedata.category(character) in _CONTROL or character in _DIRECTIONAL
            for character in line
        ):
            yield Finding("control", ascii(line))


def lost_from(texts: Iterable[Spans], lines: Iterable[str]) -> Iterator[Finding]:
    """Yield the characters of texts that stand more often in them than in the lines."""
    written = Counter(_blank.sub("", "".join(map(plain, texts))))
    gone = written - Counter(_blank.sub("", "".join(lines)))
    if gone:
        yield Finding("lost", "".join(gone))


def paragraphs(blocks: Iterable[Block]) -> Iterator[Spans]:
    """Yield each run of text in blocks that is broken into lines, the deepest too."""
    for block in blocks:
        match block:
            case List(_, _, items):
                for item in items:
                    yield from paragraphs(item.blocks)
            case DefinitionList(definitions):
                for definition in definitions:
                    yield from definition.terms
                    yield from paragraphs(definition.blocks)
            case Table(header, rows, caption):
                yield caption
                yield from (cell for row in (*header, *rows) for cell in row)
            case Quote(inner):
                yield from paragraphs(inner)
            case Details(summary, inner):
                yield summary
                yield from paragraphs(inner)
            case _:
                yield from _own(block)


def _own(block: Block) -> Iterator[Spans]:
    """Yield the text of a block in which no others are."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield spans
        case Code(text):
            yield (Span(text, _CODE),)
        case Picture(alt, _, caption):
            yield from ((Span(alt),), caption)
        case Media(_, title):
            yield (Span(title),)


def found_in(document: Document, width: int) -> Iterator[Finding]:
    """Yield what is wrong with a document set at ``width`` cells."""
    whole = list(plain_lines(document, width))
    yield from lines_found(whole, width)
    yield from lost_from(paragraphs(document.blocks), whole)
    for spans in paragraphs(document.blocks):
        if spans and spans[0].roles == _CODE:
            continue  # it is cut wherever the line ends
        lines: Iterable[str] = plain_lines(Document((Paragraph(spans),)), width)
        text = plain(spans)
        if "\xad" in text or "\u200b" in text:
            continue  # the page says itself where to break
        yield from breaks_found(text, lines, width)
