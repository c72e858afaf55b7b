"""Passwords and tokens: told by a program or a file of the person's, or kept in one."""

import contextlib
import os
import subprocess
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from tui.errors import SourceError
from tui.text import line

_SECONDS = 60
_OF_OTHERS = 0o077
"""The bits of a file's mode that let others have it."""


def secret_of(who: Mapping[str, str]) -> str:
    """Return the secret of a login: what its ``command`` tells, or its ``file`` has.

    It blocks. A login may have it itself, as ``secret``, until it is kept.

    Raises:
        SourceError: It is not told, or cannot be read.
    """
    if "command" in who:
        return secret(who["command"])
    if "file" not in who:
        return who.get("secret", "")
    try:
        return Path(who["file"]).read_text("utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(
            f"{line(who['file'])}: the password cannot be read. Add the source again."
        ) from error


def keep_secret(library: Path, what: str, who: Mapping[str, str]) -> dict[str, str]:
    """Return a login without a ``secret``: that is kept in a file with mode 0600.

    Args:
        library: The library's file; secrets stand in a folder beside it.
        what: What the login is for; the file is called by a hash of it and of the user.
        who: The login.

    Raises:
        SourceError: The file cannot be written, or others could read it.
    """
    if "secret" not in who:
        return dict(who)
    folder, name = library.parent / "secrets", f"{who.get('user', '')}@{what}"
    path = folder / blake2b(name.encode(), digest_size=10).hexdigest()
    part = path.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        number = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            _check(number)
            file.write(f"{who['secret']}\n")
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise SourceError(
            f"{path}: the password cannot be kept: {error.strerror}. Give a command that"
            " prints it instead (--password-command)."
        ) from error
    rest = {key: value for key, value in who.items() if key != "secret"}
    return {**rest, "file": str(path)}


def _check(number: int) -> None:
    """Raise OSError where others could read an open file, whatever mode was asked for."""
    if os.name == "posix" and os.fstat(number).st_mode & _OF_OTHERS:
        raise OSError(0, "others could read it there")


def forget_secret(who: Mapping[str, str]) -> None:
    """Remove the file that ``keep_secret`` wrote, if this login has one."""
    if "file" in who:
        Path(who["file"]).unlink(missing_ok=True)


def secret(command: str) -> str:
    """Return the first line that a command of the shell prints; it blocks.

    Such as ``pass show news`` or ``secret-tool lookup service news``.

    Raises:
        SourceError: It fails, says nothing, or takes a minute.
    """
    shown = line(command)
    try:
        done = subprocess.run(  # noqa: S602 - it is the person's own command
            command,
            shell=True,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        told = f"“{shown}” takes longer than {_SECONDS} seconds to tell the secret."
        raise SourceError(told) from error
    if done.returncode:
        raise SourceError(f"“{shown}” ends with {done.returncode} and tells no secret.")
    told = done.stdout.decode("utf-8", "replace").split("\n")[0].rstrip("\r")
    if not told:
        raise SourceError(f"“{shown}” prints nothing, so there is no secret.")
    return told


def secret_in(path: Path) -> str:
    """Return the first line of a file; it blocks.

    Raises:
        SourceError: It cannot be read, or is empty.
    """
    try:
        told = path.read_text("utf-8", "replace").split("\n")[0].strip()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror}.") from error
    if not told:
        raise SourceError(f"{path}: is empty, so there is no secret.")
    return told
