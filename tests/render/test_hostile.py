import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, strategies as st

from tui.model import Body
from tui.render.document import Document
from tui.render.html import parse
from tui.render.linebreak import breaks
from tui.render.markdown import to_html, to_markdown
from tui.render.read import document
from tui.render.typeset import Line, Setting, typeset
from tui.text import Ruler, clean, width

_forbidden = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_TAGS = [
    "p",
    "div",
    "b",
    "i",
    "a",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "th",
    "pre",
    "code",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "h1",
    "h3",
    "figure",
    "figcaption",
    "details",
    "summary",
    "ruby",
    "rt",
    "sup",
    "sub",
    "noscript",
    "picture",
    "span",
    "img",
    "br",
    "hr",
    "video",
]
_text = st.text(
    st.one_of(
        st.sampled_from(
            "中文，。！“”（）《》……——abcXYZ 019.-/=?&%\n\t \xa0\u3000\u200b"
        ),
        st.sampled_from("\x1b[31m\x07\x9b\u202e\u2066\u0301\ufe0f\u200d👩🏽‍💻🇩🇪éক"),
        st.characters(),
    ),
    max_size=40,
)
_attributes = st.sampled_from(
    [
        "",
        ' style="font-weight: 700"',
        ' style="white-space: pre"',
        ' href="javascript:alert(1)"',
        ' href="https://example.org/a?b=c&d=\x1b]8;;x\x07"',
        ' src="/a.png" alt="x\x1b[0m中"',
        ' colspan="3" rowspan="2"',
        ' start="99999"',
        ' class="language-\x9bpy"',
    ]
)
_open = st.builds(
    lambda tag, more: f"<{tag}{more}>", st.sampled_from(_TAGS), _attributes
)
_close = st.sampled_from([f"</{tag}>" for tag in _TAGS])
_page = st.lists(st.one_of(_open, _close, _text), max_size=25).map("".join)
_widths = st.integers(4, 200)


def _lines(page: Document, cells: int, **more: Any) -> list[Line]:
    return list(typeset(page, Setting(cells, measure=cells, **more)))


def _texts(page: Document) -> Iterator[str]:
    for link in page.links:
        yield from (link.url, link.text)
    for picture in page.pictures:
        yield from (picture.url, picture.alt)


@given(html=_page, cells=_widths, plain=st.booleans())
def test_whatever_the_page_no_line_is_too_wide_and_none_is_unsafe(
    *, html: str, cells: int, plain: bool
) -> None:
    page = parse(html, "https://example.org/")
    lines = _lines(page, cells, fold_code=True, ascii=plain)
    for line in lines:
        assert line.width <= cells
        assert width(line.text) <= cells
        assert not any(_forbidden.search(run.text) for run in line.runs)
    assert not any(map(_forbidden.search, _texts(page)))
    assert lines == _lines(
        parse(html, "https://example.org/"), cells, fold_code=True, ascii=plain
    )


@given(_page, _widths)
def test_only_code_is_wide_where_it_is_not_folded(html: str, cells: int) -> None:
    for line in _lines(parse(html), cells):
        assert line.wide or line.width <= cells


@given(_text, _widths)
def test_a_paragraph_loses_no_character(text: str, cells: int) -> None:
    text = clean(text).replace("<", "").replace("&", "")
    shown = "".join(line.text for line in _lines(parse(f"<p>{text}"), cells))
    # A soft hyphen is drawn as a hyphen, or not at all.
    blank = re.compile(r"[\s\u200b\u2060\xa0\xad-]+")
    # Joiners that join nothing make no paragraph.
    wanted = blank.sub("", text)
    assert blank.sub("", shown) == (wanted if wanted.strip("\u200c\u200d") else "")


@given(_text, _widths)
def test_lines_follow_each_other_without_a_gap(text: str, cells: int) -> None:
    text = clean(text).replace("\n", " ")
    lines = list(breaks(text, cells, cells, Ruler()))
    hanging = re.compile(
        "[ \\t\\u3000\\u200b\\u1680\\u205f\\u2000-\\u2006\\u2008-\\u200a]"
    )
    shown = "".join(text[a:b] for a, b in lines)
    assert hanging.sub("", shown) == hanging.sub("", text)
    assert all(a <= b for a, b in lines)


_sentence = st.builds(
    lambda before, words, after: before + words + after,
    st.sampled_from(["", "（", "“", "《"]),
    st.text(st.sampled_from("新闻的标题和正文"), min_size=1, max_size=6),
    st.sampled_from(["", "，", "。”", "……", "——", "》", "！", "：“", "、", "ー"]),
)


@given(st.lists(_sentence, max_size=30).map("".join), st.integers(16, 60))
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(
    text: str, cells: int
) -> None:
    lines = [text[start:end] for start, end in breaks(text, cells, cells, Ruler())]
    assert not any(line[0] in "，。”…》！：、ー—" for line in lines[1:] if line)
    assert not any(line[-1] in "（“《" for line in lines[:-1] if line)


@given(_page)
def test_any_text_can_be_read_as_markdown(text: str) -> None:
    page = document(Body(text, markdown=True))
    assert not any(map(_forbidden.search, _texts(page)))
    markdown = to_markdown(to_html(text))
    assert markdown == clean(markdown)


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "b",
        "blockquote",
        "ul",
        "ul><li",
        "ul><li>.</li",
        "table><tr><td",
        "dl><dd",
        "figure",
        "details",
        "ruby><rb",
        "div class=wp-caption",
        "div class=callout",
    ],
)
def test_ten_thousand_nested_elements_are_read(tag: str) -> None:
    page = parse(f"<{tag}>" * 10_000 + "found", "https://example.org/")
    lines = _lines(page, 200)
    assert "found" in "".join(line.text for line in lines).replace(" ", "")


def test_formatting_left_open_before_many_paragraphs_stays_small() -> None:
    page = parse("".join(f"<font color={n}>" for n in range(500)) + "<p>x" * 2000)
    assert len(page.blocks) == 2000


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " JaVa\nScript:x",
        "data:text/html,x",
        "vbscript:x",
        "\x1bjavascript:x",
    ],
)
def test_a_link_that_runs_something_is_only_text(address: str) -> None:
    page = parse(f'<p><a href="{address}">text</a>')
    assert page.links == ()
    assert _lines(page, 20)[0].text.strip() == "text"


def test_control_characters_written_as_entities_are_dropped() -> None:
    page = parse(
        '<p>a&#27;[31mb&#x202e;c<img src="/p&#27;.png" alt="x&#7;y"><pre>&#155;1m</pre>'
    )
    lines = _lines(page, 40)
    assert not any(_forbidden.search(line.text) for line in lines)
    assert page.pictures[0].url == "/p.png"
