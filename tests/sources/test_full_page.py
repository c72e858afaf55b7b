"""The article of a page is found as the page wrote it, whatever page it is."""

import asyncio
import json
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st
from selectolax.lexbor import LexborHTMLParser

from tests.sources.server import Site
from tui.errors import SourceError
from tui.sources.article import article, base_of
from tui.sources.full_page import full_page
from tui.sources.http import Client

pieces = st.sampled_from(
    [
        *("<p>One sentence that is long enough to be read as text.</p>", "<table>"),
        *("<td>cell", "<ul>", "<li>item", "</ul>", "</table>", "<div>", "</div>"),
        *("<figure>", "<img src=a.png>", "<pre>", "code", "</pre>", "</figure>"),
        *("<article>", "</article>", "<nav>", "</nav>", "<body>", "</html>", "<!--"),
        *("-->", "<script>", "</script>", "<h1>Head</h1>", "<br>", "<b>", "<a href="),
        *("<blockquote>", "</blockquote>", "&amp;", "汉字。" * 20, "<template>", " "),
    ]
)
ADDRESS = "http://example.org/a/1.html"
PROSE = "".join(
    f"<p>Paragraph {n} of the story says something, at some length, about matter {n}.</p>"
    for n in range(8)
)


def page(body: str, head: str = "") -> str:
    return f"""<html><head><title>Story</title>{head}</head><body>
        <nav><ul><li><a href=/>Home of the paper</a><li><a href=/w>World</a></ul></nav>
        <div class=main><article><h1>Story</h1>{body}</article>
        <aside><h3>Related reading</h3><p><a href=/x>Another story altogether</a></aside></div>
        <footer><p>Copyright, imprint, privacy and so on, of the paper</footer></body></html>"""


@pytest.mark.parametrize(
    "piece",
    [
        '<pre><code class="language-c">int main(void)\n{\n}</code></pre>',
        "<p>In the middle <code>of_a_line</code> stands code, which stays in its line.</p>",
        '<figure><img src="/f.png"><figcaption>A caption</figcaption></figure>',
        '<img data-src="/late.png">',
        '<iframe src="https://video.example.org/1"></iframe>',
        '<video src="/film.mp4"></video>',
        (
            "<table><tbody><tr><th>Year</th><th>Sum</th></tr><tr><td>2024</td><td>7</td></tr>"
            "</tbody></table>"
        ),
        (
            "<blockquote><p>What somebody else has said about the story, at length.</p>"
            "</blockquote>"
        ),
    ],
)
def test_the_article_is_as_the_page_wrote_it(piece: str) -> None:
    assert piece in article(
        page(PROSE + piece + PROSE.replace("story", "rest")), ADDRESS
    )


def test_what_stands_around_the_article_is_left_out() -> None:
    found = article(page(PROSE), ADDRESS)
    assert all(f"Paragraph {n}" in found for n in range(8))
    for foreign in ("Home of the paper", "Related reading", "Copyright"):
        assert foreign not in found


def test_what_stands_within_the_article_and_is_not_of_it_is_left_out() -> None:
    ad = '<div class="share-buttons"><a href=/s>Share</a> <a href=/t>Tweet</a></div>'
    found = article(page(PROSE + ad + PROSE.replace("story", "rest")), ADDRESS)
    assert "Tweet" not in found
    assert "rest says something" in found


@given(st.lists(pieces, max_size=12).map("".join))
def test_whatever_the_page_is_no_word_is_invented(html: str) -> None:
    found = LexborHTMLParser("<body>" + article(html, ADDRESS)).text(separator=" ")
    assert all(word in html for word in found.split())


def test_deep_nesting_is_no_article_of_its_own() -> None:
    deep = "<div>" * 5_000 + "deep"
    assert "Paragraph 7" in article(page(PROSE) + deep, ADDRESS)


def test_a_picture_above_the_article_stays() -> None:
    assert "lead.png" in article(page('<p><img src="/lead.png"></p>' + PROSE), ADDRESS)


