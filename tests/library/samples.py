"""Entries for the tests of the library."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from tui.library import Library
from tui.model import CategoryPath, Entry, Stamp


def sample(
    key: str,
    when: int | None = 1_700_000_000,
    paths: tuple[CategoryPath, ...] = (("新闻",),),
    text: str = "一",
    problems: tuple[str, ...] = (),
) -> Entry:
    """An entry of which only what matters to the test is given."""
    published = None if when is None else datetime.fromtimestamp(when, UTC)
    return Entry(
        key=key,
        title=f"题 {key}",
        published=published,
        categories=paths,
        digest=text.encode(),
        stamp=Stamp(1, len(text), 1),
        problems=problems,
    )


def linked(entry: Entry, name: str) -> Entry:
    """The same entry with a link and a title that every entry of that name has."""
    return replace(entry, url=f"https://example.org/story/{name}", title=f"题 {name}")


def filled(path: Path, count: int = 20) -> tuple[Library, int]:
    """A library with ``count`` entries over several days, and its source's id."""
    library = Library(path)
    source = library.add_source("folder", "/posts", "posts").id
    library.save(
        source, [sample(f"{n:04}.md", 1_700_000_000 + n * 40_000) for n in range(count)]
    )
    return library, source


def a_day_passes(library: Library) -> None:
    """What was marked until now was marked long ago."""
    with library.transaction() as connection:
        connection.execute("UPDATE change SET at = 0")
