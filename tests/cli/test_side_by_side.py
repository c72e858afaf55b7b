"""Two programs on one library do not visit the same feed at the same time."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from threading import Event, Semaphore

import pytest

from tests.sources.server import Handler, serving
from tests.sources.test_feed_visit import rss

Run = Callable[..., subprocess.CompletedProcess[str]]
FEEDS = 8
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
