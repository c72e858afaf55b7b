"""One row of a table, each cell in full; it does not know the table."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from typing_extensions import override

from tui.render.page import Page
from tui.render.typeset import Setting
from tui.screens.box import Box
from tui.screens.keys import MOVES
from tui.widgets.article_view import ArticleView


class RecordPane(Box[None]):
    """Shows a page over what it belongs to, from one of its blocks on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("space", "page(1)", "Page down"),
        Binding("escape,q,enter,w", "dismiss", "Close"),
    ]

    article = query_one(ArticleView)

    def __init__(self, page: Page, title: str, block: int, setting: Setting) -> None:
        """Show ``page`` from ``block`` on, under a title."""
        super().__init__()
        self._page, self._title, self._block = page, title, block
        self._setting = setting

    @override
    def compose(self) -> ComposeResult:
        view = ArticleView(self._setting, hyperlinks=False)
        view.border_title = Text(self._title)
        view.border_subtitle = "Esc closes"
        yield view

    def on_mount(self) -> None:
        self.article.set_page(self._page, (self._block, 0))

    def action_move(self, by: int) -> None:
        self.article.move(by)

    def action_page(self, pages: float) -> None:
        self.article.page(pages)

    def action_edge(self, end: bool) -> None:
        self.article.edge(end=end)
