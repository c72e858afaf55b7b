"""Where a line of text may end (UAX #14 with kinsoku); knows nothing of style.

The rules are those of Unicode 15, as one regular expression over the classes of the
characters; its letters are explained in `tui.render.breakclass`. They are tailored to
what CLREQ 3.1.3 and JLREQ 3.1.7 ask for and to what a reader expects:

- no line begins with a dash, nor with a middle dot after an ideograph (行首禁则);
- “ may begin a line after an ideograph, ” may end one before it (LB19a of Unicode 16);
- a number keeps its unit: 3.5亿元, 10 km;
- Korean breaks at spaces;
- what begins with a hyphen, a slash or a full stop stays whole: --help, /usr, .NET
  (LB20a and LB15c of Unicode 16); and so does e-mail, a letter with its hyphen, and
  the // of an address with what comes after it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.render.breakclass import classes, measured
from tui.text import Ruler

_SOFT_HYPHEN = "\xad"
_HANGING = "".join(map(chr, [*range(0x2000, 0x2007), *range(0x2008, 0x200B)]))
_HANGING += " \t\u1680\u205f\u3000\u200b"
_WINDOW = 2048
_m = "[cj]*+"
_closing = "CPEW"  # not even after spaces
_any = f"{_closing}lsZQqpBTHNiG2"
_alphabetic = f"{_any}ALD"
_figure = f"{_alphabetic}0Orf"
_east_asian = _any.replace("q", "")
_ideograph = f"{_east_asian}fD"
_number = f"0{_m}(?:[0sl]{_m})*"


def _after(those: str, followers: str) -> str:
    return f"[{those}]{_m}(?=[{followers}])"


_steps = (
    "(?:[^SZ][cj]*)?j(?=.)",  # LB8a
    rf"(?<![ALDc0])AH{_m}(?=[AL])",  # e-mail
    f"L{_m}[HB]{_m}(?=[^SX])",  # LB21a
    f"[ALD][ALDc]*+(?=[{_figure}j])",
    f"J(?=[^SZcj])|J{_m}(?=[{_figure}])",
    f"I{_m}(?=[{_ideograph}])",
    f"[Oo]{_m}S*(?=.)",  # LB14
    f"{_number}[CP]{_m}(?=[rf])",  # LB25
    f"{_number}(?=[CPrf0sl])",
    _after("0", f"{_figure}ku"),
    f"[GWQqb]{_m}(?=[^SX])|[GWQq]{_m}(?=X)",  # LB11, LB12, LB19, LB21
    f"p{_m}(?=[^SIdukoeqM])",
    f"[Qqp]{_m}S+(?=[Oo])",  # LB15
    _after("C", _east_asian),
    _after("P", f"{_alphabetic}0"),
    f"[CP]{_m}S+(?=N)",  # LB16
    _after("ENi", _east_asian),
    f"2{_m}S*(?=2)",  # LB17
    _after("2", _any),
    f"ls{_m}s{_m}(?=[ALD0])",  # https://
    _after("l", _alphabetic),
    rf"(?<![^S])s(?:s{_m})*(?=[ALD0])",
    _after("s", f"{_any}L"),
    f"(?<![^S])H(?:H{_m})*(?=[ALD])",  # LB20a
    _after("BT", _any.replace("G", "")),
    _after("H", _any.replace("G", "") + "0"),
    _after("du", _ideograph),
    _after("k", f"{_ideograph}uk"),
    _after("e", f"{_ideograph}M"),
    _after("M", f"{_east_asian}f"),
    _after("r", f"{_alphabetic}0IdukeM"),
    _after("f", f"{_alphabetic}0"),
    f"[rf]{_m}(?=[OoH]{_m}0)",
    f"R{_m}R{_m}(?=[{_any}])",  # LB30a
    f"R{_m}(?=[{_any}])",
    _after("X", f"{_closing}lsZQqpG"),
    "ZS*(?=Z)",
    f"(?:[^SZ]{_m}|(?<!Z))S+(?=[{_closing}Z]|l(?![ALD0]))",
)
_unit = re.compile(
    rf"I+(?=I)|(?:{'|'.join(_steps)})*+(?:R{_m}R{_m}|[ALD][ALDc]*+|[^SZ]{_m}|Z)?S*"
)
_certain = re.compile("(?s).*(?:I(?=I)|[AI0]S(?=[AI0]))")
_mark = re.compile("(?<![^SZ])[cj]")  # LB10
_latin_unit = re.compile(
    r"(?<=\d) (?:km/h|km|cm|mm|kg|mg|GB|MB|KB|kB|TB|GHz|MHz|kHz|Hz|ms|ns|kW|MW|mph|°[CF]"
    r"|%|‰)(?![a-zA-Z])"
)
# What RFC 3986 calls delimiters, and what stands between words that are kept together.
_delimiters = r"-/?#&=.:;,+~_@!$'()*\[\]\xa0\u202f—"
_joint = re.compile(rf"(?:%[0-9A-Fa-f]{{2}}|[^{_delimiters}])*[{_delimiters}]*")
_escape = re.compile(r"%[0-9A-Fa-f]{2}|[^%]+|%")


def units(text: str) -> list[int]:
    """Return how long each stretch of ``text`` is that may not be broken."""
    lengths: list[int] = []
    for unit in _unit.findall(_resolved(text, classes(text))):
        lengths += [1] * len(unit) if _is_run(unit) else [len(unit)]
    return [length for length in lengths if length]


def breaks(text: str, first: int, rest: int, ruler: Ruler) -> Iterable[tuple[int, int]]:
    """Return the lines of one paragraph as (start, end) in ``text``.

    No line is wider than it may be; spaces at a line's end belong to no line. A line
    that ends with a soft hyphen has room for the hyphen. Only what is asked for is set.

    Args:
        text: a paragraph without newlines.
        first: how many cells the first line may have, at least 2.
        rest: how many the others may have, at least 2.
        ruler: what measures.
    """
    if len(text) <= _WINDOW:
        return _lines(text, first, rest, ruler)
    return _windows(text, first, rest, ruler)


def hyphenated(text: str, end: int) -> bool:
    """Whether a line of ``text`` that ends at ``end`` shows the soft hyphen there."""
    soft = text[end - 1 : end] == _SOFT_HYPHEN
    return soft and text[end : end + 1].strip(_HANGING) != ""


def _windows(
    text: str, first: int, rest: int, ruler: Ruler
) -> Iterator[tuple[int, int]]:
    at = 0
    while len(text) - at > _WINDOW:
        window = text[at : at + _WINDOW]
        # What comes after the window may still change the last lines in it.
        *lines, (after, _), _ = _lines(window, first, rest, ruler)
        yield from ((at + start, at + end) for start, end in lines)
        at, first = at + after, rest
    for start, end in _lines(text[at:], first, rest, ruler):
        yield at + start, at + end


def _lines(text: str, first: int, rest: int, ruler: Ruler) -> list[tuple[int, int]]:
    # No character takes more than two cells.
    if len(text) <= (first if text.isascii() else first // 2):
        return [(0, len(text.rstrip(_HANGING)))]
    letters, columns = measured(text, ruler)
    if columns[-1] <= first:
        return [(0, len(text.rstrip(_HANGING)))]
    stretch = _Stretch(text, _resolved(text, letters), columns, min(first, rest), ruler)
    lines: list[tuple[int, int]] = []
    start, room = 0, first
    while columns[-1] - columns[start] > room:
        end, after = stretch.line(start, columns[start] + room)
        lines.append((start, end))
        start, room = after, rest
    end = start + len(text[start:].rstrip(_HANGING))
    if end > start or not lines:
        lines.append((start, end))
    return lines


class _Stretch(NamedTuple):
    """A text with what is known of it."""

    text: str
    classes: str
    columns: list[int]
    room: int
    ruler: Ruler

    def line(self, start: int, limit: int) -> tuple[int, int]:
        """Return where the line from ``start`` ends, and where the next one starts.

        ``limit`` is the column that it may reach; the text goes beyond.
        """
        text, classes, columns, _, _ = self
        stop = bisect_right(columns, limit, start) - 1
        if classes[stop - 1 : stop + 1] == "II":
            return stop, stop
        # The breaks before the last one that needs no context need not be known.
        known = _certain.match(classes, start, stop + 1)
        at = after = known.end() if known else start
        end = start + len(text[start:at].rstrip(_HANGING))
        while True:
            unit = _unit.match(classes, at)
            behind = unit.end() if unit else len(text)
            body = at + len(text[at:behind].rstrip(_HANGING))
            hyphen = hyphenated(text, body)
            if columns[body] + hyphen > limit:
                break
            at = after = behind
            end = body
            if at == len(text):
                return end, after
        if classes[at : at + 2] == "II" and stop > at:
            return stop, stop
        if columns[body] - columns[at] + hyphen > self.room:
            for piece in self._pieces(at, body):
                end = at + piece
                if columns[end] + hyphenated(text, end) > limit and at > start:
                    break
                at = end
            after = behind if at == body else at
            end = start + len(text[start:at].rstrip(_HANGING))
        return end, after

    def _pieces(self, start: int, end: int) -> Iterator[int]:
        """Yield the lengths of what stays whole in a word that is longer than a line."""
        at = start
        for part in _joint.findall(self.text[start:end]):
            behind = at + len(part)
            hyphen = hyphenated(self.text, behind)
            if self.columns[behind] - self.columns[at] + hyphen <= self.room:
                yield len(part)
            else:
                for piece in _escape.findall(part):
                    if piece[0] == "%" and len(piece) <= self.room:
                        yield len(piece)
                    else:
                        for cluster, _ in self.ruler.graphemes(piece):
                            yield len(cluster)
            at = behind


def _resolved(text: str, found: str) -> str:
    """Return the classes with marks that stand alone as letters, and units joined."""
    if "c" in found or "j" in found:
        found = _mark.sub(lambda match: "A" if match[0] == "c" else "J", found)
    if "0S" in found:
        for match in _latin_unit.finditer(text):
            found = f"{found[: match.start()]}G{found[match.start() + 1 :]}"
    return found


def _is_run(unit: str) -> bool:
    """Whether it is a run of ideographs, which may be broken anywhere."""
    return unit[:1] == "I" and not unit.strip("I")
