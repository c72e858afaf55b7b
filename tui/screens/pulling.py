"""Brings Git repositories of posts in step while the screen is open; it reads no post."""

from pathlib import Path
from typing import TYPE_CHECKING

from tui import paths
from tui.errors import BroadsheetError
from tui.screens.desk import Desk
from tui.sources.base import Source
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

    async def _clone(self, source: Source) -> "Clone | None":
        if not self.library:
            return None
        from tui.sources.git import Clones  # noqa: PLC0415 - not for the first paint

        clones = Clones(paths.repositories(self.library.path))
        return await self.ask(clones.at, Path(source.address))

    async def is_clone(self, source: Source) -> bool:
        """Return whether a repository is kept in a folder."""
        return await self._clone(source) is not None

    async def pull(self, source: Source) -> None:
        """Bring the folder of a repository in step; do nothing with any other."""
        clone = await self._clone(source)
        if clone is None:
            return
        self.status.activity = f"⟳ {source.name}"
        try:
            await clone.pull()
        except BroadsheetError as error:
            if source.address not in self._unpulled:
                self.fail(error)
            self._unpulled[source.address] = source.name
        else:
            self._unpulled.pop(source.address, None)
        self.status.activity = ""
        names = ", ".join(self._unpulled.values())
        told = f"{names} cannot be fetched; what was read in stays"
        self.lasting("repositories", told if names else "")
