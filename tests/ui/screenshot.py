"""Draws the picture in the README from the program itself: make screenshot."""

import asyncio
import tempfile
from pathlib import Path

from tests.ui.newspaper import Newspaper, samples


async def draw(paper: Newspaper) -> str:
    """Open the sample posts, read the first article, and return what is seen."""
    async with paper.opened(140, 40) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete)
        await desk.pilot.pause()
        return desk.pilot.app.export_screenshot(title="Broadsheet")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        picture = asyncio.run(draw(samples(Path(folder))))
    target = Path(__file__).parents[2] / "docs" / "screenshot.svg"
    target.write_text(picture, "utf-8")
