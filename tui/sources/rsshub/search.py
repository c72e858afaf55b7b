"""Finds namespaces and routes by words, or by a site's host; it asks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.sources import reach
from tui.sources.rsshub.catalogue import Catalogue, Namespace, Route
from tui.sources.rsshub.chapters import CHAPTERS

_EXACT, _BEGINS, _NAMED, _ELSEWHERE = range(4)


@dataclass(frozen=True)
class Found:
    """A route that was looked for."""

    namespace: Namespace
    route: Route


class Index:
    """The catalogue made ready for being searched at each key."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._routes = [
            (_words_of(namespace, route), _names_of(namespace), Found(namespace, route))
            for namespace in catalogue.namespaces
            for route in namespace.routes
        ]

    def routes(self, words: str, most: int = 1_000) -> Sequence[Found]:
        """Return the routes that have each of the words, the likeliest first.

        A word may be part of a name in any language, of the path, of the site's host or
        of a chapter of the manual, in Chinese too; an address counts as its host.
        """
        wanted = [_host_of(word) for word in words.casefold().split()]
        found = [
            (_rank(wanted, names), found)
            for said, names, found in self._routes
            if all(word in said for word in wanted)
        ]
        found.sort(key=lambda pair: pair[0])
        return [each for _, each in found[:most]]


def _rank(wanted: Sequence[str], names: Sequence[str]) -> int:
    """Return how near the words are to the names of a site."""
    if any(word in names for word in wanted):
        return _EXACT
    if any(name.startswith(word) for word in wanted for name in names):
        return _BEGINS
    named = any(word in name for word in wanted for name in names)
    return _NAMED if named else _ELSEWHERE


def _names_of(namespace: Namespace) -> tuple[str, ...]:
    site = namespace.site.casefold().partition("/")[0]
    host = site.removeprefix("www.")
    return (namespace.key.casefold(), *map(str.casefold, namespace.names), host)


def _words_of(namespace: Namespace, route: Route) -> str:
    chapters = (f"{name} {CHAPTERS.get(name, '')}" for name in route.categories)
    parts = (
        route.path,
        *namespace.names,
        namespace.site,
        *route.names,
        *chapters,
    )
    return "\n".join(parts).casefold()


def _host_of(word: str) -> str:
    """Return the host of an address, without ``www``; any other word as it is."""
    if "://" not in word or word.startswith("rsshub:"):
        return word.removeprefix("rsshub://")
    return reach.host(word).removeprefix("www.")
