"""Keeps two programs from doing the same at once; it knows none of what they do."""

import os
import socket
from functools import cache
from pathlib import Path
from sqlite3 import Connection

from tui.library.database import Database

_START = 18
"""The place of the time of start in ``/proc/PID/stat``, behind name and status (proc(5))."""
_ENDED = frozenset("ZX")
"""What the status of a process is that has ended, and that nobody has asked about yet."""


class Claims(Database):
    """The part of the library that says who does what just now."""

    def claim_work(self, what: str, now: int, until: int) -> bool:
        """Keep others from some work; return whether nobody else does it.

        Both are in seconds since 1970. ``release_work`` ends it, or that the program ends
        in whatever way, or ``until`` comes, where it cannot be told whether it has.
        """
        with self.transaction() as connection:
            return claim(connection, what, now, until)

    def extend_work(self, what: str, until: int) -> None:
        """Go on with some work that was claimed."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE claim SET until = ? WHERE what = ?", (until, what)
            )

    def release_work(self, what: str) -> None:
        """Let others do some work that was claimed."""
        with self.transaction() as connection:
            release(connection, what)


def claim(connection: Connection, what: str, now: int, until: int) -> bool:
    """Do what ``Claims.claim_work`` says inside a transaction."""
    found = connection.execute(
        "SELECT until, owner FROM claim WHERE what = ?", (what,)
    ).fetchone()
    if found and found[0] > now and not _is_gone(found[1]):
        return False
    values = what, until, _ours(os.getpid())
    connection.execute("INSERT OR REPLACE INTO claim VALUES (?, ?, ?)", values)
    return True


def release(connection: Connection, what: str) -> None:
    """Do what ``Claims.release_work`` says inside a transaction."""
    connection.execute("DELETE FROM claim WHERE what = ?", (what,))


@cache
def _ours(process: int) -> str:
    """Return how this process is called, which stays so while it lives."""
    return _owner(process)


def _owner(process: int) -> str:
    """Return a process of this machine as no other one is called, before or after.

    Where the system does not say when it began, only until its number is used again.
    """
    return f"{_machine()} {process} {_began(process)}"


def _is_gone(owner: str) -> bool:
    """Whether a process has ended for sure."""
    machine, _, rest = owner.rpartition(" ")[0].rpartition(" ")
    if machine != _machine() or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass  # it is somebody else's, by now at least
    return owner != _owner(int(rest))


def _machine() -> str:
    """Return what numbers of processes are unique in: the machine, or a part of it."""
    try:
        part = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        part = ""
    return f"{socket.gethostname()}/{part}"


def _began(process: int) -> str:
    try:
        told = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    status, *rest = told.rpartition(")")[2].split()
    return "" if status in _ENDED else rest[_START]
