"""Processes beside this one answer in order, and whatever becomes of them it is answered."""

import os
import subprocess
import sys
from collections.abc import Callable

from tui.sources.beside import Beside, _put, serve

MODULE = "tests.sources.test_beside"
Told = tuple[int, int]
"""An answer, and which process gave it."""


def _opened(opening: int) -> Callable[[int], Told]:
    return lambda job: (job * opening, os.getpid())


def begun() -> Beside[int, Told]:
    return Beside(MODULE, 3, _opened(3))


def test_answers_come_in_the_order_of_the_jobs() -> None:
    with begun() as beside:
        answers, by = zip(*beside.answers(range(50)), strict=True)
        assert set(by) <= {process.pid for process in beside.processes}
    assert answers == tuple(3 * job for job in range(50))


def test_what_a_process_that_died_had_to_do_is_done_here() -> None:
    with begun() as beside:
        answers = beside.answers(range(50))
        found = [next(answers)]
        for process in beside.processes:
            process.kill()
        found += answers
    assert [answer for answer, _ in found] == [3 * job for job in range(50)]
    assert found[-1][1] == os.getpid()


def test_they_end_when_no_more_is_wanted() -> None:
    with begun() as beside:
        next(beside.answers(range(50)))
    assert all(process.returncode is not None for process in beside.processes)


def test_one_ends_with_the_process_that_began_it() -> None:
    words = [sys.executable, "-m", MODULE]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as process:
        assert process.stdin
        _put(process.stdin, 3)
        process.stdin.close()  # as it is by any end, kill -9 too
        assert process.wait() == 0


if __name__ == "__main__":
    sys.exit(serve(_opened))
