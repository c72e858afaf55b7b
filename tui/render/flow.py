"""Flows spans into rows of a width; knows no blocks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tui.render.document import CJK, Span
from tui.render.linebreak import breaks, hyphenated
from tui.render.numbered import numbered
from tui.render.rows import Row, Run, Runs, Sheet
from tui.render.spacing import spaced
from tui.text import Ruler

_ideograph = re.compile(f"[{CJK}]")
# What grows or shrinks beside its neighbour, so that runs must be measured together.
_bound = re.compile("[\u200d\ufe0f]")
_unseen = re.compile("[\t\xa0\xad\u200b\u2060]")
# All that is rare; right-to-left letters besides.
_special = re.compile(
    "[\t\xa0\xad\u0590-\u08ff\u200b\u200d\u2060\ufb1d-\ufdff\ufe0f\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# The constructor of a named tuple takes three times as long.
_new = tuple.__new__
_SHOWN = {0x09: " ", 0xA0: " ", 0xAD: None, 0x200B: None, 0x2060: None}


def flow(
    spans: Iterable[Span],
    width: int,
    sheet: Sheet,
    roles: tuple[str, ...] = (),
    *,
    indented: bool = False,
) -> Iterator[Row]:
    """Yield the rows of a paragraph, aligned right if it is read from right to left.

    Args:
        spans: the text; a newline in it begins a new row.
        width: how many cells a row may have, at least 2.
        sheet: how it is laid out.
        roles: what the whole paragraph is; they come before the roles of the spans.
        indented: whether the first row is, where the text is Chinese or Japanese.
    """
    shown = numbered(spans) if sheet.link_numbers else spans
    parts = list(_forced(shown, roles))
    rtl = False
    for number, part in enumerate(parts):
        runs = spaced(part) if sheet.spacing else part
        text = "".join([run.text for run in runs])
        special = _special.search(text) is not None
        if special and not number:
            rtl = _is_rtl(parts)
        before = 0
        if indented and sheet.indent and not number and _is_ideographic(text):
            before = min(sheet.indent, width // 2)
        if special or before or len(runs) != 1:
            for row in _rows(runs, text, width, before, sheet):
                yield _aligned(row, width, sheet) if rtl and row else Row(row)
            continue
        _, named, link = runs[0]
        for start, end in breaks(text, width, width, sheet.ruler):
            line = text[start:end]
            drawn = (_new(Run, (line, named, link)),) if line else ()
            yield _new(Row, (drawn, False, 0, None, False, None))


def fold(text: str, width: int, ruler: Ruler) -> Iterator[str]:
    """Yield ``text`` in pieces of at most ``width`` cells, at least one piece."""
    if text.isascii():
        for start in range(0, max(1, len(text)), width):
            yield text[start : start + width]
        return
    kept: list[str] = []
    used = 0
    for character, wide in ruler.graphemes(text):
        if used + wide > width and kept:
            yield "".join(kept)
            kept, used = [], 0
        kept.append(character)
        used += wide
    yield "".join(kept)


def indent(rows: Iterable[Row], first: Runs, rest: Runs) -> Iterator[Row]:
    """Yield rows with ``first`` before the first of them and ``rest`` before others.

    What is read from right to left has it on its right, unless ``rest`` is a bar.
    """
    bare = _is_blank(rest)
    before = first
    for row in rows:
        if row.rtl and bare:
            yield row._replace(runs=_on_the_right(row.runs, before))
        elif row.runs or not bare or before is first:
            runs, wide, lead, shows, rtl, part = row
            yield Row(before + runs, wide, lead + len(before), shows, rtl, part)
        else:
            yield row
        before = rest


def _on_the_right(row: Runs, before: Runs) -> Runs:
    """Return a right-aligned row with what is to be read before it."""
    if _is_blank(before):
        return row + before
    blank = 0 if row[0].text.strip() else 1
    return row[:blank] + before + row[blank:]


def _is_blank(runs: Runs) -> bool:
    return not "".join([run.text for run in runs]).strip()


def _aligned(row: Runs, width: int, sheet: Sheet) -> Row:
    blank = " " * (width - sheet.size(row))
    return Row((Run(blank), *row) if blank else row, rtl=True)


def _is_rtl(parts: list[list[Run]]) -> bool:
    """Whether the first strong character is read from right to left (UAX #9, P2)."""
    for part in parts:
        for run in part:
            for character in run.text:
                strong = unicodedata.bidirectional(character)
                if strong in {"L", "R", "AL"}:
                    return strong != "L"
    return False


def _is_ideographic(text: str) -> bool:
    """Whether its first letter is an ideograph or kana."""
    first = next((character for character in text if character.isalnum()), "")
    return _ideograph.match(first) is not None


def _forced(spans: Iterable[Span], roles: tuple[str, ...]) -> Iterator[list[Run]]:
    part: list[Run] = []
    for span in spans:
        named = roles + span.roles if roles else span.roles
        if span.link is not None:
            named = (*named, "link")
        for number, text in enumerate(span.text.split("\n")):
            if number:
                yield part
                part = []
            if text:
                part.append(Run(text, named, span.link))
    yield part


def _rows(
    part: list[Run], text: str, width: int, before: int, sheet: Sheet
) -> Iterator[Runs]:
    """Yield the rows of a part; ``before`` cells of the first one are left blank."""
    unseen = _unseen.search(text) is not None
    bound = len(part) > 1 and _bound.search(text) is not None
    margin = (Run(" " * before),) if before else ()
    lines = breaks(text, width - before, width, sheet.ruler)
    for row in _cut(part, text, lines):
        shown = tuple(map(_drawn, row)) if unseen else row
        if not bound or _fits(shown, width - before, sheet.ruler):
            yield margin + shown
        else:
            yield from _squeezed(shown, width - before, sheet.ruler)
        margin, before = (), 0


def _cut(
    part: list[Run], text: str, lines: Iterable[tuple[int, int]]
) -> Iterator[Runs]:
    """Yield what stands on each line, a hyphen where a line ends with a soft one."""
    if len(part) == 1:
        _, roles, link = part[0]
        for start, end in lines:
            line = text[start:end]
            if hyphenated(text, end):
                line += "-"
            yield (Run(line, roles, link),) if line else ()
        return
    number = at = 0
    for start, end in lines:
        runs: list[Run] = []
        while number < len(part):
            run = part[number]
            after = at + len(run.text)
            if at >= start and after <= end:
                runs.append(run)
            elif after > start and at < end:
                shown = run.text[max(0, start - at) : end - at]
                runs.append(Run(shown, run.roles, run.link))
            if after > end:
                break
            number, at = number + 1, after
        if runs and hyphenated(text, end):
            runs[-1] = runs[-1]._replace(text=runs[-1].text + "-")
        yield tuple(runs)


def _drawn(run: Run) -> Run:
    return run._replace(text=run.text.translate(_SHOWN))


def _fits(row: Runs, width: int, ruler: Ruler) -> bool:
    whole = ruler.width("".join([run.text for run in row]))
    return max(whole, sum([ruler.width(run.text) for run in row])) <= width


def _squeezed(row: Runs, width: int, ruler: Ruler) -> Iterator[Runs]:
    """Cut a row anew where characters take more room beside each other than alone."""
    kept: list[Run] = []
    for run in row:
        for character, _ in ruler.graphemes(run.text):
            more = [*kept, Run(character, run.roles, run.link)]
            if kept and not _fits(tuple(more), width, ruler):
                yield tuple(kept)
                more = more[-1:]
            kept = more
    yield tuple(kept)
