"""Sites and repositories on the screen: read, marked, and brought in step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.repository import Repository
from tests.sources.server import Site, serving
from tests.sources.servers.shelf import Shelf, stocked
from tests.sources.servers.talking import refusing
from tests.sources.servers.wordpress_server import WordpressServer
from tests.ui.newspaper import Desk, Newspaper
from tui.cli.repositories import add
from tui.cli.screen import begin_at
from tui.library import Library
from tui.paths import repositories
from tui.screens.add_dialog import AddDialog


@pytest.fixture
def shelf() -> Shelf:
    return stocked(20)


@pytest.fixture
def blog(shelf: Shelf) -> Iterator[Site]:
    with serving() as found:
        found.program = refusing(WordpressServer(shelf, found.url))
        yield found


@pytest.fixture
def paper(tmp_path: Path, blog: Site) -> Newspaper:
    """Begun with the site."""
    file = tmp_path / "library.db"
    begin_at(file, blog.url)
    return Newspaper(tmp_path, file, 20, folders=())


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    """A repository that is followed, with a post that was not fetched yet."""
    found = Repository.made(tmp_path / "there")
    found.write("one.md", "One")
    found.publish()
    with Library(tmp_path / "library.db") as opened:
        add(opened, str(found.bare))
    found.write("two.md", "Two")
    found.publish()
    return found


async def test_a_wordpress_is_opened_read_and_marked(
    paper: Newspaper, shelf: Shelf
) -> None:
    async with paper.opened() as desk:
        await desk.until(lambda: "⟳" not in desk.main.status.activity)
        names = [node.name for node in desk.main.categories.nodes if not node.special]
        assert {"科技", "开发", "Art & Design"} <= {*names}
        await desk.press("enter", "s")
        await desk.until(lambda: "lorem" in desk.screen())
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)
        shelf.clock += 60
        shelf.publish(1, "News")
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 21)
        assert desk.counts()["Starred"][0] == 1
        (account,) = desk.main.accounts
        assert desk.main.library
        assert not await desk.main.ask(desk.main.library.wishes, account.id)


async def test_a_repository_is_pulled_beside_the_folders_that_are_configured(
    there: Repository, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    paper = Newspaper(own, tmp_path / "library.db", 3)
    paper.write("mine", "Mine", "X", 1, "Mine")
    async with paper.opened() as desk:
        there.write("three.md", "Three")
        there.publish()
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 4)
        there.bare.rename(tmp_path / "gone.git")
        await desk.press("r")
        await desk.until(lambda: "news cannot be fetched" in desk.main.status.trouble)
        assert desk.main.articles.total == 4


async def test_a_site_and_a_repository_are_added_by_key(
    tmp_path: Path, blog: Site
) -> None:
    made = Repository.made(tmp_path / "there")
    made.write("one.md", "One")
    made.publish()
    paper = Newspaper(tmp_path, tmp_path / "own" / "library.db", 0, folders=())
    async with paper.opened() as desk:
        await fill_in(desk, blog.url)
        await desk.until(lambda: desk.main.articles.total == 20)
        assert [account.kind for account in desk.main.accounts] == ["wordpress"]
        await fill_in(desk, str(made.bare))
        await desk.until(lambda: desk.main.articles.total == 21)
        await desk.press("F", "G")
        await desk.until(lambda: "git · 1 unread of 1" in desk.screen())


async def test_a_repository_that_is_not_there_is_told_in_the_form(
    tmp_path: Path,
) -> None:
    paper = Newspaper(tmp_path, tmp_path / "own" / "library.db", 0, folders=())
    async with paper.opened() as desk:
        await fill_in(desk, (tmp_path / "none.git").as_uri())
        await desk.until(lambda: "cannot be fetched" in desk.screen())


async def test_the_sources_say_why_a_repository_fails_and_take_it_out(
    tmp_path: Path, there: Repository
) -> None:
    paper = Newspaper(tmp_path, tmp_path / "library.db", 2, folders=())
    async with paper.opened() as desk:
        await desk.until(lambda: desk.main.articles.total == 2)
        there.bare.rename(tmp_path / "away")
        await desk.press("F", "r")
        await desk.until(lambda: "fails since" in desk.screen())
        assert "git" in desk.screen()
        (tmp_path / "away").rename(there.bare)
        await desk.press("r")
        await desk.until(lambda: "fails since" not in desk.screen())
        await desk.press("d", "y")
        await desk.until(lambda: desk.main.articles.total == 0)
    assert not [*repositories(tmp_path / "library.db").glob("*")]


async def fill_in(desk: Desk, address: str) -> None:
    await desk.press("a")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, AddDialog))
    desk.pilot.app.screen.query_one("#address", Input).value = address
    await desk.press("enter")
