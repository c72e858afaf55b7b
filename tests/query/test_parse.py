"""What a person writes is understood, and what is not is pointed at."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from tui.errors import QueryError
from tui.query import (
    Age,
    All,
    Any,
    Dates,
    Has,
    Is,
    Not,
    Place,
    Query,
    Words,
    grown,
    parse,
    positive_words,
)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", All(())),
        ("量子", Words("量子")),
        ("two words", All((Words("two"), Words("words")))),
        ('"two words"', Words("two words")),
        ("“两个 词”", Words("两个 词")),
        ("term*", Words("term", prefix=True)),
        ('"the termi"*', Words("the termi", prefix=True)),
        ("-not", Not(Words("not"))),
        ("co-op", Words("co-op")),
        ("a OR b c", Any((Words("a"), All((Words("b"), Words("c")))))),
        ("(a OR b) c", All((Any((Words("a"), Words("b"))), Words("c")))),
        ("（a OR b） c", All((Any((Words("a"), Words("b"))), Words("c")))),
        ("or", Words("or")),
        ("-(a b)", Not(All((Words("a"), Words("b"))))),
        ("title:深圳", Words("深圳", "title")),
        ("title：深圳", Words("深圳", "title")),
        ("Title:x", Words("x", "title")),
        ('author:"Ada Lovelace"', Words("Ada Lovelace", "author")),
        ("title:(a -b)", All((Words("a", "title"), Not(Words("b", "title"))))),
        ("in:新媒体/趣头条", Place("in", "新媒体/趣头条")),
        ('in:"New media/A B"', Place("in", "New media/A B")),
        ("source:趣头条", Place("source", "趣头条")),
        ("tag:news", Place("tag", "news")),
        ("lang:zh", Place("lang", "zh")),
        ("is:unread", Is("unread")),
        ("-is:STARRED", Not(Is("starred"))),
        ("has:image", Has("image")),
        ("newer:7d", Age(7 * 86_400, older=False)),
        ("older:2m", Age(60 * 86_400, older=True)),
        ("date:2022", Dates(date(2022, 1, 1), date(2023, 1, 1))),
        ("date:2022-12", Dates(date(2022, 12, 1), date(2023, 1, 1))),
        ("date:2022-02-28", Dates(date(2022, 2, 28), date(2022, 3, 1))),
        ("date:2022-03..", Dates(date(2022, 3, 1), None)),
        ("date:..2022-03", Dates(None, date(2022, 4, 1))),
        ("date:2021..2022", Dates(date(2021, 1, 1), date(2023, 1, 1))),
        ("https://a.example/b", Words("https://a.example/b")),
        ("经济：数据", Words("经济：数据")),
        ("12:30", Words("12:30")),
    ],
)
def test_a_query_is_read(text: str, tree: Query) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('a "open', 2, "not closed"),
        ("(a", 0, "not closed"),
        ("a)", 1, "no ( for this"),
        ("a OR", 4, "missing"),
        ("OR a", 0, "missing"),
        ("()", 1, "missing"),
        ("a titl:b", 2, "did you mean title:"),
        ("qqq:b", 0, "quotes"),
        ("title: b", 6, "missing"),
        ("is:unred", 3, "did you mean is:unread"),
        ("has:nothing", 4, "takes image"),
        ("date:2022-13", 5, "no day"),
        ("date:2022..x", 11, "no day"),
        ("date:2022..2021", 5, "before"),
        ("newer:7", 6, "no span"),
        ("in:(a)", 3, "no group"),
        ("a ++", 2, "no word"),
        ('"…"', 0, "no word"),
        ("(" * 100, 41, "too deep"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, at: int, said: str) -> None:
    with pytest.raises(QueryError, match=re.escape(said)) as caught:
        parse(text)
    assert caught.value.at == at


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert parse("the termi", growing=True) == parse("the termi*")
    assert parse("the ", growing=True) == parse("the")
    assert grown("the termi") == "the termi*"
    assert grown('"the termi"') == '"the termi"'
    assert grown("is:unread") == "is:unread"


def test_words_that_are_not_wanted_are_not_marked() -> None:
    tree = parse("a -b (c OR title:d) is:unread")
    assert [words.text for words in positive_words(tree)] == ["a", "c", "d"]


@given(st.text(alphabet='ab量："“”(（)）-*: ORistle0.', max_size=40))
def test_any_text_is_read_or_pointed_at(text: str) -> None:
    at = 0
    try:
        parse(text, growing=True)
    except QueryError as error:
        at = error.at
    assert 0 <= at <= len(text)


_words = st.text(alphabet="abcXYZ量子经济", min_size=1, max_size=6)
_leaves = st.one_of(
    st.builds(
        Words, _words.filter(lambda text: text != "OR"), st.sampled_from(["", "title"])
    ),
    st.builds(Is, st.sampled_from(["unread", "starred"])),
    st.builds(Place, st.just("tag"), _words),
)
_days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def _written(query: Query) -> str:
    match query:
        case Words(text, field):
            return f'{field}:"{text}"' if field else f'"{text}"'
        case Is(state):
            return f"is:{state}"
        case Place(kind, name):
            return f"{kind}:{name}"
        case Not(part):
            return f"-({_written(part)})"
        case All(parts):
            return " ".join(f"({_written(part)})" for part in parts)
        case Any(parts):
            return " OR ".join(f"({_written(part)})" for part in parts)
        case _:
            raise AssertionError


@given(
    st.recursive(
        _leaves,
        lambda part: st.one_of(
            st.builds(Not, part),
            st.builds(All, st.tuples(part, part)),
            st.builds(Any, st.tuples(part, part, part)),
        ),
        max_leaves=8,
    )
)
def test_what_is_written_out_is_read_back(query: Query) -> None:
    assert parse(_written(query)) == query


@given(_days)
def test_a_day_is_a_day(day: date) -> None:
    assert parse(f"date:{day}") == Dates(day, day + timedelta(1))
