"""What is no library is refused, what is older migrated, what is hurt found."""

import sqlite3
import threading
from pathlib import Path

import pytest

from tests.library.samples import filled, sample
from tui.errors import LibraryError
from tui.library import Library
from tui.library.database import Database
from tui.library.schema import MIGRATIONS
from tui.model import Body, Stamp, View


def test_an_older_file_is_migrated_and_a_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library, _ = filled(path, 3)
    library.close()
    extra = (*MIGRATIONS, "CREATE TABLE extra (id INTEGER PRIMARY KEY);")
    with Database(path, extra) as database:
        assert database.one("PRAGMA user_version")[0] == len(extra)
        assert database.one("SELECT count(*) FROM entry")[0] == 3
    copies = list(tmp_path.glob("library.db.before-*"))
    assert len(copies) == 1
    kept = sqlite3.connect(copies[0])
    assert kept.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    assert kept.execute("SELECT count(*) FROM entry").fetchone()[0] == 3
    kept.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_every_older_version_opens_with_its_entries(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "library.db"
    with Database(path, MIGRATIONS[:version]) as old, old.transaction() as connection:
        connection.execute(
            "INSERT INTO source (id, kind, address, name, mount)"
            " VALUES (1, 'folder', '/posts', 'posts', 4)"
        )
        connection.execute(
            "INSERT INTO entry (source, key, title, author, url, published, certain, dated,"
            " categories, tags, problems, digest, mtime_ns, size, inode)"
            " VALUES (1, 'a.md', '旧', '', '', 0, 1, 1, '[]', '[]', '[]', x'', 7, 8, 9)"
        )
        connection.execute("INSERT INTO mark (entry, starred) VALUES (1, 1)")
        connection.execute(
            "INSERT INTO member (category, published, entry, unread) VALUES (1, 0, 1, 1)"
        )
    with Library(path) as library:
        (row,) = library.window(View(1), 0, 9)
        assert (row.entry.title, row.starred) == ("旧", True)
        assert list(library.stamps(1)) == [("a.md", Stamp(7, 8, 9), b"")]
        library.keep_page(row.id, Body("<p>页</p>", markdown=False))
        assert library.page(row.id) is not None


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    filled(path, 3)[0].close()
    broken = (*MIGRATIONS, "CREATE TABLE extra (id); CREATE TABLE entry (id);")
    with pytest.raises(LibraryError):
        Database(path, broken)
    with Library(path) as library:
        assert library.count(View(1)) == 3


@pytest.mark.parametrize(
    "pragma", ["application_id = 7", f"user_version = {len(MIGRATIONS) + 1}"]
)
def test_a_file_of_another_or_a_newer_program_is_refused(
    tmp_path: Path, pragma: str
) -> None:
    path = tmp_path / "library.db"
    filled(path, 1)[0].close()
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA {pragma}")
    other.close()
    with pytest.raises(LibraryError, match=r"library\.db"):
        Library(path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_text("no database at all, only text " * 50)
    with pytest.raises(LibraryError, match=r"library\.db"):
        Library(path)


def test_a_locked_file_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library, source = filled(path, 1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library.connection.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(LibraryError, match=r"library\.db"):
        library.save(source, [sample("x.md")])
    other.execute("ROLLBACK")
    other.close()
    assert library.save(source, [sample("x.md")]).new == 1
    library.close()


def test_a_full_disk_loses_nothing_and_can_be_written_again(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 1)
    pages = library.one("PRAGMA page_count")[0]
    library.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match="full"):
        library.save(source, [sample(f"x{n}.md") for n in range(5_000)])
    library.connection.execute("PRAGMA max_page_count = 100000")
    assert library.count(View(1)) == 1
    assert library.save(source, [sample("x.md")]).new == 1
    library.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE category SET unread = unread + 1 WHERE id = 1",
        "UPDATE day SET total = total + 1",
        "DELETE FROM day WHERE category = 1",
    ],
)
def test_wrong_counters_are_found_and_repaired(tmp_path: Path, damage: str) -> None:
    library, _ = filled(tmp_path / "library.db")
    assert library.check() == []
    library.connection.execute(damage)
    assert library.check()
    library.repair()
    assert library.check() == []
    library.close()


def test_two_libraries_and_their_threads_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    failures: list[BaseException] = []

    def write(library: Library, name: str) -> None:
        try:
            source = library.add_source("folder", f"/{name}", name).id
            for n in range(15):
                library.save(source, [sample(f"{n}.md"), sample(f"{n}b.md")])
                library.mark_all(View(1))
                library.undo()
        except LibraryError as error:
            failures.append(error)

    with Library(path) as one, Library(path) as two:
        threads = [
            threading.Thread(target=write, args=(one if n % 2 else two, f"s{n}"))
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        assert one.count(View(1)) == two.count(View(1)) == 120
        assert one.check() == []


def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "library.db"
    failures: list[BaseException] = []
    start = threading.Barrier(6)

    def begin() -> None:
        start.wait()
        try:
            Library(path).close()
        except LibraryError as error:
            failures.append(error)

    threads = [threading.Thread(target=begin) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_write_elsewhere_changes_the_data_version(tmp_path: Path) -> None:
    library, source = filled(tmp_path / "library.db", 1)
    with library, Library(tmp_path / "library.db") as other:
        before = library.data_version()
        assert library.data_version() == before
        other.save(source, [sample("x.md")])
        assert library.data_version() != before


def test_a_transaction_inside_another_is_a_part_of_it(library: Library) -> None:
    class StoppedError(Exception):
        pass

    def follow(*, stop: bool) -> None:
        with library.transaction():
            library.subscribe("http://x/1", "One")
            if stop:
                raise StoppedError
            library.subscribe("http://x/2", "Two")

    with pytest.raises(StoppedError):
        follow(stop=True)
    assert not library.subscriptions()
    follow(stop=False)
    assert [feed.name for feed in library.subscriptions()] == ["One", "Two"]
