"""Two programs on one library do not visit the same feed at the same time."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from threading import Event, Semaphore

import pytest

from tests.sources.server import Handler, serving
from tests.sources.servers.miniflux_server import MinifluxServer
from tests.sources.servers.shelf import stocked
from tests.sources.servers.talking import SECRET, USER, refusing
from tests.sources.test_feed_visit import rss

Run = Callable[..., subprocess.CompletedProcess[str]]
FEEDS = 24
AT_ONE_HOST = 2


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tui", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.mark.parametrize("words", [("refresh",), ("refresh", "--all")])
def test_each_feed_is_asked_once_by_either(
    broadsheet: Run, tmp_path_factory: pytest.TempPathFactory, words: tuple[str, ...]
) -> None:
    asked, go = Semaphore(0), Event()

    def held(number: int) -> Callable[[Handler], None]:
        def answer(handler: Handler) -> None:
            asked.release()
            go.wait(60)
            body = rss(number)
            handler.begin(200, Content_Length=str(len(body)))
            handler.wfile.write(body)

        return answer

    with serving() as site:
        urls = [site.run(f"/{n}", held(n)) for n in range(FEEDS)]
        listed = tmp_path_factory.mktemp("list") / "urls"
        listed.write_text("\n".join(urls))
        broadsheet("import", listed)
        with start(*words) as one:
            for _ in range(AT_ONE_HOST):
                assert asked.acquire(timeout=60)
            with start(*words) as other:
                for _ in range(AT_ONE_HOST):
                    assert asked.acquire(timeout=60)
                go.set()
                told = [one.communicate()[0], other.communicate()[0]]
        counts = Counter(path for path, _ in site.asked)
    assert counts == {f"/{n}": 1 for n in range(FEEDS)}
    assert (one.returncode, other.returncode) == (0, 0)
    assert all("visited by another program" in each for each in told)
    assert len(broadsheet("list").stdout.splitlines()) == FEEDS


def test_what_a_killed_program_was_at_is_left_to_nobody(broadsheet: Run) -> None:
    asked, go = Semaphore(0), Event()

    def held(handler: Handler) -> None:
        asked.release()
        go.wait(60)
        handler.begin(500, Content_Length="0")

    with serving() as site, serving() as server:
        broadsheet("add", site.put("/feed", rss(1)), "--name", "held")
        server.program = refusing(MinifluxServer(stocked(9), old=False))
        tell = f"{sys.executable} -c \"print('{SECRET}')\""
        login = ("--user", USER, "--password-command", tell)
        broadsheet("add", server.url, *login, "--name", "Mine")
        site.run("/feed", held)
        server.run("/v1/me", held)
        for word, lasting in (("held", site), ("Mine", server)):
            with start("refresh", word) as one:
                assert asked.acquire(timeout=60)
                told = broadsheet("refresh", word)
                assert "visited by another program" in told.stdout
                one.kill()
            lasting.pages.clear()
            site.put("/feed", rss(1, 2))
            again = broadsheet("refresh", word)
            assert "another program" not in again.stdout
            assert (again.returncode, again.stderr) == (0, "")
        go.set()
