"""Lays code out in rows: never reflowed, its parts and its links named."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from tui.render.document import Code, Linked
from tui.render.flow import fold
from tui.render.highlight import Piece, highlighted
from tui.render.rows import Row, Run, Runs, Sheet
from tui.text import Ruler

_NARROWEST = 4


def code_rows(code: Code, width: int, sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of code with a bar before them; those that go on are ``wide``."""
    bar = Run(sheet.sign("│ ", "| "), ("code-block", "code-bar"))
    room = max(_NARROWEST, width - 2)
    lead = (bar,) if room + 2 <= width else ()
    texts = code.text.split("\n")
    wide = not sheet.fold_code and max(map(sheet.ruler.width, texts)) > room
    if code.language:
        name = sheet.ruler.cut(code.language, room, "~")
        yield Row((*lead, Run(name, ("code-block", "muted"))))
    pieces: Iterable[Sequence[Piece]] = (((text, ""),) for text in texts)
    if not sheet.fold_code:
        pieces = highlighted(code.text, code.language)
    for runs in _linked(pieces, code.links):
        for row in _folded(runs, room, sheet.ruler) if sheet.fold_code else (runs,):
            yield Row((*lead, *row), wide=wide, lead=len(lead))


def _linked(
    lines: Iterable[Sequence[Piece]], links: Iterable[Linked]
) -> Iterator[Runs]:
    """Yield each line as runs; a piece ends where a link begins or ends."""
    ahead = deque(links)
    end = 0
    for pieces in lines:
        runs: list[Run] = []
        for text, role in pieces:
            first = at = end
            end += len(text)
            while ahead and ahead[0].start < end:
                start, stop, link = ahead[0]
                if at < start:
                    runs.append(_run(text[at - first : start - first], role))
                at = min(stop, end)
                if shown := text[max(first, start) - first : at - first]:
                    runs.append(_run(shown, role, link))
                if stop > end:
                    break
                ahead.popleft()
            if at < end or not text:
                runs.append(_run(text[at - first :], role))
        end += 1
        yield tuple(runs)


def _run(text: str, role: str, link: int | None = None) -> Run:
    roles = ("code-block", role) if link is None else ("code-block", role, "link")
    return Run(text, roles, link)


def _folded(runs: Runs, width: int, ruler: Ruler) -> Iterator[Runs]:
    """Yield a line of code in rows of at most ``width`` cells."""
    parts = fold("".join([run.text for run in runs]), width, ruler)
    if len(runs) == 1:
        yield from ((runs[0]._replace(text=part),) for part in parts)
        return
    left = list(reversed(runs))
    for part in parts:
        row: list[Run] = []
        room = len(part)
        while room:
            run = left.pop()
            if len(run.text) > room:
                left.append(run._replace(text=run.text[room:]))
                run = run._replace(text=run.text[:room])
            row.append(run)
            room -= len(run.text)
        # What is bound to its neighbour may be wider when it is measured alone.
        fits = sum([ruler.width(run.text) for run in row]) <= width
        yield tuple(row) if fits else (_run(part, ""),)
