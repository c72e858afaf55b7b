"""The key that shows RSSHub's routes; what is chosen there is followed like any feed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import work

from tui import paths
from tui.errors import BroadsheetError, SourceError
from tui.model import CategoryPath
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from tui.screens.routes_pane import Offer
    from tui.sources.http import Client
    from tui.sources.rsshub.documents import Brought, Documents
    from tui.sources.rsshub.hub import Hub
    from tui.sources.rsshub.search import Index

EVERYTHING = 1
_THIS, _PERHAPS = "This article:", "This article?"


class Rsshub(Desk):
    """Browsing, searching and following the routes of an RSSHub."""

    _routes_hub: "Hub | None" = None

    def follow_feeds(self) -> None:
        """Visit the feeds that are due, now and from now on."""
        raise NotImplementedError

    def action_rsshub(self) -> None:
        self.hold()
        self._show_routes()

    @work(group="rsshub", exclusive=True)
    async def _show_routes(self) -> None:
        self._routes_hub = None  # the key may be had by now
        from tui.screens.routes_pane import RoutesPane  # noqa: PLC0415 - not at the start
        from tui.sources import reach  # noqa: PLC0415 - likewise

        pane = RoutesPane(
            reach.shown(self._hub().instance.address),
            self._bring_catalogue,
            self._offers,
            self._follow_route,
            self.article.setting.sheet,
        )
        await self.app.push_screen_wait(pane)

    def _hub(self) -> "Hub":
        """Return what knows the instance; one for as long as the pane is open."""
        from tui.sources.rsshub.hub import hub_of  # noqa: PLC0415 - not at the start

        self._routes_hub = self._routes_hub or hub_of(self.rsshub)
        return self._routes_hub

    async def _bring_catalogue(self, anew: bool) -> "Brought[Index]":
        hub = self._hub()
        async with _client(hub) as client:
            return await self._documents(client, hub).catalogue(fresh=anew)

    async def _offers(self, index: "Index") -> "Sequence[Offer]":
        """Return the routes that the article at hand may be of, by its names and its page."""
        from tui.screens.routes_pane import Offer  # noqa: PLC0415 - not at the start
        from tui.sources.rsshub.origin import origins  # noqa: PLC0415 - likewise
        from tui.sources.rsshub.radar import suggestions  # noqa: PLC0415 - likewise

        row = self.articles.selected
        if not row:
            return ()
        folder = row.source in self.sources
        places = row.entry.categories if folder else ()
        found = [
            Offer(origin.route, why=_THIS if origin.certain else _PERHAPS)
            for origin in origins(index.catalogue, places)
        ]
        catalogue = index.catalogue
        rules = await self._rules() if row.entry.url else {}
        for each in suggestions(rules, row.entry.url):
            route = catalogue.find(each.path) or catalogue.route_of(each.address)
            values = dict(each.values)
            found += [Offer(route, values, _PERHAPS)] if route else []
        return found

    async def _rules(self) -> Mapping[str, Any]:
        """Return the radar rules; none where they cannot be had, which harms nothing."""
        hub = self._hub()
        try:
            async with _client(hub) as client:
                return (await self._documents(client, hub).rules()).what
        except SourceError:
            return {}

    def _documents(self, client: "Client", hub: "Hub") -> "Documents":
        from tui.sources.cache import Cache  # noqa: PLC0415 - not at the start
        from tui.sources.rsshub.documents import Documents  # noqa: PLC0415 - likewise

        cache = Cache(paths.cache() / "rsshub")
        return Documents(client, hub.instance, cache, int(self.now().timestamp()))

    async def _follow_route(self, address: str, folder: CategoryPath) -> str:
        from tui.sync.adding import Wish, add  # noqa: PLC0415 - not at the start

        if not self.library:
            raise BroadsheetError("The library is not open.")
        now = int(self.now().timestamp())
        async with _client(self._hub()) as client:
            wish = Wish(folders=(folder,) if folder else None)
            found = await add(self.library, client, address, now, wish)
        (visited,) = found.feeds
        if not self.feeds:
            self.feeds = (await self.ask(self.library.feeds)).id
            self.root = EVERYTHING if self.sources or self.accounts else self.root
            self.follow_feeds()
        await self.reload()
        new = "1 article" if visited.new == 1 else f"{visited.new:,} articles"
        known = visited.feed.id in found.known
        what = "followed already" if known else new
        return f"{what}, in {' / '.join(visited.feed.place)}: {visited.feed.url}"


def _client(hub: "Hub") -> "Client":
    from tui.sources.http import Client  # noqa: PLC0415 - not at the start

    return Client(addresses=hub)
