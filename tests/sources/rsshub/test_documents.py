"""The catalogue is fetched once a week, and is there when the instance is not."""

import asyncio
from pathlib import Path

import pytest

from tests.sources.rsshub.conftest import Start
from tui.errors import SourceError
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.sources.rsshub.documents import Brought, Documents
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import Instance
from tui.sources.rsshub.search import Index

NOW, WEEK = 1_800_000_000, 7 * 86_400


def brought(
    hub: Hub, folder: Path, now: int = NOW, *, fresh: bool = False
) -> Brought[Index]:
    async def run() -> Brought[Index]:
        async with Client(addresses=hub) as client:
            documents = Documents(client, hub.instance, Cache(folder), now)
            return await documents.catalogue(fresh=fresh)

    return asyncio.run(run())


def test_it_is_kept_for_a_week(start: Start, tmp_path: Path) -> None:
    site, server = start()
    hub = Hub(Instance(site.url))
    assert brought(hub, tmp_path).what.catalogue.routes == 6
    assert brought(hub, tmp_path, NOW + WEEK - 1).fetched == NOW
    assert len(server.asked) == 1
    assert brought(hub, tmp_path, NOW + WEEK).fetched == NOW + WEEK
    assert brought(hub, tmp_path, NOW + WEEK + 9, fresh=True).fetched == NOW + WEEK + 9
    assert len(server.asked) == 3


def test_an_old_one_serves_where_the_instance_is_down(
    start: Start, tmp_path: Path
) -> None:
    site, _ = start()
    hub = Hub(Instance(site.url))
    brought(hub, tmp_path)
    site.answer("/api/namespace", 502)
    old = brought(hub, tmp_path, NOW + WEEK)
    assert (old.fetched, old.what.catalogue.routes) == (NOW, 6)
    assert "answers 502" in old.trouble
    with pytest.raises(SourceError, match="answers 502"):
        brought(hub, tmp_path / "elsewhere")


def test_what_is_no_catalogue_is_not_kept(start: Start, tmp_path: Path) -> None:
    site, _ = start()
    hub = Hub(Instance(site.url))
    site.put("/api/namespace", b"<html>Welcome")
    with pytest.raises(SourceError, match="no catalogue"):
        brought(hub, tmp_path)
    site.pages.clear()
    assert brought(hub, tmp_path).fetched == NOW


def test_an_instance_of_2020_has_paths(start: Start, tmp_path: Path) -> None:
    site, _ = start(old=True)
    hub = Hub(Instance(site.url))
    assert brought(hub, tmp_path).what.catalogue.routes == 2


def test_a_key_is_for_the_catalogue_too_and_not_kept(
    start: Start, tmp_path: Path
) -> None:
    site, server = start(key="s3cret-key")
    with pytest.raises(SourceError, match="wants an access key"):
        brought(Hub(Instance(site.url)), tmp_path)
    brought(Hub(Instance(site.url), command="echo s3cret-key"), tmp_path)
    code = server.asked[-1].query.partition("code=")[2]
    for file in tmp_path.iterdir():
        assert b"s3cret" not in file.read_bytes()
        assert code.encode() not in file.read_bytes()
