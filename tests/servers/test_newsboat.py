"""newsboat, which reads the same servers by its own code, counts what we count."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.conftest import Opened, Real
from tests.servers.local.articles import EACH
from tests.sources.servers.keeper import Keeper

WAYS = {"miniflux": "miniflux", "ttrss": "ttrss"}
"""What newsboat calls the protocols that it speaks too."""

pytestmark = pytest.mark.skipif(
    not shutil.which("newsboat"), reason="newsboat is not installed here"
)


def unread(folder: Path, *settings: str, urls: str = "") -> int:
    """Return how many articles newsboat says are unread, asked anew."""
    (folder / "config").write_text("\n".join(settings))
    (folder / "urls").write_text(urls)
    (folder / "cache.db").unlink(missing_ok=True)
    own = ("-C", folder / "config", "-u", folder / "urls", "-c", folder / "cache.db")
    done = subprocess.run(
        ["newsboat", *own, "-x", "reload", "print-unread"],
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        timeout=50,
    )
    return int(done.stdout.split()[0])


async def test_the_unread_counts_agree(opened: Opened, tmp_path: Path) -> None:
    real = opened.real
    if real.kind not in WAYS:
        pytest.skip(f"newsboat 2.21 does not speak {real.kind}")
    way = WAYS[real.kind]
    settings = (
        f'urls-source "{way}"',
        f'{way}-url "{real.address}/"',
        f'{way}-login "{real.login.user}"',
        f'{way}-password "{real.login.secret}"',
    )
    for want in (False, True, False):
        keeper = Keeper()
        await keeper.sync(opened.server)
        keys = [*keeper.items] if not want else [*keeper.items][::3]
        await opened.server.mark(keys, "read", want)
        await keeper.sync(opened.server)
        here = sum(not item.read for item in keeper.items.values())
        assert here == len(keeper.items) - (len(keys) if want else 0)
        assert unread(tmp_path, *settings) == here


def test_the_articles_of_a_feed_are_as_many(feeds: Real, tmp_path: Path) -> None:
    urls = "\n".join(f"{feeds.place}/{name}" for name in ("bbc.xml", "hn.atom"))
    assert unread(tmp_path, urls=urls) == 2 * EACH
