import pytest

from tui.render.destination import destination
from tui.render.document import (
    Block,
    Code,
    Heading,
    List,
    Media,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
    plain,
    reading_time,
)
from tui.render.html import parse
from tui.render.markdown import to_html
from tui.render.typeset import plain_lines

SPACER = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
DOTS = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91Jpz"


def only(html: str, base: str = "") -> Block:
    (block,) = parse(html, base).blocks
    return block


def text(html: str) -> str:
    block = only(html)
    assert isinstance(block, Paragraph)
    return plain(block.spans)


@pytest.mark.parametrize(
    ("html", "role"),
    [
        ("<b>x</b>", "strong"),
        ('<span style="font-weight: 700">x</span>', "strong"),
        ('<span style="font-weight:bold;">x</span>', "strong"),
        ("<em>x</em>", "emphasis"),
        ('<span style="font-style: italic">x</span>', "emphasis"),
        ("<code>x</code>", "code"),
        ("<kbd>x</kbd>", "keyboard"),
        ("<mark>x</mark>", "mark"),
        ("<del>x</del>", "deleted"),
        ("<ins>x</ins>", "inserted"),
        ("<small>x</small>", "muted"),
    ],
)
def test_text_has_its_role(html: str, role: str) -> None:
    assert only(f"<p>{html}") == Paragraph((Span("x", (role,)),))


def test_bold_that_an_inline_style_takes_back_is_not_bold() -> None:
    assert only('<p><b style="font-weight:normal">x</b>') == Paragraph((Span("x"),))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p> a \n b\t c ", "a b c"),
        ("<p>中\n文", "中文"),
        ("<p>中 \n <b>文</b>", "中文"),
        ("<p>中\nabc", "中 abc"),
        ("<p>a <b> b</b>", "a b"),
        ("<p>a<br>b", "a\nb"),
        ("<p>　　缩进", "缩进"),
        ("<p>a<b>b</b>c", "abc"),
        ("<p>x<sup>2</sup>", "x²"),
        ("<p>x<sub>中</sub>", "x_(中)"),
    ],
)
def test_white_space_is_as_css_says(html: str, expected: str) -> None:
    assert text(html) == expected


def test_the_space_before_a_link_is_not_in_the_link() -> None:
    page = parse('<p>to <a href="http://e.org/"> here </a> or')
    assert page.blocks == (Paragraph((Span("to "), Span("here", (), 0), Span(" or"))),)
    assert page.links[0].text == "here"


def test_text_whose_only_structure_is_newlines_keeps_them() -> None:
    page = parse("<div>one\ntwo\n\n  <a\nhref='/x'>three</a></div>")
    assert [plain(b.spans) for b in page.blocks if isinstance(b, Paragraph)] == [
        "one\ntwo",
        "three",
    ]


def test_two_breaks_begin_a_new_paragraph() -> None:
    assert len(parse("<p>one<br><br>two").blocks) == 2


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('src="a.png"', "https://e.org/d/a.png"),
        ('src="x.gif" data-src="b.png"', "https://e.org/d/b.png"),
        ('data-original="/c.png"', "https://e.org/c.png"),
        ('srcset="s.png 100w, l.png 900w"', "https://e.org/d/l.png"),
        ('src="data:image/gif;base64,xx" alt="kept"', ""),
        (f'src="{SPACER}" alt="kept"', ""),
        (f'src="{SPACER}" srcset="s.png"', "https://e.org/d/s.png"),
        (f'src=" {DOTS}\n"', DOTS),
        (f'src="{DOTS.replace("data:", "DATA:")}"', DOTS),
        (f'src="{DOTS}" data-src="b.png"', "https://e.org/d/b.png"),
        ('src="data:image/svg+xml,<svg/>" alt="kept"', ""),
        ('src="data:text/html,<b>" alt="kept"', ""),
        pytest.param(f'src="{DOTS}{"A" * 4_000_000}" alt="kept"', "", id="large"),
        ('src="" alt="kept"', ""),
    ],
)
def test_the_real_address_of_a_picture_is_found(image: str, url: str) -> None:
    block = only(f"<img {image}>", "https://e.org/d/")
    assert isinstance(block, Picture)
    assert block.url == url


