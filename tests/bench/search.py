"""Measures searches of a library of made posts, beside LIKE and ripgrep.

    python -m tests.bench.search 10000 [100000 1000000]

The library is made once by ``tests.bench.made``.
"""

import statistics
import sys
import time

from tests.bench import made
from tests.bench.plain import Plain
from tui.library import Library
from tui.model import View
from tui.query import parse

_ROUNDS = 20
_WIDE = 0x2E7F
_LIMIT_S = 3.0
_QUERIES = (
    *("新", "量", "图", "的", "龘"),
    *("图书", "公共", "深圳", "浏览", "量子", "居民 讨论"),
    *("图书馆", "公共交通", "浏览器发布", "城市绿道", "观测结果"),
    *("terminal", "network", "the", "qqqq", "terminal network"),
    *("t*", "a*", "z*", "te*", "net*", "comp*"),
    *('"the editors"', '"a small team publishes"', '"深圳居民"'),
    *("terminal 图书馆", "新 network", "title:深圳", "title:t*"),
    *("图书馆 is:unread", "的 is:starred", "in:编程 浏览器", "has:image 深圳"),
    *(
        "深圳 OR 上海",
        "深圳 -图书馆",
        "-深圳",
        "newer:30d",
        "深圳 date:2022-03..2022-06",
    ),
    *("is:unread", "lang:en", "(深圳 OR is:starred) 图书"),
)


def _library(count: int) -> Library:
    library = Library(made.library(count))
    if not library.count(View(_starred(library))):
        some = library.window(View(1), count // 3, 40)
        library.mark([row.id for row in some], "starred", want=True)
    return library


def _starred(library: Library) -> int:
    return next(c.id for c in library.categories() if c.kind == "starred")


def _times(library: Library, text: str) -> tuple[list[float], float, int]:
    """Return milliseconds to the first step, sorted, to the last, and how many there are."""
    firsts, last, hits = [], 0.0, 0
    for turn in range(_ROUNDS):
        began = time.perf_counter()
        steps = library.search(parse(text), View(1), int(time.time()))
        hits = len(next(steps, ()))
        firsts.append((time.perf_counter() - began) * 1e3)
        for step in steps if turn == _ROUNDS - 1 else ():
            hits += len(step)
            if time.perf_counter() - began > _LIMIT_S:
                break
        last = (time.perf_counter() - began) * 1e3
        steps.close()
    return sorted(firsts), last, hits


def _peers(plain: Plain, text: str) -> str:
    """Return what LIKE and ripgrep take, where they can be asked the same."""
    if any(sign in text for sign in ":*-()") or " OR " in text:
        return f"{'–':>8} {'–':>8}"
    words = [text.strip('"')] if text.startswith('"') else text.split()
    found = plain.ripgrep(words) if len(words) == 1 else None
    files = "–" if found is None else f"{found:,.0f}"
    return f"{plain.like(words):8,.0f} {files:>8}"


def _measure(count: int) -> None:
    library = _library(count)
    plain = Plain(library)
    size = library.path.stat().st_size / 1e6
    print(f"\n{count:,} entries, {size:,.0f} MB; milliseconds")
    print(f"  {'':32} {'':>9}  first results  {'all':>8} {'LIKE':>8} {'ripgrep':>8}")
    print(f"  {'':32} {'found':>9} {'p50':>7} {'worst':>7}")
    middle, worst = [], []
    for text in _QUERIES:
        firsts, last, hits = _times(library, text)
        middle.append(statistics.median(firsts))
        worst.append(firsts[-1])
        wide = sum(ord(sign) > _WIDE for sign in text)
        print(
            f"  {text:{32 - wide}} {hits:9,} {middle[-1]:7.1f} {worst[-1]:7.1f}"
            f" {last:8,.0f} {_peers(plain, text)}"
        )
    print(
        f"  first results of {len(_QUERIES)} queries: median {statistics.median(middle):.1f},"
        f" slowest {max(middle):.1f}, slowest of {_ROUNDS} tries {max(worst):.1f}"
    )
    library.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        _measure(size)
