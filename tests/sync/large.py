"""A server with more articles than are kept, and its account in a library."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle

from tests.bench.many import Many
from tests.bench.many_answers import Served, served
from tests.sources.servers.talking import SECRET, USER
from tui.library import Account, Gap, Library
from tui.model import Category, Row, View
from tui.sources.http import Client
from tui.sync.pages import Brought, bring_page, search
from tui.sync.servers import add, bring, connect

TELL = f"{sys.executable} -c \"print('{SECRET}')\""
Marked = dict[str, tuple[bool, bool]]


class Window:
    """What the library has of a server, and the ways to get more of it."""

    def __init__(self, library: Library, many: Many, there: Served) -> None:
        self.library, self.many, self.there = library, many, there

    def add(self, protocol: str, newest: int) -> None:
        who = {"user": USER, "command": TELL, "newest": str(newest)}
        asyncio.run(add(self.library, self.there.url, who, protocol))

    @property
    def account(self) -> Account:
        (account,) = self.library.accounts()
        return account

    def visit(self, batches: int = -1) -> int:
        """Visit the account as the app does, or only the first batches of a visit."""
        self.many.clock += 3_600

        account = self.account

        async def run() -> int:
            new, left = 0, batches
            async with Client(account.address) as client:
                server = await connect(client, account)
                async for saved in bring(self.library, account, server):
                    new, left = new + saved.new, left - 1
                    if not left:
                        break
            return new

        return asyncio.run(run())

    def page(self, view: View, *, oldest: bool = False) -> Brought:
        """Ask for a page at the gap of a list."""
        (brought,) = self.pages(view, [oldest])
        return brought

    def all_pages(self, view: View, ends: Sequence[bool] = (False,)) -> None:
        """Ask until the list has no gap, at each of these ends in turn."""
        self.pages(view, cycle(ends))

    def pages(self, view: View, ends: Iterable[bool]) -> list[Brought]:
        account = self.account

        async def run() -> list[Brought]:
            brought = []
            async with Client(account.address) as client:
                server = await connect(client, account)
                for oldest in ends:
                    gap = await asyncio.to_thread(self.library.gap, view)
                    if not gap:
                        break
                    missing = gap.missing[0]
                    brought.append(
                        await bring_page(self.library, server, missing, oldest=oldest)
                    )
            return brought

        return asyncio.run(run())

    def search(self, words: str) -> int:
        account = self.account
        self.library.seek(words)

        async def run() -> int:
            async with Client(account.address) as client:
                server = await connect(client, account)
                return await search(self.library, server, account.id, words)

        return asyncio.run(run())

    def gap(self, view: View) -> Gap | None:
        return self.library.gap(view)

    def node(self, name: str) -> Category:
        return next(c for c in self.library.categories() if c.name == name)

    def rows(self, view: View | None = None) -> list[Row]:
        return self.library.window(view or View(1), 0, 100_000)

    def numbers(self, view: View | None = None) -> list[int]:
        """The server's numbers of what a list has, in its order."""
        return [int(row.entry.url.rpartition("/")[2]) for row in self.rows(view)]

    def here(self) -> dict[int, tuple[bool, bool]]:
        rows = self.rows()
        marks = ((row.read, row.starred) for row in rows)
        return dict(zip(self.numbers(), marks, strict=True))

    def shown(self) -> dict[str, tuple[int | None, int]]:
        """How many articles there are, and how many unread, of each name in the tree."""
        beyond, found = self.library.beyond(), {}
        for node in self.library.categories():
            total, unread = beyond.get(node.id, (0, 0))
            more = None if total is None else node.total + total
            found[node.name or node.kind] = more, node.unread + unread
        return found

    def told(self) -> dict[str, tuple[int, int]]:
        """The same as the server counts them."""
        total: Counter[str] = Counter()
        unread: Counter[str] = Counter()
        for feed in self.many.feeds:
            counts = self.many.count(feed)
            for name in (self.many.title(feed), self.many.folder(feed), "all"):
                total[name] += counts[0]
                unread[name] += counts[1]
        return {name: (total[name], unread[name]) for name in total}

    def row(self, number: int) -> Row:
        return next(r for r in self.rows() if r.entry.url.endswith(f"/{number}"))


@contextmanager
def window(
    library: Library, protocol: str, total: int, newest: int = 200
) -> Iterator[Window]:
    many = Many(total, clock=1_900_000_000, size=60)
    with served(many) as there:
        found = Window(library, many, there)
        found.add(protocol, newest)
        yield found
