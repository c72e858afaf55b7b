"""Brings a picture of an article: from the web, the folder of posts, or the page itself."""

import asyncio
import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.bitmap import Bitmap, bitmap
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.text import cut, line

_PROBE = 32, 32
"""The pixels in which a picture is drawn to see whether that can be done."""
ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.1"
_scheme = re.compile(r"([a-z][a-z0-9+.-]*):|//", re.IGNORECASE)

Local = Callable[[str, int], bytes]
"""Reads a file by an address without a scheme, up to so many bytes; may block."""


class Pictures(Struct, frozen=True):
    """The pictures of one source."""

    client: Client
    cache: Cache
    most_bytes: int = 20_000_000
    """How large the file of one picture may be."""
    packed: Cache | None = None
    """The pictures that were fetched for a journey; they are looked for there first."""

    async def picture(
        self, address: str, most: tuple[int, int], local: Local | None = None
    ) -> Bitmap:
        """Return a picture in at most ``most`` (width, height) pixels.

        ``local`` reads what has no scheme, for a post in a folder. What was fetched is
        kept under its address and not asked for again while it is in the cache.

        Raises:
            SourceError: There is none, it is too large, broken, or of another kind.
        """
        data = await self._bytes(address, local)
        return await self._drawn(address, data, most)

    async def pack(self, address: str) -> int:
        """Keep a picture of the web for a journey; return how many bytes it has.

        Raises:
            SourceError: As ``picture`` says.
        """
        assert self.packed  # noqa: S101 - whoever packs says where
        data = await self._kept(address)
        if data is None:
            data = await self._asked(address)
        await self._drawn(address, data, _PROBE)
        await asyncio.to_thread(self.packed.put, address, data)
        return len(data)

    async def _drawn(self, address: str, data: bytes, most: tuple[int, int]) -> Bitmap:
        try:
            return await asyncio.to_thread(bitmap, data, most)
        except SourceError as error:
            await asyncio.to_thread(self.cache.forget, address)
            raise SourceError(
                f"{_named(address)} {error}. Open it in the browser."
            ) from error

    async def _bytes(self, address: str, local: Local | None) -> bytes:
        scheme = _scheme.match(address)
        if scheme and (scheme[1] or "").lower() == "data":
            return await asyncio.to_thread(_carried, address, self.most_bytes)
        if scheme:
            return await self._fetched(address)
        if not address:
            raise SourceError("The page does not say where this picture is.")
        if local is None:
            raise SourceError(f"{_named(address)}: it is not known where this is.")
        return await asyncio.to_thread(local, address, self.most_bytes)

    async def _fetched(self, address: str) -> bytes:
        kept = await self._kept(address)
        if kept is None:
            kept = await self._asked(address)
            await asyncio.to_thread(self.cache.put, address, kept)
        return kept

    async def _kept(self, address: str) -> bytes | None:
        for place in filter(None, (self.packed, self.cache)):
            kept = await asyncio.to_thread(place.get, address)
            if kept is not None:
                return kept
        return None

    async def _asked(self, address: str) -> bytes:
        url = reach.checked(address, "https://") if address[:2] == "//" else address
        answer = await self.client.fetch(url, most_bytes=self.most_bytes, accept=ACCEPT)
        return answer.successful().body


def _carried(address: str, most_bytes: int) -> bytes:
    """Return what a ``data:`` address carries (RFC 2397), read as browsers do."""
    head, comma, body = address.partition(",")
    if not comma or len(body) > most_bytes * 4:
        raise SourceError(f"{_named(address)} carries no picture, or too large a one.")
    data = unquote_to_bytes(body)
    if head.rstrip().lower().endswith("base64"):
        packed = re.sub(rb"[^A-Za-z0-9+/]", b"", data.translate(_URL_SAFE))
        try:
            data = base64.b64decode(packed + b"=" * (-len(packed) % 4))
        except binascii.Error as error:
            raise SourceError(f"{_named(address)} carries a broken picture.") from error
    if len(data) > most_bytes:
        raise SourceError(f"{_named(address)} is larger than {most_bytes:,} bytes.")
    return data


_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def _named(address: str) -> str:
    if address[:5].lower() == "data:":
        return cut(line(address[:60]), 40)
    return reach.shown(address)
