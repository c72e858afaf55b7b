"""The key that shows an article everywhere it came from, and folds that again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace
from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.model import Found, Row, View
from tui.screens.saving import Saving

if TYPE_CHECKING:
    from tui.screens.searched import Searched
    from tui.widgets.dates import Clock


class Folded(NamedTuple):
    """What was shown before a story was unfolded."""

    view: View
    selected: int
    heading: str
    searched: Searched | None
    node: str
    """The line of the tree that was selected."""


class Unfolding(Saving):
    """Shows the entries of one story as a list of its own."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.folded: Folded | None = None
        """What was shown before, while a story is unfolded."""

    def action_unfold(self) -> None:
        """Show where else the article is; fold it again where that is shown."""
        row = self.opened if self.pane is self.article else self.articles.selected
        if self.folded:
            self._fold_again()
        elif row is None:
            self.refuse("select an article to see where else it is")
        else:
            self.hold()
            self._unfold(row)

    @work(group="view", exclusive=True)
    async def _unfold(self, row: Row) -> None:
        try:
            if not self.library:
                return
            story = await self.ask(self.library.story, row.id)
            if len(story) < 2:  # noqa: PLR2004 - alone
                self.say("it came from nowhere else")
                return
            await self._show_story(row, story)
        except BroadsheetError as error:
            self.fail(error)
        finally:
            self.release_now()

    async def _show_story(self, row: Row, story: list[Row]) -> None:
        node = self.categories.selected
        heading, searched = self.articles.heading, self.searched
        self.folded = Folded(
            self.view, row.id, heading, searched, node.identity if node else ""
        )
        self.searched = None
        found = Found([each.id for each in story])
        self.view = replace(self.view, unread_only=False, since=None, found=found)
        self.articles.apart = True
        self.articles.head(f"In {len(story)} · {row.entry.title}")
        self.attend(self.articles)
        await self.reload(select=row.id, index=0)

    def fold(self) -> Folded | None:
        """Show again, at the next reload, what was shown before; return what that is."""
        was, self.folded = self.folded, None
        if was:
            self.searched, self.view = was.searched, was.view
            self.articles.apart = False
            self.articles.head(was.heading)
        return was

    def _fold_again(self) -> None:
        if was := self.fold():
            self.attend(self.articles)
            self._go_to(was.selected)

    @property
    def stays_at(self) -> str:
        """The line of the tree that what was searched for, or unfolded, belongs to."""
        shown = self.folded or self.searched
        return shown.node if shown else ""

    @override
    def action_back(self) -> None:
        if self.folded and self.pane is not self.article:
            self._fold_again()
        else:
            super().action_back()

    @override
    async def action_find(self) -> None:
        if self.pane is not self.article and self.fold():
            await self.reload()
        await super().action_find()

    @override
    def drop_search(self) -> None:
        self.fold()
        super().drop_search()
