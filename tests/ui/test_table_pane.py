"""A table in a pane of its own: moved through, sorted, searched, read and copied."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config
from tui.screens.chooser import Chooser
from tui.screens.record_pane import RecordPane
from tui.screens.table_pane import TablePane

ROWS = 120
NAMES = [
    "公司",
    "价格",
    "涨跌",
    "成交",
    "日期",
    "说明",
    *(f"指标{n}" for n in range(6)),
]
LONG = (
    "这家公司公布了一份很长的说明，谈到今年的计划、去年的结果和对未来的看法；最后一句。"
)


def cells(row: int) -> list[str]:
    price = f"¥{(row * 7919 % 5000) + row / 100:,.2f}"
    change = f"{(row * 37 % 200 - 100) / 10:+.1f}%" if row % 10 else "-"
    volume = f"{row * 53 % 90 + 1}{'万亿'[row % 2]}"
    date = f"2026-{row % 12 + 1:02}-{row % 28 + 1:02}"
    rest = [f"{(row + n) * 104729 % 100000:,}" for n in range(6)]
    return [f"公司{row}", price, change, volume, date, LONG if row % 5 else "", *rest]


@pytest.fixture
def market(newspaper: Newspaper) -> Newspaper:
    """A newspaper whose newest article has a table of 120 rows."""
    head = "".join(f"<th>{name}" for name in NAMES)
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}" for cell in cells(row)) for row in range(ROWS)
    )
    table = f"<table><caption>股市 [b]</caption><tr>{head}{rows}</table>"
    body = f"<p>前言。</p>{table}<p>后记。</p>"
    newspaper.write("00", "行情", "科技, 终端", 30, body)
    return newspaper


async def table_of(desk: Desk) -> TablePane:
    """Open the newest article, then its table."""
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)
    await desk.press("T")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
    await desk.until(lambda: "120 × 12" in desk.screen() or "120 x 12" in desk.screen())
    await desk.press("enter")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, TablePane))
    await desk.until(lambda: "row 1 of 120" in desk.screen())
    workers = desk.pilot.app.workers
    await desk.until(lambda: all(worker.name != "_measure" for worker in workers))
    pane = desk.pilot.app.screen
    assert isinstance(pane, TablePane)
    return pane


def column(desk: Desk, name: str) -> list[str]:
    """What stands below a name, as far as it is in sight."""
    lines = [line.split("│")[1:-1] for line in desk.screen().split("\n")]
    lines = [[cell.strip() for cell in line] for line in lines if len(line) > 1]
    place = next(n for n, cell in enumerate(lines[0]) if cell.rstrip(" ▲▼") == name)
    return [line[place].removesuffix("█").strip() for line in lines[1:]]


async def sorted_by(desk: Desk, sign: str) -> None:
    await desk.press("s")
    await desk.until(lambda: (sign in desk.screen()) == bool(sign.strip()))


async def test_it_opens_over_the_article_which_goes_there(market: Newspaper) -> None:
    async with market.opened() as desk:
        await table_of(desk)
        assert "股市 [b]" in desk.screen()
        assert column(desk, "公司")[:2] == ["公司0", "公司1"]
        await desk.press("escape")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)
        await desk.press()
        assert desk.main.article.place
        assert desk.main.article.place[0] == 1


async def test_the_header_stays_in_place(market: Newspaper) -> None:
    async with market.opened(80, 24) as desk:
        await table_of(desk)
        await desk.press("G")
        assert column(desk, "公司")[-1] == "公司119"
        assert "row 120 of 120" in desk.screen()
        await desk.press("g", "ctrl+d", "pagedown", "k", "4", "up", "space")
        assert "row 1 of 120" not in desk.screen()


async def test_each_column_can_be_gone_to_and_the_first_stays(
    market: Newspaper,
) -> None:
    async with market.opened(80, 24) as desk:
        await table_of(desk)
        for name in NAMES[1:]:
            await desk.press("l")
            assert column(desk, "公司")[0] == "公司0"
            assert len(column(desk, name)) > 3, name
        assert "column 12 of 12" in desk.screen()
        for name in NAMES[-2::-1]:
            await desk.press("left")
            assert len(column(desk, name)) > 3, name
        await desk.press("dollar_sign")
        assert column(desk, NAMES[-1])[0] == cells(0)[-1]
        await desk.press("0")
        assert "column 1 of 12" in desk.screen()


@pytest.mark.parametrize("width", [20, 30, 61])
async def test_at_any_width_the_current_column_is_in_sight(
    market: Newspaper, width: int
) -> None:
    async with market.opened(width, 12) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("T")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, TablePane))
        for name in NAMES:
            await desk.until(lambda name=name: name in desk.screen())  # type: ignore[misc]
            await desk.press("l")


async def test_sorting_up_down_and_back(market: Newspaper) -> None:
    async with market.opened() as desk:
        await table_of(desk)
        await desk.press("l")
        await sorted_by(desk, "▲")
        prices = [float(cells(row)[1][1:].replace(",", "")) for row in range(ROWS)]
        shown = [float(text[1:].replace(",", "")) for text in column(desk, "价格")]
        assert shown == sorted(prices)[: len(shown)]
        await sorted_by(desk, "▼")
        shown = [float(text[1:].replace(",", "")) for text in column(desk, "价格")]
        assert shown == sorted(prices, reverse=True)[: len(shown)]
        await desk.press("s")
        await desk.until(lambda: "▼" not in desk.screen())
        assert column(desk, "公司")[:3] == ["公司0", "公司1", "公司2"]


async def test_another_column_begins_ascending(market: Newspaper) -> None:
    async with market.opened() as desk:
        await table_of(desk)
        await sorted_by(desk, "▲")
        await sorted_by(desk, "▼")
        await desk.press("l", "l", "l", "s")
        await desk.until(lambda: "成交 ▲" in desk.screen())
        assert column(desk, "成交")[0] == "1万"
        assert "▼" not in desk.screen()
        await desk.press("h")
        await sorted_by(desk, "▲")
        await desk.until(lambda: "涨跌 ▲" in desk.screen())
        await desk.press("G")
        assert column(desk, "涨跌")[-12:] == ["-"] * 12


async def test_a_row_is_read_in_full_from_the_cell_on(market: Newspaper) -> None:
    async with market.opened(80, 24) as desk:
        await table_of(desk)
        await desk.press("j", "l", "l", "l", "l", "l")
        assert LONG[-5:] not in desk.screen()
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, RecordPane))
        await desk.until(lambda: LONG[-5:] in desk.screen())
        assert "row 2 of 120" in desk.screen()
        await desk.press("G", "g", "space", "g")
        await desk.until(lambda: "公司1" in desk.screen())
        await desk.press("enter")
        assert isinstance(desk.pilot.app.screen, TablePane)


async def test_copying_has_every_cell_in_the_order_shown(market: Newspaper) -> None:
    async with market.opened() as desk:
        await table_of(desk)
        await sorted_by(desk, "▲")
        await sorted_by(desk, "▼")
        await desk.press("y")
        await desk.until(lambda: "120 rows copied" in desk.screen())
        lines = desk.pilot.app.clipboard.split("\n")
        assert lines[0] == "\t".join(NAMES)
        assert lines[1:] == ["\t".join(cells(row)) for row in reversed(range(ROWS))]


async def test_finding_a_cell_and_the_next_one(market: Newspaper) -> None:
    async with market.opened() as desk:
        pane = await table_of(desk)
        await desk.press("slash", *"公司1", "enter")
        await desk.until(lambda: pane.view.cursor == 1)
        await desk.press("n")
        await desk.until(lambda: pane.view.cursor == 10)
        await desk.press("N")
        await desk.until(lambda: pane.view.cursor == 1)
        await desk.press("slash", *"9q", "enter")
        await desk.until(lambda: "no cell has" in desk.screen())
        assert pane.view.cursor == 1
        await desk.press("slash", "escape")
        assert desk.pilot.app.screen is pane


@pytest.mark.parametrize(
    ("config", "width", "height"),
    [
        (Config(theme="dark"), 80, 24),
        (Config(theme="light"), 160, 50),
        (Config(ascii=True, ambiguous_width=2), 60, 20),
    ],
    ids=["dark", "light", "ascii"],
)
async def test_what_it_looks_like(
    market: Newspaper,
    painted: SnapshotAssertion,
    config: Config,
    width: int,
    height: int,
) -> None:
    async with market.opened(width, height, config) as desk:
        await table_of(desk)
        desk.main.status.activity = ""
        await desk.press("j", "l", "l", "s")
        await desk.until(lambda: "▲" in desk.screen() or "^" in desk.screen())
        assert desk.pilot.app.export_screenshot(title="Broadsheet") == painted


async def test_what_a_row_looks_like(
    market: Newspaper, painted: SnapshotAssertion
) -> None:
    async with market.opened(80, 24) as desk:
        await table_of(desk)
        desk.main.status.activity = ""
        await desk.press("j", "l", "l", "l", "l", "enter")
        await desk.until(lambda: LONG[-5:] in desk.screen())
        pane = desk.pilot.app.screen
        assert isinstance(pane, RecordPane)
        await desk.until(lambda: pane.article.complete)
        await desk.pilot.pause()
        assert desk.pilot.app.export_screenshot(title="Broadsheet") == painted
