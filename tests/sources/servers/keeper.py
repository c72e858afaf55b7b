"""Keeps what servers tell, in the way that the library is to do it."""

import json
from collections.abc import Sequence, Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from tui.model import CategoryPath
from tui.news import Batch, Item
from tui.sources.servers.base import Server


@dataclass
class Keeper:
    items: dict[str, Item] = field(default_factory=dict)
    state: Any = field(default_factory=dict)
    came: list[str] = field(default_factory=list)
    """The keys of all items that were told, in their order."""

    async def lacking(self, keys: Sequence[str]) -> AbstractSet[str]:
        return {key for key in keys if key not in self.items}

    async def sync(self, server: Server, batches: int = -1) -> None:
        """Keep all news, or only the first batches."""
        async for batch in server.news(self.state, self.lacking):
            self.keep(batch)
            batches -= 1
            if not batches:
                return

    def keep(self, batch: Batch) -> None:
        self._move(batch)
        for marks in batch.marks:
            among = self._at(marks.place) if marks.among is None else marks.among
            for key in among & self.items.keys():
                read, starred = key not in marks.unread, key in marks.starred
                self.items[key] = replace(self.items[key], read=read, starred=starred)
        for remaining in batch.remaining:
            for key in self._at(remaining.place) - remaining.keys:
                del self.items[key]
        for item in batch.items:
            self.items[item.entry.key] = item
            self.came.append(item.entry.key)
        self.state = json.loads(json.dumps(dict(batch.state)))

    def _move(self, batch: Batch) -> None:
        to = {move.place: move.to for move in batch.moved}
        for key, item in self.items.items():
            places = item.entry.categories
            new = [one for place in places for one in to.get(place, (place,))]
            entry = replace(item.entry, categories=tuple(dict.fromkeys(new)))
            self.items[key] = replace(item, entry=entry)

    def _at(self, place: CategoryPath) -> set[str]:
        return {
            key
            for key, item in self.items.items()
            if not place
            or any(one[: len(place)] == place for one in item.entry.categories)
        }
