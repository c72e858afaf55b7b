"""Tells which posts of a folder change while the app runs; it reads none of them."""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from pathlib import Path
from typing import Any

from tui.errors import SourceError


def scopes(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the changed paths as keys below ``root``, without those inside another."""
    found: list[str] = []
    for key in sorted({_key(root, Path(path)) for path in paths}):
        if found and (not found[-1] or key.startswith(found[-1] + "/")):
            continue
        found.append(key)
    return found


def _key(root: Path, path: Path) -> str:
    if not path.is_relative_to(root) or path == root:
        return ""
    name = path.relative_to(root).as_posix().encode(errors="surrogateescape")
    return name.decode(errors="backslashreplace")


def _watcher() -> Any:
    from watchfiles import awatch  # noqa: PLC0415 - not needed for the first paint

    return awatch


async def changes(root: Path) -> AsyncGenerator[list[str]]:
    """Yield the scopes to look at: all of ``root`` first, then what changed each time.

    The first comes when the folder is watched already, so no change is missed.

    Raises:
        SourceError: The system cannot watch the folder (too many folders, usually).
    """
    awatch = await asyncio.to_thread(_watcher)
    batches = awatch(root, debounce=400, watch_filter=None)
    first = asyncio.ensure_future(anext(batches))
    try:
        await asyncio.sleep(0)  # it is watched from here on
        yield [""]
        yield scopes(root, (path for _, path in await first))
        async for batch in batches:
            yield scopes(root, (path for _, path in batch))
    except (OSError, RuntimeError) as error:
        advice = "raise fs.inotify.max_user_watches, or press r to look for changes"
        raise SourceError(f"{root} cannot be watched ({error}): {advice}.") from error
    finally:
        first.cancel()
