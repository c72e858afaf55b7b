"""What is sent to a web server and what it answers, as values; it asks none."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from msgspec import Struct

from tui.errors import BusyError, SourceError
from tui.sources import reach

_UNCHANGED, _GONE, _MANY = 304, 410, 429
_BUSY = frozenset({_MANY, 503})
_ADVICE: Mapping[int, str] = MappingProxyType(
    {
        401: "It wants a login; open it in the browser",
        402: "It wants to be paid; open it in the browser",
        403: "It does not let us in; open it in the browser",
        404: "There is nothing at this address; it may have moved",
        _GONE: "It was taken away for good",
        _MANY: "It is asked too often; try again later",
        451: "It may not be shown, for legal reasons",
    }
)


class Message(Struct, frozen=True):
    """What is asked of a server (RFC 9110, 9.3), where it is more than to see a page."""

    method: str = "GET"
    body: bytes = b""
    type: str = ""
    """The media type of the body; empty for none."""


class Response(Struct, frozen=True):
    """What a server answered, unpacked."""

    url: str
    """The address that answered, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By name in lower case; hostile."""
    body: bytes
    moved: str = ""
    """Where the address asked for has moved for good (RFC 9110, 15.4); or empty."""

    @property
    def type(self) -> str:
        """The media type in lower case, without parameters; empty if not said."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def successful(self) -> Self:
        """Return the response itself.

        Raises:
            BusyError: It says that it cannot answer now.
            SourceError: Its status says that this is not what was asked for.
        """
        if 200 <= self.status < 300 or self.status == _UNCHANGED:  # noqa: PLR2004 - RFC 9110
            return self
        usual = "The server failed; try again later"
        if self.status < 400:  # noqa: PLR2004 - RFC 9110
            usual = "It leads elsewhere and does not say where; open it in the browser"
        advice = _ADVICE.get(self.status, usual)
        told = f"{reach.shown(self.url)} answers {self.status}. {advice}."
        raise BusyError(told) if self.status in _BUSY else SourceError(told)
