"""Guesses which routes a post was made of, by the names it is filed under; asks nothing.

Collections that were made with RSSHub file a post under the chapter of the manual, the
site and the route: 新媒体 / 趣头条 / 分类 is ``qutoutiao/category/:cid``. The parameters
are not written there, so they are asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.model import CategoryPath
from tui.sources.rsshub.catalogue import Catalogue, Namespace, Route
from tui.sources.rsshub.chapters import CHAPTERS


@dataclass(frozen=True)
class Origin:
    """A route that posts may have come from."""

    namespace: Namespace
    route: Route
    certain: bool
    """Whether site and route have just these names, and no others have."""


def origins(catalogue: Catalogue, places: Iterable[CategoryPath]) -> tuple[Origin, ...]:
    """Return the routes that posts filed there may have come from, the likeliest first.

    A place names a site by one of its parts; a later part names the route, an earlier
    one the chapter. Where no part names a route, all routes of the site are returned.
    """
    found: dict[str, Origin] = {}
    for place in places:
        for origin in _origins(catalogue, place):
            found.setdefault(origin.route.path, origin)
    return tuple(found.values())


def _origins(catalogue: Catalogue, place: CategoryPath) -> list[Origin]:
    words = [part.casefold() for part in place]
    for at, word in enumerate(words):
        sites = [n for n in catalogue.namespaces if word in map(str.casefold, n.names)]
        if not sites or (at == 0 and word in CHAPTERS.values()):
            continue
        routes = [(site, route) for site in sites for route in site.routes]
        named = [pair for pair in routes if _named(pair[1], words[at + 1 :])]
        above = [pair for pair in named if _chapter(pair[1], words[:at])] or named
        certain = len(above) == 1
        return [Origin(*pair, certain) for pair in above or routes]
    return []


def _named(route: Route, words: list[str]) -> bool:
    return any(name.casefold() in words for name in route.names)


def _chapter(route: Route, words: list[str]) -> bool:
    return any(CHAPTERS.get(name) in words for name in route.categories)
