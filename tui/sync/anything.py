"""Follows whatever a person names: a feed, a site, a list, an account, posts."""

import asyncio
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tui import text
from tui.errors import SourceError
from tui.library import Library
from tui.sources import git, reach
from tui.sources.folder import Folder
from tui.sources.http import Client
from tui.sources.login import login_in
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.listed import SUFFIXES
from tui.sources.words import address, is_guessed, is_list, repository
from tui.sync import wording
from tui.sync.adding import Wish, add
from tui.sync.lists import follow_list
from tui.sync.repositories import fetch_new


class Named(Struct, frozen=True):
    """What the person wrote."""

    word: str
    """An address, or the path of a folder or of a list of feeds."""
    user: str = ""
    secret: str = ""
    """A password or token; it is kept in a file that only the person can read."""
    command: str = ""
    """What tells the secret instead."""


async def follow(library: Library, named: Named, wish: Wish, hub: Hub, now: int) -> str:
    """Follow what is named; return what was found, in words, empty if none was chosen.

    Feeds are visited at once and a repository is fetched; a folder is not read yet, a
    list's feeds, a site and an account are not visited yet. ``wish.say`` is told meanwhile
    what is looked at.

    Args:
        library: Where it is kept; secrets are kept in a folder beside it.
        named: What the person wrote.
        wish: How it is to be followed, as far as that can be said of it.
        hub: The RSSHub whose routes are followed.
        now: Seconds since 1970.

    Raises:
        SourceError: Nothing that can be followed is there.
        LibraryError: The library cannot be written.
    """
    word = named.word.strip()
    if not word:
        raise SourceError(
            "Give an address, or the path of a folder or a list of feeds."
        )
    if cloned := await asyncio.to_thread(repository, word):
        return await _repository(library, cloned, named, wish)
    url = await asyncio.to_thread(address, word, bare=True)
    if (named.user or named.secret or named.command) and not url:
        raise SourceError(f"{text.line(word)}: only addresses have a login.")
    if url:
        wish = replace(wish, who=_login(named, url), guessed=is_guessed(word))
        return await _feeds(library, url, wish, hub, now)
    return await asyncio.to_thread(_file, library, word, wish, hub)


async def _feeds(library: Library, url: str, wish: Wish, hub: Hub, now: int) -> str:
    async with Client(addresses=hub) as client:
        added = await add(library, client, url, now, wish)
    if added.site:
        return f"{text.line(added.found)}, in {text.line(added.site.name)}"
    told = [
        wording.found(v, known=v.feed.id in added.known, login=bool(wish.who))
        for v in added.feeds
    ]
    return told[0] if len(told) == 1 else f"{len(told)} feeds" if told else ""


def _login(named: Named, url: str) -> dict[str, str]:
    """Return the login that was given, in its fields or in the address."""
    if not (named.user or named.secret or named.command):
        return login_in(named.word)
    if not (named.secret or named.command):
        raise SourceError(
            f"{reach.shown(url)}: give the password or token of {named.user}."
        )
    told = "command" if named.command else "secret"
    who = {told: named.command or named.secret}
    return who | ({"user": named.user} if named.user else {})


async def _repository(library: Library, address: str, named: Named, wish: Wish) -> str:
    shown = git.shown(address)
    if named.secret:
        raise SourceError(
            f"{shown}: git is told a password by a command only: give that instead."
        )
    _refuse_place(wish, shown)
    wish.say(f"{shown} …")
    clone = await fetch_new(library, address, named.user, named.command)
    name = await asyncio.to_thread(_folder, library, clone.path, wish, ours=True)
    return f"Git repository {shown}, in {name}"


def _folder(library: Library, path: Path, wish: Wish, *, ours: bool = False) -> str:
    """Follow a folder; return what it is called."""
    folder = Folder(path)
    name, aside = wish.name or folder.name, "" if ours else folder.aside
    row = library.add_source(folder.kind, folder.address, name, aside)
    return text.line(row.name)


def _refuse_place(wish: Wish, shown: str) -> None:
    if wish.folders is not None:
        raise SourceError(f"{shown}: it has folders of its own; leave “Folder” empty.")


def _file(library: Library, word: str, wish: Wish, hub: Hub) -> str:
    path = Path(word).expanduser()
    shown = text.line(str(path))
    try:
        is_folder, there = path.is_dir(), path.exists()
        data = path.read_bytes() if there and not is_folder else b""
    except OSError as error:
        raise SourceError(f"{shown}: cannot be read: {error.strerror}.") from error
    if is_folder:
        _refuse_place(wish, shown)
        return f"folder, in {_folder(library, path, wish)}"
    if not there:
        raise SourceError(
            f"{shown}: there is no such file or folder, nor such an address."
        )
    listed = is_list(str(path)) or shown.lower().endswith(SUFFIXES)
    if not listed and not data.lstrip().startswith(b"<"):
        raise SourceError(f"{shown}: is neither a folder nor a list of feeds (OPML).")
    below = wish.folders[0] if wish.folders else ()
    found = follow_list(library, data, shown, hub, below)
    if not found.feeds:
        raise SourceError(f"{shown} names no feed.")
    known = found.feeds - found.new
    left = f"; {text.line(found.problems[0])}" if found.problems else ""
    more = f", {known:,} followed already" if known else ""
    return f"{wording.counted(found.new, 'new feed')}{more}{left}"
