"""Articles are packed by command: pages and pictures, within bounds, again and again."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.sources.locked import BASIC, SECRET, USER, by_name, locked
from tests.sources.server import Asked, Handler, Site, Whole, serving

Run = Callable[..., subprocess.CompletedProcess[str]]
HOME = "http://news.example.org"


def png(colour: tuple[int, int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (200, 120), colour).save(file, "PNG")
    return file.getvalue()


def page(number: int) -> bytes:
    prose = "".join(
        f"<p>Paragraph {n} of story {number} says something about matter {n}.</p>"
        for n in range(30)
    )
    picture = f"<img src={HOME}/{number}.png alt=chart>"
    return f"<html><body><article>{prose}{picture}</article></body></html>".encode()


def feed(*numbers: int) -> bytes:
    items = "".join(
        f"<item><guid>{n}</guid><title>Story {n}</title><link>{HOME}/{n}.html</link>"
        f"<pubDate>Tue, {n + 1:02} Mar 2022 10:00:00 GMT</pubDate>"
        f"<description>&lt;img src='{HOME}/head.png'&gt; Summary {n}</description></item>"
        for n in numbers
    )
    title = "<title>News</title>"
    return f"<rss version='2.0'><channel>{title}{items}</channel></rss>".encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    """The web as a proxy on this machine shows it: a feed of four stories."""
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    with serving() as site:
        monkeypatch.setenv("http_proxy", site.url)
        stock(site)
        yield site


def stock(site: Site) -> None:
    site.put(f"{HOME}/feed", feed(1, 2, 3, 4), "application/rss+xml")
    site.put(f"{HOME}/head.png", png((9, 9, 9)), "image/png")
    for number in range(1, 5):
        site.put(f"{HOME}/{number}.html", page(number))
        site.put(f"{HOME}/{number}.png", png((number, 0, 0)), "image/png")


@pytest.fixture
def followed(broadsheet: Run, web: Site) -> Site:
    assert broadsheet("add", f"{HOME}/feed").returncode == 0
    web.asked.clear()
    return web


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def paths(site: Site) -> list[str]:
    return sorted(path.removeprefix(HOME) for path, _ in site.asked)


def test_pages_and_pictures_come_once(broadsheet: Run, followed: Site) -> None:
    done = broadsheet("pack", "is:unread")
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout.strip()
    assert ": 4 articles, 4 pages and 8 pictures fetched (" in told
    wanted = [f"/{n}.{kind}" for n in range(1, 5) for kind in ("html", "png")]
    assert paths(followed) == sorted([*wanted, "/head.png"])
    assert not any(
        {"referer", "cookie", "authorization"} & set(headers)
        for _, headers in followed.asked
    )
    assert "kept to be read offline 4 pages, 5 pictures" in broadsheet("doctor").stdout
    followed.asked.clear()
    again = broadsheet("pack", "is:unread").stdout
    assert "no pages and no pictures fetched (0 B), 4 packed before" in again
    assert followed.asked == []


@pytest.mark.usefixtures("followed")
def test_what_is_packed_is_found_and_counted(broadsheet: Run) -> None:
    done = broadsheet("pack", "title:Story", "--limit", 2, "--json")
    found = objects(done)
    assert {each["title"] for each in found} == {"Story 4", "Story 3"}
    facts = {(each["known"], each["page"], each["pictures"]) for each in found}
    assert facts == {(False, True, 2)}
    assert all(each["bytes"] > 0 and not each["trouble"] for each in found)
    assert broadsheet("pack", "nothing").stdout.endswith(
        "no articles, no pages and no pictures fetched (0 B)\n"
    )
    assert broadsheet("pack", "is:nonsense").returncode == 1


def test_what_fails_is_told_and_only_that_is_asked_again(
    broadsheet: Run, followed: Site
) -> None:
    followed.answer(f"{HOME}/2.html", 404)
    followed.put(f"{HOME}/3.png", b"<html>no", "image/png")
    done = broadsheet("pack", "is:unread")
    assert done.returncode == 1
    told = done.stdout
    assert "3 pages and 6 pictures" in told
    assert "1 page not to be had, 1 picture not to be had" in told
    assert f"! Story 2: {HOME}/2.html answers 404." in told
    assert f"! Story 3: {HOME}/3.png is a page and no picture." in told
    assert broadsheet("pack", "--report").stdout == told
    followed.asked.clear()
    stock(followed)
    assert broadsheet("pack", "is:unread").returncode == 0
    assert paths(followed) == ["/2.html", "/2.png", "/3.png"]


def test_where_it_was_stopped_it_goes_on(broadsheet: Run, followed: Site) -> None:
    def silent(_: Handler) -> None:
        followed.done.wait(30)

    followed.run(f"{HOME}/1.html", silent)
    words = [sys.executable, "-m", "tui", "pack", "is:unread", "--json"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        assert running.stdout
        came = [json.loads(running.stdout.readline())["title"] for _ in range(3)]
        assert sorted(came) == ["Story 2", "Story 3", "Story 4"]
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
    told = broadsheet("pack", "--report").stdout
    assert "3 articles, 3 pages and 6 pictures" in told
    assert "stopped: you stopped it; the same command goes on" in told
    stock(followed)
    followed.asked.clear()
    assert "1 page and 2 pictures" in broadsheet("pack", "is:unread").stdout
    assert paths(followed) == ["/1.html", "/1.png"]


def test_a_host_that_wants_to_be_left_is_left(broadsheet: Run, followed: Site) -> None:
    followed.pages.clear()
    followed.program = lambda _: (429, {"Retry-After": "600"}, b"")
    done = broadsheet("pack", "is:unread")
    assert done.returncode == 1
    assert "4 pages not to be had" in done.stdout
    # Two are asked side by side; whoever comes after them hears what they heard.
    assert len(followed.asked) <= 2


@pytest.mark.usefixtures("followed")
def test_there_is_a_bound_that_is_kept(broadsheet: Run) -> None:
    done = broadsheet("pack", "is:unread", "--bytes", "100")
    assert done.returncode == 1
    assert "stopped: there is no room for more" in done.stdout
    assert broadsheet("pack", "is:unread", "--bytes", "1x").returncode == 2
    assert broadsheet("pack", "is:unread", "--minutes", "0").stdout.count(
        "the time was up"
    )


@pytest.mark.usefixtures("followed")
def test_pictures_go_once_nothing_shows_them(broadsheet: Run, tmp_path: Path) -> None:
    broadsheet("pack", "is:unread")
    packed = tmp_path / "packed"
    assert len([*packed.iterdir()]) == 5
    broadsheet("remove", f"{HOME}/feed")
    for path in packed.iterdir():
        os.utime(path, (1, 1))
    broadsheet("pack", "is:unread")
    assert [*packed.iterdir()] == []


def test_the_login_of_a_feed_goes_to_none_of_its_pages(
    broadsheet: Run, web: Site
) -> None:
    web.pages.pop(f"{HOME}/feed")

    def answer(asked: Asked) -> Whole:
        return locked(BASIC, by_name, feed(1, 2))(asked)

    web.program = answer
    address = f"{HOME}/feed".replace("//", f"//{USER}:{SECRET}@".replace(" ", "%20"))
    assert broadsheet("add", address).returncode == 0
    assert any("authorization" in headers for _, headers in web.asked)
    web.asked.clear()
    assert broadsheet("pack", "is:unread").returncode == 0
    assert len(web.asked) == 5
    assert not any("authorization" in headers for _, headers in web.asked)


def test_without_words_it_is_the_unread_of_a_week(
    broadsheet: Run, followed: Site
) -> None:
    assert "no articles" in broadsheet("pack").stdout  # they are of 2022
    assert followed.asked == []
    assert broadsheet("pack", "--report").stdout.startswith("20")
