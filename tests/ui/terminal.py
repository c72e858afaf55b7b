"""A real pseudo-terminal: the program runs in it, keys go in, bytes come out."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_DEADLINE = 100.0


class Terminal:
    """Runs ``python -m tui`` with the words given, as a person's terminal would."""

    def __init__(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int],
    ) -> None:
        self.sent = b""
        """Everything the program wrote."""
        self.pid, self._master = pty.fork()
        if self.pid == 0:  # pragma: no cover - another process
            os.environ.pop("NO_COLOR", None)
            os.environ |= {"TERM": "xterm-256color", **environment}
            os.execv(sys.executable, [sys.executable, "-m", "tui", *words])  # noqa: S606
        columns, rows = size
        shape = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, shape)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        os.close(self._master)

    def kill(self) -> None:
        """End the program as kill -9 does."""
        try:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            return

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    @property
    def text(self) -> str:
        return self.sent.decode("utf-8", "replace")

    def until(self, seen: Callable[[str], bool]) -> None:
        """Read what comes until it shows what is waited for."""
        end = time.monotonic() + _DEADLINE
        while not seen(self.text):
            ready, _, _ = select.select([self._master], [], [], 0.2)
            if ready:
                try:
                    self.sent += os.read(self._master, 65_536)
                except OSError:  # the program has ended
                    return
            assert time.monotonic() < end, self.text[-2_000:]

    @property
    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, as a shell wants it."""
        flags: int = termios.tcgetattr(self._master)[3]
        return bool(flags & termios.ECHO)

    def wait(self) -> int:
        """Wait for the program's end; return its exit status."""
        self.until(lambda _: False)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def run(
    folder: Path | None,
    library: Path,
    config: Path = Path(os.devnull),
    **environment: str,
) -> Terminal:
    """Open a folder in the program, or all that is known where none is named."""
    words = ["--library", str(library), "--config", str(config)]
    if folder:
        words.insert(0, str(folder))
    return Terminal(words, environment, (100, 30))
