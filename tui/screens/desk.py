"""What the parts of the main screen share: the panes, the library, and how to ask it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual.getters import query_one
from textual.screen import Screen

from tui.config import Config, RsshubConfig, SourceConfig
from tui.model import Body, Row, View
from tui.render.document import Document, Picture, Table
from tui.screens.keys_wanted import KeysWanted
from tui.sync.board import Board
from tui.widgets import own_words
from tui.widgets.article_view import ArticleView
from tui.widgets.category_tree import CategoryTree, Node
from tui.widgets.pane import Pane
from tui.widgets.status_line import StatusLine
from tui.widgets.story_list import StoryList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tui.errors import BroadsheetError
    from tui.library import Account, Gap, Library
    from tui.sources.base import Source
    from tui.widgets.choice_list import Choice
    from tui.widgets.dates import Clock

SAID_SECONDS = 6.0
FAILED_SECONDS = 8.0
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Desk(Screen[None]):
    """Holds the state of the main screen; its parts add what can be done with it."""

    categories = query_one("#tree", CategoryTree)
    articles = query_one("#articles", StoryList)
    article = query_one("#article", ArticleView)
    status = query_one("#status", StatusLine)

    def __init__(self, now: Clock) -> None:
        super().__init__()
        self.now = now
        self.library: Library | None = None
        self.sources: dict[int, Source] = {}
        """The folders, by their id in the library."""
        self.accounts: list[Account] = []
        """The accounts at servers."""
        self.rsshub = RsshubConfig()
        self.offline_room = Config().offline_room
        """How many bytes are kept to be read offline."""
        """Which RSSHub is asked for the routes that are followed."""
        self.feeds = 0
        """The source that all entries of feeds belong to; 0 where none are shown."""
        self.board = Board()
        """What is being done with each source."""
        self.view = View(1)
        self.opened: Row | None = None
        self.aim = ""
        """Where in the entry that is opened next one wants to be; empty for anywhere."""
        self.root = 1
        """The category that everything shown is below."""
        self.unread_only = False
        """Whether lists leave out what was read, in every view."""
        self.settled = False
        """Whether the person has moved: until then the first row is the selected one."""
        self.gap: Gap | None = None
        """Where the list lacks what only servers have."""
        self.zoomed = False
        self.sidebar = True
        self._said = ""
        self._troubles: dict[str, str] = {}
        self._failures: set[str] = set()
        # One thread, so that what is asked first is answered first.
        self._thread = ThreadPoolExecutor(1, "library")

    async def ask(
        self, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Run a call on the library off the event loop, in the order of asking."""
        return await self.run_on(self._thread, partial(call, *args, **kwargs))

    async def run_on(self, thread: ThreadPoolExecutor, asked: Callable[[], _T]) -> _T:
        """Run a call on a thread, as long as there is something to show its result in."""
        found = await asyncio.get_running_loop().run_in_executor(thread, asked)
        if not self.app.is_running:
            # The panes are taken down before the workers: there is nothing to show it in.
            raise asyncio.CancelledError
        return found

    @property
    def newest_first(self) -> bool:
        """How views are sorted; a search has an order of its own."""
        return self.view.newest_first

    @property
    def unfinished(self) -> bool:
        """Whether what is searched for is not all found yet."""
        return False

    @property
    def panes(self) -> tuple[Pane, Pane, Pane]:
        return self.categories, self.articles, self.article

    @property
    def pane(self) -> Pane:
        """The pane that has the focus, or had it last."""
        return self.focused if isinstance(self.focused, Pane) else self.articles

    def say(self, text: str) -> None:
        """Show a message in the status line for a while."""
        self._said = text
        self.status.activity = text
        self.set_timer(SAID_SECONDS, partial(self._unsay, text))

    def refuse(self, why: str) -> None:
        """Say why nothing was begun; what is typed for it must not act as keys."""
        self.say(f"{why} · Esc")
        self.pane.turn_deaf(SAID_SECONDS)

    def _unsay(self, text: str) -> None:
        # A timer may come while the screen is being taken down.
        status = self.query_one_optional("#status", StatusLine)
        if status and status.activity == text:
            status.activity = ""

    def end_progress(self) -> None:
        """Say no more how far something is; it may end as the screen is taken down."""
        if status := self.query_one_optional("#status", StatusLine):
            status.progress = ""

    def lasting(self, what: str, trouble: str) -> None:
        """Show what is wrong as long as it is; nothing if all is well with ``what``."""
        self._troubles[what] = trouble
        self.status.trouble = "; ".join(filter(None, self._troubles.values()))

    def fail(self, error: BroadsheetError) -> None:
        """Show what went wrong, as plain text; once, while it is shown already."""
        told = str(error)
        if told not in self._failures:
            self._failures.add(told)
            # Textual looks at what it is to call, which a method of a set does not bear.
            self.set_timer(FAILED_SECONDS, partial(self._told, told))
            shown = own_words.told(told, plain=self.app.has_class("-ascii"))
            self.notify(shown, severity="error", timeout=FAILED_SECONDS, markup=False)

    def _told(self, failure: str) -> None:
        self._failures.discard(failure)

    def hold(self) -> None:
        """Let keys wait for what the last one opens."""
        self.app.hold_keys()  # type: ignore[attr-defined]

    def release(self) -> None:
        """Let them act."""
        self.post_message(KeysWanted())

    def release_now(self) -> None:
        """Let them act before anything else does."""
        self.app.release_keys()  # type: ignore[attr-defined]

    def tell_place(self) -> None:
        """Say in the status line where one is."""
        raise NotImplementedError

    def lay_out(self, pane: Pane | None = None) -> None:
        """Decide which panes are in sight."""
        raise NotImplementedError

    def attend(self, pane: Pane) -> None:
        """Give a pane the focus, whether or not it is in sight."""
        raise NotImplementedError

    def open_entry(self, number: int) -> None:
        """Read an entry: show it in the reader, mark it read and go there."""
        raise NotImplementedError

    def open_at(self, number: int, place: tuple[int, int]) -> None:
        """Read an entry as `open_entry` does, from a place in it."""
        raise NotImplementedError

    async def document(self) -> Document:
        """Return what the reader shows as a tree; it may have to be read first."""
        page = self.article.shown
        return (
            await asyncio.to_thread(getattr, page, "document") if page else Document()
        )

    async def draw_picture(self, picture: Picture) -> None:
        """Draw a picture of the open article."""
        raise NotImplementedError

    def open_table(self, table: Table, name: str) -> None:
        """Show a table in a pane of its own."""
        raise NotImplementedError

    async def choose(
        self, title: str, choices: Sequence[Choice], selected: int
    ) -> int | None:
        """Have one of many chosen; return its index, or None. Call it in a worker."""
        raise NotImplementedError

    def forget_search(self) -> bool:
        """Look for nothing in the text any more; return whether something was."""
        raise NotImplementedError

    def place(self) -> tuple[int, int] | None:
        """Return the place in the article, as `ArticleView.place` says it."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Go back to where one came from."""
        raise NotImplementedError

    async def text_of(self, row: Row) -> Body:
        """Return what is to be read of an entry.

        Raises:
            SourceError: It cannot be read now.
        """
        raise NotImplementedError

    def leave(self) -> None:
        """Hear that one goes on from the open entry, to which one may come back."""
        raise NotImplementedError

    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        """Show an entry in the reader, no more; return whether its text can be read.

        ``place`` is where; usually it is where it was left.
        """
        raise NotImplementedError

    def keep_indexed(self) -> None:
        """Have the texts of what is new read for the search, from now on."""
        raise NotImplementedError

    def tidy_up(self, *, news: bool) -> None:
        """Hear that sources were asked: what is more than is to be kept may go."""
        raise NotImplementedError

    def search_again(self, *, changed: bool) -> None:
        """Hear, now and then, whether the library has changed: what was found may have."""
        raise NotImplementedError

    async def reopen(self) -> None:
        """Show the open entry again if its text has changed or can be read by now."""
        raise NotImplementedError

    async def remember(self) -> None:
        """Keep what the next start is to find again, where it has changed."""
        raise NotImplementedError

    def ask_further(self) -> None:
        """Ask servers for what the list lacks where the cursor is."""
        raise NotImplementedError

    async def ask_unread(
        self, view: View, here: int | None, there: int | None, *, backwards: bool
    ) -> bool:
        """Ask a server for what is unread between two entries; tell whether more came.

        ``there`` is the next one that is here, None where there is none. Call it again
        until nothing came.
        """
        raise NotImplementedError

    def wishes(self, row: Row) -> SourceConfig:
        """Return what is configured for the source or the site of an entry."""
        raise NotImplementedError

    def refresh_sources(self, keys: Collection[str] = ()) -> None:
        """Ask all sources, or only those with these keys, unless that is being done."""
        raise NotImplementedError

    def stop_refresh(self) -> None:
        """Ask no more sources; what came until now stays."""
        raise NotImplementedError

    def mark_words(self, node: Node) -> None:
        """Mark in the list what a line of the tree is looked for by, if it is."""
        raise NotImplementedError

    def view_of(self, node: Node) -> View:
        """Return what the list shows for a line of the tree."""
        raise NotImplementedError

    async def reload(self, select: int | None = None, index: int | None = None) -> None:
        """Show the view and the counts as they are in the library now."""
        raise NotImplementedError
