"""A library is a window on a real Miniflux that has more than is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from tests.servers.conftest import Real
from tests.sources.servers.conftest import Counting
from tui.library import Account, Library
from tui.model import View
from tui.sources.servers.base import Server
from tui.sources.servers.detect import detect
from tui.sync.pages import bring_page, search
from tui.sync.servers import bring

T = TypeVar("T")
NEWEST = 300


class Kept:
    """What a library has of the account, and what it asked for."""

    def __init__(self, library: Library, large: Real) -> None:
        self.library, self.real = library, large
        self.received = 0
        who = {"user": large.login.user, "newest": str(NEWEST)}
        library.add_account("miniflux", large.address, "Large", who)

    @property
    def account(self) -> Account:
        (account,) = self.library.accounts()
        return account

    def ask(self, what: Callable[[Server], Awaitable[T]]) -> T:
        async def run() -> T:
            async with Counting(self.real.address) as client:
                login = self.real.login
                server = await detect(client, self.real.address, login, "miniflux")
                client.received = 0
                found = await what(server)
                self.received = client.received
                return found

        return asyncio.run(run())

    def visit(self) -> int:
        account = self.account

        async def run(server: Server) -> int:
            batches = bring(self.library, account, server)
            return sum([batch.new async for batch in batches])

        return self.ask(run)

    def page(self, *, oldest: bool) -> int:
        gap = self.library.gap(View(1))
        assert gap
        (missing,) = gap.missing
        brought = self.ask(
            lambda server: bring_page(self.library, server, missing, oldest=oldest)
        )
        return brought.new

    def search(self, words: str) -> int:
        self.library.seek(words)
        number = self.account.id
        return self.ask(lambda server: search(self.library, server, number, words))

    @property
    def total(self) -> int:
        """How many articles there are, here and there."""
        more, _ = self.library.beyond()[1]
        return self.library.count(View(1)) + (more or 0)

    def numbers(self) -> list[int]:
        rows = self.library.window(View(1), 0, 100_000)
        return sorted(int(row.entry.url.rpartition("/")[2]) for row in rows)


def test_it_is_read_from_both_ends_and_searched(large: Real, tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        kept = Kept(library, large)
        assert NEWEST * 0.9 <= kept.visit() <= NEWEST
        assert kept.received < 5_000 * NEWEST
        total, numbers = kept.total, kept.numbers()
        assert total >= 20_000
        assert _whole(numbers, total)
        assert kept.visit() == 0

        assert kept.page(oldest=True) == 100
        assert kept.numbers()[:90] == [*range(1, 91)]
        assert kept.page(oldest=False) > 90
        assert _whole([n for n in kept.numbers() if n > total // 2], total)
        assert kept.total == total

        assert kept.search("chess") == 100
        assert kept.search(f"No {total}") == 1
        (row,) = library.window(View(1), 0, 1)
        body = library.body(row.id)
        assert body
        assert "The lamp is lit." in body.text
        assert not library.check()


def _whole(numbers: list[int], last: int) -> bool:
    """Tell whether nothing is left out; three have one time, so not those at the edge."""
    inner = numbers[3:]
    return inner == [*range(last - len(inner) + 1, last + 1)]
