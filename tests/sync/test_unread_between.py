"""Going from unread to unread passes none that only the server has."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.sync.large import Window, window
from tui.library import Library, Missing
from tui.model import View
from tui.sources.http import Client
from tui.sync.pages import bring_page, unread_between
from tui.sync.servers import connect

TOTAL, NEWEST = 400, 60


@pytest.fixture(params=["miniflux", "greader"])
def there(request: pytest.FixtureRequest, library: Library) -> Iterator[Window]:
    with window(library, request.param, TOTAL, NEWEST) as found:
        found.visit()
        yield found


def walked(there: Window, view: View, here: int | None = None) -> list[int]:
    """The server's numbers of all that is gone to by asking for the next unread."""
    library, account, found = there.library, there.account, list[int]()

    older = view.newest_first

    async def bring(missing: Missing) -> None:
        async with Client(account.address) as client:
            server = await connect(client, account)
            await bring_page(library, server, missing, oldest=not older)

    def step(here: int | None) -> int | None:
        while True:
            ahead = library.next_unread(view, here, False)
            missing = unread_between(library, view, here, ahead, older=older)
            if missing is None:
                return ahead
            asyncio.run(bring(missing))

    while (here := step(here)) is not None:
        row = library.entry(here)
        assert row
        found.append(int(row.entry.url.rpartition("/")[2]))
    return found


def unread(there: Window) -> set[int]:
    return {n for n in range(1, TOTAL + 1) if not there.many.is_read(n)}


def times(there: Window, numbers: list[int]) -> list[int]:
    return [there.many.published(number) for number in numbers]


@pytest.mark.parametrize("unread_only", [False, True])
def test_from_the_newest_on_all_come_in_turn(
    there: Window, *, unread_only: bool
) -> None:
    found = walked(there, View(1, unread_only))
    assert {*found} == unread(there)
    assert times(there, found) == sorted(times(there, found), reverse=True)


def test_from_the_oldest_on_all_come_in_turn(there: Window) -> None:
    found = walked(there, View(1, newest_first=False))
    assert {*found} == unread(there)
    assert times(there, found) == sorted(times(there, found))


def test_what_is_here_of_the_oldest_is_not_gone_to_before_what_is_between(
    there: Window,
) -> None:
    there.page(View(1, unread_only=True), oldest=True)
    found = walked(there, View(1))
    assert {*found} == unread(there)
    assert times(there, found) == sorted(times(there, found), reverse=True)


def test_of_what_was_passed_nothing_is_asked(there: Window) -> None:
    library = there.library
    rows = there.rows()
    last = [row.id for row in rows][-1]
    view = View(1)
    assert unread_between(library, view, last, None, older=True)
    assert unread_between(library, view, rows[0].id, rows[5].id, older=True) is None
    assert unread_between(library, view, rows[5].id, None, older=False) is None
