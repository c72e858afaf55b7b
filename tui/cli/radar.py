"""Says which RSSHub routes there are for a page, and offers to follow them."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from tui import config, paths
from tui.cli import output, routes_told, rsshub, rsshub_add
from tui.errors import BroadsheetError, SourceError
from tui.sources import reach
from tui.sources.http import Client
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sources.rsshub.instance import is_route
from tui.sources.rsshub.radar import Suggestion, suggestions


def routes_for(given: argparse.Namespace, page: str) -> Sequence[Suggestion]:
    """Return the routes that the radar rules name for a page.

    None where no instance is configured and no rules are kept: nobody is asked then,
    nor told of it where the instance is down, for it was not what the person wanted.
    """
    settings = config.load(given.config or paths.config()).rsshub
    hub = hub_of(settings)
    if is_route(hub.known(page)):
        return ()

    async def work() -> Sequence[Suggestion]:
        async with Client(addresses=hub) as client:
            documents = rsshub.documents(client, hub)
            kept = await asyncio.to_thread(documents.has_rules)
            if not kept and not settings.instance:
                return ()
            return suggestions((await documents.rules()).what, page)

    try:
        return asyncio.run(work())
    except BroadsheetError:
        return ()


def offer(
    given: argparse.Namespace, hub: Hub, page: str, found: Sequence[Suggestion]
) -> bool:
    """List routes; in a terminal, follow those that are chosen. Return whether any was."""
    if not found:
        return False
    asked = sys.stdin.isatty() and sys.stdout.isatty()
    output.put(f"RSSHub has routes for {reach.shown(page)}:")
    for number, each in enumerate(found, 1):
        output.put(f"{number:>3}" * asked + routes_told.suggested(each))
    if not asked:
        output.put("“broadsheet rsshub add ROUTE” follows one.")
        return False
    # A name that was given is that of the page's own feed.
    nameless = argparse.Namespace(**{**vars(given), "name": None})
    followed = False
    for number in _chosen(len(found)):
        try:
            _follow(nameless, hub, found[number - 1])
            followed = True
        except SourceError as error:
            output.complain(str(error))
    return followed


def _follow(given: argparse.Namespace, hub: Hub, one: Suggestion) -> None:
    address = one.address
    if not address:
        catalogue = rsshub.catalogue(hub).what.catalogue
        address = rsshub_add.complete(one.path, dict(one.values), catalogue)
    rsshub_add.follow(given, hub, address)


def _chosen(most: int) -> list[int]:
    """Ask for numbers until they are ones; nothing is none."""
    while True:
        try:
            words = (
                input("Follow which (numbers, or nothing)? ").replace(",", " ").split()
            )
        except EOFError:
            return []
        if all(word.isascii() and word.isdecimal() for word in words):
            numbers = [int(word[:9]) for word in words]
            if all(1 <= number <= most for number in numbers):
                return list(dict.fromkeys(numbers))
