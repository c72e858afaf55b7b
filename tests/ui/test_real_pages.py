"""What articles of every kind look like; each picture was looked at before it was kept."""

import shutil
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import SAMPLES, Newspaper
from tui.config import Config
from tui.screens.chooser import Chooser
from tui.screens.table_pane import TablePane

ARTICLES = {
    "chinese": "小店的账本",
    "table": "Specimen_",
    "code": "代码块的一百种写法",
    "japanese": "端末で日本語を美しく組む",
    "arabic": "集市上的阿拉伯语课",
}
SIZES = [(160, 40), (100, 30), (60, 24)]
Theme = Literal["dark", "light"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("kind", ARTICLES)
async def test_an_article(
    tmp_path: Path,
    painted: SnapshotAssertion,
    kind: str,
    theme: Theme,
    size: tuple[int, int],
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 1)
    (post,) = SAMPLES.rglob(f"{ARTICLES[kind]}*.md")
    shutil.copy(post, folder)
    async with paper.opened(*size, Config(theme=theme)) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete and desk.selected.read)
        if kind == "table":
            await desk.press("T")
            await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
            await desk.press("8", "enter")
            await desk.until(lambda: isinstance(desk.pilot.app.screen, TablePane))
            await desk.press("escape")
            await desk.until(lambda: desk.pilot.app.screen is desk.main)
        desk.main.status.activity = ""
        await desk.pilot.pause()
        assert desk.pilot.app.export_screenshot(title="Broadsheet") == painted


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES)
async def test_pictures_in_half_blocks(
    tmp_path: Path, painted: SnapshotAssertion, theme: Theme, size: tuple[int, int]
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    sky = Image.linear_gradient("L").resize((300, 150))
    water = Image.new("L", sky.size, 90)
    Image.merge("RGB", (water, sky.point(lambda y: y // 2), sky)).save(folder / "a.png")
    paper = Newspaper(folder, tmp_path / "library.db", 1)
    body = "<p>湖面在清晨。</p><figure><img src=a.png><figcaption>湖，清晨五点"
    paper.write("a", "湖", "摄影", 9, f"{body}</figure><p>后来起了风。</p>")
    async with paper.opened(*size, Config(theme=theme)) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete and desk.selected.read)
        await desk.press("i")
        await desk.until(lambda: "▀" in desk.screen())
        desk.main.status.activity = ""
        await desk.pilot.pause()
        assert desk.pilot.app.export_screenshot(title="Broadsheet") == painted
