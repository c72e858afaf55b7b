"""An account whose server goes away and comes back while the program is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.server import Site, serving
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.shelf import Shelf, stocked
from tests.sources.servers.talking import SECRET, USER, refusing
from tests.ui.newspaper import Newspaper
from tui.library import Library


@pytest.fixture
def shelf() -> Shelf:
    return stocked(20)


@pytest.fixture
def site(shelf: Shelf) -> Iterator[Site]:
    with serving() as found:
        found.program = refusing(MinifluxServer(shelf, old=False))
        yield found


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Newspaper:
    library = tmp_path / "library.db"
    login = {"user": USER, "command": f"echo {SECRET}"}
    with Library(library) as opened:
        opened.add_account("miniflux", site.url, "Mine", login)
    return Newspaper(tmp_path, library, 20, folders=())


async def test_marks_go_out_once_the_server_is_back(
    paper: Newspaper, site: Site, shelf: Shelf
) -> None:
    async with paper.opened() as desk:
        (account,) = desk.main.accounts
        program, site.program = site.program, lambda _: (502, {}, b"")
        starred = len(stars(shelf))
        await desk.press("r")
        await desk.until(lambda: "Mine cannot be asked" in desk.main.status.trouble)
        assert not desk.pilot.app._notifications
        await desk.press("s")
        await desk.until(lambda: desk.selected.starred)
        await desk.press("F")
        await desk.until(lambda: "1 mark waits for it; r tells it" in desk.screen())
        await desk.press("escape")
        site.program = program
        desk.main.seek_server(account.id)
        await desk.until(lambda: len(stars(shelf)) != starred)
        await desk.until(lambda: not desk.main.status.trouble)
        site.asked.clear()
        desk.main.seek_server(account.id)
        assert not site.asked


async def test_a_server_that_wants_to_be_left_alone_is_asked_only_by_hand(
    paper: Newspaper, site: Site
) -> None:
    async with paper.opened() as desk:
        (account,) = desk.main.accounts
        program = site.program
        site.program = lambda _: (429, {"Retry-After": "3600"}, b"")
        await desk.press("r")
        await desk.until(lambda: "Mine cannot be asked" in desk.main.status.trouble)
        site.asked.clear()
        await desk.main._visit_account(account.id).wait()
        assert not site.asked
        site.program = program
        await desk.press("r")
        await desk.until(lambda: not desk.main.status.trouble)
        assert site.asked


def stars(shelf: Shelf) -> set[str]:
    return {str(key) for key, each in shelf.articles.items() if each.starred}
