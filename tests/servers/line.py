"""A line to a server that is cut when a test says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Line:
    """Carries bytes there and back, in halves of pieces that are counted."""

    address: str
    """What it leads to."""
    cut: int = -1
    """From which half on all is lost, and the connection; one that never comes: none."""
    carried: int = 0
    url: str = ""
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def connect(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        parts = urlsplit(self.address)
        there = await asyncio.open_connection(parts.hostname, parts.port)
        self._writers |= {writer, there[1]}
        ways = self._carry(reader, there[1]), self._carry(there[0], writer)
        _, pending = await asyncio.wait(
            [asyncio.create_task(way) for way in ways],
            return_when=asyncio.FIRST_COMPLETED,
        )
        for task in pending:
            task.cancel()
        for one in (writer, there[1]):
            one.close()
        self._writers -= {writer, there[1]}

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with suppress(OSError):
            while piece := await reader.read(65_536):
                first, self.carried = self.carried, self.carried + 2
                if first <= self.cut < self.carried:
                    writer.write(piece[: len(piece) // 2 * (self.cut - first)])
                    await writer.drain()
                    return
                writer.write(piece)
                await writer.drain()


@asynccontextmanager
async def line_to(address: str) -> AsyncIterator[Line]:
    """Lay a line to the server at an address; its own address leads there."""
    line = Line(address)
    server = await asyncio.start_server(line.connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    parts = urlsplit(address)
    line.url = parts._replace(netloc=f"127.0.0.1:{port}").geturl()
    try:
        yield line
    finally:
        server.close()
        for writer in [*line._writers]:
            writer.close()
