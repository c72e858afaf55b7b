"""Sources are added by key, in a form that says what it finds; nothing else is needed."""

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from tests.sources.locked import BASIC, by_name, locked
from tests.sources.server import Handler, Site, serving
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.shelf import stocked
from tests.sources.servers.talking import SECRET, USER, refusing
from tests.sources.test_feed_visit import rss
from tests.ui.newspaper import Desk, Newspaper
from tui.library import Library
from tui.screens.add_dialog import AddDialog
from tui.screens.chooser import Chooser

PAGE = (
    b"<!doctype html><link rel=alternate type=application/rss+xml href=/a title=A>"
    b"<link rel=alternate type=application/rss+xml href=/b title='B\x1b[2J'><p>Welcome"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Newspaper:
    """The program at its very first start."""
    return Newspaper(tmp_path, tmp_path / "own" / "library.db", 0, folders=())


def told(desk: Desk) -> str:
    return str(desk.pilot.app.screen.query_one("#found", Static).content)


def followed(paper: Newspaper) -> list[str]:
    with Library(paper.library) as library:
        return [feed.url for feed in library.subscriptions()]


async def until_told(desk: Desk, what: str) -> None:
    await desk.until(lambda: what in told(desk))


async def fill(desk: Desk, *values: str) -> None:
    """Open the form and write into its fields from the top."""
    await desk.press("a")
    app = desk.pilot.app
    await desk.until(
        lambda: isinstance(app.screen, AddDialog) and app.screen.focused is not None
    )
    for field, value in zip(app.screen.query(Input), values, strict=False):
        field.value = value


async def test_the_first_feed_is_added_and_stands_in_the_tree(
    empty: Newspaper, site: Site
) -> None:
    url = site.put("/feed", rss(1, 2))
    async with empty.opened() as desk:
        assert "a adds" in desk.screen()
        await fill(desk, url, "少数派", "科技/中文")
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == 2)
        said = desk.main.status.activity
        assert said == "RSS 2.0, 2 articles, in 科技 / 中文 / 少数派"
        assert "科技" in desk.counts()
        site.put("/feed", rss(1, 2, 3))
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 3)


async def test_one_of_the_feeds_of_a_page_is_chosen(
    empty: Newspaper, site: Site
) -> None:
    site.put("/a", rss(1))
    site.put("/b", rss(7, 8))
    site.put("/", PAGE)
    async with empty.opened() as desk:
        await fill(desk, site.url)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        assert "The page names 2 feeds" in desk.screen()
        assert "all 2 of them" in desk.screen()
        await desk.press("2", "enter")
        await desk.until(lambda: desk.main.articles.total == 2)
    assert await asyncio.to_thread(followed, empty) == [f"{site.url}/b"]


async def test_nothing_is_added_where_none_is_chosen(
    empty: Newspaper, site: Site
) -> None:
    site.put("/", PAGE)
    async with empty.opened() as desk:
        await fill(desk, site.url)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        await desk.press("escape")
        await desk.until(lambda: "Nothing was added" in told(desk))
        await desk.press("escape")
        assert desk.pilot.app.screen is desk.main
    assert await asyncio.to_thread(followed, empty) == []


async def test_escape_ends_the_looking_then_the_form(
    empty: Newspaper, site: Site
) -> None:
    def silent(_: Handler) -> None:
        site.done.wait(30)

    async with empty.opened() as desk:
        await fill(desk, site.run("/feed", silent))
        await desk.press("enter")
        await desk.until(lambda: told(desk).endswith("/feed …"))
        await desk.press("escape")
        assert told(desk) == "Stopped. Nothing was added."
        site.put("/feed", rss(1))
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == 1)


async def test_what_cannot_be_added_is_said_in_the_form(
    empty: Newspaper, site: Site, tmp_path: Path
) -> None:
    page = site.put("/", b"<p>nothing")
    (tmp_path / "notes.txt").write_text("hello")
    async with empty.opened() as desk:
        await fill(desk)
        for word, why in (
            ("", "Give an address"),
            (page, "names no feed"),
            ("ftp://example.org/feed", "only http and https"),
            (str(tmp_path / "no"), "no such file or folder"),
            (str(tmp_path / "notes.txt"), "neither a folder nor a list"),
        ):
            desk.pilot.app.screen.query_one("#address", Input).value = word
            await desk.press("enter")
            await until_told(desk, why)


