"""``broadsheet remove``: follows a feed or a folder no more; marks are kept."""

import argparse
from pathlib import Path

from tui import config, paths, text
from tui.cli import named, output
from tui.cli.feeds import counted, place
from tui.errors import BroadsheetError
from tui.library import Library, SourceRow


def run(given: argparse.Namespace) -> int:
    """Take out what is named, and say what went.

    Raises:
        BroadsheetError: Nothing of that name is followed.
    """
    word: str = given.address
    with Library(given.library or paths.library()) as library:
        if feed := named.feed(library, word):
            name, went = place(feed.place), library.unsubscribe(feed)
        elif folder := _folder(library, word):
            name, went = text.line(folder.name), library.leave_source(folder)
            _tell_of_configured(folder.address, given)
        else:
            raise BroadsheetError(
                f"{text.line(word)}: is not followed; “broadsheet sources” lists what is."
            )
    if given.json:
        output.put_json({"name": name, "articles": went})
        return 0
    output.put(f"{name} is followed no more: {counted(went, 'article')} went.")
    if went:
        output.put("What you marked in it is kept, and comes back if you add it again.")
    return 0


def _folder(library: Library, word: str) -> SourceRow | None:
    """Return the folder that is known under a path or a name."""
    path = str(Path(word).resolve())
    rows = [row for row in library.sources() if row.kind == "folder"]
    found = [row for row in rows if row.address in {word, path}]
    found = found or [row for row in rows if row.name == word]
    if len(found) > 1:
        addresses = ", ".join(row.address for row in found)
        raise BroadsheetError(f"{word}: several are named so: {addresses}. Name one.")
    return found[0] if found else None


def _tell_of_configured(address: str, given: argparse.Namespace) -> None:
    """Say where a folder is configured, too: it would be back at the next start."""
    file = given.config or paths.config()
    if address in {str(path.resolve()) for path in config.load(file).folders}:
        output.complain(f"{address}: take it out of {file} too, or it comes back.")
