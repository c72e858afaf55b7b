"""Asks on behalf of somebody: tells a server who, where it wants to know, and no other."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from msgspec.structs import replace

from tui.errors import LoginError, SourceError
from tui.sources import reach
from tui.sources.challenge import basic, challenges, digest
from tui.sources.http import Client
from tui.sources.message import Response
from tui.sources.secret import secret_of
from tui.text import line

_TRIES = 4
_WANTED = 401
_HIDDEN = frozenset({403, 404})
"""What servers say that do not tell strangers that there is something."""
_AT_ONCE = frozenset({"basic", "bearer"})
"""The ways in which it can be told before the server asks."""


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who may read what is at an address."""

    user: str = field(repr=False)
    """Empty where the secret alone is enough: a token."""
    home: str
    """A checked address; nothing is told to another host than its."""
    tell: Callable[[], Awaitable[str]] = field(repr=False)
    """Tells the secret, or raises SourceError."""

    def is_for(self, url: str) -> bool:
        """Whether it may be told where ``url`` is: there, or there by https."""
        return reach.stays(self.home, url)


class Logins:
    """Tells the secrets of many, and runs each command once. Use it in one event loop."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, ...], asyncio.Task[str]] = {}

    def of(self, who: Mapping[str, str]) -> Login | None:
        """Return the login that ``kept_for`` made; None of nothing."""
        if not who:
            return None

        async def tell() -> str:
            key = tuple(who.get(name, "") for name in ("command", "file", "secret"))
            if key not in self._told:
                asked = asyncio.to_thread(secret_of, who)
                self._told[key] = asyncio.create_task(asked)
            return await asyncio.shield(self._told[key])

        return Login(who.get("user", ""), who["at"], tell)


def login_in(address: str) -> dict[str, str]:
    """Return the login that is part of an address, of the kind ``secret_of`` takes."""
    user, password = reach.login_in(address)
    if user and not password:
        return {"secret": user}  # who has a name alone has a token
    return {"user": user, "secret": password} if password else {}


def kept_for(who: Mapping[str, str], url: str) -> dict[str, str]:
    """Return a login, of the kind that ``secret_of`` takes, bound to an address.

    So it is told to no other host, wherever the feed moves.
    """
    wanted = {
        key: who[key] for key in ("user", "command", "file", "secret") if key in who
    }
    parts = urlsplit(url)
    return {**wanted, "at": f"{parts.scheme}://{parts.netloc}/"} if wanted else {}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, but for its address; as ``Client.fetch`` takes it."""

    most_bytes: int
    accept: str
    home: str
    headers: Mapping[str, str]


async def fetch(
    client: Client, url: str, question: Question, login: Login | None, way: str = ""
) -> tuple[Response, str]:
    """Return what is at ``url``, and in which way it was told who asks.

    It is told where the server asks for it (401), or hides what it has (403, 404) from
    strangers. ``way`` is the one that was right before: ``""``, ``basic``, ``bearer`` or
    ``digest``.

    Raises:
        SourceError: As ``Client.fetch`` says; or the secret cannot be had.
    """
    web, told, used, moved = client.addresses.web(url), "", "", ""
    if login and way in _AT_ONCE and login.is_for(web):
        told, used = await _told(login, way), way
    tried = {(web, used)}
    while True:
        sent = {"Authorization": told} if told else {}
        answer = await client.fetch(
            url,
            most_bytes=question.most_bytes,
            accept=question.accept,
            headers={**question.headers, **sent},
            home=question.home,
        )
        answer = replace(answer, moved=answer.moved or moved)
        if login is None or not login.is_for(answer.url) or len(tried) > _TRIES:
            return answer, used
        wanted, header = await _wanted(answer, login, hidden=not told)
        if not header or (answer.url, wanted) in tried:
            return answer, used
        url, told, used, moved = answer.url, header, wanted, answer.moved
        tried.add((url, used))


async def _wanted(answer: Response, login: Login, *, hidden: bool) -> tuple[str, str]:
    """Return in which way an answer wants to be told who asks, and the header for it."""
    usual = "basic" if login.user else "bearer"
    if answer.status != _WANTED:
        safe = answer.url.startswith("https:") or not reach.public_name(
            reach.host(answer.url)
        )
        if answer.status in _HIDDEN and hidden and safe:
            return usual, await _told(login, usual)
        return "", ""
    said = [*challenges(answer.headers.get("www-authenticate", ""))]
    offered = {each.scheme for each in said} or {usual}
    for each in said if login.user else ():
        if each.scheme == "digest":
            secret = await login.tell()
            if made := digest(each, login.user, secret, _target(answer.url)):
                return "digest", made
    for way in (usual, "basic", "bearer"):
        if way in offered:
            return way, await _told(login, way)
    return "", ""


async def _told(login: Login, way: str) -> str:
    secret = await login.tell()
    return f"Bearer {secret}" if way == "bearer" else basic(login.user, secret)


def _target(url: str) -> str:
    """Return path and query as they are sent."""
    import httpx  # noqa: PLC0415 - loaded already, by the first question

    return httpx.URL(url).raw_path.decode("ascii")


def refused(url: str, answer: Response, login: Login | None) -> LoginError:
    """Return what to say of an answer that wants to know who asks (401)."""
    here = reach.shown(url)
    way = "--user NAME --password-command CMD"
    if login and not login.user:
        way = "--token-command CMD"
    again = f"“broadsheet add {here} {way}”"
    if login is None:
        told = f"It wants a login: {again} gives it one"
    elif not login.is_for(answer.url):
        told = (
            f"It leads to {reach.shown(answer.url)}, which gets no login meant for it"
        )
    elif not _known(answer):
        said = answer.headers.get("www-authenticate", "").partition(" ")[0]
        told = f"It wants a login of a kind that is not known here ({line(said)[:20]})"
    else:
        who = f"the login of {login.user}" if login.user else "the token"
        told = f"It does not accept {who}: {again} gives it another"
    return LoginError(f"{here} answers {answer.status}. {told}.")


def hidden(url: str, answer: Response, login: Login | None) -> SourceError:
    """Return what to say of an answer that lets somebody in, but not us (403)."""
    here = reach.shown(url)
    if login:
        told = "It does not let you in with the login that it was given"
    else:
        told = (
            "It does not let us in. If you have a login for it, “broadsheet add"
            f" {here} --user NAME --password-command CMD” gives it; else open it in the"
            " browser"
        )
    return SourceError(f"{here} answers {answer.status}. {told}.")


def _known(answer: Response) -> bool:
    said = [*challenges(answer.headers.get("www-authenticate", ""))]
    return not said or any(
        each.scheme in _AT_ONCE
        or (each.scheme == "digest" and digest(each, "-", "-", "/"))
        for each in said
    )
