"""Where else an article came from, in words; it decides not what is the same."""

from tui.library import Library
from tui.model import Row


def copies(library: Library, row: Row) -> list[Row]:
    """Return the other entries of an entry's story, the first first."""
    if not row.also:
        return []
    return [other for other in library.story(row.id) if other.id != row.id]


def also_in(library: Library, row: Row) -> list[str]:
    """Return the places of the other entries of a story, each once."""
    others = copies(library, row)
    names = {source.id: source.name for source in library.sources()} if others else {}
    places = [_place(other, names.get(other.source, "")) for other in others]
    return list(dict.fromkeys(filter(None, places)))


def _place(row: Row, source: str) -> str:
    """Return what the person calls the place of an entry: its feed, its folder."""
    paths = row.entry.categories
    return " / ".join(paths[0]) if paths else source
