"""The keys that save a search, and change, move and remove the saved ones in the sidebar."""

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.library import SavedSearch
from tui.model import View
from tui.screens.saved_views import SPECIAL, Kept, untimed, view_of, words_of
from tui.screens.searching import Searching
from tui.screens.views import State
from tui.widgets.category_tree import Node
from tui.widgets.dates import Clock, midnight

if TYPE_CHECKING:
    from collections.abc import Sequence

_REDRAW_SECONDS = 0.4
_MINUTE = 60.0
_SMART = {"unread": "is:unread", "starred": "is:starred", "later": "is:later"}
_SMART |= {"today": "newer:1d", "updated": "is:updated", "problem": "has:problem"}


class Saving(Searching):
    """Saved searches as lines of the sidebar."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._saved_ones: Sequence[Kept] = ()

    def on_mount(self) -> None:
        self.set_interval(_MINUTE, self._another_minute)

    def take_searches(self, state: State) -> None:
        """Hear how the saved searches are in the library; have done what is to be done."""
        self._saved_ones = state.kept
        running = any(w.group == "settle" and w.is_running for w in self.workers)
        if state.unsettled and not running:
            self._judge_all()

    def search_of(self, node: Node | None) -> SavedSearch | None:
        """Return the saved search that a line of the sidebar is."""
        found = (
            kept.search
            for kept in self._saved_ones
            if kept.node.category == self._at(node)
        )
        return next(found, None)

    @staticmethod
    def _at(node: Node | None) -> int:
        return node.category if node and node.special == SPECIAL else 0

    @override
    def view_of(self, node: Node) -> View:
        only, newest_first = self.unread_only, self.view.newest_first
        if search := self.search_of(node):
            saved = view_of(search, node.category, self._second)
            only = only or saved.unread_only
            return replace(saved, unread_only=only, newest_first=newest_first)
        return View(
            node.category,
            node.special == "unread" or only,
            newest_first,
            midnight(self.now()) if node.special == "today" else None,
        )

    def always_unread(self, node: Node | None) -> bool:
        """Whether a line of the sidebar has only what is unread, whatever the lists do."""
        if search := self.search_of(node):
            return view_of(search, 0, 0).unread_only
        return node is not None and node.special == "unread"

    def timely(self, view: View) -> View:
        """Return a view of what is new as it is at this time."""
        node = self.categories.selected
        if view.since is None or view.found is not None or node is None:
            return view
        fresh = self.view_of(node)
        same = untimed(view) == untimed(fresh)
        return replace(view, since=fresh.since) if same else view

    @property
    @override
    def looked_for(self) -> str:
        search = self.search_of(self.categories.selected)
        return super().looked_for or (search.query if search else "")

    @override
    def mark_words(self, node: Node) -> None:
        """Mark in the list what the saved search of a line looks for; else nothing."""
        search = self.search_of(node)
        self.articles.mark_words(words_of(search) if search else [])

    @work(group="settle")
    async def _judge_all(self) -> None:
        """Do what there is to do for saved searches, and show how far it is."""
        loop = asyncio.get_running_loop()
        redrawn = loop.time()
        try:
            while await self._judge_more():
                if loop.time() - redrawn > _REDRAW_SECONDS:
                    await self.reload()
                    redrawn = loop.time()
            await self.reload()
        except BroadsheetError as error:
            self.fail(error)

    async def _judge_more(self) -> bool:
        if not self.library:
            return False
        return await self.ask(self.library.settle, self._second)

    @property
    def _second(self) -> int:
        return int(self.now().timestamp())

    @work(group="minute", exclusive=True)
    async def _another_minute(self) -> None:
        """Show what has come of an age."""
        if self._saved_ones:
            await self.reload()

    # The keys

    def action_save_search(self) -> None:
        if self._search_line:
            self.accept()
        searched = self.searched
        if searched is None:
            self.refuse("/ searches; what it finds is saved with this key")
        elif not self.mistake:
            text = searched.text
            if searched.here and (where := self._where(searched.node)):
                text = f"{where} ({text})" if " OR " in text else f"{where} {text}"
            self.hold()
            self._save(searched.text.removesuffix("*"), text)

    def _where(self, identity: str) -> str:
        """Return the words that keep a search to a line of the sidebar."""
        nodes = self.categories.nodes
        node = next((one for one in nodes if one.identity == identity), None)
        if node is None:
            return ""
        if search := self.search_of(node):
            return f"({search.query})"
        if node.special:
            return _SMART.get(node.special, "")
        return f'in:"{"/".join(self.categories.path_of(node.category))}"'

    @work(group="saved", exclusive=True)
    async def _save(self, name: str, text: str) -> None:
        from tui.screens.saved_dialog import SavedDialog  # noqa: PLC0415 - not at the start

        asked = SavedDialog("Save the search", name, text, self._save_as)
        if name := await self.app.push_screen_wait(asked):
            self.say(f"saved as “{name}”, in the sidebar")
            await self.reload()

    async def _save_as(self, name: str, text: str) -> None:
        if self.library:
            await self.ask(self.library.save_search, name, text, self._second)

    def action_edit_search(self) -> None:
        if search := self._chosen():
            self.hold()
            self._edit(search)

    def _chosen(self) -> SavedSearch | None:
        """Return the saved search that is selected; say so where there is none."""
        search = self.search_of(self.categories.selected)
        if search is None or self.pane is not self.categories:
            self.say("select a saved search in the sidebar first")
            return None
        return search

    @work(group="saved", exclusive=True)
    async def _edit(self, search: SavedSearch) -> None:
        from tui.screens.saved_dialog import SavedDialog  # noqa: PLC0415 - not at the start

        async def keep(name: str, text: str) -> None:
            if self.library:
                change = self.library.change_search
                await self.ask(change, search, name, text, self._second)

        title = "Change the saved search"
        name = await self.app.push_screen_wait(
            SavedDialog(title, search.name, search.query, keep)
        )
        if name:
            await self.reload()
            self._select(name)

    def _select(self, name: str) -> None:
        for kept in self._saved_ones:
            if kept.search.name == name:
                self.categories.select(kept.node.identity)
                self.categories.highlighted()

    def action_remove_search(self) -> None:
        if search := self._chosen():
            self.hold()
            self._remove_search(search)

    @work(group="saved", exclusive=True)
    async def _remove_search(self, search: SavedSearch) -> None:
        from tui.screens.asking import Confirm  # noqa: PLC0415 - not at the start

        told = f"{search.name}\n{search.query}\n\nNo article goes, and no mark changes."
        asked = Confirm("Remove this saved search?", told)
        wanted = await self.app.push_screen_wait(asked)
        if self.library and wanted:
            await self.ask(self.library.remove_search, search)
            self.say(f"“{search.name}” is saved no more")
            await self.reload()

    def action_move_search(self, by: int) -> None:
        if search := self._chosen():
            self._move(search, by)

    @work(group="saved")
    async def _move(self, search: SavedSearch, by: int) -> None:
        if self.library:
            await self.ask(self.library.move_search, search, by)
            await self.reload()
