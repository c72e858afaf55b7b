"""The client asks within bounds: of bytes, of time, and of where it goes."""

import gzip
import zlib

import pytest

from tests.sources.server import Asked, Handler, Site, Whole
from tui.errors import SourceError
from tui.sources.http import Client, Message, Patience

MOST = 10_000


async def test_an_answer_is_what_the_server_said(client: Client, site: Site) -> None:
    url = site.put("/a?b=1", b"hello", "Text/HTML; charset=utf-8", ETag='W/"1"')
    answer = await client.fetch(url + "#part", most_bytes=MOST, accept="text/html")
    assert (answer.url, answer.status, answer.body) == (url, 200, b"hello")
    assert (answer.type, answer.headers["etag"]) == ("text/html", 'W/"1"')
    _, headers = site.asked[0]
    assert headers["user-agent"].startswith("Broadsheet/")
    assert headers["accept"] == "text/html"
    assert not headers.keys() & {"referer", "cookie", "authorization"}


async def test_cookies_are_not_kept(client: Client, site: Site) -> None:
    url = site.put("/", b"", Set_Cookie="id=1; Path=/")
    await client.fetch(url, most_bytes=MOST)
    await client.fetch(url, most_bytes=MOST)
    assert "cookie" not in site.asked[1][1]


async def test_a_login_in_an_address_is_neither_sent_nor_shown(
    client: Client, site: Site
) -> None:
    url = site.answer("/", 403).replace("http://", "http://bob:secret@")
    answer = await client.fetch(url, most_bytes=MOST)
    assert "authorization" not in site.asked[0][1]
    with pytest.raises(SourceError, match="answers 403") as told:
        answer.successful()
    assert "secret" not in str(told.value)


async def test_conditions_are_sent_and_no_change_is_an_answer(
    client: Client, site: Site
) -> None:
    url = site.answer("/feed", 304, ETag='"x"')
    answer = await client.fetch(
        url, most_bytes=MOST, headers={"If-None-Match": '"x"', "If-Modified-Since": "y"}
    )
    assert (answer.successful().status, answer.body) == (304, b"")
    assert site.asked[0][1]["if-none-match"] == '"x"'


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 429, 451, 500, 503])
async def test_a_failure_is_an_answer_and_told_when_asked(
    client: Client, site: Site, status: int
) -> None:
    url = site.answer("/x", status, Retry_After="120")
    answer = await client.fetch(url, most_bytes=MOST)
    assert (answer.status, answer.headers["retry-after"]) == (status, "120")
    with pytest.raises(SourceError, match=f"/x answers {status}"):
        answer.successful()


async def test_redirects_are_followed_and_lasting_ones_told(
    client: Client, site: Site
) -> None:
    end = site.put("/end", b"here")
    half = site.answer("/half", 302, Location="end")
    lasting = site.answer("/old", 301, Location="/older")
    site.answer("/older", 308, Location=half)
    answer = await client.fetch(lasting, most_bytes=MOST)
    assert (answer.url, answer.body, answer.moved) == (end, b"here", half)


async def test_a_loop_of_redirects_ends(client: Client, site: Site) -> None:
    url = site.answer("/a", 302, Location="/b")
    site.answer("/b", 302, Location="/a")
    with pytest.raises(SourceError, match="/a leads round"):
        await client.fetch(url, most_bytes=MOST)
    assert len(site.asked) < 12


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://a/b", "gopher://a", "x-y://z/"],
)
async def test_a_redirect_leads_nowhere_but_into_the_web(
    client: Client, site: Site, target: str
) -> None:
    url = site.answer("/a", 302, Location=target)
    with pytest.raises(SourceError, match="no address"):
        await client.fetch(url, most_bytes=MOST)


@pytest.mark.parametrize(
    "target", ["data:,x", "http://[::1", "http://a:99999/", "http://\xff"]
)
async def test_a_redirect_to_nonsense_is_told(
    client: Client, site: Site, target: str
) -> None:
    url = site.answer("/a", 302, Location=target)
    with pytest.raises(SourceError, match="/"):
        await client.fetch(url, most_bytes=MOST)


