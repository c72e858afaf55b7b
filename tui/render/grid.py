"""Makes a grid of a page's table, or tells that the table is only layout."""

from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.document import Code, Paragraph, Spans, Table
from tui.render.nodes import deep_text, elements, names, sibling
from tui.render.preformatted import code_in, language_of
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker

_WIDEST = 64
_TALLEST = 1000
_STRUCTURE = "table,h1,h2,h3,h4,h5,h6,video,iframe,audio,article"
_BLOCKS = "pre,figure,blockquote"
_LARGEST = 2000
"""So many characters are a cell's; more are a part of the page."""
_GUTTERS = frozenset({"gutter", "rouge-gutter", "lineno", "linenos", "gl"})

Grid = list[list[Spans]]
Rows = list[tuple[list[LexborNode], str]]
"""The cells of each row, and the tag of what it stands in."""


def _table(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    rows = _rows(node)
    parts = _has_parts(node)
    if not parts and (code := _listing(node)):
        walker.block(code)
        return
    if parts or _is_layout(node, attributes, rows):
        _unfold(walker, node, rows, style)
        return
    walker.flush()
    heads, pictures = _heads(rows), len(walker.pictures)
    grid = _grid(walker, rows, style, heads)
    width = max(map(len, grid), default=0)
    even = [tuple(row + [()] * (width - len(row))) for row in grid]
    caption = _caption(node)
    spans = walker.inline(caption, style) if caption else ()
    if any(any(row) for row in even):
        titles = [at for at, (cells, _) in enumerate(rows) if _is_title(cells, width)]
        alone = heads > 1 or (not heads and len(titles) == 1 < len(even))
        if titles[:1] == [0] and alone and not spans:
            spans, heads = even.pop(0)[0], max(0, heads - 1)
        if not heads and len(even) > 1 and _is_bold(even[0]) > _is_bold(even[1]):
            heads = 1
        header, body = even[:heads], [row for row in even[heads:] if any(row)]
        shown = tuple(walker.pictures[pictures:])
        walker.block(Table(tuple(header), tuple(body), spans, shown))
    elif spans:
        walker.block(Paragraph(spans))


def _is_bold(row: tuple[Spans, ...]) -> bool:
    """Whether all cells say something, and that in bold letters."""
    spans = [[span for span in cell if span.text.strip()] for cell in row]
    return all(cell and all("strong" in s.roles for s in cell) for cell in spans)


def _caption(table: LexborNode) -> LexborNode | None:
    return next((child for child, tag in elements(table) if tag == "caption"), None)


def _listing(table: LexborNode) -> Code | None:
    """Return the code of a table with a row for each of its lines (GitHub, gists)."""
    lines = table.css("td.blob-code,td.hljs-ln-code") or _numbered(table)
    if not lines:
        return None
    text = "\n".join(deep_text(line).strip("\n") for line in lines)
    return code_in(text, language_of(table))


def _numbered(table: LexborNode) -> list[LexborNode]:
    """Return the cell beside each that holds no more than the number of its line."""
    numbers = table.css("td[data-line-number]")
    if not numbers:
        return []
    lines = [cell for number in numbers if (cell := sibling(number)) is not None]
    bare = not any(map(_says_more, numbers))
    return lines if bare and len(lines) == len(table.css("tr")) else []


def _says_more(number: LexborNode) -> bool:
    said = deep_text(number).strip()
    return said not in ("", number.attributes.get("data-line-number"))


def _is_title(cells: list[LexborNode], width: int) -> bool:
    """Whether a row is one cell as wide as the table."""
    if len(cells) != 1:
        return False
    return _count(cells[0].attributes, "colspan", _WIDEST) == width > 1


def _rows(table: LexborNode) -> Rows:
    """Return the rows of a table; the foot comes last."""
    rows: Rows = []
    feet: Rows = []
    for child, tag in elements(table):
        if tag == "tr":
            rows.append((_cells(child), "tbody"))
        elif tag in ("thead", "tbody", "tfoot"):
            those = [
                (_cells(row), tag) for row, name in elements(child) if name == "tr"
            ]
            (feet if tag == "tfoot" else rows).extend(those)
    return rows + feet


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child, tag in elements(row) if tag in ("td", "th")]


