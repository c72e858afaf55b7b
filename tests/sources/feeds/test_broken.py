"""Feeds that are not what they should be."""

from contextlib import suppress
from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given, strategies as st

from tui.errors import SourceError
from tui.sources.feeds.parse import parse
from tui.sources.feeds.tolerant import Tolerant
from tui.sources.feeds.tree import References, tree_of


def titles(data: str | bytes) -> list[str]:
    feed = parse(data if isinstance(data, bytes) else data.encode())
    return [it.entry.title for it in feed.entries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss><channel><item><title>a & b</title></item></channel></rss>", ["a & b"]),
        ("<rss><channel><item><title>a&nbsp;&mdash;b</title></item>", ["a —b"]),
        ("<rss><item><title>a</title></item><item><title>b", ["a", "b"]),
        ("<rss><channel><item><title>a<item><title>b</title></item>", ["a", "b"]),
        ("<rss><channel><ttl>60<ttl><image><item><title>a</title></item></rss>", ["a"]),
        ("<rss><item><title>a</b></title></i></item></channel></rss>", ["a"]),
        ("<rss><item><title>a<guid>1</guid><link>x</item></rss>", ["a"]),
        ("<rss><item><title>1 < 2 <3</title></item></rss>", ["1 < 2 <3"]),
        ("<rss><item><title>a\x00\x08b</title></item></rss>", ["ab"]),
        ("<rss><item><title><![CDATA[a <b>b</b>]]></title></item>", ["a b"]),
        ("<rss><item><title><![CDATA[a", ["a"]),
        ("<rss><item><title><!-- x --y -->a</title></item></rss>", ["a"]),
        ("<RSS><Channel><ITEM><Title>a</Title></ITEM></Channel></RSS>", ["a"]),
        ("PHP Warning: x in <b>y</b>\n<rss><item><title>a</title></item></rss>", ["a"]),
        ("  \n<?xml version='1.0'?><rss><item><title>a</title></item></rss>", ["a"]),
        ("<rss><item><media:title>a</media:title></item></rss>", ["a"]),
        ("<rss><item><dc:title>a</dc:title><x:y>&z;</x:y></item></rss>", ["a"]),
        ("<feed><entry><title type=html>a &lt;b&gt;b</title></entry></feed>", ["a b"]),
        ("<rss><item><title>a</title></item></rss><p>served in 3 ms", ["a"]),
    ],
)
def test_what_can_be_read_is_read(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


def test_a_broken_feed_says_what_is_wrong_with_it() -> None:
    feed = parse(
        b"<?xml version='1.0'?>\n<rss>\n<item><title>a & b</title></item></rss>"
    )
    assert feed.problems == (
        "broken XML: not well-formed (invalid token) in line 3; what could be read is shown",
    )


def test_entities_that_a_feed_declares_are_text_and_nothing_else() -> None:
    feed = parse(
        b'<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/passwd">]>'
        b"<rss><item><title>&a; &b; &c; &nbsp;&eacute;</title></item></rss>"
    )
    assert feed.entries[0].entry.title == "x &a;&a;&a;&a; &c; é"


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE a><!DOCTYPE rss [<!ENTITY b 'bomb'>]>",
        "<!DOCTYPE a ['<!ENTITY x ']>'>]><!DOCTYPE rss [<!ENTITY b 'bomb'>]>",
        "x<?xml <!DOCTYPE rss [<!ENTITY b 'bomb'>]>",
        "<?xml encoding='utf-16'",
    ],
)
def test_no_second_document_type_is_heeded(start: str) -> None:
    assert titles(f"{start}<rss><item><title>&b;</title></item></rss>") == ["&b;"]


def test_a_prefix_that_is_not_declared_is_the_usual_one() -> None:
    feed = parse(
        b"<rss><channel><item><title>a</title><content:encoded>&lt;p&gt;b&lt;/p&gt;"
        b"</content:encoded><dc:creator>Ann</dc:creator></item></channel></rss>"
    )
    assert feed.entries[0].body.text == "<p>b</p>"
    assert feed.entries[0].entry.author == "Ann"


@pytest.mark.parametrize("depth", [10, 100_000])
def test_depth_is_no_danger(depth: int) -> None:
    inner = "<b>" * depth + "x" + "</b>" * depth
    for end in ("</item></rss>", "</rss>"):
        feed = parse(f"<rss><item><description>{inner}</description>{end}".encode())
        assert "<b>x</b>" in feed.entries[0].body.text or depth > 200


_names = st.sampled_from(["a", "item", "title", "b", "{http://purl.org/dc/terms/}c"])
_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))


@st.composite
def _elements(draw: st.DrawFn, depth: int = 3) -> Element:
    element = Element(draw(_names), draw(st.dictionaries(_names, _texts, max_size=2)))
    element.text = draw(_texts)
    for child in draw(st.lists(_elements(depth - 1), max_size=3)) if depth else ():
        child.tail = draw(_texts)
        # An item in an item and a title in a title are errors that are mended.
        if child.tag not in ("item", "title"):
            element.append(child)
    return element


@given(_elements())
def test_what_is_xml_is_the_same_to_both_readers(element: Element) -> None:
    text = tostring(element, encoding="unicode")
    if "\ufffe" in text or "\uffff" in text:
        return
    strict = tostring(fromstring(text))  # noqa: S314 - it is our own
    found = Tolerant(text, References({}).replaced).root()
    assert [tostring(child) for child in found] == [strict]
    assert tree_of(text).broken == ""


_MARKUP = r"""
<rss> <channel> <item> </item> <title> </title> <link|href=' <![CDATA[ ]]> <!-- -->
<!DOCTYPE|x|[
]> <!ENTITY|a|'b'> &a; <feed|xmlns='http://www.w3.org/2005/Atom'> <entry> <content|type='xhtml'>
<content|type='html'|mode='base64'> > < ' " xml:base='http://[' <?xml|encoding='utf-7'?>
<pubDate>
22-Mar-2026 &#0; é <enclosure|url='/a.mp3'/> {"items":[ {"id": 1 "a" } ] ,
"""
_CONTROLS = ["\x00", "\x1b[2J"]
_PIECES = st.sampled_from(
    [piece.replace("|", " ") for piece in _MARKUP.split()] + _CONTROLS
)


@given(
    st.binary() | st.lists(_PIECES | st.text(max_size=5)).map("".join).map(str.encode)
)
def test_any_bytes_end_in_a_feed_or_a_sentence(data: bytes) -> None:
    with suppress(SourceError):
        feed = parse(data, address="https://example.org/feed")
        keys = [it.entry.key for it in feed.entries]
        assert len(keys) == len(set(keys))
        assert all(
            it.entry.title and "\x1b" not in it.entry.title for it in feed.entries
        )


@given(st.binary(max_size=200), st.text(max_size=50))
def test_whatever_a_server_says_of_it_a_feed_is_sniffed(junk: bytes, said: str) -> None:
    feed = parse(b"<rss><item><title>a</title></item><!--" + junk + b"-->", said)
    assert [it.entry.title for it in feed.entries][:1] == ["a"]
