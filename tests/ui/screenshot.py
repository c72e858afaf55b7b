"""Draws the picture in the README from the program itself: make screenshot."""

import asyncio
import os
import tempfile
from pathlib import Path

from tests.ui.newspaper import Newspaper
from tui.sources.folder import Folder

_HERE = Path(__file__).parent


async def draw(target: Path) -> None:
    """Open the sample posts, read the first article, and keep what is seen."""
    with tempfile.TemporaryDirectory() as folder:
        posts = _HERE.parent / "data" / "posts"
        count = sum(1 for _ in Folder(posts).scan())
        paper = Newspaper(posts, Path(folder) / "library.db", count)
        async with paper.opened(140, 40) as desk:
            await desk.press("enter")
            await desk.until(lambda: desk.main.article._complete)
            await desk.pilot.pause()
            picture = desk.pilot.app.export_screenshot(title="Broadsheet")
    target.write_text(picture, "utf-8")


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    asyncio.run(draw(_HERE.parents[1] / "docs" / "screenshot.svg"))
