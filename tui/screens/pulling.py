"""Brings Git repositories of posts in step while the screen is open; it reads no post."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.sources.base import Source
from tui.sync.visits import source_visited
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from tui.sources.git import Clone

PULL_SECONDS = 3_600.0


class Pulling(Desk):
    """Fetches what the folders of repositories are copies of."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._unpulled: dict[str, str] = {}
        """The repositories that could not be reached last, by their folders."""
        self._fetching: dict[int, asyncio.Lock] = {}

    async def _clone(self, source: Source) -> "Clone | None":
        if not self.library:
            return None
        from tui.sources.git import Clones  # noqa: PLC0415 - not for the first paint

        clones = Clones(paths.repositories(self.library.path))
        return await self.ask(clones.at, Path(source.address))

    async def is_clone(self, source: Source) -> bool:
        """Return whether a repository is kept in a folder."""
        return await self._clone(source) is not None

    async def pull(self, source: Source, number: int) -> bool:
        """Bring the folder of a repository in step; do nothing with any other.

        Return whether there is no more to it than to read the folder.
        """
        clone = await self._clone(source)
        if clone is None or not self.library:
            return True
        async with self._fetching.setdefault(number, asyncio.Lock()):
            trouble = await self._fetch_clone(clone, source, number)
        now = int(self.now().timestamp())
        await self.ask(source_visited, self.library, number, now, trouble)
        return not trouble

    async def _fetch_clone(self, clone: "Clone", source: Source, number: int) -> str:
        """Fetch a repository; return why that failed, or nothing."""
        assert self.library  # noqa: S101 - only called where it is open
        key, trouble = f"source:{number}", ""
        self.board.runs(key, source.name)
        self.status.progress = f"⟳ {source.name}"
        try:
            from tui.sync.repositories import pull  # noqa: PLC0415 - not for the first paint

            await pull(self.library, clone, key)
        except BroadsheetError as error:
            trouble = str(error)
            self._unpulled[source.address] = source.name
            self.board.fails(key, trouble)
        else:
            self._unpulled.pop(source.address, None)
        finally:
            self.end_progress()
        self._tell_unpulled()
        return trouble

    def _tell_unpulled(self) -> None:
        shown = {source.address for source in self.sources.values()}
        unpulled = self._unpulled.items()
        names = ", ".join(name for address, name in unpulled if address in shown)
        told = f"{names} cannot be fetched; F says why"
        self.lasting("repositories", told if names else "")
