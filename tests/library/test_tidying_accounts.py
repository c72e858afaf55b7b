"""What goes of an account at a server stays away, but for what is marked there since."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.library.samples import a_day_passes
from tui.library import Library, Stock
from tui.model import Body, Entry
from tui.news import Batch, Item

DAY = 86_400
NOW = 1_700_000_000


def tidy(library: Library, stock: Stock) -> int:
    """Remove what is to go the day after."""
    a_day_passes(library)
    return sum(step.entries for step in library.tidy(stock))


@pytest.fixture
def account(library: Library) -> int:
    login = {"user": "u", "command": "c"}
    found = library.add_account("miniflux", "https://m.example", "M", login)
    take(library, found.id, range(20))
    return found.id


def item(key: int, *, read: bool, starred: bool) -> Item:
    when = datetime.fromtimestamp(NOW - key * DAY, UTC)
    made = Entry(key=str(key), title="题", published=when, categories=(("甲",),))
    return Item(made, Body("<p>文</p>", markdown=False), read, starred)


def take(
    library: Library,
    source: int,
    keys: Sequence[int],
    *,
    read: bool = True,
    starred: bool = False,
) -> int:
    items = tuple(item(key, read=read, starred=starred) for key in keys)
    return library.take(source, Batch({}, items=items)).new


def kept(library: Library, source: int, most: int) -> Stock:
    mount = next(row.mount for row in library.sources() if row.id == source)
    return Stock("M", source, mount, most=most)


def test_what_went_is_not_lacking(library: Library, account: int) -> None:
    assert tidy(library, kept(library, account, 5)) == 15
    assert library.lacking(account, ["3", "10", "19", "99"]) == {"99"}
    assert take(library, account, range(20)) == 0
    assert library.check() == []


def test_an_account_that_is_added_again_brings_all_it_has(
    library: Library, account: int
) -> None:
    tidy(library, kept(library, account, 5))
    (row,) = [row for row in library.sources() if row.id == account]
    library.leave_source(row)
    library.add_account("miniflux", "https://m.example", "M", {})
    assert take(library, account, range(20)) == 20


def test_what_waits_for_the_server_stays(library: Library, account: int) -> None:
    row = library.find(account, "19")
    assert row
    library.mark([row.id], "read", want=False)
    library.mark([row.id], "read", want=True)
    assert tidy(library, kept(library, account, 5)) == 14
    library.fulfilled(library.wishes(account))
    assert tidy(library, kept(library, account, 5)) == 1


def test_what_is_starred_or_made_unread_there_comes_back(
    library: Library, account: int
) -> None:
    tidy(library, kept(library, account, 5))
    assert take(library, account, [18], starred=True) == 1
    assert take(library, account, [19], read=False) == 1
    assert library.check() == []
