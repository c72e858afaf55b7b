"""Brings an instance's catalogue and radar rules, and keeps them on disk with their age."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tui.errors import SourceError
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.sources.rsshub.catalogue import catalogue_in
from tui.sources.rsshub.instance import Instance
from tui.sources.rsshub.radar import rules_in
from tui.sources.rsshub.reason import successful
from tui.sources.rsshub.search import Index

_T = TypeVar("_T")
_WEEK = 7 * 86_400
_MOST_BYTES = 30_000_000
_MISSING = 404
_CATALOGUES = "api/namespace", "api/routes"
_RULES = ("api/radar/rules",)


@dataclass(frozen=True)
class Brought(Generic[_T]):
    """Something that an instance said, and when."""

    what: _T
    fetched: int
    """When it was fetched, in seconds since 1970."""
    trouble: str = ""
    """Why nothing newer could be had, where that was tried."""


@dataclass(frozen=True)
class Documents:
    """What an instance says of itself; kept for a week, and longer where it is down."""

    client: Client
    """Knows how the instance is asked."""
    instance: Instance
    cache: Cache
    now: int
    """Seconds since 1970."""

    async def catalogue(self, *, fresh: bool = False) -> Brought[Index]:
        """Return the catalogue, ready to be searched; with ``fresh`` asked for anew.

        Raises:
            SourceError: It is not kept, and cannot be had.
        """
        return await self._bring(_CATALOGUES, _index, fresh=fresh)

    async def rules(self, *, fresh: bool = False) -> Brought[Mapping[str, Any]]:
        """Return the radar rules; with ``fresh`` asked for anew.

        Raises:
            SourceError: They are not kept, and cannot be had.
        """
        return await self._bring(_RULES, rules_in, fresh=fresh)

    def has_rules(self) -> bool:
        """Whether the radar rules are kept, so that nothing need be asked; it blocks."""
        return self._kept(_RULES[0]) is not None

    async def _bring(
        self, paths: tuple[str, ...], read: Callable[[bytes, str], _T], *, fresh: bool
    ) -> Brought[_T]:
        kept = await asyncio.to_thread(self._first_kept, paths)
        if kept and not fresh and self.now - kept.fetched < _WEEK:
            return await self._read(kept, read)
        try:
            return await self._read(await self._fetch(paths), read)
        except SourceError as error:
            if not kept:
                raise
            old = await self._read(kept, read)
            return Brought(old.what, old.fetched, str(error))

    async def _read(
        self, said: "_Said", read: Callable[[bytes, str], _T]
    ) -> Brought[_T]:
        what = await asyncio.to_thread(read, said.body, said.address)
        if said.new:
            data = f"{said.fetched}\n".encode() + said.body
            await asyncio.to_thread(self.cache.put, said.address, data)
        return Brought(what, said.fetched)

    async def _fetch(self, paths: tuple[str, ...]) -> "_Said":
        """Ask for the first of these that the instance has."""
        address = self._address(paths[0])
        answer = await self.client.fetch(
            address, most_bytes=_MOST_BYTES, accept="application/json", home=address
        )
        if answer.status == _MISSING and paths[1:]:
            return await self._fetch(paths[1:])
        return _Said(address, self.now, successful(answer).body, new=True)

    def _first_kept(self, paths: tuple[str, ...]) -> "_Said | None":
        return next(filter(None, map(self._kept, paths)), None)

    def _kept(self, path: str) -> "_Said | None":
        address = self._address(path)
        when, _, body = (self.cache.get(address) or b"").partition(b"\n")
        return _Said(address, int(when), body) if when.isdigit() else None

    def _address(self, path: str) -> str:
        return f"{self.instance.address}/{path}"


@dataclass(frozen=True)
class _Said:
    address: str
    fetched: int
    body: bytes
    new: bool = False


def _index(data: bytes, address: str) -> Index:
    return Index(catalogue_in(data, address))
