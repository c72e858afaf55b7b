"""What changes outside shows up, and never takes the reader's place away."""

import asyncio
import subprocess
import threading
from typing import Any

import pytest

from tests.ui.newspaper import Newspaper
from tui.model import Category
from tui.sources.folder import Folder

Process = subprocess.Popen[bytes]


async def test_files_that_change_show_up_by_themselves(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        newspaper.write("new", "刚刚写好的", "科技", 31, "<p>新的正文</p>")
        await desk.until(lambda: desk.counts()["All"] == (31, 31))
        assert desk.title == "文章00"
        (newspaper.folder / "00.md").rename(newspaper.folder / "moved.md")
        (newspaper.folder / "01.md").unlink()
        await desk.until(lambda: desk.counts()["All"] == (30, 30))
        assert desk.title == "文章00"


async def test_processes_that_read_a_folder_end_with_the_program(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Process] = []

    def begin(*words: Any, **given: Any) -> Process:
        begun.append(Process(*words, **given))
        return begun[-1]

    monkeypatch.setattr("tui.sources.reading._MANY", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("tui.sources.beside.subprocess.Popen", begin)
    monkeypatch.delattr(Folder, "read")  # so it is done elsewhere
    async with newspaper.opened() as desk:
        assert desk.counts()["All"] == (30, 30)
        newspaper.write("new", "刚刚写好的", "科技", 31, "<p>新的正文</p>")
        await desk.until(lambda: desk.counts()["All"] == (31, 31))
    assert len(begun) > 2
    assert all(process.returncode is not None for process in begun)


async def test_marks_made_elsewhere_show_up(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        number = desk.selected.id
        await asyncio.to_thread(newspaper.mark_elsewhere, number)
        await desk.until(lambda: desk.counts()["All"] == (30, 29))


async def test_an_article_that_vanished_says_so(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        desk.main.sources[desk.selected.source].body = _vanished  # type: ignore[method-assign,assignment] # a file that goes at the wrong moment
        await desk.press("enter")
        await desk.until(lambda: "cannot be read now" in desk.screen())
        assert desk.counts()["All"] == (30, 30)


async def test_an_article_that_can_be_read_again_is_shown(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        away = newspaper.folder.rename(newspaper.library.with_name("away"))
        await desk.press("enter")
        await desk.until(lambda: "cannot be read now" in desk.screen())
        away.rename(newspaper.folder)
        await desk.until(lambda: "第0篇的第0段" in desk.screen())
        await desk.until(lambda: desk.counts()["All"] == (30, 29))


async def test_an_article_that_changes_while_open_is_shown_as_it_is(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: "第0篇的第0段" in desk.screen())
        newspaper.write("00", "文章00", "科技, 终端", 30, "<p>改过的正文</p>")
        await desk.until(lambda: "改过的正文" in desk.screen())


def _vanished(key: str) -> None:
    from tui.errors import SourceError

    raise SourceError(f"{key} is gone.")


async def test_a_reload_never_takes_a_move_back(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        main, library = desk.main, desk.main.library
        assert library
        held, reading, categories = (
            threading.Event(),
            threading.Event(),
            library.categories,
        )

        def slow() -> list[Category]:
            reading.set()
            held.wait()
            return categories()

        library.categories = slow  # type: ignore[method-assign] # to press a key just then
        reload = asyncio.create_task(main.reload())
        await desk.until(reading.is_set)
        await desk.press("j")
        held.set()
        await reload
        assert desk.title == "文章01"


async def test_a_folder_that_is_away_is_told_until_it_is_back(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        away = newspaper.folder.with_name("away")
        await asyncio.to_thread(newspaper.folder.rename, away)
        await desk.until(lambda: "paper is not there now" in desk.screen())
        assert desk.counts()["All"] == (30, 30)
        await asyncio.to_thread(away.rename, newspaper.folder)
        await desk.until(lambda: "paper is not there" not in desk.screen())
        newspaper.write("later", "后来的", "生活", 31, "<p>文</p>")
        await desk.until(lambda: desk.counts()["All"] == (31, 31))


async def test_the_first_row_stays_selected_while_posts_are_read_in(
    newspaper: Newspaper,
) -> None:
    for number in range(30, 700):
        newspaper.write(f"{number}", f"旧闻{number}", "旧闻", 1, "<p>文</p>")
    newspaper.write("zz", "最新的一篇", "生活", 31, "<p>文</p>")
    newspaper.count = 701
    async with newspaper.opened() as desk:
        assert desk.title == "最新的一篇"
