"""The main screen: categories, articles, reader; it puts its parts together."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on, work
from textual.containers import Horizontal
from typing_extensions import override

from tui.errors import BroadsheetError, SourceError
from tui.library import Library
from tui.model import Row, View
from tui.render.setting import Setting
from tui.screens.full_page import FullPage
from tui.screens.help import Help
from tui.screens.illustrating import Illustrating
from tui.screens.keys import MAIN
from tui.screens.keys_wanted import KeysWanted
from tui.screens.linking import Linking
from tui.screens.marking import Marking
from tui.screens.outlining import Outlining
from tui.screens.packing import Packing
from tui.screens.reading import Reading
from tui.screens.remembering import Remembering
from tui.screens.rsshub import Rsshub
from tui.screens.saved_views import untimed
from tui.screens.telling import Telling
from tui.screens.tidying import Tidying
from tui.screens.unfolding import Unfolding
from tui.screens.views import State, read_state, special
from tui.sources import reach
from tui.widgets.article_list import ASCII, WINDOW, ArticleList, Lacking
from tui.widgets.article_view import ArticleView
from tui.widgets.category_tree import CategoryTree
from tui.widgets.dates import Clock, midnight
from tui.widgets.hyperlinks import wanted
from tui.widgets.own_words import told
from tui.widgets.pane import Pane, RowPane
from tui.widgets.status_line import StatusLine
from tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.config import Config, SourceConfig

EVERYTHING = 1
"""The category that every entry is in."""
_TRIES = 5
"""How often a reload begins again because the cursor moved meanwhile."""


class MainScreen(
    Telling,
    Unfolding,
    Marking,
    Reading,
    Illustrating,
    FullPage,
    Linking,
    Outlining,
    Rsshub,
    Packing,
    Remembering,
    Tidying,
):
    """Three panes and a status line."""

    BINDINGS: ClassVar[list[BindingType]] = [*MAIN]

    def __init__(
        self,
        config: Config,
        library: Path,
        folders: Sequence[Path],
        now: Clock,
        *,
        alone: bool = False,
    ) -> None:
        """Show ``folders`` and all feeds, or every source where no folder is named.

        With ``alone`` nothing but the folders is shown.
        """
        super().__init__(now)
        self._alone, self._folders, self._library_path = alone, [*folders], library
        self._config = self.limits = config
        self.view = View(EVERYTHING, unread_only=config.unread_only)
        self.rsshub, self.offline_room = config.rsshub, config.offline_room
        self._absent: list[str] = []

    @override
    def compose(self) -> ComposeResult:
        plain = self._config.plain
        links = wanted(self._config.hyperlinks, os.environ)
        with Horizontal(id="panes"):
            yield CategoryTree(plain=plain, id="tree")
            yield StoryList(
                glyphs=ASCII if plain else None, now=self.now, id="articles"
            )
            yield ArticleView(self._setting(), hyperlinks=links, id="article")
        with Horizontal(id="bottom"):
            yield StatusLine(plain=plain, id="status")

    def _setting(self) -> Setting:
        config = self._config
        return Setting(
            measure=config.measure,
            centred=config.centred,
            ascii=config.plain,
            indent=config.indent,
            spacing=config.spacing,
            gap=config.paragraph_spacing,
            ambiguous=config.ambiguous_width,
            link_numbers=config.link_numbers,
        )

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.attend(self.articles)
        self._begin()

    @work(group="begin")
    async def _begin(self) -> None:
        """Open the library, show what is in it, then look at the sources."""
        # The first frame stands until there is something better to see.
        with self.app.batch_update():
            try:
                self.library = await self.ask(self._open_library)
                for address in self._absent:
                    self.fail(SourceError(f"{address}: there is no such folder."))
                await self.restore(self.library, unread_only=self._config.unread_only)
            except BroadsheetError as error:
                failure = told(str(error), plain=self._config.plain)
                self.articles.show(0, 0, 0, [], failure)
                self.fail(error)
                return
            finally:
                self.post_message(KeysWanted())
        self.post_message(events.Resize(self.size, self.size))  # a refresh would wait
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """Begin what must not hold up the first screen."""
        self.follow()
        self.sweep_on()
        # What the first article needs is loaded before one is opened.
        self.run_worker(partial(import_module, "tui.render.page"), thread=True)

    def _open_library(self) -> Library:
        library = Library(self._library_path)
        library.want_stories(self._config.same_story)
        shown = self.gather(library)
        self.show_sources(shown)
        self._absent = shown.absent
        return library

    @override
    def wishes(self, row: Row) -> SourceConfig:
        source = self.sources.get(row.source)
        names = [source.name, source.address] if source else []
        if source is None:
            names = [name for path in row.entry.categories for name in path]
        return self._config.of([*names, *reach.domains(row.entry.url)])

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
        asked = self.view = self.timely(self.view)
        for _ in range(_TRIES):
            here, row = self.articles.cursor, self.articles.selected
            keep = select is None and index is None
            wanted = row.id if keep and row and self.settled else select
            view = replace(asked, keep=self.opened.id if self.opened else 0)
            place = self.articles.place if index is None else index
            # With no row before it, what is asked for comes where the list begins.
            on_gap = self.articles.on_gap if keep else not place
            state = await self.ask(
                read_state,
                self.library,
                view,
                wanted,
                place,
                self._today,
                int(self.now().timestamp()),
            )
            if asked != self.view:
                return
            now = self.articles.cursor, self.articles.selected
            if not keep or (here, row) == now:
                self._show(state, on_gap=on_gap)
                return

    @property
    def _today(self) -> View:
        return View(self.root, since=midnight(self.now()))

    def _show(self, state: State, *, on_gap: bool) -> None:
        # Where there are several sources, they stand at the top.
        top = 0 if self.root == EVERYTHING else self.root
        selected = self.categories.selected
        smart = special(state, self.root, selected.identity if selected else "")
        self.take_searches(state)
        self.categories.show(smart, state.categories, top)
        self.gap = state.gap
        where = state.gap.index if state.gap else None
        at_gap = on_gap and (self.articles.on_gap or where == 0)
        self.articles.show(
            state.total,
            state.cursor,
            state.start,
            state.rows,
            told(self.empty(), plain=self._config.plain),
            lacking=None
            if where is None
            else Lacking(where, self.lacking, here=at_gap),
        )
        self.tell_place()

    # What the panes say

    @on(CategoryTree.Selected)
    def _category_selected(self, message: CategoryTree.Selected) -> None:
        if message.node.identity == self.stays_at:
            return  # its count has changed, no more
        self.drop_search()
        view = self.view_of(message.node)
        self.articles.head(message.node.name)
        self.mark_words(message.node)
        if untimed(view) != untimed(self.view):
            self.view = view
            self._select_view()

    @work(group="view", exclusive=True)
    async def _select_view(self) -> None:
        await self.reload(select=0, index=0)

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
        self.tell_place()

    def action_unread_only(self) -> None:
        self.fold()
        self.unread_only = not self.unread_only
        unread_only = self.unread_only or self.always_unread(self.categories.selected)
        if self.searched:
            self.search(self.searched.unread_only(unread_only))
        else:
            self.view = replace(self.view, unread_only=unread_only)
            self._again()

    def action_sort(self) -> None:
        self.fold()
        if self.searched:
            self.sort_found(self.searched)
            return
        self.view = replace(self.view, newest_first=not self.view.newest_first)
        self._again()

    @work(group="view", exclusive=True)
    async def _again(self) -> None:
        await self.reload()

    def action_help(self) -> None:
        self.app.push_screen(Help(self.app.keys_and_actions()))  # type: ignore[attr-defined]
