"""A whole category is marked while one goes on, and the screen says so at once."""

import asyncio

import pytest

from tests.ui.newspaper import Desk, Newspaper


@pytest.fixture(autouse=True)
def short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.library.sweeping.FEW", 2)
    monkeypatch.setattr("tui.library.sweep._STEP", 2)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """No piece of it is done: what is shown is what was wanted."""
    monkeypatch.setattr("tui.screens.marking._PAUSE_SECONDS", 3_600)


async def is_going_on(desk: Desk) -> bool:
    assert desk.main.library is not None
    return await asyncio.to_thread(desk.main.library.is_sweeping)


async def ended(desk: Desk) -> None:
    while await is_going_on(desk):
        await desk.pilot.pause()


@pytest.mark.usefixtures("held")
async def test_the_screen_is_true_before_the_marks_are_made(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("A")
        await desk.until(lambda: "30 marked read" in desk.screen())
        assert desk.counts() == {
            name: (total, 0) for name, (total, _) in desk.counts().items()
        }
        assert await is_going_on(desk)
        await desk.press("u")
        await desk.until(lambda: desk.main.articles.total == 0)
        await desk.press("u", "U")
        await desk.until(lambda: desk.counts()["All"] == (30, 30))
        assert "undone" in desk.screen()


async def test_one_reads_and_marks_on_meanwhile(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("A", "m", "j", "j", "enter")
        await desk.until(lambda: desk.opened == "文章02")
        await desk.until(lambda: desk.counts()["All"] == (30, 1))
        await ended(desk)
        assert desk.counts()["All"] == (30, 1)


@pytest.mark.usefixtures("held")
async def test_the_next_start_goes_on(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("A")
        await desk.until(lambda: desk.counts()["All"] == (30, 0))
        assert await is_going_on(desk)
    monkeypatch.setattr("tui.screens.marking._PAUSE_SECONDS", 0)
    async with newspaper.opened() as desk:
        await ended(desk)
        assert desk.counts()["All"] == (30, 0)
