"""A line for a query, which shows where the query cannot be understood."""

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input
from typing_extensions import override


class _Wrong(Highlighter):
    """Marks one character."""

    def __init__(self) -> None:
        self.at: int | None = None

    @override
    def highlight(self, text: Text) -> None:
        if self.at is not None and self.at < len(text):
            text.stylize("reverse", self.at, self.at + 1)


class QueryInput(Input):
    """An input in which one character may be pointed at."""

    def __init__(
        self,
        text: str,
        placeholder: str = "",
        *,
        compact: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Begin with ``text``; where there is none, a placeholder stands."""
        self._wrong = _Wrong()
        super().__init__(
            text,
            placeholder=placeholder,
            select_on_focus=False,
            highlighter=self._wrong,
            compact=compact,
            id=id,
        )
        self.cursor_blink = False

    def point_at(self, at: int | None) -> None:
        """Mark the character that is wrong; None for none."""
        if at != self._wrong.at:
            self._wrong.at = at
            self.refresh()
