"""The sidebar: smart views and the tree of categories, each with its count."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from typing_extensions import override

from tui.model import Category
from tui.text import cut, width
from tui.widgets.pane import RowPane

_FAILING = "!"
_HEADING = "heading"
_MARKS = {True: ("▾", "▸", "·"), False: ("-", "+", " ")}


class Node(Struct, frozen=True):
    """A line of the sidebar."""

    category: int
    name: str
    total: int
    unread: int
    depth: int = 0
    special: str = ""
    """``all``, ``unread``, ``today``, ``starred``, ``later``, ``found``, ``updated``,
    ``problem``, ``search`` or ``heading``; empty: a category."""
    branch: bool = False
    more: bool = False
    """As in Category."""
    silent: bool = False
    """As in Category."""
    failing: bool = False
    """As in Category."""

    @property
    def identity(self) -> str:
        """What stays the same while counts change."""
        return f"{self.special}:{self.category}"


def heading(name: str) -> Node:
    """Return a line that says what those below it are, and cannot be selected."""
    return Node(0, name, 0, 0, special=_HEADING)


def _shown(category: Category) -> bool:
    return bool(category.total) or category.more or category.silent


def short(count: int) -> str:
    """Return a count in at most four characters: 999, 1.2k, 12k, 1.2m."""
    for unit, size in (("m", 1_000_000), ("k", 1_000)):
        if count >= size:
            text = f"{count / size:.1f}" if count < size * 10 else str(count // size)
            return text.removesuffix(".0") + unit
    return str(count)


class CategoryTree(RowPane):
    """Shows the tree; categories below closed branches are not even laid out."""

    COMPONENT_CLASSES = {
        "row--selected",
        "row--selected-faint",
        "tree--count",
        "tree--unread",
        "tree--mark",
        "tree--heading",
    }

    @dataclass
    class Selected(Message):
        """Another line is selected."""

        node: Node

    def __init__(self, *, plain: bool = False, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = "Categories"
        self.nodes: list[Node] = []
        self.open: set[int] = set()
        self._children: dict[int, list[Category]] = {}
        self._special: list[Node] = []
        self._root = 0
        self._unicode = not plain

    def show(
        self, special: Sequence[Node], categories: Sequence[Category], root: int
    ) -> None:
        """Show these smart views, and the categories below ``root``."""
        children: dict[int, list[Category]] = defaultdict(list)
        for category in categories:
            children[category.parent].append(category)
        for siblings in children.values():
            siblings.sort(key=lambda c: (-c.total, c.name))
        self._special, self._children, self._root = list(special), children, root
        self._lay_out()

    def _lay_out(self) -> None:
        selected = self.selected
        fresh = [*self._special, *self._below(self._root, 0)]
        before, self.nodes = self.nodes, fresh
        with self.prevent(self.Selected):
            self.total = len(fresh)
            if selected:
                self.select(selected.identity)
        now = self.selected
        if selected and now and now.identity != selected.identity:
            self.highlighted()
        pairs = enumerate(zip(before, fresh, strict=False))
        self.refresh_rows(*(index for index, (old, new) in pairs if old != new))

    def _below(self, parent: int, depth: int) -> Iterator[Node]:
        for child in self._children.get(parent, ()):
            if child.kind not in {"category", "source"} or not _shown(child):
                continue
            below = self._children.get(child.id, ())
            branch = any(_shown(c) for c in below if c.kind == "category")
            yield Node(
                child.id,
                child.name,
                child.total,
                child.unread,
                depth,
                "",
                branch,
                child.more,
                child.silent,
                child.failing,
            )
            if child.id in self.open:
                yield from self._below(child.id, depth + 1)

    @override
    def validate_cursor(self, cursor: int) -> int:
        cursor = super().validate_cursor(cursor)
        step = -1 if cursor < self.cursor else 1
        while cursor in range(len(self.nodes)) and self._is_heading(cursor):
            cursor += step
        # There is a line above each heading.
        return (
            cursor if cursor < len(self.nodes) else super().validate_cursor(self.cursor)
        )

    def _is_heading(self, index: int) -> bool:
        return self.nodes[index].special == _HEADING

    @property
    def selected(self) -> Node | None:
        """The line under the cursor."""
        return self.nodes[self.cursor] if self.cursor < len(self.nodes) else None

    def select(self, identity: str) -> bool:
        """Move to the line with that identity, where it is shown."""
        for index, node in enumerate(self.nodes):
            if node.identity == identity:
                self.cursor = index
                return True
        return False

    def reveal(self, category: int) -> bool:
        """Open what a category is in and move to it; return whether it is there."""
        parents = {
            child.id: parent
            for parent, children in self._children.items()
            for child in children
        }
        above = parents.get(category)
        while above is not None and above != self._root:
            self.open.add(above)
            above = parents.get(above)
        self._lay_out()
        return self.select(f":{category}")

    def path_of(self, category: int) -> list[str]:
        """Return the names from the top of what is shown down to a category."""
        above = {
            child.id: (parent, child.name)
            for parent, children in self._children.items()
            for child in children
        }
        names: list[str] = []
        while category != self._root and category in above:
            category, name = above[category]
            names.append(name)
        return names[::-1]

    def turn(self, *, open: bool) -> bool:  # noqa: A002 - what one does to a branch
        """Open the selected branch or close it; from a leaf, go to what it is in.

        Returns:
            False where there was nothing to do.
        """
        node = self.selected
        if node is None or node.special:
            return False
        if node.branch and open != (node.category in self.open):
            self.open ^= {node.category}
            self._lay_out()
            return True
        return not open and self._to_parent(node)

    def _to_parent(self, node: Node) -> bool:
        for index in range(self.cursor - 1, -1, -1):
            above = self.nodes[index]
            if above.depth < node.depth and not above.special:
                self.cursor = index
                return True
        return False

    @override
    def highlighted(self) -> None:
        if node := self.selected:
            self.post_message(self.Selected(node))

    @override
    def draw(self, index: int, part: int, width_: int) -> Strip:
        node, base = self.nodes[index], self.base(index)
        if node.special == _HEADING:
            return self._draw_heading(node, width_)
        opened, closed, leaf = _MARKS[self._unicode]
        mark = (
            leaf if node.special else (opened if node.category in self.open else closed)
        )
        mark = mark if node.branch or node.special else leaf
        mark = _FAILING if node.failing and not node.branch else mark
        plus = "+" * node.more
        count = short(node.unread) if node.unread else f"({short(node.total)}{plus})"
        count = count if node.total or node.silent else plus
        lead = "  " * node.depth + mark + " "
        room = max(0, width_ - width(lead) - len(count) - 2)
        name = cut(node.name, room, "…" if self._unicode else "...")
        gap = " " * max(0, width_ - width(lead) - width(name) - len(count) - 1)
        weight = "tree--unread" if node.unread else "tree--count"
        segments = [
            Segment(lead, base + self.over(index, "tree--mark")),
            Segment(name, base),
            Segment(gap, base),
            Segment(count + " ", base + self.over(index, weight)),
        ]
        return Strip(segments).adjust_cell_length(width_, base)

    def _draw_heading(self, node: Node, width_: int) -> Strip:
        rule = ("─" if self._unicode else "-") * max(0, width_ - width(node.name) - 4)
        segment = Segment(f"  {node.name} {rule}", self.role("tree--heading"))
        return Strip([segment]).adjust_cell_length(width_, self.ground)
