"""Brings the library in step with accounts at servers, marks both ways."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.errors import BusyError, LoginError, SourceError, UnreachedError
from tui.library import Account, Library, Saved, Wish
from tui.news import UNMARKED
from tui.sources.http import Client
from tui.sources.secret import keep_secret, secret_of
from tui.sources.servers.base import Login, Server
from tui.sources.servers.detect import KINDS, detect
from tui.sources.servers.large import Large
from tui.sync.pages import LibraryOfAccount

if TYPE_CHECKING:
    from tui.news import Field

_ENOUGH = 20_000
"""So many new entries come in one visit at most; history goes on with the next."""
_ENOUGH_OF_A_SITE = 1_000
"""The same of a site, which is not the person's own server."""


class Added(NamedTuple):
    """An account that was found."""

    account: Account
    found: str
    """What is there, in words: software, version, address, user."""


async def add(  # noqa: PLR0913 - what an account is made of
    library: Library,
    address: str,
    who: Mapping[str, str],
    protocol: str = "",
    name: str = "",
    *,
    secret: str | None = None,
) -> Added:
    """Find out what a server speaks, log in, and keep the account.

    Args:
        library: where it is kept.
        address: the server's.
        who: ``user``, and ``command`` or ``file``, which tells the secret; or ``secret``
            itself, which is kept in a file of the person's once it was accepted.
        protocol: where only that one is to be tried.
        name: what to call it; empty to call it as it calls itself.
        secret: what ``who`` tells, where it has told it already.

    Raises:
        LoginError: The server does not accept the login.
        SourceError: Nothing is there that is known, or the secret is not told.
    """
    login = await _login(who) if secret is None else Login(who.get("user", ""), secret)
    async with Client(address) as client:
        server = await detect(client, address, login, protocol)
    who = await asyncio.to_thread(keep_secret, library.path, server.address, who)
    account = await asyncio.to_thread(
        library.add_account, server.kind, server.address, name or server.name, who
    )
    return Added(account, server.found)


async def connect(client: Client, account: Account) -> Server:
    """Return the server of an account, logged in.

    Raises:
        LoginError: The server does not accept the login.
        SourceError: It cannot be reached, or the secret is not told.
    """
    if account.kind not in KINDS:
        told = (
            f"{account.name}: this version does not know the protocol {account.kind}."
        )
        raise SourceError(told)
    login = await _login(account.login)
    server = KINDS[account.kind](client, account.address, login)
    await server.open()
    return server


async def bring(
    library: Library, account: Account, server: Server
) -> AsyncIterator[Saved]:
    """Tell the server what was marked, then take in what is new, batch by batch.

    A mark that the server cannot take holds up none of the news; it waits, and is named
    at the end.

    Raises:
        SourceError: The server fails; what came until then is kept.
        LibraryError: The library cannot be written.
    """
    untold: SourceError | None = None
    try:
        await tell(library, account, server)
    except (LoginError, BusyError, UnreachedError):
        raise
    except SourceError as error:
        untold = error
    async for saved in _brought(library, account, server):
        yield saved
    if untold:
        raise untold


async def _brought(
    library: Library, account: Account, server: Server
) -> AsyncIterator[Saved]:
    """Take in what is new, batch by batch."""
    here = LibraryOfAccount(library, account.id)
    if await _is_large(account, server):
        assert isinstance(server, Large)  # noqa: S101 - just found out
        async for batch in server.recent(account.state, here, account.newest):
            yield await asyncio.to_thread(library.take, account.id, batch)
        return
    lacking, taken = here.lacking, 0
    enough = _ENOUGH_OF_A_SITE if account.kind in UNMARKED else _ENOUGH
    async for batch in server.news(account.state, lacking):
        saved = await asyncio.to_thread(library.take, account.id, batch)
        yield saved
        taken += saved.new
        if batch.older and taken >= enough:
            return


async def _is_large(account: Account, server: Server) -> bool:
    """Tell whether only the newest of an account are kept: that is settled at first."""
    if account.state or not isinstance(server, Large):
        return bool(account.state.get("large"))
    return await server.is_large(account.newest)


async def tell(library: Library, account: Account, server: Server) -> int:
    """Tell the server what the reader marked; return how many marks that were.

    What was answered is forgotten; after an error all of it is told again, which does
    no harm: a mark says what should be, not what should change.

    Raises:
        SourceError: The server fails; the marks wait for the next time.
    """
    wishes = await asyncio.to_thread(library.wishes, account.id)
    groups: dict[tuple[Field, bool], list[Wish]] = defaultdict(list)
    for wish in wishes:
        groups[wish.field, wish.want].append(wish)
    # What is read first: there are servers whose articles have but one mark, the last.
    for (field, want), group in sorted(groups.items()):
        await server.mark([wish.key for wish in group], field, want)
        await asyncio.to_thread(library.fulfilled, group)
    return len(wishes)


async def _login(who: Mapping[str, str]) -> Login:
    return Login(who.get("user", ""), await asyncio.to_thread(secret_of, who))
