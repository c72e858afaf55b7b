"""Tells where an entry comes from, as a person names it: the folder's post, or the feed."""

from typing import Any, NamedTuple

from tui.cli import output
from tui.library import Library, SourceRow
from tui.model import Row
from tui.sync.copies import copies


class Origin(NamedTuple):
    """Where an entry comes from."""

    name: str
    path: str | None
    """The file of a folder's post."""
    feed: str | None
    """The address of a feed."""


class Origins:
    """The sources of a library as they are when it is made."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources = {source.id: source for source in library.sources()}
        self._feeds = {feed.prefix: feed for feed in library.subscriptions()}

    def source(self, row: Row) -> SourceRow:
        """Return the source that an entry belongs to."""
        return self._sources[row.source]

    def also(self, row: Row) -> list[dict[str, Any]]:
        """Return where else the article of an entry came from, as objects for JSON."""
        return [
            {
                "id": other.id,
                "categories": [list(path) for path in other.entry.categories],
                "source": origin.name,
                "path": origin.path,
                "feed": origin.feed,
            }
            for other in copies(self._library, row)
            for origin in (self.of(other),)
        ]

    def of(self, row: Row) -> Origin:
        """Return where an entry comes from."""
        source, key = self.source(row), row.entry.key
        if source.kind == "folder":
            return Origin(source.name, output.path_of(source.address, key), None)
        if source.kind != "feeds":
            return Origin(source.name, None, None)
        feed = self._feeds.get(key.partition("/")[0])
        return Origin(feed.name, None, feed.url) if feed else Origin("", None, None)
