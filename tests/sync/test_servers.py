"""A library and an account end up alike, whatever the server speaks and whoever marks."""

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sources.server import Asked, Site, Whole, serving
from tests.sources.servers.conftest import WAYS
from tests.sources.servers.shelf import stocked
from tests.sources.servers.talking import SECRET, USER, refusing
from tui.errors import LoginError, SourceError
from tui.library import Account, Library
from tui.model import Row, View
from tui.sources.http import Client
from tui.sync.servers import add, bring, connect

TELL = f"{sys.executable} -c \"print('{SECRET}')\""


class Kept:
    """A server with something on its shelf, and the account in a library."""

    def __init__(self, way: str, site: Site, library: Library) -> None:
        make, _ = WAYS[way]
        self.site, self.library, self.shelf = site, library, stocked()
        self.program: Callable[[Asked], Whole | None] = refusing(make(self.shelf))
        self.protocol = way.partition("-")[0]
        self.cut = False
        """Whether answers to marks are lost on the way."""
        site.program = self.answer
        self.account: Account | None = None

    def answer(self, asked: Asked) -> Whole | None:
        return self.program(asked)

    def later(self) -> None:
        self.shelf.clock += 3_600
        self.site.clock = self.shelf.clock

    def add(self, secret: str = TELL) -> str:
        who = {"user": USER, "command": secret}
        added = asyncio.run(add(self.library, self.site.url, who, self.protocol))
        self.account = added.account
        return added.found

    def visit(self) -> int:
        """Visit the account as the app does; return how many entries came."""
        self.later()
        (account,) = self.library.accounts()

        async def run() -> int:
            async with Client(account.address) as client:
                server = await connect(client, account)
                saved = [s async for s in bring(self.library, account, server)]
                return sum(s.new for s in saved)

        return asyncio.run(run())

    @property
    def rows(self) -> dict[str, Row]:
        window = self.library.window(View(1), 0, 1_000)
        return {row.entry.url: row for row in window}

    def here(self) -> dict[str, tuple[bool, bool]]:
        return {url: (row.read, row.starred) for url, row in self.rows.items()}

    def there(self) -> dict[str, tuple[bool, bool]]:
        return {a.url: (a.read, a.starred) for a in self.shelf}


@pytest.fixture(params=WAYS)
def kept(request: pytest.FixtureRequest, library: Library) -> Iterator[Kept]:
    with serving() as site:
        found = Kept(request.param, site, library)
        found.add()
        yield found


def test_all_of_it_comes_with_folders_texts_and_marks(kept: Kept) -> None:
    assert kept.visit() == len(list(kept.shelf))
    assert kept.here() == kept.there()
    folders = {row.entry.categories[0][0] for row in kept.rows.values()}
    assert folders == {feed.folder for feed in kept.shelf.feeds.values()}
    for row in kept.rows.values():
        body = kept.library.body(row.id)
        assert body
        assert "正文" in body.text


def test_a_second_visit_brings_only_what_is_new(kept: Kept) -> None:
    kept.visit()
    assert kept.visit() == 0
    kept.shelf.publish(next(iter(kept.shelf.feeds)), "新的一篇")
    assert kept.visit() == 1
    assert kept.here() == kept.there()


def test_marks_go_both_ways(kept: Kept) -> None:
    kept.visit()
    one, two, three = (a for a in list(kept.shelf)[:3])
    kept.library.mark([kept.rows[one.url].id], "read", want=not one.read)
    kept.library.mark([kept.rows[one.url].id], "starred", want=not one.starred)
    kept.shelf.mark(two.id, read=not two.read)
    kept.shelf.mark(three.id, starred=not three.starred)
    kept.visit()
    kept.visit()
    assert kept.here() == kept.there()
    assert kept.here()[one.url] == (not one.read, not one.starred)
    assert kept.here()[two.url][0] is not two.read
    (account,) = kept.library.accounts()
    assert not kept.library.wishes(account.id)


def test_marks_wait_while_the_server_is_down(kept: Kept) -> None:
    kept.visit()
    first = next(iter(kept.shelf))
    kept.library.mark([kept.rows[first.url].id], "read", want=not first.read)
    program, kept.program = kept.program, lambda _: (503, {}, b"")
    with pytest.raises(SourceError):
        kept.visit()
    (account,) = kept.library.accounts()
    assert len(kept.library.wishes(account.id)) == 1
    assert kept.here()[first.url][0] is not first.read
    kept.program = program
    kept.visit()
    assert kept.here() == kept.there()


def test_a_mark_that_the_server_cannot_take_holds_up_no_news(kept: Kept) -> None:
    kept.visit()
    first = next(iter(kept.shelf))
    kept.library.mark([kept.rows[first.url].id], "starred", want=not first.starred)
    program = kept.program

    def failing(asked: Asked) -> Whole | None:
        before = {**kept.shelf.articles}
        answer = program(asked)
        if before == kept.shelf.articles:
            return answer
        kept.shelf.articles = before
        return 500, {}, b""

    kept.program = failing
    new = kept.shelf.publish(1, "News")
    with pytest.raises(SourceError):
        kept.visit()
    assert new.url in kept.rows
    assert kept.here()[first.url][1] is not first.starred
    (account,) = kept.library.accounts()
    assert len(kept.library.wishes(account.id)) == 1


def test_a_lost_answer_marks_nothing_twice(kept: Kept) -> None:
    kept.visit()
    first = next(iter(kept.shelf))
    kept.library.mark([kept.rows[first.url].id], "starred", want=not first.starred)
    program = kept.program

    def losing(asked: Asked) -> Whole | None:
        before = [(a.read, a.starred) for a in kept.shelf]
        answer = program(asked)
        changed = before != [(a.read, a.starred) for a in kept.shelf]
        return (500, {}, b"") if changed else answer

    kept.program = losing
    with pytest.raises(SourceError):
        kept.visit()
    kept.program = program
    kept.visit()
    assert kept.here() == kept.there()
    assert kept.here()[first.url][1] is not first.starred


def test_a_wrong_login_is_told_and_nothing_is_kept(library: Library) -> None:
    with serving() as site:
        found = Kept("miniflux-2.3", site, library)
        with pytest.raises(LoginError):
            found.add(f"{sys.executable} -c \"print('wrong')\"")
    assert not library.accounts()


def test_a_secret_is_never_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library, serving() as site:
        script = tmp_path / "secret.py"
        script.write_text(f"print({SECRET!r})", "utf-8")
        found = Kept("miniflux-2.3", site, library)
        found.add(f"{sys.executable} {script}")
        found.visit()
    assert SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("command", "told"),
    [("exit 3", "ends with 3"), ("true", "prints nothing"), ("echo", "prints nothing")],
)
def test_a_command_that_tells_no_secret_is_told(
    library: Library, command: str, told: str
) -> None:
    with serving() as site, pytest.raises(SourceError, match=told):
        Kept("miniflux-2.3", site, library).add(command)
