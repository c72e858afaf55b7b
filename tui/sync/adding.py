"""Follows what is at an address: a feed, a site, an account, what a page names."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set as AbstractSet

from msgspec import Struct, field
from msgspec.structs import replace

from tui.errors import BusyError, LoginError, SourceError
from tui.library import Account, Library
from tui.model import CategoryPath
from tui.sources import reach
from tui.sources.feed_state import State, state_of
from tui.sources.feed_visit import Visit, visit
from tui.sources.feeds.discovery import FeedLink, feeds_in, usual_places
from tui.sources.http import Client, Response
from tui.sources.login import Logins, kept_for
from tui.sources.secret import forget_secret, keep_secret
from tui.sources.servers.sites import site_at
from tui.sync import servers
from tui.sync.feeds import Visited, take_in


class Wish(Struct, frozen=True):
    """How what is added is to be followed."""

    name: str = ""
    """What to call it; empty to call it as it calls itself."""
    folders: tuple[CategoryPath, ...] | None = None
    """Where to put it; None for the top, or where it is already."""
    every: bool = False
    """Whether all feeds that a page names are meant, not only the first."""
    choose: Callable[[Sequence[FeedLink]], Awaitable[Sequence[FeedLink]]] | None = None
    """Asked which of several feeds that a page names are meant; none is an answer too."""
    who: Mapping[str, str] = field(default_factory=dict)
    """Whose login it is: ``user``, and ``command`` or ``secret``; empty for nobody's."""
    guessed: bool = False
    """Whether https was not written: http is tried too where nobody answers by it."""
    say: Callable[[str], None] = lambda _: None
    """Told what is being looked at, in words."""

    @property
    def feeds(self) -> bool:
        """Whether only feeds are meant: a site has no folder, and names but itself."""
        return self.every or self.folders is not None


class Added(Struct, frozen=True):
    """What came of it."""

    feeds: tuple[Visited, ...]
    """What is followed now; none where none was chosen, or where it is a site."""
    known: frozenset[int] = frozenset()
    """The ids of those that were followed before."""
    others: tuple[FeedLink, ...] = ()
    """The feeds that the page names besides."""
    dead: tuple[str, ...] = ()
    """Why those that the page names could not be read, where another feed was found."""
    site: Account | None = None
    """The site, or the account, that is followed; it was not visited yet."""
    found: str = ""
    """What the site or account is, in words."""


async def add(
    library: Library, client: Client, address: str, now: int, wish: Wish | None = None
) -> Added:
    """Follow what is at an address of the web; feeds are visited at once.

    A page of a site that has all its articles for programs (WordPress, Hexo) stands for
    the site, unless only feeds are wished. Where a login is given, it is that of the feed;
    or else of an account at the server there. It is told to no other host.

    A feed that is followed already stays as it is, but for the name and the folder that
    are wished. Of several feeds that a page names, the first that can be read is taken.

    Args:
        library: Where it is kept.
        client: Whom it asks the servers through.
        address: As ``reach.checked`` returns it, or that of an RSSHub route.
        now: Seconds since 1970.
        wish: How to follow it.

    Raises:
        SourceError: Nothing can be read there, or no feed is named there.
        LibraryError: The library cannot be written.
    """
    address = client.addresses.known(address)
    work = _Adding(library, client, address, now, wish or Wish())
    found = await work.begin()
    if await work.take(work.address, found):
        return work.added()
    if work.wish.who and not work.wish.feeds and (site := await work.account(found)):
        return site
    if not found.page:
        raise _failed(found, work.hint)
    if not work.wish.feeds and (site := await work.site(found.page)):
        return site
    links = _links(found.page)
    if not links and found.page.type and "html" not in found.page.type:
        raise _failed(found, work.hint)  # a feed's own address, not a page of its site
    if links:
        return await work.look_at(links, found.page)
    if not await work.guess(found.page):
        raise work.nothing()
    return work.added()