@pytest.mark.parametrize(
    ("sources", "url"),
    [
        ('<source srcset="good.webp">', "good.webp"),
        ('<source type="image/avif" srcset="a.avif 1x, b.avif 2x">', "b.avif"),
        ('<source type="image/jxl" srcset="a.jxl">', "own.png"),
        ('<source media="(prefers-color-scheme: dark)" srcset="d.png">', "own.png"),
        ("<source>", "own.png"),
    ],
)
def test_of_the_sources_of_a_picture_the_first_that_holds_is_taken(
    sources: str, url: str
) -> None:
    found = only(f"<picture>{sources}<img src='own.png' alt='x'></picture>")
    assert isinstance(found, Picture)
    assert found.url == url


def test_a_picture_that_the_page_carries_is_named_by_its_format() -> None:
    page = parse(f"<img src='{DOTS}'><img src='{SPACER}'><img src='{DOTS}' alt='two'>")
    assert list(plain_lines(page)) == ["▣ 1  image.png", "", "▣ 2  two"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="t.gif" width="1" height="1">',
        '<img src="t.gif" style="width: 1px">',
        '<img src="data:image/gif;base64,xx">',
        "<script>x</script>",
        "<style>x</style>",
        "<template>x</template>",
        "<p hidden>x</p>",
        '<p style="display: none">x</p>',
        "<noscript>Please enable JavaScript</noscript>",
        "<!-- x -->",
        "<button>Copy</button>",
    ],
)
def test_what_is_no_content_is_left_out(html: str) -> None:
    assert parse(html).blocks == ()


def test_the_twin_of_a_lazy_picture_is_shown_once() -> None:
    page = parse('<img data-src="/a.png"><noscript><img src="/a.png"></noscript>')
    assert len(page.pictures) == 1


def test_a_caption_belongs_to_its_picture_in_the_text_and_in_the_index() -> None:
    page = parse('<figure><img src="/a.png"><figcaption>Lake</figcaption></figure>')
    assert page.pictures == page.blocks
    assert page.pictures[0].caption == (Span("Lake"),)


@pytest.mark.parametrize(
    ("html", "kind", "title"),
    [
        ('<iframe src="https://e.org/" title="Talk"></iframe>', "embed", "Talk"),
        ('<video><source src="/one.mp4"></video>', "video", "one.mp4"),
        ('<audio src="/show.mp3"></audio>', "audio", "show.mp3"),
        ('<object data="/film.swf"></object>', "embed", ""),
    ],
)
def test_media_is_a_link(html: str, kind: str, title: str) -> None:
    page = parse(html)
    (block,) = page.blocks
    assert isinstance(block, Media)
    assert (block.kind, block.title) == (kind, title)
    assert page.links[block.link].url == block.url


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<pre>a\n\n  b\n</pre>", Code("a\n\n  b")),
        ('<pre><code class="language-rust">x</code></pre>', Code("x", "rust")),
        ('<div class="highlight-source-js"><pre>x</pre></div>', Code("x", "js")),
        ("<pre>a<br>b<div>c</div><div>d</div></pre>", Code("a\nb\nc\nd")),
        ("<pre>\ta</pre>", Code("    a")),
    ],
)
def test_code_keeps_its_lines_and_language(html: str, code: Code) -> None:
    assert only(html) == code


def test_a_task_knows_whether_it_is_done() -> None:
    block = only(
        "<ul><li><input type=checkbox checked>a<li><input type=checkbox>b<li>c"
    )
    assert isinstance(block, List)
    assert [item.checked for item in block.items] == [True, False, None]


