"""Measures searches of a library of made posts: first results, all of them, the index's rate.

    python -m tests.bench.search 10000 [100000 1000000]

The library is made through the real code and kept in the folder that BENCH_CACHE names
(or the system's for temporary files), so the second run measures at once.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.bench.corpora import SHARED
from tui.library import Library
from tui.model import Body, Entry, Stamp, View
from tui.query import parse
from tui.sources.post import body_of, entry_of, take_apart
from tui.sources.site import Site
from tui.sync import indexing

_ROUNDS = 5
_BATCH = 500
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


def _posts(count: int) -> Iterator[tuple[Entry, Body]]:
    sys.path.insert(0, str(SHARED / "tools"))
    from make_posts import posts  # type: ignore[import-not-found]

    site = Site("", nested=True)
    for number, (key, data) in enumerate(posts(count, short=True)):
        post = take_apart(data)
        stamp = Stamp(1_700_000_000_000_000_000 + number, len(data), number)
        yield entry_of(post, key, stamp, site), body_of(post, key)


def _library(count: int) -> Library:
    folder = Path(os.environ.get("BENCH_CACHE", tempfile.gettempdir()))
    path = folder / f"broadsheet-search-{count}.db"
    library = Library(path)
    if library.count(View(1)) < count:
        source = library.add_source("feeds", "made", "made").id
        for batch in _batches(_posts(count)):
            entries, bodies = zip(*batch, strict=True)
            library.save(source, entries, bodies)
        some = library.window(View(1), count // 3, 40)
        library.mark([row.id for row in some], "starred", want=True)
    began, processor, done = time.perf_counter(), time.process_time(), 0
    for number in indexing.run(library):
        done += number
    if done:
        took, worked = time.perf_counter() - began, time.process_time() - processor
        print(f"indexed {done / took:,.0f} a second, {done / worked:,.0f} of processor")
    return library


def _batches(posts: Iterator[tuple[Entry, Body]]) -> Iterator[list[tuple[Entry, Body]]]:
    while batch := list(islice(posts, _BATCH)):
        yield batch


def _times(library: Library, text: str) -> tuple[float, float, int]:
    """Return milliseconds to the first step and to the last, and how many there are."""
    firsts, lasts, hits = [], [], 0
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        steps = library.search(parse(text), View(1), int(time.time()))
        hits = len(next(steps, ()))
        firsts.append(time.perf_counter() - began)
        for step in steps:
            hits += len(step)
            if time.perf_counter() - began > _LIMIT_S:
                break
        lasts.append(time.perf_counter() - began)
    return statistics.median(firsts) * 1e3, statistics.median(lasts) * 1e3, hits


def _measure(count: int) -> None:
    library = _library(count)
    size = library.path.stat().st_size / 1e6
    print(f"\n{count:,} entries, {size:,.0f} MB; ms to the first results, to the last")
    firsts = []
    for text in _QUERIES:
        first, last, hits = _times(library, text)
        firsts.append(first)
        print(f"  {text:32} {hits:9,} {first:8.1f} {last:8.0f}")
    firsts.sort()
    print(
        f"  first results: median {statistics.median(firsts):.1f}, most {firsts[-1]:.1f}"
    )
    library.close()


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ["10000"]):
        _measure(size)
