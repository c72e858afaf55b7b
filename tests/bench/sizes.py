"""Times the screen on libraries of any size: python -m tests.bench.sizes [SIZE …].

Each library is made once by ``tests.bench.made``. The same keys are pressed in each, at
160×50, beside a bare Textual app with three panes as the floor; the table's ratios are
against the smallest library. All of it is marked read and unread again at the end, so the
next run finds what this one found.
"""

import os
import sys
from pathlib import Path
from typing import Any

from tests.bench import made
from tests.bench.driver import drive

_FLOOR = Path(__file__).with_name("floor.py")
_SIZES = (1_000, 100_000, 1_000_000)
_RUNS = 2
_FORGET = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
    " c.execute('DELETE FROM memory'); c.commit()"
)


def _steps(count: int) -> list[dict[str, Any]]:
    def twice(key: str, name: str) -> list[dict[str, Any]]:
        return [{"key": key, "name": name}, {"key": key, "name": f"{name}, back"}]

    return [
        {"wait": f"of {count:,}", "name": "start"},
        {"sleep": 1.0},
        {"key": "j", "repeat": 20, "name": "down"},
        {"key": "<pgdn>", "repeat": 10, "name": "page"},
        {"key": "G", "name": "last"},
        {"key": "<pgup>", "repeat": 5, "name": "page at the end"},
        {"key": "g", "name": "first"},
        {"key": "n", "repeat": 5, "name": "next unread"},
        *twice("m", "mark"),
        *twice("u", "unread only"),
        *twice("S", "order"),
        {"key": "1", "name": "to the categories"},
        {"key": "j", "repeat": 12, "name": "category"},
        {"key": "g", "name": "all"},
        {"key": "A", "until": "marked read", "name": "mark all"},
        {"key": "2", "record": False},
        {"key": "j", "repeat": 20, "name": "down, marking"},
        {"key": "U", "until": "undone", "name": "undo"},
        {"key": "j", "repeat": 20, "name": "down, undoing"},
        {"mem": True},
    ]


def _floor() -> dict[str, Any]:
    return {
        "name": "floor",
        "cmd": [sys.executable, str(_FLOOR)],
        "steps": [
            {"wait": "row 0", "name": "start"},
            {"sleep": 1.0},
            {"key": "j", "repeat": 20, "name": "down"},
            {"key": "<pgdn>", "repeat": 10, "name": "page"},
            {"key": "G", "name": "last"},
            {"key": "g", "name": "first"},
            {"mem": True},
        ],
    }


def _subject(count: int) -> dict[str, Any]:
    path = made.library(count)
    return {
        "name": f"{count:,} entries",
        "cmd": [
            *(sys.executable, "-m", "tui", "--library", str(path)),
            *("--config", os.devnull),
        ],
        "setup": f'rm -f {path}.screen; {sys.executable} -c "{_FORGET}" {path}',
        "steps": _steps(count),
    }


def main() -> None:
    """Run the benchmark and print its table."""
    sizes = [int(word) for word in sys.argv[1:]] or _SIZES
    subjects = [_floor(), *map(_subject, sizes)]
    print(drive(subjects, runs=_RUNS, baseline=subjects[1]["name"]))


if __name__ == "__main__":
    main()
