"""A kill -9 in the middle of any write leaves a library whose lists and counters are true."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.library.recount import assert_true
from tests.library.samples import sample
from tui.library import Library
from tui.model import View

ROOT = Path(__file__).parents[2]
EXAMPLES = max(5, settings().max_examples // 20)
"""Five in the usual profile, hundreds in the long one: each is a program of its own."""


@pytest.mark.slow
@given(seed=st.integers(0, 1_000), point=st.integers(1, 3_000))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_kill_anywhere_in_a_write_leaves_it_true(seed: int, point: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        Library(path).close()
        words = [sys.executable, "-m", "tests.library.writer", path, seed, point]
        with subprocess.Popen(
            [str(word) for word in words],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout
            begun = writer.stdout.readline()  # it stands still there, within a write
            writer.kill()
        assert begun == "begun\n"
        with Library(path) as library:
            assert_true(library)
            source = library.add_source("folder", "/after", "after").id
            library.save(source, [sample("after.md")])
            library.mark_all(View(1))
            assert_true(library)
