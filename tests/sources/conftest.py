"""Fixtures for the tests of sources."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.sources.server import Site, serving
from tui.sources.http import Client


@pytest.fixture
def site() -> Iterator[Site]:
    """A real web server on this machine."""
    with serving() as found:
        yield found


@pytest.fixture
async def client(site: Site) -> AsyncIterator[Client]:
    """A client of a source that is on that server."""
    async with Client(site.url) as opened:
        yield opened