@pytest.mark.parametrize("nothing", ["", " ", "<html></html>", "\0", "<" * 999])
def test_a_page_of_nothing_has_no_article(nothing: str) -> None:
    assert article(nothing, ADDRESS) == ""


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", ADDRESS),
        ("<base>", ADDRESS),
        ('<base href="/b/">', "http://example.org/b/"),
        ('<base href="//cdn.example.org/">', "http://cdn.example.org/"),
        ('<base href="http://[">', ADDRESS),
    ],
)
def test_links_are_relative_to_the_base_of_the_page(head: str, base: str) -> None:
    assert base_of(page(PROSE, head), ADDRESS) == base


async def test_a_page_is_brought_from_the_web(site: Site, client: Client) -> None:
    address = site.put("/a", page(PROSE).encode())
    body = await full_page(client, address)
    assert "Paragraph 7" in body.text
    assert "Copyright" not in body.text
    assert not body.markdown
    assert body.base == address


async def test_nothing_that_tells_of_the_reader_is_sent(
    site: Site, client: Client
) -> None:
    address = site.put("/a", page(PROSE).encode())
    await full_page(client, address.replace("//", "//user:secret@"))
    ((_, headers),) = site.asked
    assert not {"referer", "cookie", "authorization"} & set(headers)


async def test_links_are_relative_to_where_the_page_is_in_the_end(
    site: Site, client: Client
) -> None:
    there = site.put("/b/2", page(PROSE).encode())
    assert (
        await full_page(client, site.answer("/a", 302, Location="/b/2"))
    ).base == there


@pytest.mark.parametrize(
    ("type", "encoding"),
    [
        ("text/html; charset=gbk", "gbk"),
        ("text/html; charset=nonsense", "gb18030"),
        ("text/html", "utf-8"),
        ("application/xhtml+xml", "utf-16"),
        ('text/html;charset="Shift_JIS"', "shift_jis"),
    ],
)
async def test_the_encoding_is_what_the_server_says(
    site: Site,
    client: Client,
    type: str,  # noqa: A002
    encoding: str,
) -> None:
    prose = "".join(
        f"<p>文章的第{n}段，是一件小事，也是一件大事。</p>" for n in range(9)
    )
    address = site.put("/a", page(prose).encode(encoding), type)
    assert "第8段，是一件小事" in (await full_page(client, address)).text


@pytest.mark.parametrize(
    ("body", "type", "cause"),
    [
        (b"%PDF-1.7", "application/pdf", r"is no page \(application/pdf\)"),
        (b"<html></html>", "text/html", "has no article to be found"),
        (b"<p>" + b"x" * 5_000_000, "text/html", "is larger than 5,000,000 bytes"),
    ],
)
async def test_what_cannot_be_shown_is_told_with_its_address(
    site: Site,
    client: Client,
    body: bytes,
    type: str,  # noqa: A002
    cause: str,
) -> None:
    address = site.put("/a", body, type)
    with pytest.raises(SourceError, match=f"^{address}.*{cause}.*browser"):
        await full_page(client, address)


async def test_a_page_that_is_not_there_is_told(site: Site, client: Client) -> None:
    with pytest.raises(SourceError, match="/a answers 404"):
        await full_page(client, site.url + "/a")


async def test_a_page_that_is_slow_to_look_through_is_given_up(
    site: Site, client: Client
) -> None:
    slow = page(PROSE + "<table><tr>" + "<td>a b c d e" * 200_000 + "</table>")
    with pytest.raises(SourceError, match=r"in 0\.05 seconds"):
        await full_page(client, site.put("/a", slow.encode()), seconds=0.05)


async def test_it_can_be_cancelled(site: Site, client: Client) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stall(_: object) -> None:
        loop.call_soon_threadsafe(asked.set)
        site.done.wait()

    task = asyncio.create_task(full_page(client, site.run("/a", stall)))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_program_writes_what_the_page_has() -> None:
    words = [sys.executable, "-m", "tui.sources.article", ADDRESS, "latin-1"]
    given = page(PROSE + "<p>Cr\xeape suzette is what the last line is about.</p>")
    done = subprocess.run(
        words, input=given.encode("latin-1"), capture_output=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["base"] == ADDRESS
    assert "Crêpe suzette" in found["html"]