async def test_a_folder_is_added_and_read(
    empty: Newspaper, newspaper: Newspaper
) -> None:
    async with empty.opened() as desk:
        await fill(desk, str(newspaper.folder))
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == newspaper.count)
        assert "科技" in desk.counts()


async def test_a_list_of_feeds_is_added_and_visited(
    empty: Newspaper, site: Site, tmp_path: Path
) -> None:
    url = site.put("/feed", rss(1, 2))
    path = tmp_path / "feeds.opml"
    path.write_text(
        f"<opml><body><outline text='Tech'><outline xmlUrl='{url}' text='A'/>"
    )
    async with empty.opened() as desk:
        await fill(desk, str(path))
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == 2)
        assert "Tech" in desk.counts()


async def test_an_account_is_added_and_its_password_kept_for_the_person_alone(
    empty: Newspaper, site: Site
) -> None:
    shelf = stocked()
    site.program = refusing(MinifluxServer(shelf, old=False))
    async with empty.opened() as desk:
        await fill(desk, site.url, "Mine", "", USER, SECRET)
        assert SECRET not in desk.screen()
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == len(shelf.articles))
    (kept,) = (empty.library.parent / "secrets").iterdir()
    assert kept.read_text() == f"{SECRET}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert SECRET.encode() not in empty.library.read_bytes()


async def test_a_password_that_is_not_accepted_is_not_kept(
    empty: Newspaper, site: Site
) -> None:
    site.program = refusing(MinifluxServer(stocked(), old=False))
    async with empty.opened() as desk:
        await fill(desk, site.url, "Mine", "", USER, "wrong")
        await desk.press("enter")
        await desk.until(lambda: "does not accept the login" in told(desk))
        await fill_secret(desk, SECRET)
        await desk.press("enter")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)
    (kept,) = (empty.library.parent / "secrets").iterdir()
    assert kept.read_text() == f"{SECRET}\n"


async def test_a_feed_behind_a_login_is_added_and_read_later(
    empty: Newspaper, site: Site
) -> None:
    site.program = locked(BASIC, by_name, rss(1, 2))
    async with empty.opened() as desk:
        await fill(desk, f"{site.url}/feed")
        await desk.press("enter")
        await desk.until(lambda: "give it in User and Password" in told(desk))
        assert desk.pilot.app.screen.query_one("#user").has_focus
        await desk.press(*"爱丽丝", "tab", *"wrong", "enter")
        await desk.until(lambda: "does not accept the login" in told(desk))
        assert desk.pilot.app.screen.query_one("#secret").has_focus
        await fill_secret(desk, SECRET)
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == 2)
        site.program = locked(BASIC, by_name, rss(1, 2, 3))
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 3)
        kept = empty.library.parent / "secrets"
        assert [path.read_text() for path in kept.iterdir()] == [f"{SECRET}\n"]
        await desk.press("F")
        await desk.until(lambda: "last visit" in desk.screen())
        await desk.press("d")
        await desk.until(lambda: "Remove this source?" in desk.screen())
        await desk.press("y")
        await desk.until(lambda: desk.main.articles.total == 0)
        assert not [*kept.iterdir()]


async def test_a_login_in_the_address_is_not_left_on_the_screen(
    empty: Newspaper, site: Site
) -> None:
    site.program = locked(BASIC, by_name, rss(1))
    async with empty.opened() as desk:
        await fill(desk, f"{site.url}/feed".replace("//", "//bob:wr0ng@"))
        await desk.press("enter")
        await desk.until(lambda: "does not accept the login of bob" in told(desk))
        assert "wr0ng" not in desk.screen()
        assert f"{site.url}/feed" in desk.screen()


async def fill_secret(desk: Desk, value: str) -> None:
    desk.pilot.app.screen.query_one("#secret", Input).value = value


async def test_beside_a_folder_a_feed_is_shown_too(
    newspaper: Newspaper, site: Site
) -> None:
    url = site.put("/feed", rss(1, 2))
    async with newspaper.opened() as desk:
        await fill(desk, url, "小报")
        await desk.press("enter")
        await desk.until(lambda: desk.main.articles.total == newspaper.count + 2)
        assert {"paper", "Feeds"} <= desk.counts().keys()
