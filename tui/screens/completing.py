"""Completes what is typed to search for: the words before a colon, and the names behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from typing_extensions import override

from tui.screens.collecting import Collecting
from tui.text import cut
from tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from tui.query.completion import Unfinished
    from tui.widgets.dates import Clock

_MOST = 6
_LONGEST = 40
"""Cells for what else there is to choose from."""


class Completing(Collecting):
    """Offers how the line may go on, and takes the offer with Tab."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._endings: list[str] = []
        """How the last part of the line may go on, the best first."""
        self._tab_waits = False

    def offer(self, text: str) -> None:
        """Offer how a line that says ``text`` may go on."""
        if not text and not self._endings:
            return
        from tui.query.completion import unfinished  # noqa: PLC0415 - not at the start

        self._endings = []
        self._point()
        self.workers.cancel_group(self, "complete")
        if part := unfinished(text):
            self._look_up_names(text, part)

    @work(group="complete", exclusive=True)
    async def _look_up_names(self, text: str, part: Unfinished) -> None:
        from tui.query import completion  # noqa: PLC0415 - not at the start

        names = completion.choices(part)
        if not names and part.field and self.library:
            ask = self.library.names
            names = await self.ask(ask, part.field, part.start, _MOST + 1)
            names = [
                name
                for name in names
                if completion.can_be_said(name) and name != part.start
            ]
        self._endings = names[:_MOST]
        line, waits = self._search_line, self._tab_waits
        self._point()
        if line and names:
            line.offer(
                text,
                names[0][len(part.start) :],
                completion.completed(text, part, names[0]),
            )
        if line and waits:
            self._tab_taken()
        self.tell_place()

    @override
    def _point(self) -> None:
        """Point at the character that is wrong, unless the line may only go on."""
        if self._search_line:
            self._search_line.point_at(None if self._endings else self.wrong_at)

    @on(SearchLine.Tabbed)
    def _tab(self) -> None:
        """Take what is offered; where nothing is, search here or everywhere."""
        if any(w.group == "complete" and w.is_running for w in self.workers):
            self._tab_waits = True
        else:
            self._tab_taken()

    def _tab_taken(self) -> None:
        self._tab_waits = False
        if not self._search_line or not self._search_line.take():
            self.widen()
        self.release_now()

    def widen(self) -> None:
        """Search here instead of everywhere, or the other way round."""
        raise NotImplementedError

    def told_of_offers(self) -> str:
        """Say what Tab would take, and what else there is; empty for nothing."""
        if not self._endings:
            return ""
        first, *others = self._endings
        also = cut(", ".join(others), _LONGEST, "…")
        return f"Tab {first}" + f" · or {also}" * bool(others)
