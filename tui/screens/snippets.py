"""Looks up what was found in the texts of the rows in sight, one after the other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on, work

from tui.errors import SourceError
from tui.screens.desk import Desk
from tui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model import Body, Row
    from tui.query import Words
    from tui.render.hits import Snippet
    from tui.widgets.dates import Clock

_LENGTH = 160
"""Characters of a snippet; the list cuts off what it has no room for."""


class Snippets(Desk):
    """Shows the text around what was found."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._unread: list[Row] = []

    @on(ResultList.Unread)
    def _text_in_sight(self, message: ResultList.Unread) -> None:
        self._unread.append(message.row)
        if len(self._unread) == 1:
            self._look_up()

    @work(group="snippets", exclusive=True)
    async def _look_up(self) -> None:
        try:
            while self._unread:
                row, words = self._unread[0], self.articles.words
                piece = await self._piece(row, words)
                if words is self.articles.words:
                    self.articles.show_snippet(row.id, piece)
                self._unread.pop(0)
        finally:
            self._unread.clear()

    async def _piece(self, row: Row, words: Sequence[Words]) -> Snippet | None:
        if not words:
            return None
        try:
            body = await self.text_of(row)
        except SourceError:
            return None
        return await asyncio.to_thread(_cut_out, body, words)


def _cut_out(body: Body, words: Sequence[Words]) -> Snippet | None:
    from tui.render.hits import snippet  # noqa: PLC0415 - not for the first paint
    from tui.render.plain import plain_text  # noqa: PLC0415 - likewise

    return snippet(plain_text(body).text, words, _LENGTH)
