"""Fixtures for every test."""

import os
from collections.abc import Iterator
from pathlib import Path

import coverage
import pytest
from blockbuster import BlockBuster, blockbuster_ctx
from hypothesis import settings

from tui.library import Library

# A loaded machine is no failure, and luck no judge: `make fuzz` looks further, for minutes.
settings.register_profile("usual", max_examples=100, deadline=None, derandomize=True)
settings.register_profile(
    "long", max_examples=int(os.environ.get("EXAMPLES", "10000")), deadline=None
)
settings.load_profile("usual")

DATA = Path(__file__).parent / "data"


def pytest_sessionfinish() -> None:
    """Keep what was counted now: a worker that is long in ending is killed."""
    if counted := coverage.Coverage.current():
        counted.save()


@pytest.fixture(autouse=True)
def no_blocking() -> Iterator[BlockBuster]:
    """Fail a test in which our code blocks the event loop."""
    with blockbuster_ctx("tui") as blockbuster:
        # Where coverage is measured, it takes a lock of its own in any line of ours.
        lock = blockbuster.functions["threading.Lock.acquire"]
        lock.can_block_in("coverage/collector.py", {"lock_data"})
        yield blockbuster


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The servers of the tests are asked directly, whatever the machine is set to."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def posts() -> Path:
    """The sample posts."""
    return DATA / "posts"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "library.db") as opened:
        yield opened
