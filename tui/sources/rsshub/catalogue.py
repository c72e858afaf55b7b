"""What an RSSHub offers: namespaces (sites) and their routes; it fetches nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec import Struct

from tui.errors import SourceError
from tui.sources.rsshub.instance import SCHEME, Instance
from tui.sources.rsshub.pattern import Pattern, Slot
from tui.text import clean, line

_LANGUAGES = ("zh", "zh-TW", "zh-HK", "ja", "en")
_LONGEST = 300
_LONGEST_DESCRIPTION = 8_000


class Option(Struct, frozen=True):
    """One value that a parameter can have."""

    value: str
    label: str


class Parameter(Struct, frozen=True):
    """What is asked for before a route can be followed."""

    slot: Slot
    description: str = ""
    """One line; Markdown."""
    default: str = ""
    options: tuple[Option, ...] = ()
    """Values that are known to work; others may."""

    @property
    def name(self) -> str:
        """What it is called in the path."""
        return self.slot.name

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.slot.required


@dataclass(frozen=True)
class Route:
    """One kind of feed that a site has."""

    namespace: str
    pattern: Pattern
    names: tuple[str, ...]
    """What it is called; first in its own language."""
    facts: Mapping[str, Any]
    """What else the instance says of it; hostile."""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.names[0]

    @property
    def path(self) -> str:
        """Its path with the parameters: ``github/issue/:user/:repo``."""
        return f"{self.namespace}{self.pattern.text}".rstrip("/")

    @property
    def description(self) -> str:
        """What its authors say of it: lines of Markdown, or nothing."""
        return clean(_text(self.facts.get("description")))[
            :_LONGEST_DESCRIPTION
        ].strip()

    @property
    def example(self) -> str:
        """The address of one that exists, or nothing."""
        found = line(_text(self.facts.get("example")))[:_LONGEST].strip("/")
        return SCHEME + found if found else ""

    @property
    def categories(self) -> tuple[str, ...]:
        """The chapters of RSSHub's manual that it stands in: ``new-media``."""
        return tuple(_texts(self.facts.get("categories")))

    @property
    def warnings(self) -> tuple[str, ...]:
        """Why it may not work at every instance."""
        features = self.facts.get("features")
        if not isinstance(features, Mapping):
            return ()
        wanted = features.get("requireConfig")
        names = [
            line(_text(each.get("name")))[:_LONGEST]
            for each in (wanted if isinstance(wanted, list) else [])
            if isinstance(each, Mapping) and not each.get("optional")
        ]
        told = [f"the instance must have {name} set" for name in names if name]
        if features.get("requirePuppeteer") is True:
            told.append("the instance must have a browser")
        if features.get("antiCrawler") is True:
            told.append("the site turns robots away at times")
        return tuple(told)

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, in the order of the path."""
        told = self.facts.get("parameters")
        told = told if isinstance(told, Mapping) else {}
        return tuple(_parameter(slot, told) for slot in self.pattern.slots)

    def address(self, values: Mapping[str, str]) -> str:
        """Return the address of the route with these values for its parameters.

        Raises:
            SourceError: A value is missing, or cannot stand where it is to stand.
        """
        defaults = {p.name: p.default for p in self.parameters if p.default}
        path = self.pattern.filled(values, defaults).lstrip("/")
        return Instance().identity(f"{SCHEME}{self.namespace}/{path}")


@dataclass(frozen=True)
class Namespace:
    """A site, or a part of one, that RSSHub reads."""

    key: str
    """What its addresses begin with: ``github``."""
    names: tuple[str, ...]
    """What it is called; first in its own language."""
    site: str
    """Its host, or host and path."""
    routes: tuple[Route, ...]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.names[0]


@dataclass(frozen=True)
class Catalogue:
    """All that an instance offers."""

    namespaces: tuple[Namespace, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Namespace]:
        """Each namespace by what its addresses begin with."""
        return {each.key: each for each in self.namespaces}

    def route_of(self, address: str) -> Route | None:
        """Return the route that an address such as ``rsshub://github/issue/a/b`` is of."""
        path = address.removeprefix(SCHEME).partition("?")[0].strip("/")
        key, _, rest = path.partition("/")
        namespace = self.by_key.get(key)
        routes = namespace.routes if namespace else ()
        found = (r for r in routes if r.pattern.values(f"/{rest}") is not None)
        return min(found, key=lambda route: len(route.pattern.slots), default=None)

    @property
    def routes(self) -> int:
        """How many there are."""
        return sum(len(each.routes) for each in self.namespaces)

    def namespace_of(self, route: Route) -> Namespace:
        """Return the namespace that a route is in."""
        return self.by_key[route.namespace]

    def find(self, path: str) -> Route | None:
        """Return the route with a path as ``Route.path`` has it."""
        namespace = self.by_key.get(path.strip("/").partition("/")[0])
        routes = namespace.routes if namespace else ()
        return next((r for r in routes if r.path == path.strip("/")), None)


