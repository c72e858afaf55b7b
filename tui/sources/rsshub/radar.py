"""RSSHub's radar rules: which routes there are for a page of a site; it fetches nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.rsshub.instance import SCHEME, Instance
from tui.sources.rsshub.pattern import Pattern
from tui.text import line

_TOP = "."
_WWW = "www"
_LONGEST = 300


@dataclass(frozen=True)
class Suggestion:
    """A route that a rule names for a page."""

    title: str
    """What the route is called."""
    path: str
    """The route with its parameters: ``github/issue/:user/:repo``."""
    values: tuple[tuple[str, str], ...] = ()
    """The parameters that the page's address tells."""

    @property
    def address(self) -> str:
        """The address of the route; nothing where a parameter is not told."""
        namespace, _, rest = self.path.partition("/")
        try:
            filled = Pattern(f"/{rest}").filled(dict(self.values))
            return Instance().identity(f"{SCHEME}{namespace}{filled}")
        except SourceError:
            return ""


def rules_in(data: bytes, address: str) -> Mapping[str, Any]:
    """Return the radar rules in what an instance answers, by domain.

    Raises:
        SourceError: They are none; ``address`` is where they came from.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{address} has no radar rules: {error}.") from error
    if not isinstance(found, Mapping) or "error" in found:
        raise SourceError(f"{address} has no radar rules.")
    return found


def suggestions(rules: Mapping[str, Any], page: str) -> tuple[Suggestion, ...]:
    """Return the routes that the rules name for a page's address, the closest first.

    Those that say more of the address come first; each route once.
    """
    found: dict[str, tuple[int, Suggestion]] = {}
    for rule in _rules_of(rules, reach.host(page)):
        for source in _texts(rule.get("source")):
            values = _match(source, page)
            target = line(str(rule.get("target") or ""))[:_LONGEST].strip("/")
            if values is None or not target:
                continue
            told = tuple(values.items())
            title = line(str(rule.get("title") or target))[:_LONGEST]
            close = len(source.rstrip("/").split("/")) + len(values)
            key = target.partition("{")[0]
            if key not in found or found[key][0] < close:
                found[key] = close, Suggestion(title, target, told)
    ordered = sorted(found.values(), key=lambda pair: -pair[0])
    return tuple(suggestion for _, suggestion in ordered)


def has_site(rules: Mapping[str, Any], page: str) -> bool:
    """Whether there are rules for the site of a page, if none for the page itself."""
    return any(_rules_of(rules, reach.host(page)))


def _rules_of(rules: Mapping[str, Any], host: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rules of a host; ``www`` is as good as nothing before a domain."""
    labels = host.split(".")
    for cut in range(len(labels) - 1):
        domain, below = ".".join(labels[cut:]), ".".join(labels[:cut]) or _TOP
        of_domain = rules.get(domain)
        if not isinstance(of_domain, Mapping):
            continue
        for place in (_TOP, _WWW) if below in {_TOP, _WWW} else (below,):
            found = of_domain.get(place)
            for rule in found if isinstance(found, list) else []:
                if isinstance(rule, Mapping):
                    yield rule


def _match(source: str, page: str) -> dict[str, str] | None:
    """Return what a rule's source tells of a page's address; None if it is another."""
    parts = urlsplit(page)
    path, _, fragment = source.partition("#")
    path, _, query = path.partition("?") if "=" in source else (path, "", "")
    if fragment.strip("/") and fragment.strip("/") != parts.fragment.strip("/"):
        return None
    values = Pattern(f"/{path.strip('/')}").values(parts.path.rstrip("/"))
    if values is None:
        return None
    given = dict(parse_qsl(parts.query))
    for name, wanted in parse_qsl(query, keep_blank_values=True):
        if wanted.startswith(":") and name in given:
            values[wanted[1:].rstrip("?")] = given[name]
        elif given.get(name) != wanted:
            return None
    return {name: unquote(value) for name, value in values.items()}


def _texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [each[:_LONGEST] for each in found if isinstance(each, str)]
