"""The main screen: categories, articles, reader; it puts its parts together."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from typing_extensions import override

from tui.config import Config
from tui.errors import BroadsheetError
from tui.library import Library
from tui.model import View
from tui.screens.following import Following
from tui.screens.help import Help
from tui.screens.keys import MAIN
from tui.screens.marking import Marking
from tui.screens.moving import Moving
from tui.screens.reading import Reading
from tui.screens.views import State, read_state, special
from tui.sources.folder import Folder
from tui.widgets.article_list import ASCII, WINDOW, ArticleList
from tui.widgets.article_view import ArticleView
from tui.widgets.category_tree import CategoryTree
from tui.widgets.dates import Clock, midnight
from tui.widgets.pane import Pane, RowPane
from tui.widgets.status_line import StatusLine

_EVERYTHING = 1
_TRIES = 5
"""How often a reload begins again because the cursor moved meanwhile."""


class MainScreen(Moving, Marking, Reading, Following):
    """Three panes and a status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]

    def __init__(
        self, config: Config, library: Path, folders: Sequence[Path], now: Clock
    ) -> None:
        """Show the posts of ``folders``, or of every source where there are none."""
        super().__init__(now)
        self._config, self._library_path, self._folders = config, library, folders
        self._root = _EVERYTHING
        self._wanted: int | None = None
        self._kept: object = None
        self.view = View(_EVERYTHING, unread_only=config.unread_only)

    @override
    def compose(self) -> ComposeResult:
        plain = self._config.ascii
        with Horizontal(id="panes"):
            yield CategoryTree(plain=plain, id="tree")
            yield ArticleList(
                glyphs=ASCII if plain else None, now=self.now, id="articles"
            )
            yield ArticleView(measure=self._config.measure, plain=plain, id="article")
        yield StatusLine(id="status")

    def on_mount(self) -> None:
        self.attend(self.articles)
        self._begin()

    @work(group="begin")
    async def _begin(self) -> None:
        """Open the library, show what is in it, then look at the sources."""
        try:
            self.library = await self.ask(self._open_library)
            await self._restore(self.library)
        except BroadsheetError as error:
            self.articles.show(0, 0, 0, [], str(error))
            self.fail(error)
            return
        self.follow()

    def _open_library(self) -> Library:
        library = Library(self._library_path)
        for path in self._folders:
            folder = Folder(path)
            row = library.add_source(folder.kind, folder.address, folder.name)
            self.sources[row.id] = folder
            self._root = row.mount
        if len(self._folders) != 1:
            self._root = _EVERYTHING
        for row in library.sources() if not self._folders else ():
            self.sources[row.id] = Folder(Path(row.address))
        return library

    # What is shown

    @override
    async def reload(self, select: int | None = None, index: int | None = None) -> None:
        """Read the view again; keep the selected entry, or select another.

        Args:
            select: Id of the entry to select, where the view has it.
            index: Otherwise the row to select.
        """
        if not self.library:
            return
        asked = self.view
        for _ in range(_TRIES):
            here, row = self.articles.cursor, self.articles.selected
            keep = select is None and index is None
            wanted = row.id if keep and row else select
            view = replace(asked, keep=self.opened.id if self.opened else 0)
            place = here if index is None else index
            state = await self.ask(
                read_state, self.library, view, wanted, place, self._today
            )
            if asked != self.view:
                return
            if not keep or here == self.articles.cursor:
                self._show(state)
                return

    @property
    def _today(self) -> View:
        return View(self._root, since=midnight(self.now()))

    def _show(self, state: State) -> None:
        self.categories.show(special(state, self._root), state.categories, self._root)
        self.articles.show(
            state.total, state.cursor, state.start, state.rows, self._empty()
        )
        self._tell_place()

    def _empty(self) -> str:
        if self.view.unread_only:
            return "Nothing unread here. u shows all articles."
        if not self.sources:
            return "No folder yet. Quit (q), then run: broadsheet FOLDER"
        return "No articles here yet."

    def _tell_place(self) -> None:
        if self.pane is self.article:
            where = f"{self.article.progress} % · Space on · Esc back"
        else:
            at = self.articles.cursor + 1 if self.articles.total else 0
            where = f"{at:,} of {self.articles.total:,}"
            where += " · unread only" * self.view.unread_only
            where += " · oldest first" * (not self.view.newest_first)
            where += " · Enter reads"
        self.status.place = f"{where} · ? help"

    # What the panes say

    @on(CategoryTree.Selected)
    def _category_selected(self, message: CategoryTree.Selected) -> None:
        node = message.node
        view = View(
            node.category,
            node.special == "unread" or self._unread_only,
            self.view.newest_first,
            midnight(self.now()) if node.special == "today" else None,
        )
        self.articles.border_title = node.name
        if replace(view, keep=0) != self.view:
            self.view = view
            self._select_view()

    @property
    def _unread_only(self) -> bool:
        return self._filter

    _filter = False

    @work(group="view", exclusive=True)
    async def _select_view(self) -> None:
        wanted, self._wanted = self._wanted, None
        await self.reload(select=wanted or 0, index=0)

    @on(ArticleList.Needed)
    def _rows_needed(self, message: ArticleList.Needed) -> None:
        self._fetch(message.start, message.generation)

    @work(group="rows")
    async def _fetch(self, start: int, generation: int) -> None:
        if self.library and generation == self.articles.generation:
            view = replace(self.view, keep=self.opened.id if self.opened else 0)
            rows = await self.ask(self.library.window, view, start, WINDOW)
            self.articles.fill(start, rows, generation)

    @on(RowPane.Picked)
    def _picked(self) -> None:
        self.action_open()

    @on(ArticleList.Selected)
    @on(ArticleView.Moved)
    @on(Pane.Focused)
    def _moved(self) -> None:
        self._tell_place()

    # The keys that are not moving, marking or reading

    def action_unread_only(self) -> None:
        self._filter = not self._filter
        node = self.categories.selected
        always = bool(node and node.special == "unread")
        self.view = replace(self.view, unread_only=self._filter or always)
        self._again()

    def action_sort(self) -> None:
        self.view = replace(self.view, newest_first=not self.view.newest_first)
        self._again()

    @work(group="view", exclusive=True)
    async def _again(self) -> None:
        await self.reload()

    def action_help(self) -> None:
        keys: dict[str, list[str]] = {}
        for binding in MAIN:
            now = self.app.keymap_of(binding)  # type: ignore[attr-defined]
            keys.setdefault(binding.description, []).extend(now)
        self.app.push_screen(Help((" ".join(k), what) for what, k in keys.items()))

    def action_toggle_dark(self) -> None:
        dark = self.app.current_theme.dark
        self.app.theme = "broadsheet-light" if dark else "broadsheet-dark"

    # What the next start finds again

    async def _restore(self, library: Library) -> None:
        memory: Any = await self.ask(library.recall, f"screen:{self._root}") or {}
        self._filter = bool(memory.get("unread_only", self._config.unread_only))
        self._wanted = memory.get("selected")
        self.categories.open = set(memory.get("open", ()))
        self.sidebar = memory.get("sidebar", True)
        self.zoomed = memory.get("zoomed", False)
        newest = memory.get("newest_first", True)
        self.view = View(self._root, self._filter, newest)
        wanted, node = self._wanted, memory.get("node")
        await self.reload(select=wanted, index=0)
        if node and node != f"all:{self._root}":
            self.categories.select(node)
        if memory.get("opened"):
            self.open_entry(memory["opened"])
        elif memory.get("pane") == "tree":
            self.attend(self.categories)
        self.lay_out()

    @override
    async def remember(self) -> None:
        if not self.library:
            return
        row, node = self.articles.selected, self.categories.selected
        memory = {
            "unread_only": self._filter,
            "newest_first": self.view.newest_first,
            "selected": row.id if row else None,
            "open": sorted(self.categories.open),
            "node": node.identity if node else "",
            "sidebar": self.sidebar,
            "zoomed": self.zoomed,
            "opened": self.opened.id
            if self.opened and self.pane is self.article
            else 0,
            "pane": self.pane.id,
        }
        now = (memory, self.article.place)
        if now != self._kept:
            self._kept = now
            await self._leave_place()
            await self.ask(self.library.remember, f"screen:{self._root}", memory)
