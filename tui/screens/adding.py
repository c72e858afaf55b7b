"""The key that follows more sources; what was added is shown and followed at once."""

from typing import TYPE_CHECKING

from textual import work

from tui.library import Library
from tui.model import View
from tui.screens.following import Following
from tui.screens.gathering import Shown, gather
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from pathlib import Path


class Adding(Following):
    """Opens the dialog, and takes up what came of it."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._alone = False
        """Whether nothing but the named folders is shown."""
        self._folders: list[Path] = []
        """The folders that are shown; all that are known where it is empty."""

    def gather(self, library: Library) -> Shown:
        """Return what is to be shown; it blocks."""
        return gather(library, self._folders, alone=self._alone)

    def show_sources(self, shown: Shown) -> None:
        """Have these sources shown from now on."""
        self.sources, self.feeds = shown.folders, shown.feeds
        self.accounts, self.root = shown.accounts, shown.root

    def action_add(self) -> None:
        self.hold()
        self._add()

    @work(group="add", exclusive=True)
    async def _add(self) -> None:
        await self.add_source()

    async def add_source(self) -> None:
        """Have a source added, and show it. Call it in a worker."""
        from tui.screens.add_dialog import AddDialog  # noqa: PLC0415 - not at the start
        from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415 - likewise

        if not self.library:
            self.release()
            return
        sheet = self.article.setting.sheet
        dialog = AddDialog(self.library, hub_of(self.rsshub), self.now, sheet)
        if found := await self.app.push_screen_wait(dialog):
            self.say(found)
            await self.adopt()

    async def adopt(self) -> None:
        """Show and follow what was added, and nothing any more of what was removed."""
        if not self.library:
            return
        if self._alone or self._folders:
            # Whoever adds something while only a folder is shown wants to see it.
            self._alone, self._folders = False, []
        root = self.root
        self.show_sources(await self.ask(self.gather, self.library))
        if self.root != root:
            self.view = View(self.root, self.unread_only, self.view.newest_first)
            self.categories.cursor = 0
        self.follow_more()
        await self.reload()
