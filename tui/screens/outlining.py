"""The key that lists headings and tables; what is chosen is gone to, or opened."""

import asyncio
from bisect import bisect_right

from textual import work

from tui.render.outline import Stop, outline
from tui.render.page import HEADER, Page
from tui.screens.chooser import Chooser
from tui.screens.desk import Desk
from tui.screens.table_pane import TablePane
from tui.widgets.choice_list import Choice


class Outlining(Desk):
    """Jumping inside the open article."""

    @work(group="outline", exclusive=True)
    async def action_outline(self) -> None:
        page = self.article.shown
        if page is None:
            self.say("no article is open")
            return
        stops = await asyncio.to_thread(_stops, page)
        if not stops:
            self.say("no headings or tables in this article")
            return
        sheet = self.article.setting.sheet
        top = min(stop.level for stop in stops)
        times = sheet.sign("×", "x")
        choices = [_choice(stop, top, times) for stop in stops]
        here, _ = self.article.place or (HEADER, 0)
        before = bisect_right(stops, here, key=lambda stop: stop.block) - 1
        chooser = Chooser("Headings and tables", choices, max(0, before), sheet)
        chosen = await self.app.push_screen_wait(chooser)
        if chosen is None or self.article.shown is not page:
            return
        self.attend(self.article)
        self.article.go_to(stops[chosen].block)
        if table := stops[chosen].table:
            name = choices[chosen].text
            self.app.push_screen(TablePane(table, name, self.article.setting))


def _stops(page: Page) -> list[Stop]:
    return list(outline(page.document))


def _choice(stop: Stop, top: int, times: str) -> Choice:
    level, note = stop.level - top, ""
    if stop.table:
        rows = stop.table.rows or stop.table.header
        note = f"{len(rows):,} {times} {len(rows[0])}"
    return Choice(stop.text or "Table", note, level)
