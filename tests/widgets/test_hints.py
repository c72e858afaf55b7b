"""Each link and block in sight has one label, and one way to type it."""

from hypothesis import given, strategies as st

from tui.render.document import Code, Table
from tui.render.html import parse
from tui.render.typeset import Line, Setting, typeset
from tui.widgets.hints import EVERYTHING, labels, targets


def lines(html: str, width: int = 40) -> list[Line]:
    return list(typeset(parse(html), Setting(width, centred=False)))


@given(st.integers(0, 3_000))
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)
    assert len(set(found)) == count
    assert len({len(label) for label in found}) <= 1


def test_a_link_over_two_lines_is_one_target() -> None:
    link = f"<a href='https://a.b/'>{'很长的链接' * 10}</a>"
    page = lines(f"<p>新闻 {link} <a href='/x'>二</a>")
    found = targets(page, 0, 9, EVERYTHING)
    assert [(target.line, target.cell) for target in found] == [(0, 5), (2, 27)]


def test_what_is_out_of_sight_has_none() -> None:
    page = lines("".join(f"<p><a href='/{n}'>{n}</a>" for n in range(10)))
    assert [found.link for found in targets(page, 4, 9, EVERYTHING)] == [2, 3, 4]


def test_blocks_are_targets_too() -> None:
    page = lines(
        "<pre>a\nb</pre><table><tr><td>1<td><a href='/'>2</a></table><img src=a.png>"
    )
    kinds = [type(found.block).__name__ for found in targets(page, 0, 99, EVERYTHING)]
    assert kinds == ["Code", "Table", "NoneType", "Picture"]
    assert len(list(targets(page, 0, 99, (Code,)))) == 2
    assert len(list(targets(page, 0, 99, (Table,)))) == 2


def test_two_blocks_side_by_side_are_two_targets() -> None:
    page = lines("<pre>a</pre><pre>a</pre>")
    assert len(list(targets(page, 0, 99, (Code,)))) == 2
