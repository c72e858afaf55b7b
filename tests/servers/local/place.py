"""A server's folder on this machine, its ports and processes; it knows no server."""

import json
import math
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

_PORTS = range(20_000, 30_000)
"""Below those that systems give to connections that go out."""
_TERM_SECONDS = 10.0


class NotHereError(Exception):
    """This machine cannot have a server; the sentence says why."""


@dataclass(frozen=True)
class Place:
    """Where one server keeps all it has; taking the folder away takes it all."""

    folder: Path
    until: float = math.inf
    """When whatever is run here must be done, by the clock of ``time.monotonic``."""

    def port(self, name: str = "web") -> int:
        """Return a port of 127.0.0.1 that stays the server's own from now on."""
        kept = self.folder / "ports.json"
        ports: dict[str, int] = json.loads(kept.read_text()) if kept.exists() else {}
        if name not in ports:
            ports[name] = _free_port()
            kept.write_text(json.dumps(ports))
        return ports[name]

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port()}"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(
        self,
        *words: str | Path,
        user: str = "",
        text: str = "",
        more: Mapping[str, str] | None = None,
        seconds: float = 180,
    ) -> str:
        """Run a program to its end; return what it prints.

        Raises:
            NotHereError: It fails or takes too long; its last words are told.
        """
        name = Path(words[0]).name
        left = min(seconds, self.until - time.monotonic())
        if left <= 0:
            raise NotHereError("there was no time left for it")
        try:
            done: subprocess.CompletedProcess[str] = subprocess.run(
                [str(word) for word in words],
                cwd=self.folder,
                env={**environment(), **(more or {})},
                input=text,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=left,
                check=False,
                **_as(user),
            )
        except subprocess.TimeoutExpired:
            raise NotHereError(f"{name} takes more than {left:.0f} s") from None
        except OSError as error:
            raise NotHereError(f"{name}: {error.strerror}") from None
        if done.returncode:
            raise NotHereError(
                f"{name} ends with {done.returncode}: {_end(done.stdout)}"
            )
        return done.stdout

    def spawn(
        self,
        name: str,
        *words: str | Path,
        user: str = "",
        cwd: Path | None = None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Start a program that stays, in a session of its own, with a log beside it."""
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(word) for word in words],
                cwd=cwd or self.folder,
                env={**environment(), **(more or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **_as(user),
            )
        self.write(f"{name}.pid", f"{process.pid} {_born(process.pid)}")

    def wait(self, url: str = "", port: int = 0, seconds: float = 60) -> None:
        """Wait until a port answers; where ``url`` is given, until that does, anyhow.

        Raises:
            NotHereError: It does not; what the server wrote last is told.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if _answers(port or self.port(), url):
                return
            if not self.running():
                break
            pause()
        logs = sorted(self.folder.glob("*.log"), key=lambda it: it.stat().st_mtime)
        said = _end(logs[-1].read_text("utf-8", "replace")) if logs else ""
        raise NotHereError(f"it was started, and does not answer: {said}")

    def running(self) -> bool:
        """Whether any program that was started still is there."""
        return any(_same(it) for it in self.folder.glob("*.pid"))

    def stop(self) -> None:
        """End what was started here, and nothing else."""
        for kept in self.folder.glob("*.pid"):
            process = _same(kept)
            if process:
                with suppress(ProcessLookupError):
                    os.killpg(process, signal.SIGTERM)
                end = time.monotonic() + _TERM_SECONDS
                while _same(kept) and time.monotonic() < end:
                    pause()
                with suppress(ProcessLookupError):
                    os.killpg(process, signal.SIGKILL)
            kept.unlink()


def environment() -> dict[str, str]:
    """Return what programs are told: no PORT, which Miniflux and others would obey."""
    left_out = {
        "PORT",
        "HOST",
        "PYTHONSAFEPATH",
        "PYTHONPATH",
        "COVERAGE_PROCESS_START",
    }
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}


def copy(source: Path, target: Path, without: Collection[str] = ()) -> None:
    """Copy a folder of Debian's with what its links lead to, but for some names."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        # Not copytree's own way, which takes relative links for dangling ones.
        return [it for it in names if it in without or not Path(folder, it).exists()]

    if not target.exists():
        shutil.copytree(source, target, ignore=left_out)


def own(folder: Path, user: str) -> None:
    """Give a folder and all below it to a user, where this one may."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, user)


def pause() -> None:
    """Let a server that is starting or ending have a moment."""
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(["sleep", "0.1"], timeout=1, check=False)


def _as(user: str) -> dict[str, Any]:
    """Return how a program is started as another user; root's are refused by some."""
    if not user or os.geteuid() != 0:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": ()}


def _free_port() -> int:
    while True:
        port = random.choice(_PORTS)  # noqa: S311 - no secret
        with socket.socket() as taking, suppress(OSError):
            taking.bind(("127.0.0.1", port))
            return port


def _answers(port: int, url: str) -> bool:
    try:
        if not url:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", url)
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    return True


def _born(process: int) -> str:
    """Return when a process began, so that no later one of its number is taken for it."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    return ""


def _same(kept: Path) -> int:
    number, _, born = kept.read_text().partition(" ")
    there = _born(int(number))
    return int(number) if there and there == born else 0


def _end(text: str, lines: int = 3) -> str:
    return " / ".join(text.strip().splitlines()[-lines:]) or "it says nothing"
