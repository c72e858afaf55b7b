"""The running program as a person sits before it, and a folder of posts to read."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual.pilot import Pilot

from tui.app import BroadsheetApp
from tui.config import Config
from tui.library import Library
from tui.model import Row
from tui.screens.main import MainScreen
from tui.sources.folder import Folder

_PATIENCE = 100
"""Seconds, well below the time after which a test counts as hung."""
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parents[1] / "data" / "posts"
FILE_TIME = 1_600_000_000


@dataclass
class Desk:
    """The running program, as a person sits before it."""

    pilot: Pilot[None]
    main: MainScreen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for the screen to show something."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while not seen():
                    await self.pilot.pause()
        except TimeoutError:
            raise AssertionError(f"waited in vain; there is\n{self.screen()}") from None

    @property
    def selected(self) -> Row:
        row = self.main.articles.selected
        assert row
        return row

    @property
    def title(self) -> str:
        return self.selected.entry.title

    @property
    def opened(self) -> str:
        return self.main.opened.entry.title if self.main.opened else ""

    def counts(self) -> dict[str, tuple[int, int]]:
        return {
            node.name: (node.total, node.unread) for node in self.main.categories.nodes
        }

    def screen(self) -> str:
        """The text on the screen, line by line."""
        strips = self.pilot.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)


@dataclass
class Newspaper:
    """A folder of posts and where its library is."""

    folder: Path
    library: Path
    count: int
    folders: tuple[Path, ...] | None = None
    """What is opened where it is not this folder alone."""

    def write(
        self, name: str, title: str, categories: str, day: int, body: str
    ) -> None:
        path = self.folder / f"{name}.md"
        path.write_text(
            f"\n---\ntitle: '{title}'\ncategories: [{categories}]\n"
            f"date: 2026-10-{day:02} 08:00:00\n---\n\n{body}\n",
            "utf-8",
        )

    @asynccontextmanager
    async def opened(
        self, width: int = 160, height: int = 50, config: Config | None = None
    ) -> AsyncIterator[Desk]:
        folders = [self.folder] if self.folders is None else self.folders
        app = BroadsheetApp(config or Config(), self.library, folders, now=lambda: NOW)
        async with app.run_test(size=(width, height)) as pilot:
            desk = Desk(pilot, app.main)
            await desk.until(lambda: self.count == desk.main.articles.total)
            await desk.until(lambda: not desk.main.status.progress)
            await pilot.pause()
            yield desk
            await app.main.remember()

    def mark_elsewhere(self, number: int) -> None:
        """Mark an entry read as the command does while the program runs."""
        with Library(self.library) as library:
            library.mark([number], "read", want=True)


def samples(folder: Path) -> Newspaper:
    """The sample posts, copied so that their files' times are always the same."""
    posts = folder / "posts"
    shutil.copytree(SAMPLES, posts)
    for path in posts.rglob("*"):
        os.utime(path, (FILE_TIME, FILE_TIME))
    count = sum(1 for _ in Folder(posts).scan())
    return Newspaper(posts, folder / "library.db", count)
