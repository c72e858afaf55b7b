"""The file says what it is full of, and gives back what is empty where there is room."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.library.samples import a_day_passes, sample
from tui.errors import LibraryError
from tui.library import Library, Stock
from tui.model import Body, View


class _Usage(NamedTuple):
    free: int


@pytest.fixture
def emptied(library: Library) -> Library:
    """A library from which much was removed."""
    source = library.add_source("feeds", "feeds", "Feeds").id
    entries = [sample(f"{n}", 1_700_000_000 + n) for n in range(300)]
    bodies = [
        Body(" ".join(str(n * k) for k in range(1_000)), False) for n in range(300)
    ]
    library.save(source, entries, bodies)
    library.mark_all(View(1))
    a_day_passes(library)
    for _ in library.tidy(Stock("", source, 1, most=3)):
        pass
    return library


def test_it_adds_up_to_the_file(emptied: Library) -> None:
    space = emptied.space()
    assert space.log == emptied.path.with_name("library.db-wal").stat().st_size
    assert space.file == sum(space) - space.file
    assert space.free > space.texts > 0


def test_what_is_empty_is_given_back(emptied: Library) -> None:
    before = emptied.space()
    assert emptied.compact() > before.free / 2
    after = emptied.space()
    assert after.free == 0
    assert after.file < before.file
    assert (after.texts, after.pages) == (before.texts, before.pages)
    assert emptied.check() == []


def test_without_room_nothing_is_begun(
    emptied: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage(1_000))
    size = emptied.space().file
    with pytest.raises(LibraryError, match="Make room"):
        emptied.compact()
    assert emptied.space().file == size


def test_while_another_writes_it_is_told(emptied: Library) -> None:
    other = sqlite3.connect(emptied.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    emptied.connection.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(LibraryError, match="in use"):
        emptied.compact()
    other.execute("ROLLBACK")
    other.close()
    assert emptied.compact() > 0


def test_it_is_made_smaller_while_another_reads(
    emptied: Library, tmp_path: Path
) -> None:
    with Library(tmp_path / "library.db") as other:
        rows = len(other.window(View(1), 0, 10))
        emptied.compact()
        assert len(other.window(View(1), 0, 10)) == rows == 3
