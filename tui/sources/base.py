"""What every source of entries can do, whatever it is behind; it knows no library."""

from collections.abc import Generator, Iterator, Sequence
from typing import Protocol

from tui.model import Body, Entry, Stamp


class Source(Protocol):
    """A place that entries come from. Every method blocks: call it in a worker."""

    kind: str
    """What it is: ``folder``."""
    address: str
    """Its identity in the library: the resolved path, or the address."""
    name: str
    """What the sidebar calls it."""

    missed: list[str]
    """The beginnings of keys below which the last scan could not look."""

    def is_there(self) -> bool:
        """Return whether the source can be reached now."""
        ...

    def scan(self, scope: str = "") -> Iterator[tuple[str, Stamp]]:
        """Yield each entry's key and stamp, in ascending order of the keys.

        With ``scope``, only the entry of that key and those below ``scope/``.

        Raises:
            SourceError: The source cannot be reached at all.
        """
        ...

    def read(self, key: str, stamp: Stamp) -> Entry:
        """Read one entry; one that cannot be read says why in its problems."""
        ...

    def recency(self, key: str, stamp: Stamp) -> float:
        """Return what tells, before it is read, about when an entry was published.

        In seconds since 1970; those of a higher number are worth reading first.
        """
        ...

    def read_all(
        self, wanted: Sequence[tuple[str, Stamp]], size: int
    ) -> Generator[Sequence[Entry]]:
        """Yield entries as `read` does, in that order, ``size`` at a time.

        Close it where no more are wanted.
        """
        ...

    def body(self, key: str) -> Body:
        """Return the text of one entry.

        Raises:
            SourceError: It is gone or cannot be read.
        """
        ...

    def attachment(self, key: str, address: str, most_bytes: int) -> bytes:
        """Return the file that an entry names by an address without a scheme.

        Raises:
            SourceError: There is none, or it has more than ``most_bytes``.
        """
        ...
