"""Unpacks what a server sent packed, and stops at a bound; it knows no server."""

import zlib
from collections.abc import Mapping
from types import MappingProxyType

from tui.errors import SourceError

ACCEPTED = "gzip"
"""The one content coding (RFC 9110, 8.4.1) that is asked for: every server has it."""
_GZIP, _EITHER = 31, 47
_OVERHEAD = 65_536
"""So much may a packed body be longer than what is in it: headers and padding."""
_WINDOWS: Mapping[str, int] = MappingProxyType(
    {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _EITHER}
)


class Unpacker:
    """Takes the parts of a body as they come and keeps at most ``most`` bytes of it."""

    def __init__(self, coding: str, most: int) -> None:
        """Prepare for a ``Content-Encoding``; empty where there was none.

        Raises:
            SourceError: It is one that was not asked for.
        """
        self._most, self._packed = most, 0
        self._data = bytearray()
        name = coding.strip().lower()
        if name in {"", "identity"}:
            self._inflate = None
        elif name in _WINDOWS:
            self._inflate = zlib.decompressobj(_WINDOWS[name])
        else:
            raise SourceError("the body is packed in a way that was not asked for")

    @property
    def full(self) -> bool:
        """Whether there was more than may be kept, packed or not."""
        return max(len(self._data), self._packed - _OVERHEAD) > self._most

    def take(self, part: bytes) -> None:
        """Unpack the next part, as far as there is room for it.

        Raises:
            SourceError: It is not packed as was said.
        """
        self._packed += len(part)
        room = self._most + 1 - len(self._data)
        if self._inflate is None:
            self._data += part[:room]
            return
        try:
            while part and room > 0:
                out = self._inflate.decompress(part, room)
                self._data += out
                room -= len(out)
                part = self._inflate.unconsumed_tail or self._next_member()
        except zlib.error as error:
            raise SourceError(f"the body cannot be unpacked ({error})") from error

    def _next_member(self) -> bytes:
        """Go on with another gzip member (RFC 1952, 2.2); anything else is padding."""
        if not self._inflate or not self._inflate.eof:
            return b""
        rest = self._inflate.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._inflate = zlib.decompressobj(_GZIP)
        return rest

    def body(self) -> bytes:
        """Return all of it.

        Raises:
            SourceError: The end of the packed body is missing.
        """
        if self._inflate and self._packed and not self._inflate.eof:
            raise SourceError("the body ends too early")
        return bytes(self._data)
