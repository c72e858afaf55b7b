"""Real servers on this machine: python -m tests.servers.local WHAT [SERVER …].

WHAT is ``up`` (install, start and fill what is named, or all), ``down``, ``accounts``
(print what BROADSHEET_TEST_SERVERS is to be), ``test`` (run the tests on those that are
up; words that begin with - are pytest's), ``remove`` (the folders too) or ``ci`` (all of it,
with what this machine can have in short time). ``up`` ends with 1 where a server cannot be
had, after the others are up; it says which and why.
"""

import hashlib
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from tests.servers.local import packages
from tests.servers.local.coldsweat import Coldsweat
from tests.servers.local.feedsrv import FeedServer
from tests.servers.local.hexo import Hexo
from tests.servers.local.miniflux import Miniflux, NewMiniflux
from tests.servers.local.place import NotHereError, Place
from tests.servers.local.rsshub import RssHub
from tests.servers.local.server import Local
from tests.servers.local.testing import test
from tests.servers.local.ttrss import TinyTinyRss
from tests.servers.local.wordpress import WordPress

_KINDS = (
    FeedServer, Miniflux, NewMiniflux, TinyTinyRss, WordPress, Coldsweat, Hexo, RssHub,
)  # fmt: skip
_PATIENCE = 100
"""So many seconds may pass, in CI, until all is installed."""


def root() -> Path:
    """Return the folder of all servers of this checkout, which other users may enter."""
    named = os.environ.get("BROADSHEET_SERVERS")
    here = hashlib.sha256(str(Path(__file__).parents[3]).encode()).hexdigest()[:8]
    return Path(named or Path(tempfile.gettempdir(), f"broadsheet-servers-{here}"))


def servers(names: Iterable[str], until: float = math.inf) -> list[Local]:
    """Return the servers of these names, or all, in the order of ``_KINDS``."""
    wanted = set(names) or {kind.name for kind in _KINDS}
    unknown = wanted - {kind.name for kind in _KINDS}
    if unknown:
        raise SystemExit(f"no such server: {', '.join(sorted(unknown))}")
    feeds = Place(root() / FeedServer.name, until)
    return [
        kind(Place(root() / kind.name, until), feeds)
        for kind in _KINDS
        if kind.name in wanted
    ]


def up(names: Iterable[str], until: float = math.inf) -> bool:
    """Have servers installed, running and filled; say why some cannot be."""
    named = {*names}
    all_of_them = servers(named | {FeedServer.name} if named else (), until)
    for server in all_of_them:
        # Others enter it: databases run as users of their own.
        server.place.folder.mkdir(parents=True, exist_ok=True)
        server.place.folder.chmod(0o755)
    feeds, *others = all_of_them
    wanted = sorted({it for server in all_of_them for it in server.packages})
    with suppress(NotHereError):  # then each asks for its own, and some may have them
        packages.apt(feeds.place, wanted)
    with ThreadPoolExecutor() as pool:
        return all([bring(feeds), *pool.map(bring, others)])


def bring(server: Local) -> bool:
    """Have one server installed, running and filled, and say so; else why not."""
    start = time.monotonic()
    try:
        packages.apt(server.place, server.packages)
        server.install()
        if not server.place.running():
            server.start()
        server.fill()
    except (NotHereError, OSError) as error:
        server.place.stop()
        print(f"{server.name}: NOT RUN: {error}", flush=True)
        return False
    took = time.monotonic() - start
    print(f"{server.name}: {server.place.url} ({took:.0f} s)", flush=True)
    return True


def every_time() -> int:
    """Test what can be had in short time; 1 only where a test fails."""
    if os.environ.get("BROADSHEET_SERVERS") == "none":
        print("servers: NOT RUN: BROADSHEET_SERVERS says none")
        return 0
    names = [kind.name for kind in _KINDS if kind is not RssHub]
    before = {it.name for it in servers(names) if it.place.running()}
    print("servers: installing and starting what is missing", flush=True)
    up(names, time.monotonic() + _PATIENCE)
    try:
        return test(servers(names), [])
    finally:
        for server in servers(names):
            if server.name not in before:
                server.place.stop()


def main() -> int:
    """Do what the words say."""
    what, *names = sys.argv[1:] or ["up"]
    ours = [word for word in names if not word.startswith("-")]
    match what:
        case "up":
            return int(not up(ours))
        case "test":
            return test(servers(ours), [word for word in names if word not in ours])
        case "ci":
            return every_time()
        case "accounts":
            running = [it for it in servers(ours) if it.place.running()]
            print(*(told for it in running for told in it.accounts()), sep="\n")
        case "down" | "remove":
            for server in servers(ours):
                server.place.stop()
                if what == "remove":
                    shutil.rmtree(server.place.folder, ignore_errors=True)
        case _:
            raise SystemExit(__doc__)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
