"""The doctor sees what is wrong with the list of a saved search, and it is filled again."""

from pathlib import Path

import pytest

from tests.library.samples import filled, sample
from tests.library.test_saved_searches import NOW, found, ids, read_texts, settled
from tui.model import View


@pytest.mark.parametrize("text", ["地铁", "is:unread", "is:starred", "has:problem"])
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM member WHERE category = :all AND entry = 2", "“Saved”"),
        ("DELETE FROM member WHERE category = :one AND entry = 2", "for one, alone"),
        ("INSERT INTO member VALUES (:all, 8, 1, 1, 0)", "“Saved”"),
        ("UPDATE category SET total = 99 WHERE id = :all", "category counters"),
    ],
)
def test_the_doctor_sees_what_is_wrong_with_a_list_and_mends_it(
    tmp_path: Path, text: str, damage: str, told: str
) -> None:
    library, source = filled(tmp_path / "library.db", 0)
    with library:
        library.save(source, [sample(f"{n}", 7, problems=("x",)) for n in range(8)])
        library.mark([2], "starred", want=True)
        read_texts(library, "地铁")
        library.save(source, [sample("not searched yet", problems=("x",))])
        search = library.save_search("Saved", text, NOW)
        settled(library, NOW)
        assert library.check() == []
        one = library.sources()[0].mount
        lists = {"all": library.list_of(search), "one": library.list_of(search, one)}
        library.connection.execute(damage, lists)
        assert any(told in fault for fault in library.check())
        library.repair()
        read_texts(library, "地铁")
        settled(library, NOW)
        assert library.check() == []
        assert ids(library, View(lists["all"])) == found(library, text, NOW)


@pytest.mark.parametrize("kind", ["updated", "problem"])
def test_the_doctor_sees_what_is_wrong_with_a_smart_view(
    tmp_path: Path, kind: str
) -> None:
    library, source = filled(tmp_path / "library.db", 2)
    with library:
        library.mark([1], "read", want=True)
        library.save(source, [sample("0000.md", text="另", problems=("x",))])
        (category,) = [
            node.id
            for node in library.categories()
            if (node.parent, node.kind) == (1, kind)
        ]
        delete = "DELETE FROM member WHERE category = ?"
        library.connection.execute(delete, (category,))
        assert any("“Updated”" in fault for fault in library.check())
        library.repair()
        assert library.check() == []
        assert ids(library, View(category)) == [1]


def test_lists_are_filled_again_without_being_emptied_first(tmp_path: Path) -> None:
    library, _ = filled(tmp_path / "library.db")
    with library:
        search = library.save_search("All", "in:新闻", NOW)
        settled(library, NOW)
        category = library.list_of(search)
        library.connection.execute(
            "DELETE FROM member WHERE category = ? AND entry = 3", (category,)
        )
        library.connection.execute(
            "INSERT INTO member VALUES (?, 7, 99, 1, 0)", (category,)
        )
        library.fill_again()
        assert library.count(View(category)) == 20
        assert not library.saved_searches()[0].complete
        settled(library, NOW)
        assert library.count(View(category)) == 20
        assert library.check() == []