def _has_parts(table: LexborNode) -> bool:
    """Whether parts of a page are in a table, other tables among them.

    A selector finds the node itself too, so what is in the table is asked; and no more
    than the first is looked for, as tables may be nested.
    """
    inside = (child.css_first(_STRUCTURE) for child, _ in elements(table))
    return any(found is not None for found in inside)


def _is_layout(table: LexborNode, attributes: Attributes, rows: Rows) -> bool:
    if attributes.get("role") in ("presentation", "none"):
        return True
    if max((len(cells) for cells, _ in rows), default=0) < 2:  # noqa: PLR2004
        return True
    if table.css_first(_BLOCKS) is not None:
        return not _has_names(rows)
    if table.css_first("th,caption,thead") is not None:
        return False
    if table.css_first("img") is not None:
        return True
    return len(rows) < 2 and table.css_first("p,ul,ol,div") is not None  # noqa: PLR2004


def _has_names(rows: Rows) -> bool:
    """Whether headings name columns or rows of cells that are no parts of the page."""
    cells = [cell for row, _ in rows for cell in row]
    if any(not _GUTTERS.isdisjoint(names(cell)) for cell in cells):
        return False
    named = any(cell.tag == "th" and deep_text(cell).strip() for cell in cells)
    return named and all(len(deep_text(cell)) <= _LARGEST for cell in cells)


def _unfold(
    walker: Walker,
    table: LexborNode,
    rows: Rows,
    style: Style,
) -> None:
    """Read the cells of a layout table one after the other."""
    walker.flush()
    if (caption := _caption(table)) is not None:
        walker.children(caption, style)
        walker.flush()
    for row, _ in rows:
        for cell in row:
            if not _counts(cell):
                walker.children(cell, style)
                walker.flush()


def _counts(cell: LexborNode) -> bool:
    """Whether a cell only has the numbers of the lines of the code beside it."""
    if not _GUTTERS.isdisjoint(names(cell)):
        return True
    first, beside = next(elements(cell), None), sibling(cell)
    code = next(elements(beside), None) if beside is not None else None
    if not (first and code and first[1] == code[1] == "pre"):
        return False
    numbers = deep_text(cell).split()
    start = int(numbers[0]) if numbers and numbers[0].isdecimal() else -1
    return numbers == [str(n) for n in range(start, start + len(numbers))]


def _heads(rows: Rows) -> int:
    """Return how many of the first rows are headings of columns."""
    count = 0
    for cells, part in rows:
        if part != "thead" and not _is_heading(cells):
            break
        count += 1
    return count if count < len(rows) else min(count, 1)


def _is_heading(cells: list[LexborNode]) -> bool:
    """Whether all cells are headings; the one in the corner may say nothing."""
    corner = cells[:1] if len(cells) > 1 and not deep_text(cells[0]).strip() else []
    return bool(cells) and all(cell.tag == "th" for cell in cells[len(corner) :])


def _grid(walker: Walker, rows: Rows, style: Style, heads: int) -> Grid:
    """Return the cells by row and column, with spans of rows and columns expanded.

    A cell over several rows is repeated in each, but not among the headings; a heading
    over several columns is repeated in those; another cell over several columns stands
    in the first.
    """
    grid: Grid = []
    above: dict[int, tuple[int, Spans]] = {}
    for number, (cells, _) in enumerate(rows):
        line: list[Spans] = []
        for cell in cells:
            _hang(line, above)
            spans = walker.inline(cell, style)
            attributes = cell.attributes
            wide = _count(attributes, "colspan", _WIDEST)
            tall = _count(attributes, "rowspan", _TALLEST)
            for column in range(wide):
                part = spans if column == 0 or number < heads else ()
                if tall > 1:
                    above[len(line)] = tall - 1, part if number >= heads else ()
                line.append(part)
            if len(line) > _WIDEST * 4:
                break
        _hang(line, above)
        grid.append(line)
    return grid


def _hang(line: list[Spans], above: dict[int, tuple[int, Spans]]) -> None:
    """Put what reaches down from the rows above at the end of ``line``."""
    while len(line) in above:
        column = len(line)
        left, spans = above.pop(column)
        if left > 1:
            above[column] = left - 1, spans
        line.append(spans)


def _count(attributes: Attributes, name: str, most: int) -> int:
    text = (attributes.get(name) or "1").strip()[:6]
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() else 1


GRIDS: Mapping[str, Handler] = MappingProxyType({"table": _table})
