"""The search finds what a look at every text finds: nothing is missed, nothing is extra."""

import os
import re
import sys
import unicodedata
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from tests.library.plainly import Said, finds
from tests.library.samples import sample
from tui.library import Library, Text
from tui.model import View
from tui.query import All, Any, Has, Not, Query, Words
from tui.query.letters import folded

ALL = View(1)
NOW = 1_800_000_000
# Few letters, so that texts share their words and parts of them.
LETTERS = "量子力学经济ab cé，。-1カ한Ａ_"
TEXTS = st.text(alphabet=LETTERS, max_size=16)


def words() -> st.SearchStrategy[Query]:
    said = st.text(alphabet=LETTERS, min_size=1, max_size=6)
    return st.builds(
        Words,
        said.filter(lambda text: bool(re.search(r"[^\W_]", text))),
        st.sampled_from(["", "", "title", "author"]),
        st.booleans(),
    )


QUERIES = st.recursive(
    st.one_of(words(), words(), st.builds(Has, st.sampled_from(["image", "link"]))),
    lambda part: st.one_of(
        st.builds(Not, part),
        st.builds(All, st.tuples(part, part)),
        st.builds(Any, st.tuples(part, part)),
    ),
    max_leaves=4,
)
SAYINGS = st.builds(
    Said,
    TEXTS,
    TEXTS,
    TEXTS,
    st.sets(st.sampled_from(["image", "link"])).map(frozenset),
)


def index(library: Library, sayings: list[Said]) -> dict[int, Said]:
    """Put texts into the index, and say which entry has which."""
    source = library.add_source("folder", "/posts", "posts").id
    entries = [
        replace(
            sample(f"{number:05}.md", 1_700_000_000 + number * 7_001),
            title=said.title,
            author=said.author,
        )
        for number, said in enumerate(sayings)
    ]
    library.save(source, entries)
    found: dict[int, Said] = {}
    while rows := library.unindexed(500):
        by_key = {row.entry.key: row for row in rows}
        texts = []
        for key, row in by_key.items():
            said = sayings[int(key[:5])]
            found[row.id] = said
            texts.append(Text(row, said.text, "", said.features))
        library.index(texts)
    return found


def hits(library: Library, query: Query, view: View = ALL) -> list[int]:
    return [n for step in library.search(query, view, NOW) for n in step]


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(SAYINGS, max_size=12), st.lists(QUERIES, min_size=1, max_size=25))
def test_a_search_finds_what_a_look_at_every_text_finds(
    tmp_path_factory: pytest.TempPathFactory, sayings: list[Said], queries: list[Query]
) -> None:
    path = tmp_path_factory.mktemp("library") / "library.db"
    with Library(path) as library:
        said = index(library, sayings)
        for query in queries:
            expected = {number for number, text in said.items() if finds(query, text)}
            assert set(hits(library, query)) == expected, query


def test_what_is_typed_first_finds_what_begins_so(library: Library) -> None:
    pairs = [one + other for one in LETTERS for other in LETTERS]
    texts = [f"{pair}力 x{pair}b" for pair in pairs] + pairs
    said = index(library, [Said(text, "", "", frozenset()) for text in texts])
    for typed in [*LETTERS, *pairs]:
        if re.search(r"[^\W_]", typed):
            query = Words(typed, "", prefix=True)
            expected = {number for number, text in said.items() if finds(query, text)}
            assert set(hits(library, query)) == expected, typed


ENTRIES = int(os.environ.get("BROADSHEET_EXACT_ENTRIES", "400"))
TEXT = """深圳 深圳居民 讨论公共交通 经济数据 数据库 量子力学 的 的结果 新的方案 图书馆 图书
terminal Terminals network net the editors Café CAFE naïve 2022年 C++ don't ＡＢＣ abc
カタカナ 한국어 ， 。 ： “ ” - /"""
PIECES = TEXT.split()


def saying(random: Random) -> Said:
    def text(most: int) -> str:
        pieces = random.choices(PIECES, k=random.randint(0, most))
        return "".join(piece + random.choice(["", "", " ", "\n"]) for piece in pieces)

    return Said(text(6), text(2), text(60), frozenset())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("handful", "few"), [(10_000, 10_000), (0, 10_000), (0, 0)], ids=str
)
def test_what_is_cut_out_of_texts_is_found_in_them(
    library: Library, monkeypatch: pytest.MonkeyPatch, handful: int, few: int
) -> None:
    """However large the list is that is searched: each of these sizes has its own way."""
    monkeypatch.setattr("tui.library.search._HANDFUL", handful)
    monkeypatch.setattr("tui.library.search._FEW", few)
    random = Random(5)  # noqa: S311 - texts, not secrets
    said = index(library, [saying(random) for _ in range(ENTRIES)])
    asked = 0
    while asked < 120:
        text = random.choice(list(said.values()))
        whole = random.choice([text.title, text.author, text.text])
        start = random.randrange(len(whole) + 1)
        cut = whole[start : start + random.randint(1, 12)]
        if not re.search(r"[^\W_]", cut):
            continue
        asked += 1
        query = Words(cut, "", random.random() < 0.5)
        expected = [number for number, each in said.items() if finds(query, each)]
        assert hits(library, query) == sorted(expected, reverse=True), cut


def test_what_text_is_folded_by_is_what_nfkc_makes_letters_of() -> None:
    for code in range(0x80, sys.maxunicode + 1):
        letter = chr(code)
        if 0xD800 <= code < 0xF900 or code >= 0xF0000:
            continue
        whole = unicodedata.normalize("NFKC", letter)
        said, kept = (re.sub(r"[\W_]", "", text) for text in (whole, folded(letter)))
        assert said == kept, hex(code)
