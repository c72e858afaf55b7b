"""What is true of Nextcloud News alone."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.sources.server import Site
from tests.sources.servers.conftest import LOGIN, Account, Counting
from tests.sources.servers.keeper import Keeper
from tests.sources.servers.nextcloud_server import NextcloudServer
from tests.sources.servers.shelf import stocked
from tests.sources.servers.talking import refusing
from tui.sources.servers.nextcloud import Nextcloud


@pytest.fixture
async def account(site: Site) -> AsyncIterator[Account]:
    shelf = stocked()
    async with Counting(site.url) as client:
        program = refusing(NextcloudServer(shelf))
        yield Account(
            site, shelf, client, program, lambda c: Nextcloud(c, site.url, LOGIN)
        )


async def test_marks_that_change_no_times_come_too(account: Account) -> None:
    """Versions before 21.2 mark all as read so."""
    keeper = Keeper()
    await keeper.sync(account.server)
    account.later()
    shelf = account.shelf
    shelf.articles = {
        number: replace(article, read=True)
        for number, article in shelf.articles.items()
    }
    account.later()
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()
    account.client.received = 0
    await keeper.sync(account.server)
    assert account.client.received < 2_000


async def test_a_feed_without_a_folder_stands_at_the_top(account: Account) -> None:
    account.shelf.feeds[1].folder = ""
    keeper = Keeper()
    await keeper.sync(account.server)
    places = {p for item in keeper.items.values() for p in item.entry.categories}
    assert ("IT之家 - 排行榜",) in places
