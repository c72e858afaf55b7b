"""Has work done by processes beside this one; it knows nothing of the work.

What is done is a module that can be run: its ``main`` calls `serve`. Such a process ends
when the one that began it does, by whatever end, since its input ends then.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO, Any, Generic, Self, TypeVar

_MOST = 4
_AHEAD = 2
"""So many jobs a process are done before they are asked for."""
_NICER = 5

Job = TypeVar("Job")
Answer = TypeVar("Answer")
_Process = subprocess.Popen[bytes]


def cores() -> int:
    """Return how many processes are worth having; 1: none beside this one."""
    return min(os.cpu_count() or 1, _MOST)


class Beside(Generic[Job, Answer]):
    """Processes that do jobs, each with a thread that waits for it.

    ``opening`` is what each is told first; jobs and answers are what pickle can write.
    What a process that died had to do is done by ``here``.
    """

    def __init__(
        self,
        module: str,
        opening: object,
        here: Callable[[Job], Answer],
        number: int = 0,
    ) -> None:
        """Begin as many processes, or one a core."""
        self.processes = [_begin(module, opening) for _ in range(number or cores())]
        self._here = here
        self._closed = False
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self.processes:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(len(self.processes), "beside")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes; what they are doing is lost."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.kill()
        self._threads.shutdown()
        for process in self.processes:
            # Closes its pipes, though it did not take all of it, and waits.
            with suppress(OSError), process:
                pass

    def submit(self, job: Job) -> Future[Answer]:
        """Have a job done when its turn comes."""
        return self._threads.submit(self._answer, job)

    def answers(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """Yield the answer to each job, in the order of the jobs."""
        ahead: list[Future[Answer]] = []
        for job in jobs:
            ahead.append(self.submit(job))
            if len(ahead) > _AHEAD * len(self.processes):
                yield ahead.pop(0).result()
        for future in ahead:
            yield future.result()

    def _answer(self, job: Job) -> Answer:
        process = self._idle.get()
        try:
            _put(_pipe(process.stdin), job)
            answer: Answer = pickle.load(_pipe(process.stdout))  # noqa: S301 - our own process
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            if self._closed:
                raise
            return self._here(job)
        else:
            return answer
        finally:
            self._idle.put(process)


def serve(opened: Callable[[Any], Callable[[Any], object]]) -> int:
    """Answer jobs until there are no more; ``opened`` makes of the opening what does."""
    os.nice(_NICER)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError):
        answer = opened(pickle.load(source))  # noqa: S301 - from the process that began it
        while True:
            _put(target, answer(pickle.load(source)))  # noqa: S301 - as above
    return 0


def _begin(module: str, opening: object) -> _Process:
    # In a session of its own: what is meant for us (Ctrl-C) is not meant for it.
    process = subprocess.Popen(  # noqa: S603 - our own program
        (sys.executable, "-P", "-m", module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with suppress(OSError):
        _put(_pipe(process.stdin), opening)
    return process


def _put(pipe: IO[bytes], value: object) -> None:
    pickle.dump(value, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - it was asked for
    return pipe