def catalogue_in(data: bytes, address: str) -> Catalogue:
    """Return the catalogue in what an instance answers.

    That is ``/api/namespace`` of today's RSSHub, or ``/api/routes`` of the old ones,
    which knows no names.

    Args:
        data: The answer.
        address: Where it came from, for a message.

    Raises:
        SourceError: It is neither.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{address} is no catalogue of RSSHub: {error}.") from error
    told = found.get("data") if isinstance(found, Mapping) else None
    spaces = told if isinstance(told, Mapping) and "status" in found else found
    if not isinstance(spaces, Mapping):
        raise SourceError(f"{address} is no catalogue of RSSHub.")
    made = (_namespace(line(key), facts) for key, facts in spaces.items())
    namespaces = [each for each in made if each and each.routes]
    if not namespaces:
        raise SourceError(f"{address} is no catalogue of RSSHub.")
    namespaces.sort(key=lambda each: each.key)
    return Catalogue(tuple(namespaces))


def _namespace(key: str, facts: Any) -> Namespace | None:
    if not isinstance(facts, Mapping) or not key:
        return None
    names = _names(facts) or (key,)
    routes = facts.get("routes")
    if isinstance(routes, list):
        made = (_old_route(key, path) for path in routes if isinstance(path, str))
        return Namespace(key, names, "", tuple(made))
    if not isinstance(routes, Mapping):
        return None
    site = line(_text(facts.get("url")))[:_LONGEST]
    found = (_route(key, path, each, facts) for path, each in routes.items())
    return Namespace(key, names, site, tuple(filter(None, found)))


def _route(key: str, path: str, facts: Any, above: Mapping[str, Any]) -> Route | None:
    if not isinstance(facts, Mapping):
        return None
    more = {} if facts.get("categories") else {"categories": above.get("categories")}
    pattern = Pattern(f"/{line(path)[:_LONGEST].lstrip('/')}")
    return Route(key, pattern, _names(facts) or (path,), {**facts, **more})


def _old_route(key: str, path: str) -> Route:
    """Return a route of which nothing is known but its path, with its namespace."""
    rest = line(path)[:_LONGEST].strip("/").removeprefix(key)
    return Route(key, Pattern(f"/{rest.lstrip('/')}"), (rest.strip("/") or key,), {})


def _names(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what something is called in any language, each name once."""
    found = [facts.get("name")]
    for language in _LANGUAGES:
        other = facts.get(language)
        if isinstance(other, Mapping):
            found.append(other.get("name"))
    names = (line(_text(name))[:_LONGEST] for name in found)
    return tuple(dict.fromkeys(filter(None, names)))


def _parameter(slot: Slot, told: Mapping[str, Any]) -> Parameter:
    facts = told.get(slot.name)
    if isinstance(facts, str):
        return Parameter(slot, line(facts)[:_LONGEST])
    if not isinstance(facts, Mapping):
        return Parameter(slot)
    options = tuple(_options(facts.get("options")))
    description = line(_text(facts.get("description")))[:_LONGEST]
    default = line(_text(facts.get("default")))[:_LONGEST]
    return Parameter(slot, description, default, options)


def _options(found: Any) -> Iterator[Option]:
    for each in found if isinstance(found, list) else []:
        if isinstance(each, Mapping):
            value = line(_text(each.get("value")))[:_LONGEST]
            label = line(_text(each.get("label")))[:_LONGEST]
            if value:
                yield Option(value, label or value)


def _text(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else []:
        if text := line(_text(each))[:_LONGEST]:
            yield text
