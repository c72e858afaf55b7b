"""`w` brings the page that an article is from, and goes back to the source's text."""

import threading
from collections.abc import Iterator

import pytest

from tests.sources.server import Handler, Site, serving
from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config

ADDRESS = "http://news.example.org/a/0.html"
ALWAYS = Config(sources={"example.org": {"full_page": True}})


def page(words: str = "whole story") -> bytes:
    prose = "".join(
        f"<p>Paragraph {n} of the {words} says something about matter {n}.</p>"
        for n in range(60)
    )
    return (
        "<html><title>Story</title><body><nav><a href=/>Home of the paper</a></nav>"
        f"<article>{prose}</article><footer>Imprint</footer></body></html>"
    ).encode()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The web as a proxy on this machine shows it."""
    with serving() as site:
        monkeypatch.setenv("http_proxy", site.url)
        for name in ("https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        site.put(ADDRESS, page())
        yield site


@pytest.fixture
def paper(newspaper: Newspaper) -> Newspaper:
    """The newest articles have summaries, and name a page; the third names none."""
    for number in range(2):
        write(newspaper, number, f"<p>Only a summary, number {number}.</p>")
    return newspaper


def write(paper: Newspaper, number: int, text: str) -> None:
    (paper.folder / f"{number:02}.md").write_text(
        f"---\ntitle: 文章{number:02}\ndate: 2026-10-{30 - number} 08:00:00\n"
        f"link: http://news.example.org/a/{number}.html\n---\n{text}\n",
        "utf-8",
    )


async def opened(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: "Only a summary" in desk.screen())


async def whole(desk: Desk) -> None:
    await desk.until(lambda: "Paragraph 0 of the whole story" in desk.screen())
    await desk.until(lambda: "fetching" not in desk.main.status.activity)


def told(desk: Desk) -> str:
    """What went wrong, as the screen tells it."""
    return " ".join(note.message for note in desk.pilot.app._notifications)


async def test_the_page_is_fetched_and_shown(web: Site, paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        assert "Reader: full page" not in desk.screen()
        await desk.press("w")
        await whole(desk)
        assert "Reader: full page" in desk.screen()
        assert "Home of the paper" not in desk.screen()
    ((_, headers),) = web.asked
    assert not {"referer", "cookie", "authorization"} & set(headers)


async def test_the_key_goes_back_and_forth_and_fetches_once(
    web: Site, paper: Newspaper
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        for _ in range(2):
            await desk.press("w")
            await whole(desk)
            await desk.press("w")
            await desk.until(lambda: "Only a summary" in desk.screen())
            assert "Reader: full page" not in desk.screen()
    assert len(web.asked) == 1


async def test_a_kept_page_is_fetched_again_by_key(web: Site, paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
        await desk.press("5", "j")
        place = desk.main.article.place
        web.put(ADDRESS, page("grown story"))
        await desk.press("W")
        await desk.until(lambda: "of the grown story" in desk.screen())
        assert desk.main.article.place == place
        await desk.press("w")
        await desk.until(lambda: "Only a summary" in desk.screen())
        await desk.press("W")
        await desk.until(lambda: "of the grown story" in desk.screen())
    assert len(web.asked) == 3


async def test_a_kept_page_stays_where_it_cannot_be_fetched_again(
    web: Site, paper: Newspaper
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
        web.pages.clear()
        await desk.press("W")
        await desk.until(lambda: bool(told(desk)))
        assert "Reader: full page" in desk.screen()
        assert "Paragraph 0 of the whole story" in desk.screen()


@pytest.mark.usefixtures("web")
async def test_each_of_the_two_has_its_place(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
        await desk.press("G")
        await desk.until(lambda: "Paragraph 59" in desk.screen())
        await desk.press("w")
        await desk.until(lambda: "Only a summary" in desk.screen())
        await desk.press("w")
        await desk.until(lambda: "Paragraph 59" in desk.screen())


async def test_what_was_shown_last_is_shown_again_without_the_network(
    web: Site, paper: Newspaper
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
    web.pages.clear()
    async with paper.opened() as desk:
        await whole(desk)
        await desk.press("w")
        await desk.until(lambda: "Only a summary" in desk.screen())
    async with paper.opened() as desk:
        await desk.until(lambda: "Only a summary" in desk.screen())
        await desk.press("w")
        await whole(desk)
    assert len(web.asked) == 1


@pytest.mark.usefixtures("web")
async def test_the_post_itself_is_left_as_it_is(paper: Newspaper) -> None:
    before = {path: path.read_bytes() for path in paper.folder.iterdir()}
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
    assert {path: path.read_bytes() for path in paper.folder.iterdir()} == before


async def test_a_page_that_cannot_be_had_is_told_and_the_text_stays(
    web: Site, paper: Newspaper
) -> None:
    web.answer(ADDRESS, 404)
    async with paper.opened(120) as desk:
        await opened(desk)
        await desk.press("w")
        await desk.until(lambda: "a/0.html" in told(desk))
        assert "Only a summary" in desk.screen()
        await desk.until(lambda: "fetching" not in desk.screen())
        web.put(ADDRESS, page())
        await desk.press("w")
        await whole(desk)


async def test_an_article_without_an_address_says_so(
    web: Site, paper: Newspaper
) -> None:
    async with paper.opened() as desk:
        await desk.press("j", "j", "enter")
        await desk.until(lambda: "第2篇的第0段" in desk.screen())
        await desk.press("w")
        await desk.until(lambda: "names no address" in desk.screen())
    assert not web.asked


async def test_an_article_is_opened_first(web: Site, paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await desk.press("w")
        assert "open the article first" in desk.screen()
        await opened(desk)
        await desk.press("h", "j", "w")
        assert "open the article first" in desk.screen()
    assert not web.asked


@pytest.fixture
def stalled(web: Site) -> threading.Event:
    """The page comes only once this is set; what stalls ends with the test."""
    go = threading.Event()

    def stall(handler: Handler) -> None:
        while not go.wait(0.01) and not web.done.is_set():
            pass
        handler.begin(200, Content_Type="text/html")
        handler.wfile.write(page())

    web.run(ADDRESS, stall)
    return go


async def test_what_goes_on_is_said_and_nothing_waits_for_it(
    stalled: threading.Event, paper: Newspaper
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await desk.until(lambda: "fetching news.example.org …" in desk.screen())
        await desk.press("s")
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)
        stalled.set()
        await whole(desk)


@pytest.mark.usefixtures("stalled")
@pytest.mark.parametrize("keys", ["w", "J", "n", "right_square_bracket", "h j"])
async def test_going_on_ends_the_fetching(paper: Newspaper, keys: str) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await desk.until(lambda: desk.main.fetching)
        await desk.until(lambda: "fetching" in desk.screen())
        await desk.press(*keys.split())
        await desk.until(lambda: not desk.main.fetching)
        await desk.until(lambda: "fetching" not in desk.screen())
        assert "Reader: full page" not in desk.screen()


@pytest.mark.usefixtures("stalled")
async def test_leaving_does_not_wait_for_a_page(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await desk.until(lambda: desk.main.fetching)


async def test_a_source_can_have_its_pages_fetched_when_opened(
    web: Site, paper: Newspaper
) -> None:
    async with paper.opened(config=ALWAYS) as desk:
        await desk.press("enter")
        await whole(desk)
        await desk.press("w")
        await desk.until(lambda: "Only a summary" in desk.screen())
        await desk.press("right_square_bracket")
        await desk.until(lambda: "answers 404" in desk.main.status.activity)
        await desk.press("left_square_bracket")
        await desk.until(lambda: "Only a summary, number 0" in desk.screen())
    assert len(web.asked) == 2


async def test_a_page_does_not_take_the_place_of_what_is_being_read(
    stalled: threading.Event, paper: Newspaper
) -> None:
    write(paper, 0, "".join(f"<p>Line {n} of the text.</p>" for n in range(200)))
    async with paper.opened(config=ALWAYS) as desk:
        await desk.press("enter")
        await desk.until(lambda: "fetching" in desk.screen())
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("space")
        stalled.set()
        await desk.until(lambda: "the full page is here: w" in desk.screen())
        assert "of the text" in desk.screen()
        await desk.press("w")
        await whole(desk)


@pytest.mark.usefixtures("web")
async def test_a_kept_page_is_read_although_the_folder_is_gone(
    paper: Newspaper,
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        await desk.press("w")
        await whole(desk)
    paper.folder.rename(paper.library.with_name("away"))
    async with paper.opened() as desk:
        await whole(desk)
        await desk.press("w")
        await desk.until(lambda: "cannot be read now" in desk.screen())


@pytest.mark.usefixtures("web")
async def test_a_page_is_read_although_its_source_is_not_open(
    paper: Newspaper,
) -> None:
    async with paper.opened() as desk:
        await opened(desk)
        desk.main.sources.clear()
        for _ in range(2):
            await desk.press("w")
            await whole(desk)
            await desk.press("w")
            await desk.until(lambda: "is not open here" in desk.screen())
