"""Asks one server in the name of one person; it knows no protocol."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode

from tui.errors import BusyError, LoginError, RefusedError, SourceError
from tui.sources import reach
from tui.sources.http import Client, Message, Response

Pairs = Iterable[tuple[str, str | int]]
_MOST_BYTES: Final = 64_000_000
_FINE, _WRONG, _FAILED = 200, 400, 500
_NO_LOGIN: Final = 401
_LATER: Final = frozenset({429, 503})
_LONGEST_WAIT: Final = 86_400
_INOREADER: Final = "x-reader-limits-reset-after"
"""How many seconds the day has left of which all requests are used up."""
_GET: Final = Message()


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks below one address, with one login."""

    client: Client
    base: str
    """Without a slash at its end."""
    headers: Mapping[str, str] = field(repr=False)
    by_token: bool = False
    """Whether the login is a token alone."""

    async def ask(
        self, path: str, query: Pairs = (), message: Message = _GET
    ) -> Response:
        """Return the answer if it is one.

        Raises:
            LoginError: The login is not accepted, or not any more.
            BusyError: It is asked too often, or not now.
            RefusedError: It says that the question is wrong.
            SourceError: It failed, or cannot be reached.
        """
        answer = await self.try_(path, query, message)
        if answer.status == _NO_LOGIN:
            raise no_login(answer, by_token=self.by_token)
        return answered(answer)

    async def try_(
        self, path: str, query: Pairs = (), message: Message = _GET
    ) -> Response:
        """Return the answer, whatever its status is.

        Raises:
            LoginError: The login cannot be sent.
            SourceError: The server cannot be reached.
        """
        if not all(v.isascii() and v.isprintable() for v in self.headers.values()):
            raise LoginError(
                f"The login for {reach.shown(self.base)} has characters that cannot be"
                " sent. Look at the key and at the command that prints it."
            )
        asked = urlencode(tuple(query))
        return await self.client.fetch(
            self.base + path + ("?" + asked if asked else ""),
            most_bytes=_MOST_BYTES,
            accept="application/json, */*;q=0.1",
            headers=self.headers,
            message=message,
        )


def answered(answer: Response) -> Response:
    """Return an answer that is one; the errors are those of ``Asking.ask``."""
    status, where = answer.status, reach.shown(answer.url)
    if _FINE <= status < _WRONG:
        return answer
    if status == _NO_LOGIN:
        raise no_login(answer)
    if status in _LATER:
        raise BusyError(
            f"{where} is asked too often or is busy (it answers {status})."
            " Try again later.",
            wait(answer),
        )
    if status < _FAILED:
        raise RefusedError(f"{where} refuses what it was asked (it answers {status}).")
    raise SourceError(f"{where} failed (it answers {status}). Try again later.")


def done(answer: Response) -> Response:
    """Return the answer to a change, which was made: a page says that it was not.

    Some servers, and what stands before them, send one with 200 instead.
    """
    if answered(answer).body.lstrip()[:1] == b"<":
        raise SourceError(
            f"{reach.shown(answer.url)} answers with a page, not as a server's API."
            " Try again later."
        )
    return answer


def switched_on(answer: Response) -> Response:
    """Return an answer that does not say that the API is switched off, as FreshRSS does.

    Raises:
        LoginError: It is.
    """
    if answer.status in _LATER and answer.body.strip() == b"Service Unavailable!":
        raise LoginError(
            f"{reach.shown(answer.url)} lets no programs in. Switch on the API in its"
            " settings (Authentication), and give yourself an API password (Profile)."
        )
    return answer


def no_login(answer: Response, *, by_token: bool = False) -> LoginError:
    """Return the error that a login, or a token alone, is not accepted."""
    what, look = (
        "login",
        "the user and the password, and whether its API is switched on",
    )
    if by_token:
        what, look = "token", "what the command after --token-command prints"
    return LoginError(
        f"{reach.shown(answer.url)} does not accept the {what} (it answers"
        f" {answer.status}). Look at {look}."
    )


def wait(answer: Response) -> int:
    """Return for how many seconds a server wants to be left alone (RFC 9110, 10.2.3)."""
    said = answer.headers.get("retry-after", "").strip()
    said = said or answer.headers.get(_INOREADER, "").strip()
    if said.isascii() and said.isdecimal():
        return min(int(said[:9]), _LONGEST_WAIT)
    then, now = date(said), date(answer.headers.get("date", ""))
    return min(max(then - now, 0), _LONGEST_WAIT) if then and now else 0


def date(written: str) -> int:
    """Return the time in a header, in seconds since 1970; 0 if there is none."""
    try:
        return int(parsedate_to_datetime(written).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return 0


def form(pairs: Pairs) -> Message:
    """Return a message as a web form sends it."""
    body = urlencode(tuple(pairs)).encode()
    return Message("POST", body, "application/x-www-form-urlencoded")


def told(value: Any, method: str = "POST") -> Message:
    """Return a message that carries JSON."""
    return Message(method, json.dumps(value).encode(), "application/json")


def pieces(keys: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Yield ``keys`` in pieces of at most ``most``."""
    for start in range(0, len(keys), most):
        yield keys[start : start + most]
