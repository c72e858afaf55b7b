"""The Google Reader API, in the dialects that servers speak today.

There is no standard; what is asked here is what all of them answer rightly. What is
new is told by comparing ids, since times and continuations mean something else at each.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import LoginError, RefusedError
from tui.news import Batch, Field, Item, Marks, Remaining
from tui.sources.http import Client, Message, Response
from tui.sources.reach import domains, host
from tui.sources.servers import asking, making, places
from tui.sources.servers.asking import Asking, Pairs
from tui.sources.servers.base import Lacking, Login
from tui.sources.servers.fields import strange
from tui.sources.servers.greader_answers import LONG, ids_of, items_of, places_of

_STATE: Final = "user/-/state/com.google/"
_ALL: Final = ("s", _STATE + "reading-list")
_NOT_READ: Final = ("xt", _STATE + "read")
_STARRED: Final = ("s", _STATE + "starred")
_JSON: Final = ("output", "json")
_IDS, _MORE_IDS, _MOST_IDS = 10_000, 1_000_000, 200_000
_ITEMS: Final = 100
HOSTS: Final[Mapping[str, str]] = {
    "theoldreader.com": "The Old Reader",
    "bazqux.com": "BazQux Reader",
    "inoreader.com": "Inoreader",
}
"""Servers that are known by their domain."""
_LOGIN: Final = (
    ("service", "reader"),
    ("accountType", "HOSTED_OR_GOOGLE"),
    ("client", "Broadsheet"),
)
"""What The Old Reader wants beside the login."""
_auth = re.compile(r"^Auth=(\S+)\s*$", re.MULTILINE)
_NOT_LET_IN: Final = frozenset({401, 403})
_UNWANTED: Final = "-"
_GET: Final = Message()


class _List(Struct, frozen=True):
    """The ids of a stream, the newest first."""

    keys: tuple[str, ...]
    whole: bool
    """Whether these are all."""


@dataclass
class GReader:
    """An account at a server that speaks the Google Reader API."""

    client: Client
    address: str
    """What ``/accounts/ClientLogin`` and ``/reader/api/0`` come after."""
    login: Login
    kind: str = "greader"
    name: str = ""
    found: str = ""
    _asking: Asking = field(init=False)
    _token: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.address = self.address.rstrip("/").removesuffix("/reader/api/0")
        self._asking = Asking(self.client, self.address, self.login.headers)
        self.name = self.name or f"{self._software or 'Reader'} {host(self.address)}"

    @property
    def _software(self) -> str:
        if self._wide:
            return "FreshRSS"
        names = (HOSTS.get(domain, "") for domain in domains(self.address))
        return next(filter(None, names), "")

    @property
    def _wide(self) -> bool:
        """Whether it is FreshRSS, which writes fullwidth signs in titles."""
        return self.address.endswith("/greader.php")

    async def open(self) -> None:
        await self._log_in()
        software = self._software
        words = "Google Reader API", software and f"of {software}", "at", self.address
        user = "as", making.name(self.login.user)
        self.found = " ".join(filter(None, (*words, *user)))

    async def news(
        self, state: Mapping[str, Any], lacking: Lacking
    ) -> AsyncIterator[Batch]:
        there = await self._get("/subscription/list", [])
        found = places_of(there, wide=self._wide)
        changed = places.changes(places.read(state.get("places")), found)
        now = {"places": places.kept(found)}
        # In this order, so that what arrives meanwhile is not taken for read or gone.
        everything = await self._list(_ALL)
        unread = frozenset((await self._list(_ALL, _NOT_READ)).keys)
        starred = frozenset((await self._list(_STARRED)).keys)
        # Some keep starred ones that their list of all leaves out.
        among = starred.union(unread, everything.keys)
        remaining = (*changed.gone, *([Remaining((), among)] * everything.whole))
        marks = Marks(unread, starred, among)
        yield Batch(now, changed.moved, (marks,), remaining)
        keys = [*everything.keys, *(among - {*everything.keys})]
        new = await lacking(keys)
        missing = [key for key in keys if key in new]
        for some in asking.pieces(missing, _ITEMS):
            items = tuple(
                replace(
                    item,
                    read=item.entry.key not in unread,
                    starred=item.entry.key in starred,
                )
                for item in await self._items(some, found)
                if item.entry.key in among
            )
            yield Batch(now, items=items, older=some[0] != missing[0])

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        way = "a" if want else "r"
        for some in asking.pieces(keys, _ITEMS):
            # Where the software is not known, a second "read" may mean "unread".
            differ = some if self._software else await self._differing(some, what, want)
            if differ:
                ids = [("i", LONG + key) for key in differ]
                await self._write("/edit-tag", [(way, _STATE + what), *ids])

    async def _differing(
        self, keys: Sequence[str], what: Field, want: bool
    ) -> Sequence[str]:
        return [
            item.entry.key
            for item in await self._items(keys, {})
            if (item.read if what == "read" else item.starred) != want
        ]

    async def _items(
        self, keys: Sequence[str], there: places.Places
    ) -> tuple[Item, ...]:
        """Fetch items; those that are gone are passed over."""
        ids = [("i", LONG + key) for key in keys]
        try:
            answer = await self._post("/stream/items/contents", ids)
        except RefusedError:
            # Some refuse all where one of them is gone.
            if len(keys) == 1:
                return ()
            half = len(keys) // 2
            first = await self._items(keys[:half], there)
            return first + await self._items(keys[half:], there)
        return await asyncio.to_thread(items_of, answer, there, wide=self._wide)

    async def _list(self, *stream: tuple[str, str], most: int = _IDS) -> _List:
        keys: dict[str, None] = {}
        more = ""
        while len(keys) < _MOST_IDS:
            pairs = [*stream, ("n", str(most)), *([("c", more)] if more else [])]
            answer = await self._get("/stream/items/ids", pairs)
            found = await asyncio.to_thread(ids_of, answer)
            before = len(keys)
            keys.update(dict.fromkeys(found.keys))
            more = found.more
            if not more or len(keys) == before:
                return _List(tuple(keys), whole=True)
            if more == str(len(keys)) and most == _IDS:
                # An offset loses what shifts; all at once does not.
                return await self._list(*stream, most=_MORE_IDS)
        return _List(tuple(keys), whole=False)

    async def _log_in(self) -> None:
        login = ("Email", self.login.user), ("Passwd", self.login.secret)
        pairs = (*login, *_LOGIN)
        answer = await Asking(self.client, self.address, self.login.headers).try_(
            "/accounts/ClientLogin", message=asking.form(pairs)
        )
        if b"BadAuthentication" in answer.body or (
            answer.status in _NOT_LET_IN and b"Error=" in answer.body
        ):
            raise asking.no_login(answer)
        asking.answered(asking.switched_on(answer))
        found = _auth.search(answer.body.decode("utf-8", "replace"))
        if not found:
            raise strange(answer.url, "no token")
        headers = {
            **self.login.headers,
            "Authorization": f"GoogleLogin auth={found[1]}",
        }
        self._asking = Asking(self.client, self.address, headers)
        self._token = ""

    async def _ask(self, path: str, query: Pairs, message: Message = _GET) -> Response:
        if "Authorization" not in self._asking.headers:
            await self._log_in()
        return await self._asking.ask("/reader/api/0" + path, query, message)

    async def _get(self, path: str, pairs: list[tuple[str, str]]) -> Response:
        try:
            return await self._ask(path, [_JSON, *pairs])
        except LoginError:
            await self._log_in()
            return await self._ask(path, [_JSON, *pairs])

    async def _post(self, path: str, pairs: list[tuple[str, str]]) -> Response:
        """Send a form with the token for writing, and a new one where it is refused."""
        for again in (False, True):
            try:
                return await self._sent(path, pairs)
            except LoginError:
                if again:
                    raise
                await self._log_in()
        raise AssertionError

    async def _sent(self, path: str, pairs: list[tuple[str, str]]) -> Response:
        if not self._token:
            self._token = await self._new_token()
        sent = asking.form([_JSON, ("T", self._token), *pairs])
        return await self._ask(path, [_JSON], sent)

    async def _new_token(self) -> str:
        try:
            answer = await self._ask("/token", [])
        except RefusedError:
            return _UNWANTED
        return answer.body.decode("utf-8", "replace").strip()

    async def _write(self, path: str, pairs: list[tuple[str, str]]) -> None:
        answer = await self._post(path, pairs)
        if answer.body.strip() != b"OK":
            raise strange(answer.url, "something else than OK")
