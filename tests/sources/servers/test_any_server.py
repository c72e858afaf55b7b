"""What is true of an account, whatever protocol its server speaks."""

import pytest

from tests.sources.server import Asked, Whole
from tests.sources.servers.conftest import Account
from tests.sources.servers.keeper import Keeper
from tui.errors import BusyError, LoginError, SourceError
from tui.news import Field
from tui.sources.servers.base import Login

FIELDS: tuple[Field, Field] = ("read", "starred")


async def test_everything_comes_as_it_is_there(account: Account) -> None:
    keeper = Keeper()
    await account.server.open()
    assert account.site.url in account.server.found
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()


async def test_the_newest_come_first(account: Account) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    newest = {account.key(article.id) for article in account.shelf.newest()[:20]}
    assert newest & {*keeper.came[:50]}


async def test_a_second_visit_transfers_next_to_nothing(account: Account) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    first, account.client.received = account.client.received, 0
    keeper.came.clear()
    account.later()
    await keeper.sync(account.server)
    assert not keeper.came
    assert account.client.received < first / 20


@pytest.mark.parametrize("what", FIELDS)
@pytest.mark.parametrize("want", [True, False])
async def test_marks_made_here_are_there(
    account: Account, what: Field, *, want: bool
) -> None:
    numbers = [*account.shelf.articles][::4]
    others = [article for article in account.shelf if article.id not in numbers]
    keys = [account.key(number) for number in numbers]
    for _ in range(2):
        await account.server.mark(keys, what, want)
        marked = [account.shelf.articles[number] for number in numbers]
        assert {
            article.read if what == "read" else article.starred for article in marked
        } == {want}
    assert others == [a for a in account.shelf if a.id not in numbers]


async def test_marks_made_there_come_here(account: Account) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    account.later()
    for number in range(1, 60, 3):
        article = account.shelf.articles[number]
        account.shelf.mark(number, read=not article.read, starred=not article.starred)
    account.later()
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()


async def test_what_is_published_meanwhile_comes(account: Account) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    account.later()
    for number in range(5):
        account.shelf.publish(2, f"News {number}")
    account.shelf.mark(account.shelf.last, starred=True, read=True)
    account.later()
    keeper.came.clear()
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()
    assert {*keeper.came} == {account.key(account.shelf.last - n) for n in range(5)}


async def test_feeds_that_move_take_their_entries_along(account: Account) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    account.later()
    account.shelf.feeds[1].folder = "新闻"
    account.shelf.feeds[3].title = "World"
    account.shelf.feeds[4].folder, account.shelf.feeds[4].title = "科技", "A"
    account.shelf.unsubscribe(5)
    account.later()
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()


async def test_what_is_deleted_there_goes_where_servers_say_so(
    account: Account,
) -> None:
    keeper = Keeper()
    await keeper.sync(account.server)
    for number in (7, 8, 9):
        del account.shelf.articles[number]
    account.later()
    await keeper.sync(account.server)
    if account.server.kind in {"miniflux", "greader"}:
        assert account.got(keeper.items) == account.expected()
    else:
        assert account.got(keeper.items).items() > account.expected().items()


async def test_an_empty_account_has_no_news(account: Account) -> None:
    keeper = Keeper()
    account.shelf.articles.clear()
    account.shelf.feeds.clear()
    for _ in range(2):
        await keeper.sync(account.server)
    assert not keeper.items


async def test_a_visit_that_ends_early_goes_on_the_next_time(account: Account) -> None:
    keeper = Keeper()
    for number in range(400):
        account.shelf.publish(number % 5 + 1, f"Old {number}")
    for batches in range(1, 12):
        await keeper.sync(account.server, batches)
        account.later()
        account.shelf.publish(1, f"News {batches}")
        account.shelf.mark(batches * 30, starred=True, read=batches % 2 == 0)
    await keeper.sync(account.server)
    assert account.got(keeper.items) == account.expected()


async def test_what_is_gone_is_passed_over(account: Account) -> None:
    del account.shelf.articles[2]
    keys = [account.key(number) for number in (1, 2, 4)]
    for what in FIELDS:
        for want in (True, False):
            await account.server.mark(keys, what, want)
            await account.server.mark(keys[1:2], what, want)
    assert not account.shelf.articles[1].starred


@pytest.mark.parametrize("done", [True, False], ids=["done", "not-done"])
async def test_marks_end_as_wished_wherever_the_line_is_cut(
    account: Account, *, done: bool
) -> None:
    """The answer to each question in turn is lost, after it was obeyed or before."""
    keys = [account.key(number) for number in (1, 2, 3, 4)]
    for cut in range(12):
        want = cut % 2 == 0
        asked = -1

        def cutting(question: Asked, cut: int = cut) -> Whole | None:
            nonlocal asked
            asked += 1
            if asked != cut:
                return account.program(question)
            if done:
                account.program(question)
            return None

        account.site.program = cutting
        for what in FIELDS:
            try:
                await account.server.mark(keys, what, want)
            except SourceError:
                await account.server.mark(keys, what, want)
        marked = [account.shelf.articles[number] for number in (1, 2, 3, 4)]
        assert {article.read for article in marked} == {want}
        assert {article.starred for article in marked} == {want}


async def test_a_login_that_is_wrong_is_told(account: Account) -> None:
    account.server.login = Login("alice", "wrong")  # type: ignore[attr-defined] # all have one
    account.server.__post_init__()  # type: ignore[attr-defined] # likewise
    with pytest.raises(LoginError, match=account.site.url) as told:
        await account.server.open()
    assert "wrong" not in str(told.value)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"<html>", b"[" * 100_000, b'{"auth":1}', b"7"]
)
async def test_what_speaks_something_else_is_told(
    account: Account, body: bytes
) -> None:
    account.site.program = lambda _: (200, {}, body)
    keeper = Keeper()
    with pytest.raises(SourceError, match=account.site.url):
        await keeper.sync(account.server)
    assert not keeper.items


async def test_a_server_that_is_busy_says_for_how_long(account: Account) -> None:
    account.site.program = lambda _: (429, {"Retry-After": "120"}, b"")
    with pytest.raises(BusyError, match="Try again later") as told:
        await Keeper().sync(account.server)
    assert told.value.seconds == 120
