"""Packs, and says what came and what is missing, also to be read later; it prints nothing."""

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from tui import paths
from tui.library import Library
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.sources.pictures import Pictures
from tui.sync.packing import Bounds, Packed, Packing, Shown
from tui.sync.wording import counted, moment, sized
from tui.text import line

_KEPT = "pack report"
_MOST = 1_000
"""So many failures are told."""


class PackReport(Struct, frozen=True):
    """What came of a pack so far."""

    began: int
    """Seconds since 1970."""
    articles: int = 0
    known: int = 0
    """How many articles were here already."""
    pages: int = 0
    pictures: int = 0
    bytes: int = 0
    without_page: int = 0
    without_picture: int = 0
    """How many pictures are missing."""
    stopped: str = ""
    """Why it ended early; empty if it did not."""
    failures: tuple[tuple[str, str], ...] = ()
    """Title and reason, for a page or for the pictures of an article."""

    def having(self, found: Packed) -> "PackReport":
        """Return the report with one more article."""
        reasons = [found.trouble, *found.troubles[:1]]
        if len(found.troubles) > 1:
            reasons[1] = f"{len(found.troubles):,} pictures, such as {reasons[1]}"
        told = ((found.row.entry.title, line(each)) for each in reasons if each)
        return replace(
            self,
            articles=self.articles + 1,
            known=self.known + found.known,
            pages=self.pages + found.page,
            pictures=self.pictures + found.pictures,
            bytes=self.bytes + found.bytes,
            without_page=self.without_page + bool(found.trouble),
            without_picture=self.without_picture + len(found.troubles),
            failures=(*self.failures, *told)[:_MOST],
        )

    def ending(self, stopped: str) -> "PackReport":
        """Return the report at the end; ``stopped`` says why it is early."""
        return replace(self, stopped=stopped)

    @property
    def brought(self) -> str:
        """Say what was fetched."""
        pages, pictures = counted(self.pages, "page"), counted(self.pictures, "picture")
        return f"{pages} and {pictures} fetched ({sized(self.bytes)})"

    @property
    def brief(self) -> str:
        """Say in few words what is there now, and what is not."""
        lacks = (self.without_page, "page"), (self.without_picture, "picture")
        missing = " and ".join(counted(n, word) for n, word in lacks if n)
        told = f"{counted(self.articles, 'article')} packed"
        if self.stopped:
            told += f"; {self.stopped}"
        why = f", {missing} missing: “broadsheet pack --report”"
        return told + why * bool(missing)

    @property
    def summary(self) -> str:
        """Say it in one line."""
        parts = [counted(self.articles, "article"), self.brought]
        if self.known:
            parts.append(f"{self.known:,} packed before")
        if self.without_page:
            parts.append(f"{counted(self.without_page, 'page')} not to be had")
        if self.without_picture:
            parts.append(f"{counted(self.without_picture, 'picture')} not to be had")
        if self.stopped:
            parts.append(f"stopped: {self.stopped}")
        return ", ".join(parts)

    def lines(self) -> Iterator[str]:
        """Yield it line by line: when, the sum, what is missing and why."""
        yield f"{moment(self.began).astimezone():%Y-%m-%d %H:%M}: {self.summary}"
        for title, reason in self.failures:
            yield f"! {title}: {reason}"


async def packed(  # noqa: PLR0913 - what a run is made of
    library: Library,
    entries: Sequence[int],
    bounds: Bounds,
    began: int,
    *,
    home: Callable[[str], str],
    shown: Shown,
) -> AsyncGenerator[tuple[PackReport, Packed | None]]:
    """Pack entries; yield what came of each and of all so far, at the end of all alone.

    The arguments are those of ``Packing``. Close it where it is left.

    Raises:
        LibraryError: The library cannot be written.
    """
    report = PackReport(began)
    cache = Cache(paths.cache() / "pictures")
    kept = Cache(paths.packed(library.path), None)
    async with Client() as client:
        pictures = Pictures(client, cache, packed=kept)
        packing = Packing(library, pictures, home, shown)
        async with aclosing(packing.run(entries, bounds, began)) as run:
            async for found in run:
                report = report.having(found)
                yield report, found
    yield report.ending(packing.stopped), None


def keep_pack_report(library: Library, report: PackReport) -> None:
    """Keep a report in place of the last one."""
    library.remember(_KEPT, asdict(report))


def last_pack_report(library: Library) -> PackReport | None:
    """Return the report of the last pack, if there was one."""
    kept: Mapping[str, Any] | None = library.recall(_KEPT)
    if not kept:
        return None
    failures = tuple((title, reason) for title, reason in kept["failures"])
    return PackReport(**{**kept, "failures": failures})
