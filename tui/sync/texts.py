"""Where the text of an entry is, and whose it is; it shows none and asks no server."""

from pathlib import Path

from tui.errors import SourceError
from tui.library import Library
from tui.model import Body, Row
from tui.sources import reach
from tui.sources.folder import Folder


class Texts:
    """The sources of a library as they are when it is made."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources = {row.id: row for row in library.sources()}
        self._folders = {
            row.id: Folder(Path(row.address))
            for row in self._sources.values()
            if row.kind == "folder" and Path(row.address).is_dir()
        }

    def of(self, row: Row) -> Body | None:
        """Return an entry's text as its source has it; None where it is gone."""
        folder = self._folders.get(row.source)
        try:
            return folder.body(row.entry.key) if folder else self._library.body(row.id)
        except SourceError:
            return None

    def home(self, row: Row) -> str:
        """Return the address that the person named for an entry's source; ``""`` for none."""
        source = self._sources.get(row.source)
        if source and source.kind == "feeds":
            return self._library.address_of(row.entry.key)
        return source.address if source and source.kind != "folder" else ""

    def names(self, row: Row) -> list[str]:
        """Return the names that the configuration may have for an entry's source or site."""
        source = self._sources.get(row.source)
        names = [name for path in row.entry.categories for name in path]
        if source and source.kind == "folder":
            names = [source.name, source.address]
        return [*names, *reach.domains(row.entry.url)]
