"""What was packed is read with the network down: the full page by `w`, pictures by `i`."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from textual.command import CommandPalette

from tests.sources.server import Site, serving
from tests.ui.newspaper import Desk, Newspaper
from tests.ui.test_pictures import RED, drawn
from tui.library import Library

HOME = "http://news.example.org"


def stock(site: Site) -> None:
    prose = "".join(
        f"<p>Paragraph {n} of the whole story says something about matter {n}.</p>"
        for n in range(30)
    )
    file = io.BytesIO()
    Image.new("RGB", (200, 120), RED).save(file, "PNG")
    site.put(f"{HOME}/red.png", file.getvalue(), "image/png")
    for n in range(1, 3):
        page = f"<article><img src=/red.png alt=chart>{prose}</article>"
        site.put(f"{HOME}/{n}.html", f"<html><body>{page}</body></html>".encode())
    items = "".join(
        f"<item><guid>{n}</guid><title>Story {n}</title><link>{HOME}/{n}.html</link>"
        f"<description>Only a summary</description></item>"
        for n in range(1, 3)
    )
    feed = f"<rss version='2.0'><channel><title>News</title>{items}</channel></rss>"
    site.put(f"{HOME}/feed", feed.encode())


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    """A feed of two stories that are on the web."""
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    library = tmp_path / "library.db"
    with Library(library) as opened:
        opened.subscribe(f"{HOME}/feed", "News")
    return Newspaper(tmp_path, library, 2, folders=())


@pytest.fixture
def web(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The web as a proxy on this machine shows it."""
    del paper
    with serving() as site:
        stock(site)
        monkeypatch.setenv("http_proxy", site.url)
        yield site


async def pack(desk: Desk) -> None:
    """Give the command as a person does: by its words."""
    await desk.press("colon")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, CommandPalette))
    await desk.press(*"pack for")
    await desk.until(lambda: "Fetch full pages and pictures" in desk.screen())
    await desk.press("down", "enter")
    await desk.until(lambda: "articles packed" in desk.main.status.activity)


async def test_pages_and_pictures_are_there_when_the_network_is_down(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as site:
        stock(site)
        monkeypatch.setenv("http_proxy", site.url)
        async with paper.opened() as desk:
            await pack(desk)
            said = desk.main.status.activity
            assert said == "2 articles packed"
    # The server is gone by now, and with it the whole web.
    async with paper.opened(100, 40) as desk:
        for _ in range(2):
            await desk.press("enter")
            await desk.until(lambda: "Only a summary" in desk.screen())
            await desk.press("w")
            await desk.until(lambda: "of the whole story" in desk.screen())
            await desk.press("i")
            await desk.until(lambda: drawn(desk, RED) > 0)
            await desk.press("i", "q", "j")


async def test_what_is_missing_is_told_and_can_be_read_later(
    paper: Newspaper, web: Site
) -> None:
    web.answer(f"{HOME}/1.html", 404)
    async with paper.opened() as desk:
        await pack(desk)
        said = desk.main.status.activity
        assert said == "2 articles packed, 1 page missing: “broadsheet pack --report”"


async def test_the_command_again_stops_it(paper: Newspaper, web: Site) -> None:
    def silent(_: object) -> None:
        web.done.wait(30)

    web.run(f"{HOME}/1.html", silent)
    async with paper.opened() as desk:
        desk.main.action_pack()
        await desk.until(lambda: "packing 1/2" in desk.main.status.progress)
        desk.main.action_pack()
        await desk.until(lambda: not desk.main.status.progress)
        assert "packing is stopped" in desk.main.status.activity
