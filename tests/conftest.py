"""Fixtures for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

from tui.library import Library

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def no_blocking() -> Iterator[BlockBuster]:
    """Fail a test in which our code blocks the event loop."""
    with blockbuster_ctx("tui") as blockbuster:
        # Where coverage is measured, it takes a lock of its own in any line of ours.
        lock = blockbuster.functions["threading.Lock.acquire"]
        lock.can_block_in("coverage/collector.py", {"lock_data"})
        yield blockbuster


@pytest.fixture
def posts() -> Path:
    """The sample posts."""
    return DATA / "posts"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(tmp_path / "library.db") as opened:
        yield opened
