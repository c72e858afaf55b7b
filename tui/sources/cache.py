"""Keeps what was fetched in a folder of bounded size; it does not know what it keeps."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from msgspec import Struct

_PART = ".part"
_ABANDONED = 3_600
"""After so many seconds a file that is not finished belongs to a program that died."""
_KEPT = 0.9
"""How full it is left when something had to go, so that this is not done each time."""


class _File(NamedTuple):
    used: int
    size: int
    path: Path


class Cache(Struct, frozen=True):
    """Files named by a hash of their address; several programs may share the folder.

    A file is written beside its place and moved there, so that it is there whole or not
    at all. What was used longest ago goes first. It is only a cache: where the folder
    cannot be used, nothing is kept, and nothing fails. Every method blocks.
    """

    folder: Path
    most_bytes: int | None = 200_000_000
    """How much is kept in all; None where ``keep_only`` says what goes."""

    def get(self, address: str) -> bytes | None:
        """Return what was kept under an address, and remember that it was used."""
        path = self._path(address)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def put(self, address: str, data: bytes) -> None:
        """Keep ``data`` under an address, and let go of what there is no room for."""
        if self.most_bytes is not None and len(data) > self.most_bytes:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(
                dir=self.folder, suffix=_PART, delete=False
            ) as part:
                try:
                    part.write(data)
                    part.close()
                    os.replace(part.name, self._path(address))  # noqa: PTH105 - two names
                except OSError:
                    Path(part.name).unlink(missing_ok=True)
                    raise
            self._shrink()

    def forget(self, address: str) -> None:
        """Let go of what was kept under an address."""
        with contextlib.suppress(OSError):
            self._path(address).unlink(missing_ok=True)

    def keep_only(self, addresses: Iterable[str]) -> None:
        """Let go of what was kept under any other address and not used for an hour."""
        wanted = {self._path(address) for address in addresses}
        recent = time.time_ns() - _ABANDONED * 1_000_000_000
        with contextlib.suppress(OSError):
            for file in [*self._files()]:
                if file.path not in wanted and file.used < recent:
                    file.path.unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        name = blake2b(address.encode("utf-8", "surrogatepass"), digest_size=20)
        return self.folder / name.hexdigest()

    def _shrink(self) -> None:
        files = sorted(self._files())
        size = sum(file.size for file in files)
        if self.most_bytes is None or size <= self.most_bytes:
            return
        for file in files:
            if size <= self.most_bytes * _KEPT:
                return
            file.path.unlink(missing_ok=True)
            size -= file.size

    def _files(self) -> Iterator[_File]:
        """Yield what is kept; remove what a program that died has left half written."""
        now = time.time()
        for path in self.folder.iterdir():
            try:
                found = path.stat()
            except OSError:  # another program was faster
                continue
            if path.suffix != _PART:
                yield _File(found.st_mtime_ns, found.st_size, path)
            elif now - found.st_mtime > _ABANDONED:
                path.unlink(missing_ok=True)
