"""Keeps Git repositories of posts as folders, by the program ``git``; it reads no post.

A repository is a stranger's: nothing in it is run or followed. No hooks, no submodules,
no links, no transports but the usual ones; and nobody is asked anything.
"""

import hashlib
import json
import os
import re
import shutil
import signal
from asyncio import CancelledError, timeout, to_thread
from asyncio.subprocess import DEVNULL, PIPE, create_subprocess_exec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import asdict

from tui.errors import LoginError, SourceError
from tui.sources.repository import is_remote
from tui.sources.secret import secret
from tui.text import line

_SECONDS: Final = 900
_SAFE: Final = (
    *("core.hooksPath=/dev/null", "core.symlinks=false", "core.fsmonitor=false"),
    *("core.autocrlf=false", "core.logAllRefUpdates=false", "submodule.recurse=false"),
    *(
        "protocol.ext.allow=never",
        "gc.autoDetach=false",
        "maintenance.autoDetach=false",
    ),
    *(
        "http.lowSpeedLimit=1000",
        "http.lowSpeedTime=30",
        "http.followRedirects=initial",
    ),
)
_ENVIRONMENT: Final = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "LC_ALL": "C.UTF-8",
}
_KEPT: Final = frozenset(
    {"GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_PROXY_COMMAND"}
    | {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}
)
_HELPER: Final = (
    '!f() { test "$1" = get && printf "username=%s\\npassword=%s\\n"'
    ' "$BROADSHEET_GIT_USER" "$BROADSHEET_GIT_SECRET"; }; f'
)
_login = re.compile(r"//[^/@\s]*@")
_cause = re.compile(r"^(?:fatal|error|remote|ssh): *(.+)$", re.MULTILINE)
_LOGINS: Final = (
    *("could not read", "Authentication failed"),
    *("returned error: 401", "returned error: 403"),
)


def shown(address: str) -> str:
    """Return the address of a repository for a message: safe, without a login."""
    return line(_login.sub("//", address))


class Clone(Struct, frozen=True):
    """A repository, and the folder that it is kept in."""

    path: Path
    """The folder with its posts."""
    address: str
    user: str = ""
    command: str = ""
    """What tells the secret."""

    async def pull(self) -> None:
        """Bring the folder in step with the repository, or make it.

        Raises:
            LoginError: It lets nobody in without a login, or with this one.
            SourceError: It cannot be reached, is none, or git is not there.
        """
        if not await to_thread((self.path / ".git").is_dir):
            await self._clone()
            return
        here = "-C", str(self.path)
        shallow = await to_thread((self.path / ".git/shallow").exists)
        depth = ("--depth=1",) if shallow else ()
        fetch = "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *depth
        await self._git(*here, *fetch, "origin", "HEAD")
        heads = await self._git(
            *here, "rev-parse", "--verify", "-q", "HEAD", "FETCH_HEAD", quiet=True
        )
        if len({*heads.split()}) != 1:
            await self._git(*here, "reset", "--hard", "--quiet", "FETCH_HEAD")

    async def _clone(self) -> None:
        part = self.path.with_name(f"{self.path.name}.part")
        clone = "clone", "--quiet", "--single-branch", "--no-tags", "--template="
        where = "--no-recurse-submodules", "--", _for_git(self.address), str(part)
        try:
            await to_thread(shutil.rmtree, part, ignore_errors=True)
            try:
                await self._git(*clone, "--depth=1", *where)
            except SourceError as error:
                # What is only files on a web server cannot tell a part of them.
                if "shallow" not in str(error):
                    raise
                await self._git(*clone, *where)
            await to_thread(part.rename, self.path)
        except OSError as error:
            raise SourceError(f"{self.path}: {error.strerror}.") from error
        finally:
            await to_thread(shutil.rmtree, part, ignore_errors=True)

    async def _git(self, *words: str, quiet: bool = False) -> str:
        """Return what git prints; ``quiet`` where it may fail."""
        settings = [word for each in (*_SAFE, *self._helper()) for word in ("-c", each)]
        environment = {
            name: value
            for name, value in os.environ.items()
            if name in _KEPT or not name.startswith("GIT_")
        }
        if self.command:
            told = await to_thread(secret, self.command)
            environment["BROADSHEET_GIT_USER"] = self.user
            environment["BROADSHEET_GIT_SECRET"] = told
        try:
            process = await create_subprocess_exec(
                "git",
                *settings,
                *words,
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=PIPE,
                env=environment | _ENVIRONMENT,
                start_new_session=True,  # no terminal to ask at, for ssh neither
            )
        except OSError as error:
            raise SourceError(
                f"{shown(self.address)} needs the program git, which cannot be started"
                f" ({error.strerror}). Install git, then try again."
            ) from error
        try:
            async with timeout(_SECONDS):
                out, wrong = await process.communicate()
        except (CancelledError, TimeoutError) as error:
            os.killpg(process.pid, signal.SIGTERM)
            await process.wait()
            if isinstance(error, CancelledError):
                raise
            raise SourceError(f"{shown(self.address)} takes too long.") from error
        if process.returncode and not quiet:
            raise self._failed(wrong.decode("utf-8", "replace"))
        return out.decode("utf-8", "replace")

    def _helper(self) -> tuple[str, ...]:
        """Return the settings that tell git the login, for the named host alone."""
        parts = urlsplit(self.address)
        if not self.command or parts.scheme not in {"http", "https"}:
            return ()
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        return "credential.helper=", f"credential.{place}.helper={_HELPER}"

    def _failed(self, wrong: str) -> SourceError:
        where = shown(self.address)
        causes = [_login.sub("//", found) for found in _cause.findall(wrong)]
        cause = line("; ".join(map(str.strip, causes)) or wrong).rstrip(".")
        if "Permission denied" in wrong or "Host key verification" in wrong:
            return LoginError(
                f"{where} does not let your key in ({cause}). Try it once with ssh itself."
            )
        if any(sign in wrong for sign in _LOGINS):
            return LoginError(
                f"{where} wants a login, or another one ({cause}). Give --user and"
                " --password-command, or look whether there is such a repository."
            )
        return SourceError(f"{where} cannot be fetched: {cause}.")


