"""Some work is one program's at a time, until that is done or gone."""

import subprocess
import sys

import pytest

from tui.library import Library

LATER = 1 << 40


def test_work_is_one_s_until_it_is_done(library: Library) -> None:
    with Library(library.path) as other:
        assert library.claim_work("source:1", 100, 400)
        assert not other.claim_work("source:1", 150, 450)
        assert other.claim_work("source:2", 150, 450)
        library.extend_work("source:1", 600)
        assert not other.claim_work("source:1", 599, 700)
        library.release_work("source:1")
        assert other.claim_work("source:1", 150, 450)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc when a process began")
def test_what_a_process_claimed_that_is_gone_is_free(library: Library) -> None:
    claim = (
        "import pathlib, sys; from tui.library import Library;"
        "library = Library(pathlib.Path(sys.argv[1]));"
        "print(library.claim_work('source:1', 100, 1 << 40), flush=True);"
        "sys.stdin.read()"
    )
    words = [sys.executable, "-c", claim, str(library.path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        assert not library.claim_work("source:1", 200, LATER)
        other.kill()
    assert library.claim_work("source:1", 200, LATER)


def test_where_nobody_can_tell_it_ends_by_itself(library: Library) -> None:
    with library.transaction() as connection:
        values = "source:1", 400, "another-machine/pid:[1] 1 1"
        connection.execute("INSERT INTO claim VALUES (?, ?, ?)", values)
    assert not library.claim_work("source:1", 399, 700)
    assert library.claim_work("source:1", 400, 700)


def test_a_number_that_another_process_has_by_now_is_not_it(library: Library) -> None:
    owner = _another_time(library)
    with library.transaction() as connection:
        claimed = "INSERT INTO claim VALUES ('source:1', 400, ?)"
        connection.execute(claimed, (owner,))
    assert library.claim_work("source:1", 100, 700)


def _another_time(library: Library) -> str:
    assert library.claim_work("source:2", 1, 2)
    owner: str = library.one("SELECT owner FROM claim WHERE what = 'source:2'")[0]
    return f"{owner} - 1" if owner.endswith(" ") else f"{owner.rpartition(' ')[0]} 1"
