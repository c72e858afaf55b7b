"""What every source of entries can do, whatever it is behind; it knows no library."""

from collections.abc import Iterator
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
