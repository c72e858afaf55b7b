"""A library that cannot be used says how it can be again."""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tui.library.schema import MIGRATIONS

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_library_made_otherwise_is_repaired(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    broadsheet("add", folder)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        version = next(
            number
            for number, script in enumerate(MIGRATIONS)
            if "ADD COLUMN login" in script
        )
        connection.execute(f"PRAGMA user_version = {version}")
    done = broadsheet("list")
    assert done.returncode == 1
    assert "duplicate column" in done.stderr
    assert "“broadsheet doctor --repair”" in done.stderr
    assert "rescued 5 entries" in broadsheet("doctor", "--repair").stdout
    assert len(broadsheet("list").stdout.splitlines()) == 5
