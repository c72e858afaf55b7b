"""Times the program as a person feels it: make bench.

Drives Broadsheet in a pseudo-terminal on made posts, beside a bare Textual app with the
same three panes as the floor, and prints start, key to paint, bytes and memory. The tool
that drives and the one that makes posts stand outside the project; BENCH_TOOLS names
their folder.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_TOOLS = Path(os.environ.get("BENCH_TOOLS", _ROOT.parent / "shared" / "tools"))
_FLOOR = Path(__file__).with_name("floor.py")
_RUNS = 5


def _environment() -> dict[str, str]:
    names = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR")
    return {name: value for name, value in os.environ.items() if name not in names}


def _tui(*words: str) -> list[str]:
    return [sys.executable, "-m", "tui", *words, "--config", os.devnull]


def _keys(text: str) -> list[dict[str, Any]]:
    return [
        {"wait": text, "name": "start"},
        {"sleep": 1.0},
        {"key": "j", "repeat": 20, "name": "down"},
        {"key": "<pgdn>", "repeat": 10, "name": "page"},
        {"key": "G", "name": "end"},
        {"key": "g", "name": "top"},
        {"mem": True},
    ]


def _subject(name: str, words: list[str], text: str, setup: str = "") -> dict[str, Any]:
    reading: list[dict[str, Any]] = [
        {"key": "<enter>", "name": "open", "until": " min"},
        {"key": "<pgdn>", "repeat": 5, "name": "read on"},
    ]
    steps = _keys(text)
    if name != "floor":
        steps[-1:-1] = reading
    subject: dict[str, Any] = {
        "name": name,
        "cmd": words,
        "steps": steps,
        "timeout": 60,
    }
    return subject | ({"setup": setup} if setup else {})


def _spec(posts: Path, work: Path, count: int) -> dict[str, Any]:
    fresh, known, again = work / "fresh.db", work / "known.db", work / "again.db"
    return {
        "cols": 160,
        "rows": 50,
        "runs": _RUNS,
        "warmup": 1,
        "baseline": "floor",
        "subjects": [
            _subject("floor", [sys.executable, str(_FLOOR)], "row 0"),
            _subject(
                "later start",
                _tui(str(posts), "--library", str(again)),
                f"of {count:,}",
                # Each run begins at the list, not in the article that the last one left.
                f"rm -f {again}*; cp {known} {again}",
            ),
            _subject(
                "first start",
                _tui(str(posts), "--library", str(fresh)),
                "1 of ",
                f"rm -f {fresh}*",
            ),
        ],
    }


def main() -> int:
    """Run the benchmark; 2 where the tools are not there."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    driver = _TOOLS / "ptybench.py"
    if not driver.exists():
        print(f"{driver} is missing: name the folder of the tools in BENCH_TOOLS.")
        return 2
    work = Path(tempfile.mkdtemp(prefix="broadsheet-bench-"))
    try:
        posts = work / "posts"
        maker = [sys.executable, str(_TOOLS / "make_posts.py"), str(count), str(posts)]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
        words = _tui("refresh", str(posts), "--library", str(work / "known.db"))
        subprocess.run(words, check=True, env=_environment(), stdout=subprocess.DEVNULL)
        spec, out = work / "spec.json", work / "out.json"
        spec.write_text(json.dumps(_spec(posts, work, count)), "utf-8")
        drive = [sys.executable, str(driver)]
        environment = _environment()
        subprocess.run(
            [*drive, "run", str(spec), "--out", str(out)],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run([*drive, "show", str(out)], check=True, env=environment)
    finally:
        shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
