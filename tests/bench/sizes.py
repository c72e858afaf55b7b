"""Times the screen on libraries of any size: python -m tests.bench.sizes [SIZE …].

Each library is made once by ``tests.bench.made``. The same keys are pressed in each, at
160×50, beside a bare Textual app with three panes as the floor; the table's ratios are
against the smallest library. newsboat stands beside it up to NEWSBOAT entries, with a
cache of its own made from the same posts.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import made
from tests.bench.corpora import SHARED

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


def main() -> int:
    """Run the benchmark; 2 where the tools are not there."""
    driver = SHARED / "tools" / "ptybench.py"
    if not driver.exists():
        print(
            f"{driver} is missing: name the folder of the shared files in BENCH_SHARED."
        )
        return 2
    sizes = [int(word) for word in sys.argv[1:]] or _SIZES
    subjects = [_floor(), *map(_subject, sizes)]
    with tempfile.TemporaryDirectory() as work:
        spec, out = Path(work, "spec.json"), Path(work, "out.json")
        text = {
            "cols": 160,
            "rows": 50,
            "runs": _RUNS,
            "warmup": 1,
            "timeout": 60,
            "baseline": subjects[1]["name"],
            "subjects": subjects,
        }
        spec.write_text(json.dumps(text), "utf-8")
        drive = [sys.executable, str(driver)]
        subprocess.run(
            [*drive, "run", str(spec), "--out", str(out)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run([*drive, "show", str(out)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
