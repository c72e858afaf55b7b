"""A library as plain dictionaries: what each of its doings means, done the slow way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tui.library.marks import Field
from tui.model import CategoryPath, Entry

Key = tuple[int, str]
"""A source and the key of an entry in it."""
Paths = tuple[CategoryPath, ...]
NAMES = {"a": "ab", "b": "ab", "c": "c"}
"""The stories that entries tell, by the last letter of their keys; others tell none."""


@dataclass
class Known:
    """An entry, here or kept aside."""

    id: int
    when: int
    paths: Paths
    read: bool = False
    starred: bool = False
    later: bool = False
    marked: bool = False
    """Whether anything was ever noted of it."""
    gone: bool = False

    def rename(self, place: CategoryPath, to: Paths) -> None:
        """Stand in other places instead of one."""
        now = [new for old in self.paths for new in (to if old == place else (old,))]
        self.paths = tuple(dict.fromkeys(now))


@dataclass
class Plain:
    """What a library knows."""

    known: dict[Key, Known] = field(default_factory=dict)
    tidied: dict[Key, bool] = field(default_factory=dict)
    """What went for good, and whether it was unread."""
    wishes: dict[tuple[int, str], bool] = field(default_factory=dict)
    changes: list[tuple[Field, bool, list[int], list[int]]] = field(
        default_factory=list
    )
    """What was marked, and what because it is the same story."""
    stories: dict[int, set[int]] = field(default_factory=dict)
    """What is the same story as an entry, itself among it."""
    stories_wanted: bool = True

    def here(self, source: int = 0, prefix: str = "") -> list[Key]:
        """Every entry that is not kept aside, the oldest first."""
        found = [
            key
            for key, each in self.known.items()
            if not each.gone
            and key[0] == (source or key[0])
            and key[1].startswith(prefix)
        ]
        return sorted(found, key=lambda key: (self.known[key].when, self.known[key].id))

    def id(self, source: int, key: str) -> int:
        return self.known[source, key].id

    def save(self, key: Key, number: int, when: int, entry: Entry) -> bool:
        """Take an entry in; return whether it is new, or here again."""
        was = self.known.get(key)
        if was is None:
            self.known[key] = Known(number, when, entry.categories)
            return True
        assert was.id == number
        new = was.gone
        was.when, was.paths, was.gone = when, entry.categories, False
        return new

    def remove(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self.known[key].gone = True
            if not self.known[key].marked:
                del self.known[key]

    def move(self, source: int, old: str, new: str) -> None:
        target = self.known.pop((source, new))
        moved = self.known.pop((source, old))
        moved.when, moved.paths = target.when, target.paths
        self.known[source, new] = moved

    def fold(self, account: int) -> None:
        """Find out what is the same story, and mark all of each as any of it is."""

        def name(key: Key) -> str:
            return NAMES.get(key[1][-1], "")

        self.stories = {}
        named = sorted(filter(name, self.here()), key=name)
        for _, every in groupby(named * self.stories_wanted, key=name):
            keys = [*every]
            origins = {(source, self.known[source, key].paths) for source, key in keys}
            if len(origins) == len(keys) > 1:
                ids = {self.known[key].id for key in keys}
                self.stories |= dict.fromkeys(ids, ids)
        names: list[Field] = ["read", "starred", "later"]
        for ids in self.stories.values():
            for mark in names:
                if any(getattr(each, mark) for each in self._of(ids)):
                    self._set([*ids], mark, True, account)

    # Marks

    def mark(self, ids: Sequence[int], name: Field, want: bool, account: int) -> int:
        """Mark entries; return how many were not so before."""
        real = self._set(ids, name, want, account)
        if real:
            along = self._set(self._mates(real), name, want, account)
            self.changes.append((name, want, real, along))
        return len(real)

    def undo(self, account: int) -> int | None:
        if not self.changes:
            return None
        name, want, ids, along = self.changes.pop()
        mine = {each.id for each in self._of(ids) if getattr(each, name) == want}
        real = self._set([*ids, *along], name, not want, account)
        self._set(self._mates(real), name, not want, account)
        return len(mine)

    def told(
        self, source: int, on: Iterable[str], off: Iterable[str], name: Field
    ) -> None:
        """Take up what a server says, but for what it is still to be told."""
        for keys, want in ((on, True), (off, False)):
            real = []
            for key in keys:
                each = self.known.get((source, key))
                if each and getattr(each, name) != want:
                    real += [each] * ((each.id, name) not in self.wishes)
            for each in real:
                setattr(each, name, want)
                each.marked = True
            mates = self._mates([each.id for each in real])
            self._set(mates, name, want, source)

    def wishes_of(self, source: int) -> dict[tuple[str, str], bool]:
        keys = {each.id: key for (of, key), each in self.known.items() if of == source}
        return {
            (keys[number], name): want for (number, name), want in self.wishes.items()
        }

    def _mates(self, ids: Iterable[int]) -> list[int]:
        found = {mate for number in ids for mate in self.stories.get(number, ())}
        return [*found - {*ids}]

    def _of(self, ids: Iterable[int]) -> list[Known]:
        return [each for each in self.known.values() if each.id in ids]

    def _set(
        self, ids: Sequence[int], name: Field, want: bool, account: int
    ) -> list[int]:
        real = []
        for (source, _), each in self.known.items():
            if each.id in ids and getattr(each, name) != want:
                setattr(each, name, want)
                each.marked = True
                real.append(each.id)
                if source == account and name != "later":
                    self.wishes[each.id, name] = want
        return real

    # Housekeeping

    def tidy(
        self, source: int, since: int | None, most: int | None, unread: bool
    ) -> int:
        """Remove what is more than is to be kept of a source; return how many."""
        every = self.here(source)
        beyond = every[: max(0, len(every) - most)] if most is not None else []
        gone = [
            key
            for key in every
            if (key in beyond or (since is not None and self.known[key].when < since))
            and self._free(self.known[key])
            and (self.known[key].read or not unread)
        ]
        for key in gone:
            self.tidied[key] = not self.known.pop(key).read
        return len(gone)

    def tidy_aside(
        self, sources: Sequence[int], since: int, followed: tuple[str, ...]
    ) -> int:
        gone = [
            key
            for key, each in self.known.items()
            if each.gone
            and key[0] in sources
            and each.when < since
            and self._free(each)
            and not (followed and key[1].startswith(followed))
        ]
        for key in gone:
            del self.known[key]
        return len(gone)

    def reopen(self, key: Key, starred: bool, unread: bool) -> None:
        """Let what is starred, or was made unread, at a server come back."""
        if key in self.tidied and (starred or (unread and not self.tidied[key])):
            del self.tidied[key]

    def forget_tidied(self, source: int, prefix: str = "") -> None:
        for key in [*self.tidied]:
            if key[0] == source and key[1].startswith(prefix):
                del self.tidied[key]

    def _free(self, each: Known) -> bool:
        waits = any((each.id, name) in self.wishes for name in ("read", "starred"))
        return not (each.starred or each.later or waits)
