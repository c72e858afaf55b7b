"""Lays a block out in rows of a width; knows neither the page around it nor colours."""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from msgspec.structs import replace

from tui.render.addresses import file_name, host
from tui.render.document import (
    Block,
    Code,
    DefinitionList,
    Details,
    Heading,
    Item,
    List,
    Media,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from tui.render.flow import flow, indent
from tui.render.listing import code_rows
from tui.render.rows import Part, Row, Run, Runs, Sheet
from tui.render.table import table_rows
from tui.text import line

_NARROWEST = 4
_NARROWEST_FRAME = 12
_RULE = 20
_STRONG_HEADING = 2


def rows_of(block: Block, width: int, sheet: Sheet) -> Iterator[Row]:
    """Yield a block's rows, none wider than ``width`` (at least 4) but wide code."""
    rows: Iterator[Row]
    match block:
        case Paragraph(spans):
            rows = flow(spans, width, sheet, indented=not sheet.level)
        case List():
            rows = _list(block, width, sheet)
        case Quote(blocks):
            rows = _quote(blocks, width, sheet)
        case Code():
            rows = _showing(block, code_rows(block, width, sheet))
        case Table(pictures=pictures):
            rows = _showing(block, table_rows(block, width, sheet))
            rows = chain(rows, _below(pictures, width, sheet))
        case DefinitionList():
            rows = _definitions(block, width, sheet)
        case Details(summary, blocks):
            rows = _details(summary, blocks, width, sheet)
        case Picture():
            rows = _showing(block, _picture(block, width, sheet))
        case _:
            rows = _single(block, width, sheet)
    return rows


def _showing(block: Block, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows that say what they are a line of."""
    for runs, wide, lead, _, rtl, part in rows:
        yield Row(runs, wide, lead, block, rtl, part)


def stack(
    blocks: Iterable[Block], width: int, sheet: Sheet, *, tight: bool = False
) -> Iterator[Row]:
    """Yield the rows of blocks one below the other with a blank row in between."""
    previous: Block | None = None
    for block in blocks:
        if previous and not (tight and isinstance(block, List)):
            yield from repeat(Row(), blanks(previous, block, sheet))
        previous = block
        yield from rows_of(block, width, sheet)


def blanks(above: Block, below: Block, sheet: Sheet) -> int:
    """Return how many rows stay blank between two blocks: 1, or what is set for text."""
    both = isinstance(above, Paragraph) and isinstance(below, Paragraph)
    return sheet.gap if both else 1


def _single(block: Block, width: int, sheet: Sheet) -> Iterator[Row]:
    match block:
        case Heading(level, spans):
            yield from _heading(level, spans, width, sheet)
        case Media():
            yield from _media(block, width, sheet)
        case Rule():
            rule = sheet.sign("─", "-") * min(_RULE, width)
            yield Row((Run(" " * ((width - len(rule)) // 2)), Run(rule, ("rule",))))


def _heading(level: int, spans: Spans, width: int, sheet: Sheet) -> Iterator[Row]:
    longest = 0
    for row in flow(spans, width, sheet, ("heading", f"heading-{level}")):
        longest = max(longest, sheet.size(row.runs))
        yield row
    if level <= _STRONG_HEADING:
        sign = sheet.sign("━", "=") if level == 1 else sheet.sign("─", "-")
        yield Row((Run(sign * longest, ("rule",)),))


def _picture(picture: Picture, width: int, sheet: Sheet) -> Iterator[Row]:
    name = picture.alt or line(file_name(picture.url))
    if not picture.alt and "." not in name:  # a number that tells nothing
        name = host(picture.url) or name
    sign = f"{sheet.sign('▣', '[picture]')} {picture.number}  "
    roles = ("picture",) if picture.link is None else ("picture", "link")
    if size := sheet.drawn.get(picture.number):
        columns = min(size[0], width)
        height = max(1, round(size[1] * columns / size[0]))
        room = (Run(" " * columns),)
        yield from (Row(room, part=Part(n, columns, height)) for n in range(height))
    lead = sheet.ruler.width(sign)
    if width - lead < _NARROWEST_FRAME:
        sign, name, lead = "", f"{sign}{name}", 0
    rows = flow((Span(name, ("picture",), picture.link),), width - lead, sheet)
    hanging = (Run(" " * lead),) if lead else ()
    first = (Run(sign, roles, picture.link),) if sign else ()
    yield from indent(rows, first, hanging)
    if note := sheet.failed.get(picture.number):
        said = flow((Span(note, ("muted",)),), width - lead, sheet)
        yield from indent(said, hanging, hanging)
    if picture.caption:
        yield from flow(picture.caption, width, sheet, ("caption",))


def _below(pictures: tuple[Picture, ...], width: int, sheet: Sheet) -> Iterator[Row]:
    """Yield the pictures of a table's cells that there was an attempt to draw."""
    for picture in pictures:
        if picture.number in sheet.drawn or picture.number in sheet.failed:
            yield Row()
            yield from rows_of(picture, width, sheet)


def _media(media: Media, width: int, sheet: Sheet) -> Iterator[Row]:
    place = host(media.url)
    title = media.title or place or media.url
    sign = sheet.sign("▶ ", "> ")
    spans = [Span(sign + title, ("media",), media.link)]
    if place and place != title:
        spans.append(Span(f" {sheet.sign('—', '-')} {place}", ("muted",)))
    return flow(spans, width, sheet)


def _quote(blocks: tuple[Block, ...], width: int, sheet: Sheet) -> Iterator[Row]:
    bar = (Run(sheet.sign("▎ ", "> "), ("quote", "quote-bar")),)
    return _framed(blocks, width, sheet, bar)


def _framed(
    blocks: tuple[Block, ...], width: int, sheet: Sheet, before: Runs, first: Runs = ()
) -> Iterator[Row]:
    inner = width - sheet.size(before)
    if inner < _NARROWEST_FRAME:
        return stack(blocks, width, sheet)
    return indent(stack(blocks, inner, sheet), first or before, before)


def _list(block: List, width: int, sheet: Sheet) -> Iterator[Row]:
    loose = any(map(_has_paragraphs, block.items))
    inside = replace(sheet, level=sheet.level + 1)
    widest = max(sheet.ruler.width(item.label) for item in block.items)
    for number, item in enumerate(block.items):
        if number and loose:
            yield Row()
        sign = item.label.rjust(widest) if block.ordered else _bullet(sheet)
        yield from _item(item, sign, width, inside)


def _has_paragraphs(item: Item) -> bool:
    """Whether an item has more than one."""
    return len(item.blocks) > 1 and (
        sum(isinstance(block, Paragraph) for block in item.blocks) > 1
    )


def _bullet(sheet: Sheet) -> str:
    return sheet.sign("•◦▪", "*-+")[sheet.level % 3]


def _item(item: Item, sign: str, width: int, sheet: Sheet) -> Iterator[Row]:
    if item.checked is not None:
        box = sheet.sign("☐☑", "")[item.checked :][:1]
        sign = box or ("[x]" if item.checked else "[ ]")
    room = width - sheet.ruler.width(sign) - 1
    if room < _NARROWEST:
        yield Row((Run(sheet.ruler.cut(sign.strip(), width, ""), ("marker",)),))
        yield from stack(item.blocks, width, sheet, tight=True)
        return
    rows = stack(item.blocks, room, sheet, tight=True)
    hanging = (Run(" " * (width - room)),)
    yield from indent(rows, (Run(f"{sign} ", ("marker",)),), hanging)


def _definitions(block: DefinitionList, width: int, sheet: Sheet) -> Iterator[Row]:
    for number, item in enumerate(block.items):
        if number:
            yield Row()
        for term in item.terms:
            yield from flow(term, width, sheet, ("strong",))
        yield from _framed(item.blocks, width, sheet, (Run("    "),))


def _details(
    summary: Spans, blocks: tuple[Block, ...], width: int, sheet: Sheet
) -> Iterator[Row]:
    sign = sheet.sign("▾ ", "v ")
    if summary:
        head = (Span(sign, ("marker",)), *summary)
        yield from flow(head, width, sheet, ("summary",))
    first = () if summary else (Run(sign, ("marker",)),)
    yield from _framed(blocks, width, sheet, (Run("  "),), first)
