"""What changes in a folder while the program is open."""

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from tui.errors import SourceError
from tui.sources.watch import changes


async def test_a_folder_is_watched_before_it_is_first_looked_at(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    async with aclosing(changes(tmp_path)) as found:
        assert await anext(found) == [""]
        for name in ("1.md", "2.md"):
            await asyncio.to_thread((tmp_path / "news" / name).touch)
            (scope,) = await anext(found)
            assert f"news/{name}".startswith(scope)


async def test_one_that_cannot_be_watched_is_looked_at_all_the_same(
    tmp_path: Path,
) -> None:
    async with aclosing(changes(tmp_path / "away")) as found:
        assert await anext(found) == [""]
        with pytest.raises(SourceError, match="away cannot be watched"):
            await anext(found)
