"""A local folder of posts: finds them, reads them, and never leaves the folder."""

import os
import re
import stat
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path

from tui.errors import SourceError
from tui.model import Body, Entry, Stamp
from tui.sources.site import SUFFIXES, Site, find_site, skipped
from tui.text import line

READER = 1
"""Count it up where posts are read otherwise than before; libraries then follow."""
_LARGEST = 64 * 1024 * 1024
_escaped = re.compile(rb"\\x([0-9a-f]{2})")


class Folder:
    r"""The posts below a folder; see ``Source`` for what its methods promise.

    Keys are paths relative to the folder given, with ``/`` between their parts; bytes in
    a name that are no UTF-8 are written ``\\xNN``.
    """

    kind = "folder"

    def __init__(
        self, path: Path, zone: tzinfo | None = None, site: Site | None = None
    ) -> None:
        """Look at ``path``; dates without a zone are in ``zone`` if given.

        ``site`` is what kind of site it is, where that is known.

        Raises:
            SourceError: There is no such folder, or it cannot be read.
        """
        self.root = Path(os.path.realpath(path))
        self.address = str(self.root)
        self.name = line(self.root.name) or "/"
        self.aside = line(self.root.parent.name)
        """The name of the folder that it is in."""
        self.notes: list[str] = []
        self.missed: list[str] = []
        self._zone = zone
        self._site = site
        self._sure: set[str] = set()
        """Folders below, of the last scan, that were found to be inside."""

    @property
    def site(self) -> Site:
        """What kind of site the folder is."""
        if self._site is None:
            try:
                found = find_site(self.root)
            except OSError as error:
                raise self._unusable(error) from error
            zone: tzinfo = self._zone or found.zone
            self._site = Site(found.posts, found.nested, zone)
        return self._site

    def is_there(self) -> bool:
        return self.root.is_dir()

    def scan(self, scope: str = "") -> Iterator[tuple[str, Stamp]]:
        self.notes.clear()
        self.missed.clear()
        self._sure.clear()
        try:
            os.scandir(self.root).close()
        except OSError as error:
            raise self._unusable(error) from error
        yield from self._scan(scope)

    def _scan(self, scope: str) -> Iterator[tuple[str, Stamp]]:
        posts = self.site.posts
        if scope and posts and not f"{scope}/".startswith(f"{posts}/"):
            scope = posts if f"{posts}/".startswith(f"{scope}/") else ""
            if not scope:
                return
        start = scope or posts
        if not start:
            yield from self._walk(os.fsencode(self.root), "")
            return
        path = self._path(start)
        inner = start.removeprefix(posts).split("/") if posts else start.split("/")
        if any(skipped(part) for part in inner[:-1] if part):
            return
        if path.is_dir():
            if not path.is_symlink() and not (start != posts and skipped(path.name)):
                yield from self._walk(os.fsencode(path), start + "/")
        elif stamp := self._stamp(os.fsencode(path)):
            yield start, stamp

    def _walk(self, folder: bytes, prefix: str) -> Iterator[tuple[str, Stamp]]:
        """Yield what is below a folder, in the order of the whole paths."""
        try:
            with os.scandir(folder) as listing:
                children = sorted(filter(None, map(_child, listing)))
        except OSError as error:
            where = line(prefix) or "."
            self.notes.append(f"{where}: {error.strerror}; what is below was not read")
            self.missed.append(prefix)
            return
        for name, path in children:
            if name.endswith("/"):
                yield from self._walk(path, prefix + name)
            elif stamp := self._stamp(path):
                yield prefix + name, stamp

    def _stamp(self, path: bytes) -> Stamp | None:
        """Return a post's stamp; None for what is no post, or not in the folder."""
        if not path.lower().endswith(tuple(s.encode() for s in SUFFIXES)):
            return None
        try:
            found = os.lstat(path)
            if stat.S_ISLNK(found.st_mode):
                if not self._inside(os.path.realpath(path)):
                    return None
                found = os.stat(path)  # noqa: PTH116 - the path is bytes
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or path.rpartition(b"/")[2].startswith(b"."):
            return None
        return Stamp(found.st_mtime_ns, found.st_size, found.st_ino, READER)

    def _inside(self, path: bytes) -> bool:
        return path.startswith(os.fsencode(self.root).rstrip(b"/") + b"/")

    def read(self, key: str, stamp: Stamp) -> Entry:
        from tui.sources import post  # noqa: PLC0415 - not for the first paint

        try:
            data = self._scanned(key)
        except SourceError as error:
            return post.unreadable(key, stamp, str(error))
        return post.entry_of(post.take_apart(data), key, stamp, self.site)

    def attachment(self, key: str, address: str, most_bytes: int) -> bytes:
        from tui.sources.attachments import attached  # noqa: PLC0415 - seldom

        return attached(self.root, key, address, most_bytes)

    def body(self, key: str) -> Body:
        from tui.sources import post  # noqa: PLC0415 - not for the first paint

        return post.body_of(post.take_apart(self._bytes(key)), key)

    def recency(self, key: str, stamp: Stamp) -> float:
        from tui.sources.dates import date_in_name  # noqa: PLC0415 - as below

        named = date_in_name(key.rpartition("/")[2])
        return named.timestamp() if named else stamp.mtime_ns / 1e9

    def read_all(
        self, wanted: Sequence[tuple[str, Stamp]], size: int
    ) -> Generator[Sequence[Entry]]:
        from tui.sources.reading import read_all  # noqa: PLC0415 - not for the first paint

        return read_all(self, wanted, size)

    def _scanned(self, key: str) -> bytes:
        """Read a post that was just found, without asking for each whose folder it is in."""
        above = key.rpartition("/")[0]
        if above in self._sure:
            with suppress(OSError):
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
                with open(os.open(f"{self.root}/{key}", flags), "rb", 0) as file:  # noqa: PTH123 - by its number
                    data = file.read()
                    if len(data) <= _LARGEST:
                        return data
        data = self._bytes(key)
        self._sure.add(above)
        return data

    def _bytes(self, key: str) -> bytes:
        path = self._path(key)
        try:
            with path.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError as error:
            raise SourceError(f"{line(str(path))}: {error.strerror}.") from error
        if len(data) > _LARGEST:
            raise SourceError(f"{line(str(path))} is larger than 64 MiB; split it.")
        return data

    def _path(self, key: str) -> Path:
        """Return the file of a key.

        Raises:
            SourceError: It lies outside the folder.
        """
        if "\0" in key:
            raise SourceError(f"{line(key)}: no file has such a name.")
        path = self.root / key
        if not os.path.lexists(path):
            raw = _escaped.sub(lambda m: bytes([int(m[1], 16)]), key.encode())
            path = self.root / os.fsdecode(raw)
        real = os.path.realpath(path)
        if real != str(self.root) and not self._inside(os.fsencode(real)):
            raise SourceError(f"{line(key)} leads out of {self.address}.")
        return path

    def _unusable(self, error: OSError) -> SourceError:
        return SourceError(f"{line(self.address)}: {error.strerror}. Is it a folder?")


def _child(entry: "os.DirEntry[bytes]") -> tuple[str, bytes] | None:
    """Return a name that sorts as its path does; None for what is passed over."""
    name = entry.name.decode(errors="backslashreplace")
    try:
        if not entry.is_dir(follow_symlinks=False):
            return name, entry.path
    except OSError:
        return None
    return None if skipped(name) else (name + "/", entry.path)