class Clones(Struct, frozen=True):
    """The folder that repositories are kept in."""

    folder: Path

    def add(self, address: str, user: str = "", command: str = "") -> Clone:
        """Return the clone of a repository, which is yet to be made by ``pull``.

        Raises:
            SourceError: The address has a password, or the folder cannot be written.
        """
        if urlsplit(address).password if "://" in address else None:
            raise SourceError(
                f"{shown(address)} has a password in its address, where others can see"
                " it. Leave it out, and give --user and --password-command."
            )
        clone = Clone(self.path_of(address), _whole(address), user, command)
        kept = {name: value for name, value in asdict(clone).items() if name != "path"}
        try:
            clone.path.parent.mkdir(parents=True, exist_ok=True)
            _origin(clone.path).write_text(json.dumps(kept), "utf-8")
        except OSError as error:
            raise SourceError(f"{clone.path}: {error.strerror}.") from error
        return clone

    def path_of(self, address: str) -> Path:
        """Return the folder that a repository is kept in, whether it is there or not."""
        whole = _whole(address)
        number = hashlib.blake2b(whole.encode(), digest_size=8).hexdigest()
        last = re.split("[/:]", whole.rstrip("/").removesuffix("/.git"))[-1]
        name = re.sub(r"[^\w.-]", "_", last.removesuffix(".git")).strip(".")
        return Path(os.path.realpath(self.folder)) / number / (name or "posts")

    def at(self, path: str | Path) -> Clone | None:
        """Return the clone in a folder; None where that is no folder of ours."""
        path = Path(path)
        if path.parent.parent != Path(os.path.realpath(self.folder)):
            return None
        try:
            kept = json.loads(_origin(path).read_text("utf-8"))
            return Clone(path, kept["address"], kept["user"], kept["command"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remove(self, clone: Clone) -> None:
        """Take a clone away."""
        shutil.rmtree(clone.path.parent, ignore_errors=True)


def _origin(path: Path) -> Path:
    return path.with_name("origin.json")


def _whole(address: str) -> str:
    """Return an address that means the same wherever one stands."""
    local = "://" not in address and not is_remote(address)
    return os.path.realpath(address) if local else address.rstrip("/")


def _for_git(address: str) -> str:
    """Return an address as git takes it; a local folder as one that is fetched from."""
    return Path(address).as_uri() if address.startswith("/") else address
