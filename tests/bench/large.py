"""Times an account at servers of 1,000, 100,000 and 5,000,000 articles: make bench.

What is measured is each server's first screen, the jump to the end, a search, the next
page, and all of the first visit; the ratios beside 1,000 say what the number costs.
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.sources.servers.talking import SECRET, USER
from tui.library import Library
from tui.model import View
from tui.sources.http import Client
from tui.sync.pages import bring_page, search
from tui.sync.servers import add, bring, connect

_SIZES = 1_000, 100_000, 5_000_000
_TELL = f"{sys.executable} -c \"print('{SECRET}')\""
_ALL = View(1)


async def _measure(library: Library, url: str, protocol: str) -> dict[str, float]:
    who = {"user": USER, "command": _TELL, "newest": "500"}
    start, found = time.perf_counter(), dict[str, float]()

    def lap(name: str) -> None:
        nonlocal start
        now = time.perf_counter()
        found[name], start = now - start, now

    account = (await add(library, url, who, protocol)).account
    async with Client(url) as client:
        server = await connect(client, account)
        start_all = start
        async for saved in bring(library, account, server):
            if saved.new and "first screen" not in found:
                library.window(_ALL, 0, 100)
                lap("first screen")
        lap("rest of the visit")
        found["visit"] = start - start_all
        for name, oldest in (("next page", False), ("jump to the end", True)):
            if gap := library.gap(_ALL):
                missing = gap.missing[0]
                await bring_page(library, server, missing, oldest=oldest)
            lap(name)
        if protocol == "miniflux":
            await search(library, server, account.id, "lighthouse")
            lap("search")
    row = library.window(_ALL, library.count(_ALL) - 1, 1)[0]
    library.body(row.id)
    lap("open")
    found["MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def _one(protocol: str, size: str) -> None:
    """Measure in this process, so that its memory is that of one account."""
    words = [sys.executable, "-m", "tests.bench.many", size]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as there,
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library.db") as library,
    ):
        assert there.stdin
        assert there.stdout
        url = there.stdout.readline().strip()
        found = asyncio.run(_measure(library, url, protocol))
        there.stdin.close()
        found["MB sent"] = int(there.stdout.read()) / 1e6
    print(" ".join(f"{name.replace(' ', '_')}={n}" for name, n in found.items()))


def main() -> int:
    """Print a table for each protocol."""
    if len(sys.argv) > 1:
        _one(*sys.argv[1:])
        return 0
    for protocol in ("miniflux", "greader"):
        columns = []
        for size in _SIZES:
            words = [sys.executable, "-m", "tests.bench.large", protocol, str(size)]
            out = subprocess.run(
                words, check=True, capture_output=True, text=True
            ).stdout
            columns.append(dict(pair.split("=") for pair in out.split()))
        print(
            f"{protocol:20}" + "".join(f"{size:>14,}" for size in _SIZES) + "   ratio"
        )
        for name in columns[0]:
            values = [float(column[name]) for column in columns]
            ratio = values[-1] / values[0] if values[0] else 0.0
            told = "".join(f"{value:14.3f}" for value in values)
            print(f"{name.replace('_', ' '):20}{told}{ratio:8.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
