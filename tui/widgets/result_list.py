"""The list while something is searched for: each row with what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.text import Text
from textual.message import Message
from typing_extensions import override

from tui.text import cut, width
from tui.widgets.article_list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style

    from tui.model import Row
    from tui.query import Words
    from tui.render.hits import Snippet


class ResultList(ArticleList):
    """Marks the words that are searched for, and shows the text around them."""

    COMPONENT_CLASSES = {"list--hit"}

    @dataclass
    class Unread(Message):
        """The text of a row is in sight and was not looked at."""

        row: Row

    words: Sequence[Words] = ()
    """What is searched for; nothing while the list shows a view."""
    searching = False
    """Whether it shows what was found."""
    heading = "Articles"
    """What the list shows, as it stands above it."""
    _snippets: dict[int, Snippet | None]

    def head(self, heading: str) -> None:
        """Say above the list what it shows."""
        self.heading = heading
        # Brackets in the names of others are no markup.
        self.border_title = Text(heading)

    def say_nothing(self, why: str) -> None:
        """Say why the list is empty, if it is."""
        if why != self.empty:
            self.empty = why
            self.refresh()

    def search_for(self, words: Sequence[Words] | None) -> None:
        """Mark words in the rows from now on; None shows them as they are."""
        self.searching = words is not None
        self.words = ()
        self.mark_words(words or ())
        self.refresh()

    def mark_words(self, words: Sequence[Words]) -> None:
        """Mark words in the rows, as they are shown, from now on."""
        if self.words == tuple(words):
            return
        from tui.render.hits import pattern  # noqa: PLC0415 - not for the first paint

        self.words = tuple(words)
        self._snippets = {}
        self._title_pattern = pattern(
            [word for word in self.words if word.within in {"", "title"}]
        )
        self.refresh()

    def show_snippet(self, entry: int, snippet: Snippet | None) -> None:
        """Show what was found in the text of an entry."""
        self._snippets[entry] = snippet
        if snippet:
            self.refresh()

    @override
    def words_of(self, text: str, index: int, style: Style) -> list[Segment]:
        if not self.words:
            return super().words_of(text, index, style)
        from tui.query.letters import flat  # noqa: PLC0415 - not for the first paint

        found = self._title_pattern.finditer(flat(text))
        return list(self._marked(text, [match.span() for match in found], index, style))

    def _marked(
        self, text: str, marks: Sequence[tuple[int, int]], index: int, style: Style
    ) -> Iterator[Segment]:
        at = 0
        hit = style + self.over(index, "list--hit")
        for start, end in marks:
            if at < start:
                yield Segment(text[at:start], style)
            yield Segment(text[start:end], hit)
            at = end
        if at < len(text):
            yield Segment(text[at:], style)

    @override
    def _meta(self, index: int, row: Row, width_: int) -> list[Segment]:
        if not self.words:
            return super()._meta(index, row, width_)
        if row.id not in self._snippets:
            self._snippets[row.id] = None
            self.post_message(self.Unread(row))
        snippet = self._snippets[row.id]
        if snippet is None:
            return super()._meta(index, row, width_)
        date, base = self._date(row), self.base(index)
        room = max(0, width_ - 6 - len(date))
        text = cut(snippet.text, room, self._glyphs.cut)
        # What is cut off has no marks; the sign for it is no part of them.
        kept = len(text) - len(self._glyphs.cut) * (text != snippet.text)
        marks = [(a, min(b, kept)) for a, b in snippet.marks if a < kept]
        style = base + self.over(index, "list--meta")
        gap = " " * (room - width(text) + 1)
        return [
            Segment("    ", base),
            *self._marked(text, marks, index, style),
            Segment(f"{gap}{date} ", style),
        ]
