"""``broadsheet add``: follows feeds, a list of them, an account, a folder, a repository."""

import argparse
import asyncio
import time
from collections.abc import Sequence

from tui import config, paths, text
from tui.cli import accounts, importing, indexing, named, output, repositories
from tui.cli.feeds import feed_object
from tui.errors import BroadsheetError, SourceError
from tui.library import Library
from tui.model import CategoryPath
from tui.sources import git, reach
from tui.sources.http import Client
from tui.sources.login import login_in
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sources.words import is_guessed
from tui.sync import wording
from tui.sync.adding import Added, Wish, add
from tui.sync.wording import counted


def run(given: argparse.Namespace) -> int:
    """Follow what is named, and say what was found there.

    Raises:
        SourceError: Nothing that can be followed is there.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    word: str = given.address
    hub = hub_of(config.load(given.config or paths.config()).rsshub)
    repository = named.repository(word)
    url = "" if repository else named.address(word, bare=True)
    within = tuple(map(named.path_of, given.within)) if given.within else None
    with Library(given.library or paths.library()) as library:
        if repository:
            _refuse_place(within, "repository")
            _add_folder(library, repository, given)
        elif given.protocol or (given.command and not url):
            if given.all or within is not None:
                raise BroadsheetError(
                    "--all and --in are for feeds, not for an account."
                )
            _add_account(library, url or word, given)
        elif url:
            who = _who(given) or login_in(word)
            wish = Wish(
                *(text.line(given.name or ""), within, given.all),
                who=who,
                guessed=is_guessed(word),
            )
            _add_feeds(library, url, wish, hub, given)
        elif named.is_list(word):
            if given.name:
                raise BroadsheetError("--name is for one feed, not for a list of them.")
            if within and len(within) > 1:
                raise BroadsheetError(
                    "A list of feeds goes below one folder: one --in."
                )
            below = within[0] if within else ()
            importing.bring(library, word, hub, below, as_json=given.json)
        else:
            _refuse_place(within, "folder")
            _add_folder(library, word, given)
    return 0


def _refuse_place(within: Sequence[CategoryPath] | None, what: str) -> None:
    if within is not None:
        raise BroadsheetError(
            f"--in is for feeds; the posts of a {what} have their own categories."
        )


def _add_feeds(
    library: Library, url: str, wish: Wish, hub: Hub, given: argparse.Namespace
) -> None:
    """Follow what is at an address, and say which routes RSSHub has beside it."""
    from tui.cli import radar  # noqa: PLC0415 - it stands on this module

    try:
        found = follow(library, url, wish, hub)
    except SourceError as error:
        routes = radar.routes_for(given, url)
        if not routes or given.json:
            raise
        output.complain(str(error))
        if not radar.offer(given, hub, url, routes):
            raise BroadsheetError("Nothing is followed.") from error
        return
    asked = hub.known(url)
    tell(library, asked, found, as_json=given.json, login=bool(wish.who))
    itself = any(visited.feed.url == hub.known(url) for visited in found.feeds)
    if not (itself or given.json):
        radar.offer(given, hub, url, radar.routes_for(given, url))


def follow(
    library: Library, url: str, wish: Wish | None = None, hub: Hub | None = None
) -> Added:
    """Follow what is at an address; show meanwhile that it is asked.

    Raises:
        SourceError: Nothing that can be followed is there.
    """

    async def work() -> Added:
        async with Client(addresses=hub or Hub()) as client:
            return await add(library, client, url, int(time.time()), wish)

    output.progress(f"{reach.shown(url)} …")
    try:
        return asyncio.run(work())
    finally:
        output.progress("")


def tell(
    library: Library, asked: str, found: Added, *, as_json: bool, login: bool = False
) -> None:
    """Say what was found at the address asked for, and what else is named there.

    ``login`` is whether one was given for it.
    """
    if found.site:
        if not as_json:
            output.put(f"{text.line(found.found)}, in {text.line(found.site.name)}")
        accounts.visit(library, found.site, as_json=as_json)
    others = [o for o in found.others if not library.subscription(o.address)]
    for visited in found.feeds:
        known = visited.feed.id in found.known
        if as_json:
            brought = {"known": known, "new": visited.new}
            rest = {"others": [other.address for other in others]}
            output.put_json({**feed_object(visited.feed), **brought, **rest})
        else:
            output.put(wording.found(visited, known=known, login=login))
            if visited.feed.url != asked:
                output.put(f"  {reach.shown(visited.feed.url)}")
        if visited.trouble:
            output.complain(f"It cannot be read now: {visited.trouble}")
    for trouble in () if as_json else found.dead:
        output.complain(f"The page names a feed that cannot be read: {trouble}")
    if as_json or not others:
        return
    output.put("The page names more; add one by its address, or all with --all:")
    for other in others:
        title = f"  {text.line(other.title)}" if other.title else ""
        output.put(f"  {reach.shown(other.address)}{title}")


def _who(given: argparse.Namespace) -> dict[str, str]:
    """Return the login that was given; nothing where there is none."""
    newest = str(given.newest or "")
    wanted = {"user": given.user, "command": given.command, "newest": newest}
    return {key: value for key, value in wanted.items() if value and given.command}


def _add_account(library: Library, address: str, given: argparse.Namespace) -> None:
    who, name = _who(given), text.line(given.name or "")
    account, found = accounts.add(library, address, who, given.protocol or "", name)
    if not given.json:
        output.put(f"{text.line(found)}, in {text.line(account.name)}")
    accounts.visit(library, account, as_json=given.json)


def _add_folder(library: Library, word: str, given: argparse.Namespace) -> None:
    name = text.line(given.name or "")
    if cloned := named.repository(word):
        who = given.user or "", given.command or ""
        number, progress = repositories.add(library, cloned, name, *who)
    else:
        number, progress = indexing.bring(library, named.folder(word), name)
    row = next(row for row in library.sources() if row.id == number)
    entries = progress.seen - progress.removed
    if given.json:
        output.put_json(
            {
                "kind": "repository" if cloned else "folder",
                "name": row.name,
                "address": git.shown(cloned) if cloned else row.address,
                "known": progress.new < entries,
                "new": progress.new,
            }
        )
    else:
        kind = f"Git repository {git.shown(cloned)}" if cloned else "folder"
        output.put(f"{kind}, {counted(entries, 'article')}, in {text.line(row.name)}")
