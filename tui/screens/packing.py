"""Fetching the pages and pictures of what the list shows, to be read on a journey."""

from contextlib import aclosing
from typing import TYPE_CHECKING

from textual import work

from tui.errors import BroadsheetError
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.library import Library
    from tui.model import Row

_MOST = 500
"""So many articles of a view are packed."""


class Packing(Desk):
    """Packs a view beside everything else."""

    def action_pack(self) -> None:
        """Fetch the pages and pictures of the articles in the list, or stop doing so."""
        if any(worker.group == "pack" and worker.is_running for worker in self.workers):
            self.workers.cancel_group(self, "pack")
            self.say("packing is stopped; what came stays")
        else:
            self._pack()

    @work(group="pack")
    async def _pack(self) -> None:
        if not self.library:
            return
        rows = await self.ask(self.library.window, self.view, 0, _MOST)
        try:
            await self._fetch_all(self.library, rows)
        except BroadsheetError as error:
            self.fail(error)
        finally:
            self.end_progress()

    async def _fetch_all(self, library: "Library", rows: "Sequence[Row]") -> None:
        from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415 - not at the start
        from tui.sync import pack_report as packs  # noqa: PLC0415 - likewise
        from tui.sync.packing import Bounds  # noqa: PLC0415 - likewise
        from tui.sync.wording import sized  # noqa: PLC0415 - likewise

        report = packs.PackReport(int(self.now().timestamp()))
        entries, home = [row.id for row in rows], hub_of(self.rsshub).web
        run = packs.packed(
            library,
            entries,
            Bounds(self.offline_room),
            report.began,
            home=home,
            shown=lambda row, _: self.wishes(row).full_page,
        )
        async with aclosing(run) as steps:
            async for report, _ in steps:
                done = f"{report.articles:,}/{len(rows):,}"
                self.status.progress = f"⟳ packing {done} · {sized(report.bytes)}"
        await self.ask(packs.keep_pack_report, library, report)
        self.say(report.brief)
