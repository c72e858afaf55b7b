"""Reads every file of the feed corpus: python -m tests.bench.feeds [--all].

Prints a table by folder: files, feeds, entries, and what is no feed and why. Then which
of feedparser's expectations of its own files hold, as far as they are about what is kept,
and how many articles a second are read, beside feedparser where it is installed. Returns
1 where a file crashed, took long, or gave less than was expected, without being explained
below. `--all` names every file.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tests.bench.corpora import SHARED
from tests.bench.feed_expectations import Verdict, verdict
from tui.errors import SourceError
from tui.sources.feeds.parse import parse

_FEEDS = SHARED / "corpus" / "feeds"
_AT = "http://example.org/feed"
_SLOW = 1.0
# What is in the corpus that is no feed, by what its path has.
_NO_FEED = (
    (r"LICENSE", "a licence"),
    (r"gofeed/.*\.json$", "what gofeed should make of the feed beside it"),
    (r"/kml/", "KML, a map"),
    (r"/opensearch/", "a description of a search"),
    (r"/ext/app/", "a document of the Atom publishing protocol"),
    (r"\.opml$", "a list of feeds"),
    (
        r"newsboat/.*(config|queue|diamond|urls|password|multi-line|\.txt)",
        "newsboat's own",
    ),
    (r"newsboat/test/data/empty\.xml$", "empty"),
    (r"/cdf/", "CDF, a format of 1997 that is not supported"),
    (r"wikipedia-table-bordercase1\.json$", "annotations of a page"),
    (r"\.(html|txt|html-result)$", "a web page, or its text"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file."""

    path: Path
    kind: str
    entries: int
    problems: tuple[str, ...]
    said: str
    """Why it is no feed; empty if it is one."""
    crashed: bool
    seconds: float

    @property
    def excuse(self) -> str:
        """Why it may have no feed; empty if there is no reason."""
        place = self.path.as_posix()
        return next((why for what, why in _NO_FEED if re.search(what, place)), "")

    @property
    def failed(self) -> bool:
        """Whether it should have been read and was not."""
        return (
            self.crashed or self.seconds > _SLOW or bool(self.said and not self.excuse)
        )


def read(path: Path) -> Reading:
    """Read a file of the corpus."""
    data, start = path.read_bytes(), time.perf_counter()
    feed, said, crashed = None, "", False
    try:
        feed = parse(data, address=_AT)
    except SourceError as error:
        said = str(error).removeprefix(f"{_AT} ")
    except Exception as error:  # noqa: BLE001 - a crash is what is looked for
        said, crashed = repr(error), True
    return Reading(
        path.relative_to(_FEEDS),
        feed.kind if feed else "",
        len(feed.entries) if feed else 0,
        feed.problems if feed else (),
        said,
        crashed,
        time.perf_counter() - start,
    )


def table(readings: list[Reading], *, every: bool) -> None:
    """Print what became of the files."""
    rows: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        rows[reading.path.parts[0]].append(reading)
    heads = ("files", "feeds", "entries", "mended", "no feed", "failed")
    print(" " * 18 + "".join(f"{head:>9}" for head in heads))
    for name, group in [*sorted(rows.items()), ("all", readings)]:
        feeds = [it for it in group if not it.said]
        counts = (
            len(group),
            len(feeds),
            sum(it.entries for it in feeds),
            sum(bool(it.problems) for it in feeds),
            len(group) - len(feeds),
            sum(it.failed for it in group),
        )
        print(f"{name:<18}" + "".join(f"{count:>9}" for count in counts))
    print("\nno feed, and why")
    excuses: dict[str, int] = defaultdict(int)
    for it in readings:
        if it.said:
            excuses[it.excuse or f"NOT EXPLAINED: {it.path}: {it.said}"] += 1
    for why, count in sorted(excuses.items(), key=lambda pair: -pair[1]):
        print(f"{count:>7}  {why}")
    print("\nmended, and why")
    mended: dict[str, int] = defaultdict(int)
    for it in readings:
        for problem in it.problems:
            mended[re.sub(r" in line \d+.*", "", problem)] += 1
    for why, count in sorted(mended.items(), key=lambda pair: -pair[1]):
        print(f"{count:>7}  {why}")
    for it in readings if every else ():
        print(
            f"{it.seconds * 1000:8.1f} ms  {it.path}: {it.kind} {it.entries} {it.said}"
        )


def expectations() -> int:
    """Print which of feedparser's expectations hold; return how many do not."""
    found: dict[Verdict, list[tuple[Path, str]]] = defaultdict(list)
    for path in sorted((_FEEDS / "feedparser" / "tests").rglob("*.xml")):
        kind, why = verdict(path)
        found[kind].append((path.relative_to(_FEEDS), why))
    print("\nfeedparser's expectations")
    for kind in Verdict:
        print(f"{len(found[kind]):>7}  {kind.value}")
        counts: dict[str, int] = defaultdict(int)
        for path, why in found[kind]:
            counts[why if kind is not Verdict.FAILS else f"{path}: {why}"] += 1
        for why, count in sorted(counts.items(), key=lambda pair: -pair[1]):
            if why:
                print(f"{count:>15}  {why}")
    return len(found[Verdict.FAILS])


def _made(count: int, *, broken: bool) -> bytes:
    text = "<p>A paragraph of an article, 有一些中文，and <b>bold</b> words.</p>" * 40
    items = "".join(
        f"<item><title>Title {n} 标题</title><link>https://example.org/{n}</link>"
        f"<guid>https://example.org/{n}</guid><dc:creator>Ann</dc:creator>"
        f"<pubDate>Sun, 22 Mar 2026 10:{n % 60:02}:00 GMT</pubDate>"
        f"<category>a</category><category>b</category>"
        f"<description><![CDATA[{text}]]></description></item>"
        for n in range(count)
    )
    wrong = "&nbsp;" if broken else ""
    return (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>T{wrong}</title>{items}</channel></rss>"
    ).encode()


def _readers() -> Iterator[tuple[str, Callable[[bytes], Any]]]:
    yield "broadsheet", parse
    for name in ("feedparser", "fastfeedparser"):
        if find_spec(name):
            yield name, import_module(name).parse


def speed() -> None:
    """Print how many articles of a processor's second each reader takes in."""
    print("\narticles a second of processor time, 3 kB of text each")
    print(f"{'':<18}{'well-formed':>14}{'broken':>14}{'corpus':>14}")
    feeds = [it.read_bytes() for it in sorted(_FEEDS.rglob("*.xml"))]
    for name, reader in _readers():
        count = 200 if name == "feedparser" else 5_000
        rates = []
        for broken in (False, True):
            data = _made(count, broken=broken)
            start = time.process_time()
            try:
                entries = len(reader(data).entries)
            except Exception:  # noqa: BLE001 - others give up on what is broken
                entries = 0
            rates.append(entries / (time.process_time() - start))
        start, entries = time.process_time(), 0
        for data in feeds:
            try:
                entries += len(reader(data).entries)
            except Exception:  # noqa: BLE001, S112 - likewise
                continue
        rates.append(entries / (time.process_time() - start))
        print(f"{name:<18}" + "".join(f"{rate:>14,.0f}" for rate in rates))


def main() -> int:
    """Run the benchmark."""
    if not _FEEDS.exists():
        print(f"no corpus at {_FEEDS}")
        return 0
    readings = [read(path) for path in sorted(_FEEDS.rglob("*")) if path.is_file()]
    table(readings, every="--all" in sys.argv)
    unmet = expectations()
    speed()
    return int(bool(unmet) or any(it.failed for it in readings))


if __name__ == "__main__":
    raise SystemExit(main())
