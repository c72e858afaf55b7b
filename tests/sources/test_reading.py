"""Processes that read posts bring what reading them here brings, whatever happens to them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui.model import Stamp
from tui.sources import reading
from tui.sources.folder import Folder

Wanted = list[tuple[str, Stamp]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Some posts, one of them not UTF-8, one without any front matter."""
    for number in range(20):
        text = (
            f"---\ntitle: 题{number}\ndate: 2024-05-{number + 1:02}\n---\n正文{number}"
        )
        (tmp_path / f"{number:02}.md").write_text(text, "utf-8")
    (tmp_path / "97.md").write_bytes("---\ntitle: 题\n---\n正文".encode("gb18030"))
    (tmp_path / "98.md").write_text("# Heading\n\ntext", "utf-8")
    return Folder(tmp_path)


@pytest.fixture
def wanted(folder: Folder) -> Wanted:
    """All of them, and one that is gone by the time it is read."""
    found = list(folder.scan())
    return [*found[::-1], ("99.md", found[0][1])]


def test_the_entries_are_those_read_here_in_the_order_wanted(
    folder: Folder, wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [folder.read(*item) for item in wanted]
    for many, cores in ((1, 2), (1, 1), (1_000, 2)):
        monkeypatch.setattr(reading, "_MANY", many)
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        batches = list(reading.read_all(folder, wanted, 4))
        assert [len(batch) for batch in batches] == [4, 4, 4, 4, 4, 3]
        assert [entry for batch in batches for entry in batch] == here


def test_what_a_process_that_died_had_to_read_is_read_here(
    folder: Folder, wanted: Wanted
) -> None:
    readers = reading._Readers(folder, 2)
    try:
        batches = readers.read([[item] for item in wanted])
        found = [*next(batches)]
        for process in readers.processes:
            process.kill()
        found += [entry for batch in batches for entry in batch]
    finally:
        readers.close()
    assert found == [folder.read(*item) for item in wanted]


def test_processes_end_when_no_more_is_wanted(folder: Folder, wanted: Wanted) -> None:
    readers = reading._Readers(folder, 2)
    next(readers.read([[item] for item in wanted]))
    readers.close()
    assert all(process.returncode is not None for process in readers.processes)


def test_a_process_ends_with_the_one_that_began_it(folder: Folder) -> None:
    words = [sys.executable, "-m", "tui.sources.reading"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as process:
        assert process.stdin
        reading._put(process.stdin, (str(folder.root), folder.site))
        process.stdin.close()  # as it is closed by any end, kill -9 too
        assert process.wait() == 0
