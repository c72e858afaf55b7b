"""Times taking in a folder beside reading its files: python -m tests.bench.folder [COUNT].

All in one run and warm: the bare files, whole and their first 2 kB; the first pass, after
which all are in the list; the second, after which all are found by their texts; and a later
start, where nothing has changed. Then the program is open while it takes them in, and keys
are pressed.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, NamedTuple

from tests.bench.corpora import SHARED
from tests.bench.driver import drive
from tui.library import Library

_RUNS = 3
_FRONT = 2_048
_TUI = [sys.executable, "-m", "tui"]


class Cost(NamedTuple):
    """What something took, in seconds."""

    wall: float
    processor: float
    """Of all processes that had to do with it; a busy machine changes little in it."""


def _cost(what: Callable[[], object]) -> Cost:
    begin, used = time.perf_counter(), _used()
    what()
    return Cost(time.perf_counter() - begin, _used() - used)


def _best(what: Callable[[], object], runs: int = _RUNS) -> Cost:
    return min(_cost(what) for _ in range(runs))


def _used() -> float:
    usages = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _bare(paths: Sequence[str], size: int) -> None:
    for path in paths:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - the floor is bare
            file.read(size)


def _run(words: Sequence[str]) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def _refresh(posts: Path, library: Path) -> None:
    words = ["refresh", str(posts), "--library", str(library), "--config", os.devnull]
    _run([*_TUI, *words])


def _first(posts: Path, library: Path) -> None:
    for part in library.parent.glob(f"{library.name}*"):
        part.unlink()
    _refresh(posts, library)


def measure(posts: Path, library: Path) -> None:
    """Print the table for a folder of posts."""
    paths = [str(path) for path in posts.rglob("*.md")]
    count = len(paths)
    size = sum(Path(path).stat().st_size for path in paths)
    floor = _best(lambda: _bare(paths, -1))

    def say(what: str, cost: Cost) -> None:
        print(
            f"{what:26} {cost.wall:7.2f} s {count / cost.wall:9,.0f} posts/s"
            f" {cost.wall / floor.wall:7.1f}×   processor {cost.processor:6.2f} s"
            f" {cost.processor / floor.processor:7.1f}×"
        )

    print(f"{count:,} posts, {size / 1e6:,.0f} MB")
    say("the bare files", floor)
    say("their first 2 kB", _best(lambda: _bare(paths, _FRONT)))
    say("a start that does nothing", _best(lambda: _run([*_TUI, "--version"])))
    first = _best(lambda: _first(posts, library))
    say("taken in: all in the list", first)
    say("a later start", _best(lambda: _refresh(posts, library)))
    indexing = [sys.executable, "-m", "tui.sync.indexing", str(library)]
    texts = _cost(lambda: _run(indexing))
    say("texts read for the search", texts)
    say("the whole", Cost(*map(sum, zip(first, texts, strict=True))))
    with Library(library) as opened:
        left = opened.index_state().waiting
    print(f"{left:,} posts wait" if left else "all are found by their texts")


def _while_reading(posts: Path, library: Path, count: int) -> str:
    """Press keys while the posts come into the list, and while their texts are read."""
    steps: list[dict[str, Any]] = [
        {"wait": "1 of ", "name": "first in the list"},
        {"key": "j", "repeat": 40, "name": "down, reading"},
        {"key": "<pgdn>", "repeat": 10, "name": "page, reading"},
        {"wait": f"of {count:,}", "name": "all in the list"},
        {"key": "j", "repeat": 40, "name": "down, indexing"},
        {"mem": True},
    ]
    words = [*_TUI, str(posts), "--library", str(library), "--config", os.devnull]
    setup = f"rm -f {library}*"
    subject = {"name": "Broadsheet", "cmd": words, "steps": steps, "setup": setup}
    return drive([subject], runs=1)


def main() -> None:
    """Make the posts and measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        posts = Path(folder, "posts")
        maker = SHARED / "tools" / "make_posts.py"
        _run([sys.executable, str(maker), str(count), str(posts)])
        measure(posts, Path(folder, "library.db"))
        print(_while_reading(posts, Path(folder, "open.db"), count))


if __name__ == "__main__":
    main()
