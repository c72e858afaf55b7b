"""Runs the tests of servers on those that are up, several servers side by side."""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.servers.local.server import Local

_TESTS = Path(__file__).parents[1]


def test(servers: Sequence[Local], words: Sequence[str]) -> int:
    """Run the tests, print what they say, and return 1 where one failed.

    Tests of one server change its marks, so they run in turn, in one process; those that
    have no marks share one.
    """
    accounts = [server.accounts() for server in servers if server.place.running()]
    sites = [
        told for each in accounts for told in each if len(each) == 1 and _site(told)
    ]
    groups = [sites, *(each for each in accounts if not _site(each[0]))]
    with ThreadPoolExecutor() as pool:
        done = pool.map(lambda each: _run(each, words), [it for it in groups if it])
        return int(any([*done]))


def _site(account: str) -> bool:
    return account.partition(",")[0] in {
        "feeds",
        "wordpress",
        "hexo",
        "rsshub",
        "large",
    }


def _run(accounts: Sequence[str], words: Sequence[str]) -> bool:
    """Run the tests on some accounts; return whether they fail."""
    testing = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
    )
    done = subprocess.run(
        [*testing, "-r", "fE", _TESTS, *words],
        env={**os.environ, "BROADSHEET_TEST_SERVERS": "\n".join(accounts)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    named = ", ".join(
        f"{kind} {there}" for kind, there, *_ in (x.split(",") for x in accounts)
    )
    said = done.stdout.strip()
    print(
        f"{named}\n    {said if done.returncode else said.splitlines()[-1]}", flush=True
    )
    return bool(done.returncode)
