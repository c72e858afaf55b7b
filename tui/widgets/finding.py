"""Finding words in the text of an article, and going from one to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker
from typing_extensions import override

from tui.widgets.patches import Patch
from tui.widgets.set_page import SetPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.query import Words
    from tui.render.find import Match, Place
    from tui.render.page import Page

_ABOVE = 3
"""What part of the pane is above a place that was gone to: a third."""


class Finding(SetPage):
    """Marks what is looked for; the article stays where it is if nothing is found."""

    sought = ""
    """What is looked for; empty for nothing."""
    current = 0
    """Which match was gone to, from 0."""
    _matches: tuple[Match, ...] = ()
    _lines_with: tuple[int, ...] = ()
    """The line on which each match begins."""
    _spread = 0
    """Over how many line ends the longest match goes."""
    _from = 0
    _words: Sequence[Words] = ()

    def look_for(self, query: str, start: int, words: Sequence[Words] = ()) -> None:
        """Find words, marking all and going to the first from line ``start`` on.

        With ``words``, any of them is found, and ``query`` is only what they are called;
        with a ``start`` below 0, nothing is gone to.
        """
        self.sought, self._from, self._words = query, start, words
        self.current = min(start, 0)
        self._look(query)

    @work(thread=True, exclusive=True, group="find")
    def _look(self, query: str) -> None:
        from tui.render.find import find, find_words  # noqa: PLC0415 - seldom

        worker, lines, words = get_current_worker(), self.lines, self._words
        found = tuple(find_words(lines, words) if words else find(lines, query))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._found, query, found, lines)

    def _found(self, query: str, found: tuple[Match, ...], lines: object) -> None:
        if lines is not self.lines or query != self.sought:
            return  # it was set again meanwhile, which looks again
        self._matches = found
        self._lines_with = tuple(match[0].line for match in found)
        self._spread = max((len(match) - 1 for match in found), default=0)
        if self._from >= 0:
            self.current = bisect_left(self._lines_with, self._from) % max(
                1, len(found)
            )
            self._show_current()
        self.refresh()
        self.post_message(self.Moved())

    @override
    def set_page(self, page: Page, place: tuple[int, int]) -> None:
        if self.shown is None or self.shown.entry != page.entry:
            self.sought = ""
        super().set_page(page, place)

    @override
    def lines_changed(self) -> None:
        super().lines_changed()
        self._matches = ()
        if self.sought:
            self._from = -1
            self._look(self.sought)

    @property
    def matches(self) -> int:
        """How many there are."""
        return len(self._matches)

    def next_match(self, by: int) -> None:
        """Go on by so many matches, from the end to the beginning."""
        if self._matches:
            self.current = (self.current + by) % len(self._matches)
            self._show_current()
            self.refresh()
            self.post_message(self.Moved())

    def _show_current(self) -> None:
        if self._matches:
            first, last = (
                self._matches[self.current][0],
                self._matches[self.current][-1],
            )
            self.reveal(first)
            height = self.scrollable_content_region.height
            top = round(self.scroll_y)
            if not top <= first.line <= last.line < top + height:
                self.scroll_to(y=first.line - height // _ABOVE, animate=False)

    def reveal(self, place: Place) -> None:
        """Bring cells of a line into sight that may be out of it sideways."""

    def match_patches(self, line: int) -> Iterator[Patch]:
        """Yield what is found on a line, from the left."""
        first = bisect_left(self._lines_with, line - self._spread)
        last = bisect_right(self._lines_with, line)
        for number in range(first, last) if self._matches else ():
            role = "match-current" if number == self.current else "match"
            for place in self._matches[number]:
                if place.line == line:
                    yield Patch(place.start, place.end, role)