def test_a_list_in_an_item_stays_in_the_item() -> None:
    block = only("<ol start=3><li>a<ul><li>b</ul><blockquote>c</blockquote></ol>")
    assert isinstance(block, List)
    assert (block.ordered, block.start) == (True, 3)
    assert [type(inner) for inner in block.items[0].blocks] == [Paragraph, List, Quote]


def test_cells_over_several_rows_and_columns_make_an_even_grid() -> None:
    table = only(
        "<table><tr><th>a<th>b<th>c<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4"
    )
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in table.header] == [["a", "b", "c"]]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["1", "2", ""],
        ["1", "3", "4"],
    ]


@pytest.mark.parametrize("span", ["9" * 5000, "-1", "0", "x", "²"])
def test_an_absurd_span_of_columns_is_bounded(span: str) -> None:
    table = only(f"<table><tr><td colspan={span}>a<td>b<tr><td>c<td>d</table>")
    assert isinstance(table, Table)
    assert len(table.rows[0]) <= 65


def test_a_table_that_is_only_layout_is_no_table() -> None:
    page = parse("<table><tr><td><h2>a</h2><td><p>b</table>")
    assert [type(block) for block in page.blocks] == [Heading, Paragraph]


def test_pictures_set_in_a_grid_are_pictures() -> None:
    page = parse("<table><tr><td><img src=a><td><img src=b><tr><td>c<td>d</table>")
    assert [type(block) for block in page.blocks] == [
        Picture,
        Picture,
        *[Paragraph] * 2,
    ]


def test_a_picture_in_a_cell_of_data_is_named_in_the_cell() -> None:
    table = only("<table><tr><th>flag<th>name<tr><td><img src=a alt=red><td>x</table>")
    assert isinstance(table, Table)
    assert plain(table.rows[0][0]) == "[1] red"


def test_a_broken_base_leaves_addresses_as_they_are() -> None:
    assert parse('<a href="/x">a</a>', "http://[broken").links[0].url == "/x"


def test_reading_time_counts_characters_of_chinese_and_words_of_english() -> None:
    assert reading_time(parse("")) == 1
    assert reading_time(parse("中" * 1200)) == 3
    assert reading_time(parse("word " * 920)) == 4


def test_only_as_much_is_read_as_is_wanted() -> None:
    html = "<div>" + "<p>some words</p><ul><li>and<li>items</ul>" * 1000
    begun, whole = parse(html, cells=2000).blocks, parse(html).blocks
    assert 10 < len(begun) < 100
    assert begun[:-1] == whole[: len(begun) - 1]


TURNED = "https://example.com/\u202egpj.exe"


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='{TURNED}'>x</a>",
        f"<p>\u200fنص <a href={TURNED}>x\u202e</a>",
        "<a href='https://example.com/&#x202e;gpj.exe'>x</a>",
        to_html(f"[x]({TURNED})"),
        to_html(f"<{TURNED}>"),
    ],
)
def test_what_turns_an_address_round_is_opened_as_written_and_seen(html: str) -> None:
    page = parse(html)
    assert [link.url for link in page.links] == ["https://example.com/%E2%80%AEgpj.exe"]
    assert "\u202e" not in "".join(plain_lines(page))
    (warning,) = destination(page.links[0].url).warnings
    assert "cannot be seen" in warning


def test_a_table_with_headings_stays_one_whatever_its_cells_hold() -> None:
    table = only(
        "<table><tr><th>code<th>list<tr><td><pre>a\n  b</pre><td><ul><li>c<li>d"
        "</ul></table>"
    )
    assert isinstance(table, Table)
    assert [plain(cell) for cell in table.rows[0]] == ["a\n  b", "c\nd"]


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><th>x<th>y<tr><td><pre>{'a ' * 2000}</pre><td>b</table>",
        (
            "<table><tr><th colspan=2>f.py<tr><td class=linenos><pre>1</pre>"
            "<td><pre>a</pre></table>"
        ),
        "<table><tr><td><pre>a</pre><td>b</table>",
    ],
)
def test_a_table_that_only_places_code_is_none(html: str) -> None:
    assert Table not in map(type, parse(html).blocks)
