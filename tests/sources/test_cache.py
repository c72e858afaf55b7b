"""What was fetched is kept, up to a size; no two programs get in each other's way."""

import os
import threading
from pathlib import Path

from tui.sources.cache import Cache


def aged(folder: Path, seconds: int) -> None:
    for path in folder.iterdir():
        found = path.stat()
        os.utime(path, (found.st_atime - seconds, found.st_mtime - seconds))


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "folder")
    assert cache.get("https://x.org/../../a") is None
    cache.put("https://x.org/../../a", b"one")
    cache.put("https://x.org/b", b"two")
    assert cache.get("https://x.org/../../a") == b"one"
    assert Cache(cache.folder).get("https://x.org/b") == b"two"
    cache.forget("https://x.org/b")
    cache.forget("https://x.org/c")
    assert cache.get("https://x.org/b") is None
    assert [path.parent for path in tmp_path.rglob("*") if path.is_file()] == [
        cache.folder
    ]


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=100)
    for name in "abc":
        cache.put(name, bytes(30))
        aged(tmp_path, 100)
    assert cache.get("a")
    cache.put("d", bytes(30))
    kept = {name for name in "abcd" if cache.get(name)}
    assert kept == {"a", "c", "d"}


def test_what_is_larger_than_all_of_it_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=100)
    cache.put("a", bytes(10))
    cache.put("b", bytes(101))
    assert (cache.get("a"), cache.get("b")) == (bytes(10), None)


def test_what_a_killed_program_left_is_removed_later(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    (tmp_path / "old.part").touch()
    aged(tmp_path, 4_000)
    (tmp_path / "new.part").touch()
    cache.put("a", b"x")
    assert (tmp_path / "new.part").exists()
    assert not (tmp_path / "old.part").exists()


def test_a_folder_that_cannot_be_used_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = Cache(tmp_path / "file" / "folder")
    cache.put("a", b"x")
    cache.forget("a")
    assert cache.get("a") is None


def test_many_write_at_once(tmp_path: Path) -> None:
    wrong: list[bytes] = []

    def work(number: int) -> None:
        cache = Cache(tmp_path, most_bytes=20_000)
        for turn in range(60):
            name = str((number + turn) % 7)
            cache.put(name, name.encode() * 5_000)
            found = cache.get(name)
            if found not in (None, name.encode() * 5_000):
                wrong.append(found or b"")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert not list(tmp_path.glob("*.part"))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 20_000