class _Adding:
    """One address on its way into the library."""

    def __init__(
        self, library: Library, client: Client, address: str, now: int, wish: Wish
    ) -> None:
        self.library, self.client, self.wish = library, client, wish
        self.address, self.now = address, now
        self.feeds: list[Visited] = []
        self.known: set[int] = set()
        self.logins = Logins()
        self.who = kept_for(self.wish.who, client.addresses.web(address))

    def added(self, others: Sequence[FeedLink] = (), dead: Sequence[str] = ()) -> Added:
        feeds, known = tuple(self.feeds), frozenset(self.known)
        return Added(feeds, known, tuple(others), dead=tuple(dead))

    async def begin(self) -> Visit:
        """Visit the address itself; by http where https was guessed and nobody answers."""
        found = await self.visit(self.address)
        plain = self.address.replace("https:", "http:", 1)
        if not (found.unreached and self.wish.guessed) or plain == self.address:
            return found
        trouble = found.state.trouble
        if self.who:
            told = (
                f"{trouble} Your login is not sent by http, unless you write http://."
            )
            raise SourceError(told)
        found = await self.visit(plain)
        if found.unreached:
            raise SourceError(f"{trouble} Nobody answers by http either.")
        self.address = plain
        return found

    async def visit(self, url: str) -> Visit:
        self.wish.say(f"{reach.shown(url)} …")
        feed = await asyncio.to_thread(self.library.subscription, url)
        state = state_of(feed.state) if feed else State()
        login = self.logins.of(self.who or (feed.login if feed else {}))
        return await visit(
            self.client, url, state, self.now, home=self.address, login=login
        )

    async def account(self, found: Visit) -> Added | None:
        """Follow the account at a server that the address may be; None for a page's feeds."""
        who, name = self.wish.who, self.wish.name
        login = self.logins.of(self.who)
        secret = await login.tell() if login else ""
        try:
            added = await servers.add(
                self.library, self.address, who, name=name, secret=secret
            )
        except SourceError as error:
            certain = isinstance(error, LoginError | BusyError)
            if found.refused:
                raise _failed(found) from error
            if not (found.page or certain or found.unreached):
                nor = " Nor is the API of a server that keeps feeds found there."
                raise _failed(found, nor) from error
            let_in = bool(found.state.way)  # so it is no server that keeps feeds
            if not _links(found.page) or (not let_in and isinstance(error, LoginError)):
                raise
            return None
        return Added((), site=added.account, found=added.found)

    async def site(self, page: Response) -> Added | None:
        """Follow the site that a page belongs to, if it is one of those that are known."""
        async with Client(self.address) as client:
            server = await site_at(client, page)
        if not server:
            return None
        name = self.wish.name or server.name
        account = await asyncio.to_thread(
            self.library.add_account, server.kind, server.address, name, {}
        )
        return Added((), site=account, found=server.found)

    async def look_at(self, links: Sequence[FeedLink], page: Response) -> Added:
        """Follow the first of these feeds of a page that can be read, or all.

        Where none can, there may be one in the usual places.
        """
        choose, every = self.wish.choose, self.wish.every
        if choose and len(links) > 1:
            links, every = await choose(links), True
            if not links:
                return self.added()
        dead: list[str] = []
        for number, link in enumerate(links, 1):
            found = await self.visit(self.client.addresses.known(link.address))
            if not await self.take(self.client.addresses.known(link.address), found):
                dead.append(found.state.trouble)
            elif not every:
                return self.added(links[number:], dead)
        if self.feeds or await self.guess(page, {link.address for link in links}):
            return self.added(dead=dead)
        named = "a feed" if len(dead) == 1 else f"{len(dead)} feeds, the first of"
        raise SourceError(
            f"{reach.shown(self.address)} names {named} which cannot be read: {dead[0]}"
            " There is none in the usual places either."
        )

    async def guess(
        self, page: Response, tried: AbstractSet[str] = frozenset()
    ) -> bool:
        """Follow the feed in one of the usual places; return whether there is one."""
        for url in usual_places(page.url):
            if url not in tried and await self.take(url, await self.visit(url)):
                return True
        return False

    def nothing(self) -> SourceError:
        """Return the error that a page leads to no feed."""
        account = "" if self.who else " For an account at a server, give its login too."
        return SourceError(
            f"{reach.shown(self.address)} names no feed. Look on the page for RSS or"
            f" Atom, and add that address.{self.hint or account}"
        )

    @property
    def hint(self) -> str:
        """What may be wrong besides, where there is no feed."""
        if not (self.who and self.wish.feeds):
            return ""
        return " An account at a server has folders of its own: leave yours out."

    async def take(self, url: str, found: Visit) -> bool:
        """Follow what was visited, if that is a feed; return whether it is."""
        return await asyncio.to_thread(self._take, url, found)

    def _take(self, url: str, found: Visit) -> bool:
        feed = self.library.subscription(url)
        if not (feed or found.feed):
            return False
        login = self._kept(url, found)
        if feed:
            self.known.add(feed.id)
        else:
            feed = self.library.subscribe(url, url)
        first, *also = feed.folders if self.wish.folders is None else self.wish.folders
        name = self.wish.name or feed.name
        wished = replace(feed, name=name, folder=first, also=tuple(also))
        if wished != feed:
            feed = self.library.change_feed(feed, wished)
        if login:
            if feed.login.get("file") != login.get("file"):
                forget_secret(feed.login)
            feed = self.library.give_login(feed, login)
        self.feeds.append(take_in(self.library, feed, found))
        return True

    def _kept(self, url: str, found: Visit) -> dict[str, str]:
        """Return the login that a feed was read with, its secret kept; else nothing."""
        if self.who and found.refused:
            raise _failed(found)
        if not (self.who and found.state.way) or found.state.trouble:
            return {}
        return keep_secret(self.library.path, f"feed {url}", self.who)


def _failed(found: Visit, hint: str = "") -> SourceError:
    """Return why nothing was read, as an error."""
    kind = LoginError if found.refused else SourceError
    return kind(found.state.trouble + hint)


def _links(page: Response | None) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names."""
    kind = page.headers.get("content-type", "") if page else ""
    return tuple(feeds_in(page.body, kind, page.url)) if page else ()
