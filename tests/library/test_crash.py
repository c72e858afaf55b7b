"""What was acknowledged before a kill -9 is there afterwards."""

import subprocess
import sys
from pathlib import Path

import pytest

from tui.library import Library
from tui.model import View

WRITER = """
import sys
from pathlib import Path
from tests.library.samples import sample
from tui.library import Library
library = Library(Path(sys.argv[1]))
source = library.add_source("folder", "/posts", "posts").id
for n in range(100_000):
    key = f"{sys.argv[2]}-{n}.md"
    library.save(source, [sample(key, 1_700_000_000 + n * 9_000)])
    library.mark([library.find(source, key).id], "starred", True)
    print(key, flush=True)
"""


@pytest.mark.slow
def test_acknowledged_marks_outlive_a_kill(tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "library.db", list[str]()
    root = Path(__file__).parents[2]
    for turn in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(turn)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
        ) as writer:
            assert writer.stdout
            for _ in range(turn + 3):
                acknowledged.append(writer.stdout.readline().strip())
            writer.kill()
            acknowledged += writer.stdout.read().split("\n")[:-1]
    with Library(path) as library:
        assert library.check() == []
        source = library.sources()[0].id
        for key in acknowledged:
            row = library.find(source, key)
            assert row, key
            assert row.starred
        assert library.count(View(1)) >= len(acknowledged)
