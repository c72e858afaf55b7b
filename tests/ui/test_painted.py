"""What the sample posts look like; each picture was looked at before it was kept."""

from typing import Literal

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config

Theme = Literal["dark", "light"]
SIZES = [(160, 50), (80, 24), (60, 20)]


async def picture(desk: Desk) -> str:
    desk.main.status.activity = ""
    await desk.pilot.pause()
    return desk.pilot.app.export_screenshot(title="Broadsheet")


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_browsing(
    sampler: Newspaper,
    painted: SnapshotAssertion,
    width: int,
    height: int,
    theme: Theme,
) -> None:
    config = Config(theme=theme)
    async with sampler.opened(width, height, config) as desk:
        await desk.press("s", "j", "m", "j")
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)
        await desk.until(lambda: desk.counts()["All"][1] == desk.counts()["All"][0] - 1)
        assert await picture(desk) == painted


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_reading(
    sampler: Newspaper,
    painted: SnapshotAssertion,
    width: int,
    height: int,
    theme: Theme,
) -> None:
    config = Config(theme=theme)
    async with sampler.opened(width, height, config) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete and desk.selected.read)
        assert await picture(desk) == painted


async def test_an_ascii_screen(sampler: Newspaper, painted: SnapshotAssertion) -> None:
    config = Config(ascii=True)
    async with sampler.opened(120, 30, config) as desk:
        assert await picture(desk) == painted


async def test_help(sampler: Newspaper, painted: SnapshotAssertion) -> None:
    async with sampler.opened(80, 40) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: "Half a page" in desk.screen())
        assert await picture(desk) == painted


async def test_an_empty_folder(nothing: Newspaper, painted: SnapshotAssertion) -> None:
    async with nothing.opened(80, 24) as desk:
        await desk.until(lambda: "No posts in" in desk.screen())
        assert await picture(desk) == painted
