"""The key that lists headings and tables; what is chosen is gone to, or opened."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from typing import TYPE_CHECKING

from textual import work
from typing_extensions import override

from tui.render.setting import HEADER
from tui.screens.desk import Desk
from tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render.document import Table
    from tui.render.outline import Stop
    from tui.render.page import Page


class Outlining(Desk):
    """Jumping inside the open article."""

    def action_outline(self) -> None:
        self.hold()
        self._outline()

    @work(group="outline", exclusive=True)
    async def _outline(self) -> None:
        try:
            await self._choose_stop()
        finally:
            self.release()

    async def _choose_stop(self) -> None:
        page = self.article.shown
        if page is None:
            self.say("no article is open")
            return
        sheet = self.article.setting.sheet
        between = sheet.sign(" · ", " | ")
        stops = await asyncio.to_thread(_stops, page, between)
        if not stops:
            self.say("no headings or tables in this article")
            return
        top = min(stop.level for stop in stops)
        times = sheet.sign("×", "x")
        choices = [_choice(stop, top, times) for stop in stops]
        here, _ = self.article.place or (HEADER, 0)
        before = bisect_right(stops, here, key=lambda stop: stop.block) - 1
        chosen = await self.choose("Headings and tables", choices, max(0, before))
        if chosen is None or self.article.shown is not page:
            return
        self.attend(self.article)
        self.leave()
        self.article.go_to(stops[chosen].block)
        if table := stops[chosen].table:
            self.open_table(table, choices[chosen].text)

    @override
    def open_table(self, table: Table, name: str) -> None:
        from tui.screens.table_pane import TablePane  # noqa: PLC0415 - not at the start

        self.app.push_screen(TablePane(table, name, self.article.setting))

    @override
    async def choose(
        self, title: str, choices: Sequence[Choice], selected: int
    ) -> int | None:
        from tui.screens.chooser import Chooser  # noqa: PLC0415 - not at the start

        chooser = Chooser(title, choices, selected, self.article.setting.sheet)
        return await self.app.push_screen_wait(chooser)


def _stops(page: Page, between: str) -> list[Stop]:
    from tui.render.outline import outline  # noqa: PLC0415 - not for the first paint

    return list(outline(page.document, between))


def _choice(stop: Stop, top: int, times: str) -> Choice:
    level, note = stop.level - top, ""
    if stop.table:
        rows = stop.table.rows or stop.table.header
        note = f"{len(rows):,} {times} {len(rows[0])}"
    return Choice(stop.text or "Table", note, level)
