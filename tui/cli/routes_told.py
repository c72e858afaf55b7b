"""Routes of RSSHub in words and as JSON objects; it knows no library."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tui.cli import output
from tui.sources.rsshub.catalogue import Namespace, Parameter, Route
from tui.sources.rsshub.origin import Origin
from tui.sources.rsshub.radar import Suggestion
from tui.sources.rsshub.search import Found
from tui.text import cut, width

_MOST_OPTIONS = 12


def listed(found: Sequence[Found]) -> Iterator[str]:
    """Yield a line for each site, and below it one for each of its routes."""
    shown = None
    for each in found:
        if each.namespace is not shown:
            shown = each.namespace
            yield _fitting(_site(shown))
        yield _fitting(f"  {each.route.path}  {each.route.name}")


def whole(namespace: Namespace) -> Iterator[str]:
    """Yield all that is known of a site's routes and their parameters."""
    yield _site(namespace)
    for route in namespace.routes:
        yield ""
        yield route.path
        chapters = ", ".join(route.categories)
        yield f"  {route.name}" + (f" · {chapters}" if chapters else "")
        yield from (f"  {line}" for line in parameters(route.parameters))
        yield from (f"  {line}".rstrip() for line in route.description.splitlines())
        if route.example:
            yield f"  e.g. {route.example}"
        yield from (f"  ! {warning}" for warning in route.warnings)


def parameters(found: Sequence[Parameter]) -> Iterator[str]:
    """Yield a line for each parameter, and one for the values that it can have."""
    names = [p.name + ("" if p.required else "?") for p in found]
    widest = max(map(width, names), default=0)
    for name, each in zip(names, found, strict=True):
        default = f" [{each.default}]" if each.default else ""
        yield f"{name}{' ' * (widest - width(name))}  {each.description}{default}".rstrip()
        if each.options:
            yield f"{' ' * widest}  {options(each)}"


def options(parameter: Parameter) -> str:
    """Return the values that a parameter can have: ``open, all (All), …``."""
    told = [
        each.value if each.label in {"", each.value} else f"{each.value} ({each.label})"
        for each in parameter.options[:_MOST_OPTIONS]
    ]
    return ", ".join(told) + ", …" * (len(parameter.options) > _MOST_OPTIONS)


def suggested(found: Suggestion) -> str:
    """Return a route that a rule names: its address, or what is still to be given."""
    return _fitting(f"  {found.address or found.path}  {found.title}")


def guessed(found: Iterable[Origin]) -> Iterator[str]:
    """Yield the routes that posts may have come from."""
    for each in found:
        sign = "" if each.certain else "? "
        yield _fitting(f"  {sign}{each.route.path}  {each.route.name}")


def close(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence: what was probably meant, or a full stop."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]}?" if near else "."


def as_json(found: Found) -> dict[str, Any]:
    """Return a route as the JSON object of ``search`` and ``routes``."""
    return {
        **_object(found.route),
        "namespace": found.namespace.name,
        "site": found.namespace.site,
        "example": found.route.example,
        "categories": list(found.route.categories),
        "parameters": [_parameter(each) for each in found.route.parameters],
        "warnings": list(found.route.warnings),
    }


def suggestion_json(found: Suggestion) -> dict[str, Any]:
    """Return a route that a rule names as a JSON object."""
    values = {"values": dict(found.values)}
    return {
        "route": found.path,
        "name": found.title,
        "address": found.address,
        **values,
    }


def _object(route: Route) -> dict[str, Any]:
    return {"route": route.path, "name": route.name}


def _parameter(found: Parameter) -> dict[str, Any]:
    return {
        "name": found.name,
        "required": found.required,
        "description": found.description,
        "default": found.default,
        "options": {each.value: each.label for each in found.options},
    }


def _site(namespace: Namespace) -> str:
    names = " / ".join(dict.fromkeys((*namespace.names, namespace.site)))
    return names.strip(" /")


def _fitting(told: str) -> str:
    room = output.room()
    return told if room is None else cut(told, room)
