"""Times reading and typesetting beside html2text, w3m and lynx: make bench.

Every tool gets the same bodies in the same run: made posts, the posts of the corpus (as
HTML where they are Markdown) and its pages; see `tests.bench.corpora`. Ours and html2text
are timed inside this process. w3m and lynx, where they are installed, are timed as they
are used, with the start of a process; what `-version` takes is then taken off, so that
only their work is compared. It says which goals are missed by more than noise.
"""

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import html2text

from tests.bench.corpora import kept, made, pages
from tui.model import Body, Entry
from tui.render.html import parse
from tui.render.markdown import to_html
from tui.render.page import Page, lines_of, opening
from tui.render.typeset import Setting, plain_lines

_ROWS = 24
_WIDTH = 80
_BROWSED = 300
_NOISE = 0.1
_SHARES = (0.5, 0.9, 0.99)
_SETTING = Setting(_WIDTH, measure=_WIDTH)
_SENTENCE = (
    "<p>他说：“好。”我们在<b>2024年</b>读了 a <a href='/x'>well-known</a> 故事。</p>\n"
)
_BROWSERS = (
    ("w3m", "-dump", "-T", "text/html", "-cols", str(_WIDTH)),
    ("lynx", "-dump", "-stdin", "-force_html", f"-width={_WIDTH}"),
)

Clock = Callable[[], float]
Work = Callable[[Body], object]


class Goal(NamedTuple):
    """How many times faster something is, and how many it has to be."""

    name: str
    times: float
    least: float

    @property
    def missed(self) -> bool:
        """Whether it is by more than noise explains."""
        return self.times < self.least * (1 - _NOISE)

    def row(self) -> str:
        """Return a row of the table of goals."""
        word = "missed" if self.missed else "ok" if self.times >= self.least else "near"
        return f"{self.name:<56}{self.times:8.1f}{self.least:8.0f}  {word}"


def _childrens_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _timed(
    work: Work, bodies: Sequence[Body], clock: Clock = time.process_time
) -> list[float]:
    """Return the seconds that each body takes, the better of two times.

    The processor's time is taken, which others on the machine change little.
    """
    found = []
    for body in bodies:
        best = float("inf")
        for _ in range(2):
            start = clock()
            work(body)
            best = min(best, clock() - start)
        found.append(best)
    return found


def _first_screen(body: Body) -> object:
    page = Page(Entry(key="", title="A title of some words"), body, "22 March")
    return opening(page, _SETTING, _ROWS) or list(
        islice(lines_of(page, _SETTING), _ROWS)
    )


def _document(body: Body) -> object:
    return parse(body.text, body.base)


def _whole(body: Body) -> object:
    return list(plain_lines(parse(body.text, body.base), _WIDTH))


def _html2text(body: Body) -> object:
    converter = html2text.HTML2Text()
    converter.body_width = _WIDTH
    return converter.handle(body.text)


def _browser(*words: str) -> Work:
    def dump(body: Body) -> object:
        data = body.text.encode()
        return subprocess.run(words, input=data, capture_output=True, check=False)

    return dump


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _row(name: str, times: Sequence[float], beside: Sequence[float] = ()) -> None:
    """Print milliseconds, and how many times those of ``beside`` are as many."""
    shown = [sum(times), *(_at(times, share) for share in _SHARES)]
    other = [sum(beside), *(_at(beside, share) for share in _SHARES)] if beside else []
    print(
        f"{name:<24}",
        *(f"{part * 1000:8.2f}" for part in shown),
        *(f"{b / a:6.1f}" for a, b in zip(shown, other, strict=False)),
    )


def _compare(name: str, bodies: Sequence[Body]) -> None:
    print(f"\n{name}: {len(bodies)} bodies, {sum(len(b.text) for b in bodies):,} chars")
    head = f"{'all':>8} {'median':>8} {'p90':>8} {'p99':>8}"
    print(f"{'ms':<24} {head}   as many times faster than html2text")
    beside = _timed(_html2text, bodies)
    _row("html2text", beside)
    _row("making the Document", _timed(_document, bodies), beside)
    _row("first screen", _timed(_first_screen, bodies), beside)
    _row("the whole of it set", _timed(_whole, bodies), beside)


