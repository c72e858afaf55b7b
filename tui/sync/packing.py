"""Fetches full pages and pictures for a journey, within bounds; it chooses no entries."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import islice

from msgspec import Struct

from tui.errors import BusyError, SourceError
from tui.library import MOST_KEPT, Library
from tui.model import Body, Row
from tui.render import read
from tui.sources import reach
from tui.sources.full_page import full_page
from tui.sources.pictures import Pictures
from tui.sync.texts import Texts

_AT_ONCE = 6
_AT_ONE_HOST = 2
_MOST_PICTURES = 100
"""So many pictures of an article are fetched at most."""
_NO_ROOM = "there is no room for more; --bytes gives it"
_PARSE_SECONDS = 40
"""How long is looked for the article of a page, several being looked through at once."""

Shown = Callable[[Row, Sequence[str]], bool]
"""Tells, also by the names of its source, whether a page is read in place of the text."""


class Bounds(Struct, frozen=True):
    """How much is fetched."""

    bytes: int = MOST_KEPT
    """How much may be kept in all, what was kept before included."""
    seconds: float = 3_600
    """After how long nothing more is begun."""


class Packed(Struct, frozen=True):
    """What came of one entry."""

    row: Row
    known: bool = False
    """Whether all of it was there already."""
    page: bool = False
    """Whether its page was fetched."""
    pictures: int = 0
    """How many pictures were fetched."""
    bytes: int = 0
    """How much came, unpacked."""
    trouble: str = ""
    """Why there is no full page of it."""
    troubles: tuple[str, ...] = ()
    """Why there are pictures missing."""


class Packing:
    """One run over some entries. Use it in one event loop."""

    def __init__(
        self,
        library: Library,
        pictures: Pictures,
        home: Callable[[str], str] = lambda address: address,
        shown: Shown = lambda *_: False,
    ) -> None:
        """Keep what is fetched in ``library`` and in the folder of packed pictures.

        Args:
            library: Where it is kept.
            pictures: They know where packed ones are.
            home: Says what the address of a feed is on the web.
            shown: As its type says.
        """
        self.library, self.pictures = library, pictures
        self.home, self.shown = home, shown
        self.stopped = ""
        """Why nothing more was begun, in words; empty if all was."""
        self._texts: Texts
        self._room = 0
        """How many bytes there is room for."""
        self._most = MOST_KEPT
        """How many may be kept in all."""
        self._hosts: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(_AT_ONE_HOST)
        )
        self._busy: dict[str, str] = {}
        """The hosts that want to be left alone, and how they said so."""

    async def run(
        self, entries: Iterable[int], bounds: Bounds, now: int
    ) -> AsyncGenerator[Packed]:
        """Fetch what each entry shows; yield each when it is done.

        What is done is kept at once, so a run may be stopped at any point, and the next
        one goes on. ``now`` is in seconds since 1970.

        Raises:
            LibraryError: The library cannot be written.
        """
        self._most = bounds.bytes
        self._texts = await asyncio.to_thread(Texts, self.library)
        await asyncio.to_thread(self._sweep, bounds, now)
        ends, waiting = time.monotonic() + bounds.seconds, iter(entries)
        tasks: set[asyncio.Task[Packed | None]] = set()
        try:
            while True:
                while len(tasks) < _AT_ONCE and not self.stopped:
                    if (number := next(waiting, None)) is None:
                        break
                    if not await self._goes_on(bounds, ends, now):
                        break
                    tasks.add(asyncio.create_task(self._one(number, now)))
                if not tasks:
                    break
                done, tasks = await asyncio.wait(
                    tasks, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    if found := task.result():
                        yield found
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self._sweep, bounds, now)

    def _sweep(self, bounds: Bounds, now: int) -> None:
        """Let go of what there is no room for, and of pictures that nothing shows."""
        self.library.make_room(bounds.bytes, now)
        if self.pictures.packed:
            self.pictures.packed.keep_only(self.library.pictures())

    async def _goes_on(self, bounds: Bounds, ends: float, now: int) -> bool:
        if time.monotonic() >= ends:
            self.stopped = "the time was up"
        elif not await self._has_room(bounds, now):
            self.stopped = _NO_ROOM
        return not self.stopped

    async def _has_room(self, bounds: Bounds, now: int) -> bool:
        kept = await asyncio.to_thread(self.library.make_room, bounds.bytes, now)
        self._room = bounds.bytes - kept
        return self._room > 0

    async def _one(self, number: int, now: int) -> Packed | None:
        row = await asyncio.to_thread(self.library.entry, number)
        if row is None:
            return None
        if await asyncio.to_thread(self.library.is_packed, row.id):
            return Packed(row, known=True)
        page, size, trouble = await self._page(row, now)
        bodies = [page, await asyncio.to_thread(self._texts.of, row)]
        addresses = await asyncio.to_thread(_pictures, [*filter(None, bodies)])
        brought = await asyncio.gather(*(self._picture(row, one) for one in addresses))
        sizes = [found for found in brought if isinstance(found, int)]
        troubles = tuple(found for found in brought if isinstance(found, str))
        whole = not trouble and len(sizes) == len(addresses)
        await asyncio.to_thread(self.library.pack, row.id, now, whole)
        return Packed(
            row,
            page=bool(size),
            pictures=len(sizes),
            bytes=size + sum(sizes),
            trouble=trouble,
            troubles=troubles,
        )

    async def _page(self, row: Row, now: int) -> tuple[Body | None, int, str]:
        """Return an entry's page, its size if it was fetched, and why it was not."""
        kept = await asyncio.to_thread(self.library.page, row.id)
        if kept or not row.entry.url:
            return kept.body if kept else None, 0, ""
        home = self.home(await asyncio.to_thread(self._texts.home, row))
        try:
            async with self._turn(row.entry.url):
                client, url = self.pictures.client, row.entry.url
                body = await full_page(client, url, _PARSE_SECONDS, home)
        except SourceError as error:
            return None, 0, str(error)
        shown = self.shown(row, self._texts.names(row))
        keep = partial(self.library.keep_page, most=self._most)
        await asyncio.to_thread(keep, row.id, body, shown, now)
        size = len(body.text.encode())
        self._room -= size
        return body, size, ""

    async def _picture(self, row: Row, address: str) -> int | str | None:
        """Return how large a picture is, or why it is not to be had; None for no room."""
        if self._room <= 0:
            self.stopped = _NO_ROOM
            return None
        try:
            async with self._turn(address):
                size = await self.pictures.pack(address)
        except SourceError as error:
            return str(error)
        await asyncio.to_thread(self.library.keep_picture, row.id, address, size)
        self._room -= size
        return size

    @asynccontextmanager
    async def _turn(self, address: str) -> AsyncIterator[None]:
        """Wait until the host of an address may be asked; not if it wants to be left."""
        host = reach.host(address)
        async with self._hosts[host]:
            if told := self._busy.get(host):
                raise SourceError(told)
            try:
                yield
            except BusyError as error:
                self._busy[host] = str(error)
                raise


def _pictures(bodies: Sequence[Body]) -> list[str]:
    """Return the addresses on the web of the pictures of some texts, each once."""
    found = (picture.url for body in bodies for picture in read.document(body).pictures)
    web = (url for url in found if url.startswith(("https://", "http://", "//")))
    return [*islice(dict.fromkeys(web), _MOST_PICTURES)]
