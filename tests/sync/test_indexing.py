"""Everything that is read in is found, wherever its text is kept, and after any end."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sync.test_folder import post
from tui.library import Library
from tui.model import Body, Entry, View
from tui.query import parse
from tui.sources.folder import Folder
from tui.sync import indexing

ALL = View(1)
ROOT = Path(__file__).parents[2]


def shelf(folder: Path, library: Library, count: int) -> Folder:
    """A folder of posts that is read into a library."""
    folder.mkdir()
    for number in range(count):
        text = post(f"题{number}", f"<p>正文 word{number} <b>量</b>子</p>")
        (folder / f"{number:03}.md").write_text(text, "utf-8")
    source = Folder(folder)
    row = library.add_source(source.kind, source.address, source.name)
    library.save(row.id, [source.read(key, stamp) for key, stamp in source.scan()])
    return source


def keys(library: Library, asked: str) -> list[str]:
    found = [n for step in library.search(parse(asked), ALL, 0) for n in step]
    rows = (library.entry(number) for number in found)
    return [row.entry.key for row in rows if row]


def test_posts_are_found_by_what_is_in_their_files(
    tmp_path: Path, library: Library
) -> None:
    shelf(tmp_path / "posts", library, 5)
    assert sum(indexing.run(library)) == 5
    assert keys(library, "word3") == ["003.md"]
    assert len(keys(library, "量子")) == 5
    assert len(keys(library, "lang:zh")) == 5
    assert list(indexing.run(library)) == []


def test_entries_of_feeds_are_found_by_the_text_that_is_kept(library: Library) -> None:
    source = library.feeds().id
    entries = [Entry("a", "One"), Entry("b", "Two")]
    bodies = [Body("<p>first <img src=x>", False), Body("*second*", True)]
    library.save(source, entries, bodies)
    assert sum(indexing.run(library)) == 2
    assert keys(library, "first") == ["a"]
    assert keys(library, "second") == ["b"]
    assert keys(library, "has:image") == ["a"]


def test_the_page_that_was_fetched_is_what_is_found(library: Library) -> None:
    source = library.feeds().id
    library.save(source, [Entry("a", "One")], [Body("short", markdown=False)])
    library.keep_page(1, Body("<p>whole page", markdown=False))
    assert sum(indexing.run(library)) == 1
    assert keys(library, "whole") == ["a"]
    library.show_page(1, shown=False)
    assert sum(indexing.run(library)) == 1
    assert keys(library, "whole") == []
    assert keys(library, "short") == ["a"]


def test_a_post_whose_file_is_gone_is_found_by_its_title(
    tmp_path: Path, library: Library
) -> None:
    shelf(tmp_path / "posts", library, 2)
    (tmp_path / "posts" / "001.md").unlink()
    assert sum(indexing.run(library)) == 2
    assert keys(library, "题1") == ["001.md"]
    assert keys(library, "word1") == []


def test_many_are_indexed_in_small_transactions(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.sync.indexing._LETTERS", 40)
    shelf(tmp_path / "posts", library, 12)
    counts = list(indexing.run(library))
    assert sum(counts) == 12
    assert max(counts) < 6


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are read by two processes, three at a time, however few they are."""
    monkeypatch.setattr("tui.sync.indexing._FIRST", 500)
    monkeypatch.setattr("tui.sync.indexing._MANY", 1)
    monkeypatch.setattr("tui.sync.indexing._JOB", 3)
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.usefixtures("processes")
def test_processes_read_texts_as_one_does(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf(tmp_path / "posts", library, 12)
    monkeypatch.delattr("tui.sync.indexing._Reader.text")  # so it is done elsewhere
    assert list(indexing.run(library)) == [3, 3, 3, 3]
    assert keys(library, "word3") == ["003.md"]
    assert len(keys(library, "量子")) == 12


@pytest.mark.usefixtures("processes")
def test_a_run_with_processes_may_be_left_at_any_point(
    tmp_path: Path, library: Library
) -> None:
    shelf(tmp_path / "posts", library, 12)
    steps = indexing.run(library)
    assert next(steps) == 3
    steps.close()
    assert library.index_state().waiting == 9
    assert sum(indexing.run(library)) == 9


def test_much_that_was_left_behind_is_swept_away(library: Library) -> None:
    source = library.feeds().id
    for text in "abcd":
        entry = Entry("a", "One", digest=text.encode())
        library.save(source, [entry], [Body(text, markdown=False)])
        assert sum(indexing.run(library)) == 1
    assert library.index_state().stale <= 1
    assert keys(library, "d") == ["a"]


def test_the_program_indexes_beside_another(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        shelf(tmp_path / "posts", library, 9)
        done = subprocess.run(
            [sys.executable, "-m", "tui.sync.indexing", path],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert sum(map(int, done.stdout.split())) == 9
        assert keys(library, "word8") == ["008.md"]


def test_a_program_without_a_library_says_so_by_its_status(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no library at all" * 100)
    program = [sys.executable, "-m", "tui.sync.indexing", str(tmp_path / "library.db")]
    done = subprocess.run(program, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert done.stdout == b""


@pytest.mark.slow
def test_a_kill_loses_nothing_that_was_indexed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library(path) as library:
        shelf(tmp_path / "posts", library, 400)
        sure = 0
        for _ in range(4):
            with subprocess.Popen(
                [sys.executable, "-m", "tui.sync.indexing", path],
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            ) as program:
                assert program.stdout
                sure += int(program.stdout.readline() or 0)
                program.kill()
            state = library.index_state()
            assert state.documents >= sure
            assert state.documents + state.waiting == 400
            assert library.check() == []
        assert sum(indexing.run(library)) > 0
        assert len(keys(library, "量子")) == 400
        assert library.check() == []