def _beside_html2text(bodies: Sequence[Body]) -> list[Goal]:
    other = _timed(_html2text, bodies)
    first = _timed(_first_screen, bodies)
    return [
        Goal(
            "html2text / making the Document",
            sum(other) / sum(_timed(_document, bodies)),
            3,
        ),
        Goal(
            "html2text / the whole of it set",
            sum(other) / sum(_timed(_whole, bodies)),
            1,
        ),
        *_screens("html2text", other, first),
    ]


def _screens(name: str, other: Sequence[float], first: Sequence[float]) -> list[Goal]:
    return [
        Goal(f"{name} / first screen, median", _at(other, 0.5) / _at(first, 0.5), 5),
        Goal(
            f"{name} / first screen, 99th percentile",
            _at(other, 0.99) / _at(first, 0.99),
            20,
        ),
    ]


def _beside_browsers(bodies: Sequence[Body]) -> list[Goal]:
    some = bodies[:: max(1, len(bodies) // _BROWSED)]
    first = _timed(_first_screen, some)
    goals: list[Goal] = []
    clock = _childrens_time
    print(f"\nmilliseconds of the browsers, of {len(some)} of the bodies")
    for words in _BROWSERS:
        if shutil.which(words[0]):
            times = _timed(_browser(*words), some, clock)
            start = min(_timed(_browser(words[0], "-version"), some[:20], clock))
            _row(f"{words[0]} -dump", times)
            _row("  of which its start", [start])
            goals += _screens(f"{words[0]} -dump", times, first)
            work = [max(0.0, one - start) for one in times]
            goals += _screens(f"{words[0]} -dump without its start", work, first)
    return goals


def _by_size() -> list[Goal]:
    print("\nms to the first screen, and to the whole, by the size of the page")
    firsts = []
    for size in (10_000, 100_000, 1_000_000, 5_000_000):
        body = Body(_SENTENCE * (size // len(_SENTENCE)), markdown=False)
        (first,), (whole,) = _timed(_first_screen, [body]), _timed(_whole, [body])
        print(f"{size // 1000:>8,} kB{first * 1000:11.2f}{whole * 1000:11.2f}")
        firsts.append(first)
    return [
        Goal("twice the first screen of 10 kB / of 5 MB", 2 * firsts[0] / firsts[-1], 1)
    ]


def _nested() -> list[Goal]:
    print("\nms to read 20,000 nested elements, beside as many side by side")
    goals = []
    for tag in ("div", "b", "blockquote", "ul><li", "table><tr><td", "span"):
        name = tag.split(">", maxsplit=1)[0]
        deep = Body(f"<{tag}>" * 20_000 + "found", markdown=False)
        flat = Body(f"<{tag}>x</{name}>" * 20_000, markdown=False)
        (one,), (other,) = _timed(_document, [deep]), _timed(_document, [flat])
        print(f"{name:<14}{one * 1000:9.1f}{other * 1000:9.1f}")
        goals.append(Goal(f"{name} side by side / nested", other / one, 1))
    return goals


def main() -> int:
    """Run the benchmark."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        groups = {
            "made posts": list(made(count, Path(folder) / "posts")),
            "posts": list(kept()),
            "pages": list(pages()),
        }
    bodies = []
    for name, found in groups.items():
        html = [
            Body(to_html(b.text), markdown=False, base=b.base) if b.markdown else b
            for b in found
            if b.text.strip()
        ]
        if html:
            _compare(name, html)
        bodies += html
    goals = _by_size() + _nested()
    if bodies:
        goals += _beside_html2text(bodies) + _beside_browsers(bodies)
    print(f"\n{'how many times faster':<56}{'found':>8}{'goal':>8}")
    print(*(goal.row() for goal in goals), sep="\n")
    print(f"goals missed: {sum(goal.missed for goal in goals)} of {len(goals)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
