"""Times reading and typesetting beside html2text, w3m and lynx: make bench.

Every tool gets the same bodies in the same run. The HTML of made posts and of the corpus
(see `tests.bench.corpora`) is read; w3m and lynx, where they are installed, pay for
starting a process, which `-version` measures and the table shows beside.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import html2text

from tests.bench.corpora import made, pages
from tui.model import Body, Entry
from tui.render.html import parse
from tui.render.page import Page, lines_of, opening
from tui.render.typeset import Setting, plain_lines

_ROWS = 24
_WIDTH = 80
_BROWSED = 60
_SETTING = Setting(_WIDTH, measure=_WIDTH)
_SENTENCE = (
    "<p>他说：“好。”我们在<b>2024年</b>读了 a <a href='/x'>well-known</a> 故事。</p>\n"
)


def _timed(
    work: Callable[[Body], object],
    bodies: Sequence[Body],
    clock: Callable[[], float] = time.process_time,
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


def _page(body: Body) -> Page:
    return Page(Entry(key="", title="A title of some words"), body, "22 March")


def _first_screen(body: Body) -> object:
    page = _page(body)
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


def _browser(*words: str) -> Callable[[Body], object]:
    def dump(body: Body) -> object:
        data = body.text.encode()
        return subprocess.run(words, input=data, capture_output=True, check=False)

    return dump


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _row(name: str, times: Sequence[float], beside: Sequence[float]) -> None:
    """Print milliseconds, and how many times faster than ``beside`` it is."""
    parts = [sum(times), _at(times, 0.5), _at(times, 0.99)]
    others = [sum(beside), _at(beside, 0.5), _at(beside, 0.99)]
    milliseconds = "".join(f"{part * 1000:11.2f}" for part in parts)
    ratios = "".join(f"{b / a:8.1f}" for a, b in zip(parts, others, strict=True) if a)
    print(f"{name:<26}{milliseconds}  {ratios}")


def _compare(name: str, bodies: Sequence[Body]) -> None:
    print(f"\n{name}: {len(bodies)} bodies, {sum(len(b.text) for b in bodies):,} chars")
    print(f"{'ms':<26}{'all':>11}{'median':>11}{'p99':>11}  times html2text's speed")
    beside = _timed(_html2text, bodies)
    _row("html2text", beside, beside)
    _row("making the Document", _timed(_document, bodies), beside)
    _row("first screen", _timed(_first_screen, bodies), beside)
    _row("the whole of it set", _timed(_whole, bodies), beside)
    some = bodies[:: max(1, len(bodies) // _BROWSED)]
    few = _timed(_html2text, some)
    for words in (
        ("w3m", "-dump", "-T", "text/html", "-cols", str(_WIDTH)),
        ("lynx", "-dump", "-stdin", "-force_html", f"-width={_WIDTH}"),
    ):
        if shutil.which(words[0]):
            _row(
                f"{words[0]} -dump, of {len(some)}",
                _timed(_browser(*words), some, time.perf_counter),
                few,
            )
            start = _timed(_browser(words[0], "-version"), some[:5], time.perf_counter)
            print(f"  of which its start{_at(start, 0.5) * 1000:29.2f}")


def _by_size() -> None:
    print("\nms to the first screen, and to the whole, by the size of the page")
    for size in (10_000, 100_000, 1_000_000, 5_000_000):
        body = Body(_SENTENCE * (size // len(_SENTENCE)), markdown=False)
        (first,), (whole,) = _timed(_first_screen, [body]), _timed(_whole, [body])
        print(f"{size // 1000:>8,} kB{first * 1000:11.2f}{whole * 1000:11.2f}")


def _nested() -> None:
    print("\nms to read 20,000 nested elements, beside as many side by side")
    for tag in ("div", "b", "blockquote", "ul><li", "table><tr><td", "span"):
        name = tag.split(">", maxsplit=1)[0]
        deep = Body(f"<{tag}>" * 20_000 + "found", markdown=False)
        flat = Body(f"<{tag}>x</{name}>" * 20_000, markdown=False)
        (one,), (other,) = _timed(_document, [deep]), _timed(_document, [flat])
        print(f"{name:<14}{one * 1000:9.1f}{other * 1000:9.1f}{one / other:8.2f} times")


def main() -> int:
    """Run the benchmark."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        bodies = [b for b in made(count, Path(folder) / "posts") if not b.markdown]
    if bodies:
        _compare("made posts", bodies)
    if corpus := list(pages()):
        _compare("pages", corpus)
    _by_size()
    _nested()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
