"""Makes libraries of any number of entries through the code that feeds go through.

They are kept in the user's cache folder, indexed, since a million takes half an hour.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import platformdirs

from tests.bench.corpora import SHARED
from tui.library import Library
from tui.model import Body, Entry, Stamp
from tui.sources.post import body_of, entry_of, take_apart
from tui.sources.site import Site
from tui.sync import indexing

_BATCH = 1_000
_TOLD = 100_000
_SITE = Site("", nested=True)
_NEVER = 1 << 40

Post = tuple[str, bytes]
"""A path relative to its folder, and the file's bytes."""


def posts(count: int) -> Iterator[Post]:
    """Yield made posts of the customer's kind, with their defects; each about 0.7 kB."""
    sys.path.insert(0, str(SHARED / "tools"))
    from make_posts import posts as made  # type: ignore[import-not-found]

    yield from made(count, short=True)


def library(count: int) -> Path:
    """Return a library of ``count`` entries with their texts, made where it is new."""
    folder = Path(platformdirs.user_cache_path("broadsheet-bench"))
    path = folder / f"{count}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        for rest in folder.glob(f"{part.name}*"):
            rest.unlink()
        _fill(part, count)
        part.rename(path)
    return path


def _fill(path: Path, count: int) -> None:
    made = posts(count)
    batches = iter(lambda: [*islice(made, _BATCH)], [])
    with Library(path) as target, ProcessPoolExecutor(1) as pool:
        feed = target.subscribe("http://127.0.0.1:9/made", "Made")
        target.visited(feed.id, {}, _NEVER)
        source = target.feeds().id
        done = 0
        waiting = [pool.submit(read, batch) for batch in islice(batches, 4)]
        while waiting:
            entries = waiting.pop(0).result()
            waiting += [pool.submit(read, batch) for batch in islice(batches, 1)]
            target.save(source, [e for e, _ in entries], [b for _, b in entries])
            done += len(entries)
            if done % _TOLD == 0:
                print(f"made {done:,} of {count:,} entries", file=sys.stderr)
        for _ in indexing.run(target):
            pass


def read(batch: list[Post]) -> list[tuple[Entry, Body]]:
    """Return the entries and texts of posts."""
    found = []
    for key, data in batch:
        post = take_apart(data)
        entry = entry_of(post, key, Stamp(0, len(data), 0), _SITE)
        found.append((entry, body_of(post, key)))
    return found


if __name__ == "__main__":
    for number in sys.argv[1:]:
        print(library(int(number)))
