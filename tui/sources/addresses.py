"""What an address stands for when it is asked, and what no one else may see of that."""

from typing import NamedTuple, Protocol


class Sent(NamedTuple):
    """An address as it is sent to a server."""

    address: str
    secret: str = ""
    """The part of it that is taken out of the answer, should the server repeat it."""


class Addresses(Protocol):
    """Knows addresses that stand for others, and those that need a secret."""

    def web(self, address: str) -> str:
        """Return what an address is on the web; most are what they are."""
        ...

    def known(self, address: str) -> str:
        """Return what the library knows a feed at an address by.

        Raises:
            SourceError: It is no address of anything.
        """
        ...

    async def sent(self, address: str) -> Sent:
        """Return how a checked address of the web is asked for.

        Raises:
            SourceError: The secret for it cannot be had.
        """
        ...

    def moved(self, address: str, there: str) -> str:
        """Return where to ask from now on, of what moved for good to ``there``.

        Empty where it is asked at ``address`` as before.
        """
        ...


class AsTheyAre:
    """Addresses that stand for themselves."""

    def web(self, address: str) -> str:
        """Return the address."""
        return address

    def known(self, address: str) -> str:
        """Return the address."""
        return address

    async def sent(self, address: str) -> Sent:
        """Return the address."""
        return Sent(address)

    def moved(self, address: str, there: str) -> str:
        """Return ``there``."""
        return there