async def test_a_login_is_not_sent_to_another_server(
    client: Client, site: Site
) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    url = site.answer("/a", 302, Location="/b")
    site.answer("/b", 302, Location=other + "/c")
    site.put("/c", b"")
    async with Client(other) as elsewhere:
        elsewhere.home = ""  # both are private: the first step must already fail
        with pytest.raises(SourceError, match="private network"):
            await elsewhere.fetch(url, most_bytes=MOST)
    with pytest.raises(SourceError, match="private network"):
        await client.fetch(url, most_bytes=MOST, headers={"Authorization": "x"})
    assert [path for path, _ in site.asked] == ["/a", "/b"]
    assert site.asked[1][1]["authorization"] == "x"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "127.1", "2130706433"])
async def test_what_a_stranger_names_in_the_own_network_is_not_asked(
    site: Site, name: str
) -> None:
    url = site.put("/", b"secret").replace("127.0.0.1", name)
    for home in ("", "https://example.org/feed", "http://127.0.0.2/"):
        async with Client(home) as stranger:
            with pytest.raises(SourceError, match=f"{name}.*private network"):
                await stranger.fetch(url, most_bytes=MOST)
    assert not site.asked


async def test_a_proxy_of_the_environment_is_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", site.url)
    site.put("http://example.org/", b"by proxy")
    async with Client() as stranger:
        answer = await stranger.fetch("http://example.org/", most_bytes=MOST)
        assert answer.body == b"by proxy"
        for inside in ("http://10.0.0.1/", "http://0x7f.1/", "http://router/"):
            with pytest.raises(SourceError, match="private network"):
                await stranger.fetch(inside, most_bytes=MOST)
    assert len(site.asked) == 1


async def test_a_wrong_proxy_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "carrier-pigeon://coop")
    async with Client(site.url) as lost:
        with pytest.raises(SourceError, match="HTTP_PROXY"):
            await lost.fetch(site.url, most_bytes=MOST)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_packed_answer_is_unpacked(
    client: Client, site: Site, coding: str
) -> None:
    pack = gzip.compress if coding == "gzip" else zlib.compress
    url = site.put("/", pack(b"news " * 1_000), Content_Encoding=coding)
    answer = await client.fetch(url, most_bytes=MOST)
    assert answer.body == b"news " * 1_000
    assert site.asked[0][1]["accept-encoding"] == "gzip"


