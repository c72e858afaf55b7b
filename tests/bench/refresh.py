"""Times a refresh of many feeds beside newsboat's: python -m tests.bench.refresh [COUNT EACH].

All feeds come from one server on this machine: first all is new, then nothing is, then all
is again. Then the program is open while all is new once more, and keys are pressed.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.bench.driver import drive

_TUI = [sys.executable, "-m", "tui"]
_NO_CONFIG = ["--config", os.devnull]
_THREADS = 8
_COUNT, _EACH = 500, 20


class Cost(NamedTuple):
    """What a command took."""

    seconds: float
    processor: float
    megabytes: float
    """The most memory that it had at once."""
    unchanged: int
    """How many feeds the server said were as before."""
    sent: int
    """Bytes that it sent."""


class Server:
    """The feeds."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.url}{path}") as answer:  # noqa: S310 - our own
            return str(answer.read().decode())

    def next(self) -> None:
        self.ask("/next")

    def told(self) -> tuple[int, int]:
        """Return how many answers said "not modified", and how many bytes went out."""
        unchanged, sent = map(int, self.ask("/count").split())
        return unchanged, sent


@contextmanager
def served(count: int, each: int) -> Iterator[Server]:
    words = [sys.executable, "-m", "tests.bench.feed_server", str(count), str(each)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            yield Server(process.stdout.readline().strip())
        finally:
            process.kill()


def run(words: Sequence[str], server: Server, home: Path) -> Cost:
    """Run a command to its end."""
    unchanged, sent = server.told()
    environment = os.environ | {"HOME": str(home)}
    began = time.perf_counter()
    process = subprocess.Popen(
        words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {process.returncode}.")
    now = server.told()
    return Cost(
        took,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        now[0] - unchanged,
        now[1] - sent,
    )


def _say(what: str, articles: int, costs: Mapping[str, Cost]) -> None:
    other = costs.get("newsboat")
    for name, cost in costs.items():
        rate = f"{articles / cost.seconds:8,.0f} articles/s" if articles else " " * 19
        ratio = f"{other.seconds / cost.seconds:6.2f}×" if other else ""
        print(
            f"{what:10} {name:11} {cost.seconds:6.2f} s {rate} {ratio}"
            f"  processor {cost.processor:6.2f} s  {cost.megabytes:4.0f} MB"
            f"  {cost.unchanged:4} unchanged  {cost.sent / 1e6:7.2f} MB sent"
        )


def _while_refreshing(library: Path, count: int, each: int) -> None:
    """Press keys while all feeds bring new articles."""
    steps = [
        {"wait": "1 of ", "name": "start"},
        {"sleep": 2.0},
        {"key": "j", "repeat": 20, "name": "down, at rest"},
        {"key": "R", "name": "refresh"},
        {"key": "j", "repeat": 40, "name": "down, refreshing"},
        {"key": "<pgdn>", "repeat": 10, "name": "page, refreshing"},
        {"wait": f"of {3 * count * each:,}", "name": "all there"},
        {"mem": True},
    ]
    words = [*_TUI, "--library", str(library), *_NO_CONFIG]
    print(drive([{"name": "Broadsheet", "cmd": words, "steps": steps}], runs=1))


def main() -> None:
    """Run it and print the tables."""
    count, each = [int(word) for word in sys.argv[1:3]] or (_COUNT, _EACH)
    with tempfile.TemporaryDirectory() as folder, served(count, each) as server:
        home, library = Path(folder), Path(folder, "library.db")
        urls, settings = home / "urls", home / "config"
        urls.write_text("".join(f"{server.url}/{n}\n" for n in range(count)), "utf-8")
        settings.write_text(f"reload-threads {_THREADS}\nmax-items 0\n", "utf-8")
        ours = [*_TUI, "refresh", "--all", "--library", str(library), *_NO_CONFIG]
        subjects = {"Broadsheet": ours}
        subprocess.run(
            [*_TUI, "import", str(urls), "--library", str(library), *_NO_CONFIG],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        if shutil.which("newsboat"):
            cache = str(home / "cache.db")
            files = ["-u", str(urls), "-c", cache, "-C", str(settings)]
            subjects["newsboat"] = ["newsboat", *files, "-x", "reload"]
        print(f"{count:,} feeds with {each:,} articles each")
        for what in ("all new", "unchanged", "all new"):
            if what == "all new":
                server.next()
            costs = {n: run(words, server, home) for n, words in subjects.items()}
            _say(what, count * each * (what == "all new"), costs)
        server.next()
        _while_refreshing(library, count, each)


if __name__ == "__main__":
    main()
