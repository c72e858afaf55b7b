"""The key that looks for changes in all sources, or in one, and what it did."""

import asyncio
from collections.abc import Collection
from functools import partial

from textual import work
from typing_extensions import override

from tui.screens.adding import Adding
from tui.sync.board import keep_report, key_of
from tui.sync.wording import place


class Refreshing(Adding):
    """Asks the sources now, side by side; what came of each is on the board."""

    def action_refresh_sources(self) -> None:
        self.refresh_sources()

    @override
    def refresh_sources(self, keys: Collection[str] = ()) -> None:
        if self.board.going_on:
            self.say("this is being done; F shows how far it is")
        elif self.library:
            self.status.progress = "⟳ asking"
            self._refresh(keys)

    @override
    def stop_refresh(self) -> None:
        self.workers.cancel_group(self, "refresh")

    @work(group="refresh")
    async def _refresh(self, keys: Collection[str]) -> None:
        if not self.library:
            return
        every = await self.ask(self.library.subscriptions) if self.feeds else []
        feeds = [
            feed
            for feed in every
            if (key_of(feed) in keys if keys else not feed.state.get("ended"))
        ]
        accounts = [a for a in self.accounts if not keys or key_of(a) in keys]
        folders = {
            f"source:{number}": (number, source)
            for number, source in self.sources.items()
            if not keys or f"source:{number}" in keys
        }
        named = [(key, source.name) for key, (_, source) in folders.items()]
        named += [(key_of(account), account.name) for account in accounts]
        named += [(key_of(feed), place(feed.place)) for feed in feeds]
        self.board.begin(int(self.now().timestamp()), named)
        try:
            await asyncio.gather(
                *(self.refresh_folder(s, number) for number, s in folders.values()),
                *(self.visit_account(account.id) for account in accounts),
                self.visit_feeds(feeds, asked=True),
            )
        finally:
            report = self.board.end(int(self.now().timestamp()))
            self.end_progress()
            keep = partial(keep_report, whole=not keys)
            await self.ask(keep, self.library, report)