@pytest.mark.parametrize("members", [1, 400])
async def test_a_gzip_bomb_is_no_danger(
    client: Client, site: Site, members: int
) -> None:
    bomb = gzip.compress(bytes(400_000_000 // members)) * members
    url = site.put("/", bomb, Content_Encoding="gzip")
    with pytest.raises(SourceError, match="larger than 1,000,000 bytes"):
        await client.fetch(url, most_bytes=1_000_000)


@pytest.mark.parametrize(
    ("coding", "body"), [("gzip", b"plain"), ("br", b"x"), ("gzip", b"\x1f\x8b\x08\0")]
)
async def test_what_is_packed_wrongly_is_refused(
    client: Client, site: Site, coding: str, body: bytes
) -> None:
    url = site.put("/", body, Content_Encoding=coding)
    with pytest.raises(SourceError, match=r"127\.0\.0\.1.*the body"):
        await client.fetch(url, most_bytes=MOST)


async def test_a_body_of_several_gzip_members_is_read_whole(
    client: Client, site: Site
) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(64)
    url = site.put("/", body, Content_Encoding="gzip")
    answer = await client.fetch(url, most_bytes=MOST)
    assert answer.body == b"one two"


async def test_what_says_it_is_too_large_is_not_read(
    client: Client, site: Site
) -> None:
    url = site.put("/", b"", Content_Length="9" * 18)
    with pytest.raises(SourceError, match="larger than"):
        await client.fetch(url, most_bytes=MOST)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
async def test_an_endless_body_ends_at_the_bound(
    client: Client, site: Site, coding: str
) -> None:
    def flow(handler: Handler) -> None:
        handler.begin(200, Content_Encoding=coding)
        handler.wfile.write(gzip.compress(b"end") if coding == "gzip" else b"")
        while not site.done.is_set():
            handler.wfile.write(bytes(65_536))

    with pytest.raises(SourceError, match="larger than"):
        await client.fetch(site.run("/", flow), most_bytes=MOST)


async def test_who_says_nothing_is_waited_for_a_while_only(site: Site) -> None:
    def wait(_: Handler) -> None:
        site.done.wait()

    url = site.run("/slow", wait)
    async with Client(site.url, Patience(read=0.1)) as hasty:
        with pytest.raises(SourceError, match=r"/slow said nothing for 0\.1 seconds"):
            await hasty.fetch(url, most_bytes=MOST)


async def test_who_answers_drop_by_drop_is_not_waited_for(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.begin(200)
        while not site.done.wait(0.02):
            handler.wfile.write(b".")

    url = site.run("/drip", drip)
    async with Client(site.url, Patience(total=0.3)) as hasty:
        with pytest.raises(SourceError, match=r"/drip takes longer than 0\.3 seconds"):
            await hasty.fetch(url, most_bytes=MOST)


async def test_an_answer_that_breaks_off_is_told(client: Client, site: Site) -> None:
    url = site.put("/", b"half", Content_Length="100", Connection="close")
    with pytest.raises(SourceError, match="does not answer as the web does"):
        await client.fetch(url, most_bytes=MOST)


async def test_who_left_a_kept_connection_is_asked_over_a_new_one(
    client: Client, site: Site
) -> None:
    def leave(handler: Handler) -> None:
        if [path for path, _ in site.asked].count("/b") > 1:
            handler.begin(200, Content_Length="0")

    await client.fetch(site.put("/a", b""), most_bytes=MOST)
    answer = await client.fetch(site.run("/b", leave), most_bytes=MOST)
    assert answer.status == 200
    assert [path for path, _ in site.asked] == ["/a", "/b", "/b"]


async def test_who_leaves_a_new_connection_is_not_asked_again(
    client: Client, site: Site
) -> None:
    with pytest.raises(SourceError, match="does not answer as the web does"):
        await client.fetch(site.run("/", lambda _: None), most_bytes=MOST)
    assert len(site.asked) == 1


async def test_what_may_not_be_said_twice_is_not(client: Client, site: Site) -> None:
    await client.fetch(site.put("/a", b""), most_bytes=MOST)
    url = site.run("/b", lambda _: None)
    with pytest.raises(SourceError, match="does not answer as the web does"):
        await client.fetch(url, most_bytes=MOST, message=Message("POST", b"x"))
    assert len(site.asked) == 2


async def test_what_is_no_http_is_told(client: Client, site: Site) -> None:
    def greet(handler: Handler) -> None:
        handler.wfile.write(b"SSH-2.0-x\r\n")

    url = site.run("/", greet)
    with pytest.raises(SourceError, match="does not answer as the web does"):
        await client.fetch(url, most_bytes=MOST)


async def test_who_is_not_there_is_told(client: Client) -> None:
    with pytest.raises(SourceError, match=r"127\.0\.0\.1:1/ cannot be reached"):
        await client.fetch("http://127.0.0.1:1/", most_bytes=MOST)


async def test_a_message_holds_no_control_character(client: Client, site: Site) -> None:
    url = site.answer("/a", 302, Location="x\x1b]0;t\x07://\x9b1m/" + "y" * 9_000)
    with pytest.raises(SourceError) as told:
        await client.fetch(url, most_bytes=MOST)
    assert "\x1b" not in str(told.value)
    assert len(str(told.value)) < 400


async def test_a_message_is_sent_as_it_is_and_again_where_a_redirect_stays(
    client: Client, site: Site
) -> None:
    asked: list[Asked] = []

    def answer(question: Asked) -> Whole:
        asked.append(question)
        if question.path == "/old":
            return 308, {"Location": "/new"}, b""
        if question.path == "/done":
            return 303, {"Location": "/seen"}, b""
        return 200, {}, b"OK"

    site.program = answer
    told = Message("PUT", "1=中".encode(), "application/x")
    await client.fetch(site.url + "/old", most_bytes=MOST, message=told)
    assert [(one.method, one.path) for one in asked] == [
        ("PUT", "/old"),
        ("PUT", "/new"),
    ]
    assert {one.body for one in asked} == {told.body}
    assert {one.headers["content-type"] for one in asked} == {"application/x"}
    asked.clear()
    await client.fetch(site.url + "/done", most_bytes=MOST, message=told)
    assert [(one.method, one.path) for one in asked] == [
        ("PUT", "/done"),
        ("GET", "/seen"),
    ]
    assert "content-type" not in asked[1].headers


async def test_a_message_does_not_follow_to_another_server(
    client: Client, site: Site
) -> None:
    other = site.url.replace("127.0.0.1", "localhost")
    url = site.answer("/a", 307, Location=other + "/b")
    told = Message("POST", b"secret")
    with pytest.raises(SourceError, match=r"/b, which gets nothing .* new address"):
        await client.fetch(url, most_bytes=MOST, message=told)
    assert [path for path, _ in site.asked] == ["/a"]
