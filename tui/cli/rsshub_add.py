"""``broadsheet rsshub add``: asks for a route's parameters one by one, and follows it."""

import argparse
import sys
from collections.abc import Sequence

from tui import paths, text
from tui.cli import add, named, output, routes_told
from tui.errors import SourceError
from tui.library import Library
from tui.sources.rsshub.catalogue import Catalogue, Parameter, Route
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import SCHEME
from tui.sync.adding import Wish


def run(given: argparse.Namespace, hub: Hub, catalogue: Catalogue) -> None:
    """Follow a route, and say what was found there.

    Raises:
        SourceError: There is no such route, a parameter is missing, or nothing can be
            read there.
        LibraryError: The library cannot be written.
    """
    address = address_of(given.route, given.values, catalogue)
    follow(given, hub, address)


def follow(given: argparse.Namespace, hub: Hub, address: str) -> None:
    """Follow the route at an address, under the name and in the folder wished.

    Raises:
        SourceError: Nothing can be read there.
        LibraryError: The library cannot be written.
    """
    within = None if given.within is None else (named.path_of(given.within),)
    wish = Wish(text.line(given.name or ""), within)
    with Library(given.library or paths.library()) as library:
        found = add.follow(library, address, wish, hub)
        add.tell(library, hub.known(address), found, as_json=given.json)


def address_of(word: str, values: Sequence[str], catalogue: Catalogue) -> str:
    """Return the address that a word and parameters mean; ask for those that lack.

    Raises:
        SourceError: There is no such route, or a parameter lacks and cannot be asked for.
    """
    path = word.removeprefix(SCHEME).strip("/")
    given = dict(_pair(value) for value in values)
    if not given and ":" not in path and catalogue.route_of(SCHEME + path):
        return SCHEME + path
    route = _route(path, catalogue)
    known = [parameter.name for parameter in route.parameters]
    for name in given:
        if name not in known:
            close = routes_told.close(name, known)
            raise SourceError(
                f"{route.path} has no parameter “{text.line(name)}”{close}"
            )
    if sys.stdin.isatty() and sys.stdout.isatty():
        return _asked(route, given)
    return _unasked(route, given)


def complete(path: str, told: dict[str, str], catalogue: Catalogue) -> str:
    """Return the address of a route of which some parameters are told.

    Raises:
        SourceError: As ``address_of``.
    """
    values = [f"{name}={value}" for name, value in told.items()]
    return address_of(path, values, catalogue)


def _unasked(route: Route, given: dict[str, str]) -> str:
    lacking = [p for p in route.parameters if p.required and not given.get(p.name)]
    if lacking:
        told = "; ".join(
            f"{p.name}=… ({p.description})" if p.description else f"{p.name}=…"
            for p in lacking
        )
        raise SourceError(f"{route.path} needs {told}.")
    return route.address(given)


def _asked(route: Route, given: dict[str, str]) -> str:
    output.put(f"{route.name}: {route.path}")
    output.put(*(f"! {warning}" for warning in route.warnings))
    output.put(*route.description.splitlines())
    values = dict(given)
    for parameter in route.parameters:
        if parameter.name not in values:
            values[parameter.name] = _ask(parameter)
    return route.address(values)


def _ask(parameter: Parameter) -> str:
    if parameter.description:
        output.put(parameter.description)
    if parameter.options:
        output.put(f"  {routes_told.options(parameter)}")
    default = f" [{parameter.default}]" if parameter.default else ""
    may = "" if parameter.required or default else ", or nothing"
    while True:
        try:
            typed = text.line(input(f"{parameter.name}{default}{may}: "))
        except EOFError as error:
            raise SourceError("Nothing was followed.") from error
        if typed or not parameter.required:
            return typed
        if parameter.default:
            return parameter.default


def _route(path: str, catalogue: Catalogue) -> Route:
    if found := catalogue.find(path):
        return found
    routes = [route for each in catalogue.namespaces for route in each.routes]
    begun = [r for r in routes if r.path.startswith(f"{path}/") or r.path == path]
    if len(begun) == 1:
        return begun[0]
    if begun:
        several = "\n".join(f"  {route.path}  {route.name}" for route in begun)
        raise SourceError(f"{path}: several routes begin so; name one:\n{several}")
    close = routes_told.close(path.partition("/")[0], catalogue.by_key)
    raise SourceError(f"{text.line(path)}: this RSSHub has no such route{close}")


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise SourceError(f"{text.line(word)}: a parameter is given as NAME=VALUE.")
    return name, text.line(value)
