"""``broadsheet add``: follows feeds, a list of feeds, an account or a folder."""

import argparse
import asyncio
import time

from tui import paths, text
from tui.cli import accounts, importing, indexing, named, output
from tui.cli.feeds import feed_object
from tui.errors import BroadsheetError
from tui.library import Library
from tui.sources import reach
from tui.sources.http import Client
from tui.sync import wording
from tui.sync.adding import Added, Wish, add
from tui.sync.wording import counted


def run(given: argparse.Namespace) -> int:
    """Follow what is named, and say what was found there.

    Raises:
        SourceError: Nothing that can be followed is there.
        LibraryError: The library cannot be written.
    """
    word: str = given.address
    url = named.address(word, bare=True)
    within = tuple(map(named.path_of, given.within)) if given.within else None
    with Library(given.library or paths.library()) as library:
        if given.user or given.command or given.protocol:
            if given.all or within is not None:
                raise BroadsheetError(
                    "--all and --in are for feeds, not for an account."
                )
            _add_account(library, url or word, given)
        elif url:
            wish = Wish(text.line(given.name or ""), within, given.all)
            _tell(library, url, follow(library, url, wish), as_json=given.json)
        elif named.is_list(word):
            if given.name:
                raise BroadsheetError("--name is for one feed, not for a list of them.")
            if within and len(within) > 1:
                raise BroadsheetError(
                    "A list of feeds goes below one folder: one --in."
                )
            below = within[0] if within else ()
            importing.bring(library, word, below, as_json=given.json)
        else:
            if within is not None:
                raise BroadsheetError(
                    "--in is for feeds; the posts of a folder have their own categories."
                )
            _add_folder(library, word, given)
    return 0


def follow(library: Library, url: str, wish: Wish | None = None) -> Added:
    """Follow what is at an address; show meanwhile that it is asked.

    Raises:
        SourceError: Nothing that can be followed is there.
    """

    async def work() -> Added:
        async with Client() as client:
            return await add(library, client, url, int(time.time()), wish)

    output.progress(f"{reach.shown(url)} …")
    try:
        return asyncio.run(work())
    finally:
        output.progress("")


def _tell(library: Library, asked: str, found: Added, *, as_json: bool) -> None:
    others = [o for o in found.others if not library.subscription(o.address)]
    for visited in found.feeds:
        known = visited.feed.id in found.known
        if as_json:
            brought = {"known": known, "new": visited.new}
            rest = {"others": [other.address for other in others]}
            output.put_json({**feed_object(visited.feed), **brought, **rest})
        else:
            output.put(wording.found(visited, known=known))
            if visited.feed.url != asked:
                output.put(f"  {reach.shown(visited.feed.url)}")
        if visited.trouble:
            output.complain(f"It cannot be read now: {visited.trouble}")
    if as_json or not others:
        return
    output.put("The page names more; add one by its address, or all with --all:")
    for other in others:
        title = f"  {text.line(other.title)}" if other.title else ""
        output.put(f"  {reach.shown(other.address)}{title}")


def _add_account(library: Library, address: str, given: argparse.Namespace) -> None:
    wanted = {"user": given.user, "command": given.command}
    who = {key: value for key, value in wanted.items() if value}
    name = text.line(given.name or "")
    account, found = accounts.add(library, address, who, given.protocol or "", name)
    if not given.json:
        output.put(f"{text.line(found)}, in {text.line(account.name)}")
    accounts.visit(library, account, as_json=given.json)


def _add_folder(library: Library, word: str, given: argparse.Namespace) -> None:
    path = named.folder(word)
    number, progress = indexing.bring(library, path, text.line(given.name or ""))
    row = next(row for row in library.sources() if row.id == number)
    entries = progress.seen - progress.removed
    if given.json:
        output.put_json(
            {
                "kind": "folder",
                "name": row.name,
                "address": row.address,
                "known": progress.new < entries,
                "new": progress.new,
            }
        )
    else:
        output.put(f"folder, {counted(entries, 'article')}, in {text.line(row.name)}")
