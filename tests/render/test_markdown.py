import pytest

from tui.model import Body
from tui.render.document import (
    Block,
    Code,
    DefinitionList,
    Heading,
    List,
    Paragraph,
    Table,
    flatten,
    plain,
)
from tui.render.markdown import to_html, to_markdown
from tui.render.read import document

LONG = "https://example.org/" + "x" * 99


def blocks(text: str) -> tuple[Block, ...]:
    return document(Body(text, markdown=True)).blocks


def test_markdown_becomes_blocks() -> None:
    found = blocks(
        "# Title\n\ntext\n\n- a\n- b\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx\n```\n"
    )
    assert [type(block) for block in found] == [Heading, Paragraph, List, Table, Code]


def test_bare_addresses_become_links() -> None:
    page = document(Body("see https://example.org/x now", markdown=True))
    assert page.links[0].url == "https://example.org/x"


def test_a_bare_address_ends_before_chinese_punctuation() -> None:
    page = document(Body("见 https://example.org/x?a=1&b=2。谢谢", markdown=True))
    assert page.links[0].url == "https://example.org/x?a=1&b=2"
    assert page.links[0].text == "https://example.org/x?a=1&b=2"


def test_tasks_are_done_or_not() -> None:
    (block,) = blocks("- [x] done\n- [ ] open\n- none\n")
    assert isinstance(block, List)
    assert [item.checked for item in block.items] == [True, False, None]


def test_indented_html_after_a_blank_line_is_no_code() -> None:
    found = blocks(
        "<div>\n\n        <p>one</p>\n\n        <p>two</p>\n\n    </div>\n\nthree *em*"
    )
    assert [plain(block.spans) for block in found if isinstance(block, Paragraph)] == [
        "one",
        "two",
        "three em",
    ]
    assert len(found) == 3


def test_indented_code_outside_of_html_stays_code() -> None:
    assert blocks("text\n\n    <div>x</div>\n")[1] == Code("<div>x</div>")
    assert blocks("```\n    <div>\n```\n\n    <p>y\n") == (
        Code("    <div>"),
        Code("<p>y"),
    )


def test_a_blank_line_inside_pre_does_not_end_it() -> None:
    assert blocks("<div><pre>a\n\n    b\n</pre></div>\n") == (Code("a\n\n    b"),)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a <b>b</b></p>", "a **b**\n"),
        ("<h2>Title</h2><ul><li>x</ul>", "## Title\n\n  * x\n"),
        (f'<a href="{LONG}">a b</a>', f"[a b]({LONG})\n"),
        ("<p>a&#27;[31mb</p>", "ab\n"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html) == markdown


def test_a_page_too_deep_for_html2text_still_gives_its_text() -> None:
    assert "found" in to_markdown("<blockquote>" * 5000 + "found").replace("\n", "")


def test_a_page_too_long_for_html2text_still_gives_its_text() -> None:
    assert to_markdown("<p>word</p>" * 40_000).count("word") == 40_000


def test_what_markdown_gives_is_html() -> None:
    assert to_html("~~a~~ **b**") == "<p><s>a</s> <strong>b</strong></p>\n"


def test_footnotes_lead_there_and_back() -> None:
    page = document(Body("One[^a].\n\n[^a]: A *note*.\n\nTwo.", markdown=True))
    assert [link.url for link in page.links] == ["#fn1", "#fnref1"]
    assert page.anchors == {"fn1": 3, "fnref1": 0}
    assert isinstance(page.blocks[3], List)
    assert plain(flatten(page.blocks[3:])) == "A note. ↩︎"


def test_terms_have_their_definitions() -> None:
    (found,) = blocks("Term\n: One\n: Two\n")
    assert isinstance(found, DefinitionList)
    (item,) = found.items
    assert (plain(item.terms[0]), plain(flatten(item.blocks))) == ("Term", "One\nTwo")
