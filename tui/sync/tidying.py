"""Applies what is set about how much is kept to every feed and account; it knows no SQL."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.config import Config, SourceConfig
from tui.library import Library, Stock, Surplus
from tui.sources import reach
from tui.sync.standing import below
from tui.sync.wording import place

_DAY = 86_400


class Tidied(NamedTuple):
    """What went, or would go, of one feed or account."""

    name: str
    entries: int
    size: int
    """How many bytes its texts and pages take, as they are kept."""


ASIDE = "no longer followed"
"""The name of what was kept aside for its marks when its source was removed."""


def surplus(library: Library, config: Config, now: int) -> Iterator[Tidied]:
    """Yield what ``tidy`` would remove, each feed and account once.

    ``now`` is in seconds since 1970.
    """
    for stock in _stocks(library, config, now):
        if (found := library.surplus(stock)).entries:
            yield Tidied(stock.name, *found)
    since = _since(config, now)
    if since is not None and (found := library.aside(since)).entries:
        yield Tidied(ASIDE, *found)


def tidy(library: Library, config: Config, now: int, but: int = 0) -> Iterator[Tidied]:
    """Remove what is more than is to be kept; yield after each short transaction.

    The entry with the id ``but`` stays.

    Raises:
        LibraryError: The library cannot be written; what was yielded is done.
    """
    for stock in _stocks(library, config, now):
        for step in library.tidy(stock, but):
            yield Tidied(stock.name, *step)
    since = _since(config, now)
    if since is not None:
        for step in library.tidy_aside(since):
            yield Tidied(ASIDE, *step)


def summed(steps: Iterator[Tidied]) -> list[Tidied]:
    """Return the steps of each feed and account as one, in their order."""
    found: dict[str, Surplus] = {}
    for name, entries, size in steps:
        was = found.get(name, Surplus(0, 0))
        found[name] = Surplus(was.entries + entries, was.size + size)
    return [Tidied(name, *each) for name, each in found.items()]


def limits_anything(config: Config) -> bool:
    """Whether anything is set that could remove an entry."""
    said = [config.keep, config.keep_entries]
    for each in config.sources.values():
        said += [each.get("keep"), each.get("keep_entries")]
    return any(limit is not None for limit in said)


def _stocks(library: Library, config: Config, now: int) -> Iterator[Stock]:
    """Yield each feed and account of which not everything is kept."""
    if not limits_anything(config):
        return
    tree = library.categories()
    for row in library.sources():
        if row.kind == "folder" or library.has_gaps(row.id):
            continue
        if row.kind != "feeds":
            names = [row.name, row.address, *reach.domains(row.address)]
            kept = config.of(names)
            yield from _stock(kept, now, row.name, row.id, row.mount)
            continue
        nodes = below(tree, row.mount)
        for feed in library.subscriptions():
            node = nodes.get(feed.place)
            folders = [name for path in feed.places for name in path]
            site = str(feed.state.get("site") or feed.url)
            kept = config.of([*folders, feed.url, *reach.domains(site)])
            if node:
                name = place(feed.place)
                yield from _stock(kept, now, name, row.id, node.id, feed.prefix)


def _stock(  # noqa: PLR0913, PLR0917 - what a stock is made of
    kept: SourceConfig, now: int, name: str, source: int, node: int, prefix: str = ""
) -> Iterator[Stock]:
    if kept.keep is None and kept.keep_entries is None:
        return
    since = None if kept.keep is None else now - kept.keep * _DAY
    most, unread = kept.keep_entries, kept.keep_unread
    yield Stock(name, source, node, prefix, since, most, unread=unread)


def _since(config: Config, now: int) -> int | None:
    return None if config.keep is None else now - config.keep * _DAY
