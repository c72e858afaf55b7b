"""What each of the servers is: how it is installed, started and filled."""

from collections.abc import Sequence
from typing import ClassVar

from tests.servers.local.place import Place


class Local:
    """A real server on this machine, of the packages of registries, at 127.0.0.1 only."""

    name: ClassVar[str]
    packages: ClassVar[Sequence[str]] = ()
    """Of Debian; installed before ``install``."""

    def __init__(self, place: Place, feeds: Place) -> None:
        self.place = place
        self.feeds = feeds
        """Where the server of the feeds is that this one follows."""

    def install(self) -> None:
        """Have all that it needs on the disk; quick where that is so already."""

    def start(self) -> None:
        """Start it; return when it answers."""
        raise NotImplementedError

    def fill(self) -> None:
        """Give it the 84 articles; those that are there already stay."""

    def accounts(self) -> Sequence[str]:
        """Return what tests are told of it: KIND,ADDRESS,USER,SECRET each."""
        raise NotImplementedError
