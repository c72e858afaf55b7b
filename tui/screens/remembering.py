"""Keeps where the person was, so that the next start is where the last one ended."""

from typing import Any

from typing_extensions import override

from tui.library import Library
from tui.model import View
from tui.screens.desk import Desk
from tui.widgets.dates import Clock


class Remembering(Desk):
    """Selection, branches, panes and the place in the article, kept in the library."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._kept: object = None

    async def restore(self, library: Library, *, unread_only: bool) -> None:
        """Show what was shown when the library was left."""
        memory: Any = await self.ask(library.recall, f"screen:{self.root}") or {}
        self.unread_only = bool(memory.get("unread_only", unread_only))
        self.categories.open = set(memory.get("open", ()))
        self.sidebar = memory.get("sidebar", True)
        self.zoomed = memory.get("zoomed", False)
        self.view = View(self.root, self.unread_only, memory.get("newest_first", True))
        wanted = memory.get("selected")
        self.settled = wanted is not None
        await self.reload(select=wanted, index=0)
        if self.categories.select(memory.get("node", "")):
            node = self.categories.nodes[self.categories.cursor]
            view = self.view_of(node)
            self.articles.head(node.name)
            self.mark_words(node)
            if view != self.view:
                self.view = view
                await self.reload(select=wanted, index=0)
        panes = {pane.id: pane for pane in self.panes}
        if opened := memory.get("opened"):
            await self.show_entry(opened)
        if opened or memory.get("pane") == "tree":
            self.attend(panes.get(memory.get("pane"), self.articles))
        self.lay_out()

    @override
    async def remember(self) -> None:
        if not self.library or not self.query("#tree"):  # the screen is being closed
            return
        memory, place = self._memory(), self.place()
        if (memory, place) == self._kept:
            return
        self._kept = memory, place
        if self.opened and place:
            await self.ask(self.library.set_place, self.opened.id, *place)
        await self.ask(self.library.remember, f"screen:{self.root}", memory)

    def _memory(self) -> dict[str, Any]:
        row, node = self.articles.selected, self.categories.selected
        return {
            "unread_only": self.unread_only,
            "newest_first": self.newest_first,
            "selected": row.id if row and self.settled else None,
            "open": sorted(self.categories.open),
            "node": node.identity if node else "",
            "sidebar": self.sidebar,
            "zoomed": self.zoomed,
            "opened": self.opened.id if self.opened else 0,
            "pane": self.pane.id,
        }
