"""An RSSHub on this machine, of 2026 or of 2020, with an access key or without."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.sources.rsshub.rsshub_server import RsshubServer
from tests.sources.server import Site, serving

Start = Callable[..., tuple[Site, RsshubServer]]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def start(site: Site) -> Start:
    def begin(**how: Any) -> tuple[Site, RsshubServer]:
        server = RsshubServer(**how)
        site.program = server
        return site, server

    return begin
