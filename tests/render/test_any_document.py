"""Any Document, any setting: it is set, the same each time, whole, and never too wide."""

import re
from collections import Counter
from typing import Any

from hypothesis import given, strategies as st

from tui.render.document import (
    Block,
    Code,
    Definition,
    DefinitionList,
    Details,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Quote,
    Span,
    Table,
    flatten,
    plain,
)
from tui.render.typeset import Setting, typeset
from tui.text import clean

_text = st.text(
    st.one_of(
        st.sampled_from("中文字年万，。！“”（）《》……——·～ーっ가한"),
        st.sampled_from("abc XYZ 019.-/=?&%$+ \n\xa0\u3000\u200b\xad\u2060#:"),
        st.sampled_from("e\u0301☺\ufe0f\u200d👩🏽💻🇩🇪กำ\u0e33अक्षرمאב①─\u0300"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
).map(clean)
_role = st.sampled_from([(), ("strong",), ("code",), ("emphasis", "mark")])
_span = st.builds(Span, _text.filter(bool), _role, st.sampled_from([None, 0]))
_spans = st.lists(_span, min_size=1, max_size=4).map(tuple)
_cells = st.lists(st.one_of(st.just(()), _spans), min_size=3, max_size=3).map(tuple)
_table = st.builds(
    Table,
    st.lists(_cells, max_size=1).map(tuple),
    st.lists(_cells, min_size=1, max_size=4).map(tuple),
    st.one_of(st.just(()), _spans),
)
_leaf = st.one_of(
    st.builds(Paragraph, _spans),
    st.builds(Heading, st.integers(1, 6), _spans),
    st.builds(Code, _text.map(lambda text: text.expandtabs(4)), _role.map("".join)),
    _table,
)


def _around(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    item = st.builds(Item, blocks, st.sampled_from([None, True, False]))
    definition = st.builds(Definition, st.tuples(_spans), blocks)
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Details, _spans, blocks),
        st.builds(
            List,
            st.booleans(),
            st.integers(-5, 10**6),
            st.lists(item, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(
            DefinitionList, st.lists(definition, min_size=1, max_size=2).map(tuple)
        ),
    )


_block: st.SearchStrategy[Block] = st.recursive(_leaf, _around, max_leaves=4)
_document = st.lists(_block, max_size=4).map(lambda blocks: Document(tuple(blocks)))


def _set(**given: Any) -> Setting:
    return Setting(**given)


_setting = st.builds(
    _set,
    width=st.one_of(st.integers(4, 24), st.integers(4, 200)),
    measure=st.integers(4, 200),
    centred=st.booleans(),
    ascii=st.booleans(),
    fold_code=st.just(True),
    indent=st.integers(0, 8),
    spacing=st.booleans(),
    gap=st.integers(0, 3),
    ambiguous=st.sampled_from([1, 2]),
    link_numbers=st.booleans(),
)
_blank = re.compile(r"[\s\u200b\u2060\xad]+")


@given(_document, _setting)
def test_any_document_is_set_and_no_line_is_too_wide(
    document: Document, setting: Setting
) -> None:
    lines = list(typeset(document, setting))
    for line in lines:
        assert line.width <= setting.width
        assert setting.ruler.width(line.text) <= setting.width
        assert clean(line.text) == line.text
        assert "\n" not in line.text
    assert lines == list(typeset(document, setting))


@given(_document, _setting)
def test_no_visible_character_of_any_document_is_lost(
    document: Document, setting: Setting
) -> None:
    shown = Counter(_blank.sub("", "".join(x.text for x in typeset(document, setting))))
    written = Counter(_blank.sub("", plain(flatten(document.blocks))))
    assert not written - shown
