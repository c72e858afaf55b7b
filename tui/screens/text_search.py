"""Finding words in the open article: the line they are typed in, and the next of them."""

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from typing_extensions import override

from tui.screens.desk import Desk
from tui.text import cut
from tui.widgets.dates import Clock

if TYPE_CHECKING:
    from textual.widgets import Input

    from tui.widgets.find_line import FindLine

_LONGEST = 30
"""Cells of what is looked for that are shown, so that there is room for more."""


class TextSearch(Desk):
    """The keys that look for words while reading."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._line: FindLine | None = None
        self._from = 0

    async def action_find(self) -> None:
        if not self.opened:
            self.refuse("open an article to find words in it")
            return
        from tui.widgets.find_line import FindLine  # noqa: PLC0415 - not needed at the start

        self.attend(self.article)
        self._from = round(self.article.scroll_y)
        self._line = FindLine(self.article.sought)
        bottom = self.query_one("#bottom", Horizontal)
        await bottom.mount(self._line, before=self.status)
        self.status.activity = ""  # the line and what it finds need the room
        self.set_focus(self._line)

    def on_input_changed(self, message: "Input.Changed") -> None:
        self.article.look_for(message.value, self._from)

    def on_input_submitted(self) -> None:
        self._close()

    def on_find_line_next(self, message: "FindLine.Next") -> None:
        self.article.next_match(message.by)

    def on_find_line_given_up(self) -> None:
        self.forget_search()
        self.article.scroll_to(y=self._from, animate=False)
        self._close()

    def _close(self) -> None:
        if self._line:
            self._line.remove()
            self._line = None
        self.attend(self.article)
        self.release_now()

    @override
    def forget_search(self) -> bool:
        was = bool(self.article.sought)
        self.article.look_for("", 0)
        return was

    @property
    def searching(self) -> str:
        """What is looked for and where one is in it, in words; empty for nothing."""
        article = self.article
        if not article.sought:
            return ""
        sought = f"“{cut(article.sought, _LONGEST, '…')}”"
        if not article.matches:
            return f"{sought} is not in the text"
        at = f"{article.current + 1:,} of {article.matches:,}"
        if article.current < 0:
            at = "once" if article.matches == 1 else f"{article.matches:,} times"
        return f"{at} · ↓ ↑ · Enter" if self._line else f"{sought} {at} · n N · Esc"
