"""``broadsheet remove``: follows a feed, a folder or an account no more; marks are kept."""

import argparse

from tui import config, paths, text
from tui.cli import named, output
from tui.errors import BroadsheetError
from tui.library import Library
from tui.sources.secret import forget_secret
from tui.sync.wording import counted, place


def run(given: argparse.Namespace) -> int:
    """Take out what is named, and say what went.

    Raises:
        BroadsheetError: Nothing of that name is followed.
    """
    word: str = given.address
    with Library(given.library or paths.library()) as library:
        if found := named.feeds(library, word):
            name = place(found[0].place if len(found) == 1 else named.path_of(word))
            for feed in found:
                forget_secret(feed.login)
            went = sum(library.unsubscribe(feed) for feed in found)
            if len(found) > 1 and not given.json:
                output.put(*(f"{place(feed.place)}  {feed.url}" for feed in found))
        elif source := named.source(library, word):
            name = text.line(source.name)
            for account in library.accounts():
                if account.id == source.id:
                    forget_secret(account.login)
            went = library.leave_source(source)
            _tell_of_configured(source.address, given)
            clones = named.git_clones(library)
            if clone := clones.at(source.address):
                clones.remove(clone)
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


def _tell_of_configured(address: str, given: argparse.Namespace) -> None:
    """Say where a folder is configured, too: it would be back at the next start."""
    file = given.config or paths.config()
    if address in {str(path.resolve()) for path in config.load(file).folders}:
        output.complain(f"{address}: take it out of {file} too, or it comes back.")
