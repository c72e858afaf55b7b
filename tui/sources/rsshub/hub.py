"""One RSSHub with its access key: knows how its addresses are asked; keeps no key on disk."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from tui.config import RsshubConfig
from tui.errors import SourceError
from tui.sources.addresses import Sent
from tui.sources.rsshub.instance import PUBLIC, Instance, is_route
from tui.sources.secret import secret, secret_in


def hub_of(settings: RsshubConfig) -> "Hub":
    """Return the hub that a configuration names; without one, the public instance."""
    instance = Instance(settings.instance or PUBLIC)
    return Hub(instance, settings.key_command, settings.key_file)


@dataclass
class Hub:
    """Tells a client what ``rsshub:`` addresses stand for; asks for the key once.

    Use it in one event loop.
    """

    instance: Instance = field(default_factory=Instance)
    command: str = ""
    """The person's own, which prints the access key; empty for none."""
    file: Path | None = None
    """The file whose first line is the access key; None for none."""
    _key: str | SourceError | None = None
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def web(self, address: str) -> str:
        """Return what an address is on the web."""
        return self.instance.web(address)

    def known(self, address: str) -> str:
        """Return what the library knows a feed at an address by: its route.

        Raises:
            SourceError: It is no address of the web, nor of a route.
        """
        return self.instance.identity(address)

    async def sent(self, address: str) -> Sent:
        """Return how an address is asked for; the instance's with the access code.

        Raises:
            SourceError: The key cannot be had.
        """
        if not self.instance.answers(address):
            return Sent(address)
        return self.instance.sent(address, await self._asked())

    def moved(self, address: str, there: str) -> str:
        """Return where a feed is asked from now on; a route stays one, at any instance."""
        if not there:
            return ""
        found = self.known(there)
        return "" if is_route(address) and not is_route(found) else found

    async def _asked(self) -> str:
        async with self._asking:
            if self._key is None:
                self._key = await asyncio.to_thread(self._read)
        if isinstance(self._key, SourceError):
            raise SourceError(f"The access key of RSSHub: {self._key}")
        return self._key

    def _read(self) -> str | SourceError:
        """Return the key, or why it cannot be had: it is not asked for at each feed."""
        try:
            if self.command:
                return secret(self.command)
            return secret_in(self.file) if self.file else ""
        except SourceError as error:
            return error
