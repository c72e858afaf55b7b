"""The last line tells what it has room for in full."""

import pytest
from textual.app import App, ComposeResult
from typing_extensions import override

from tui.widgets.status_line import StatusLine


class Line(App[None]):
    def __init__(self, *, plain: bool) -> None:
        super().__init__()
        self.line = StatusLine(plain=plain)

    @override
    def compose(self) -> ComposeResult:
        yield self.line


@pytest.mark.parametrize(
    ("wide", "plain", "shown"),
    [
        (60, False, " marked · U undoes     1 of 9 · newest first · Esc back "),
        (42, False, " marked · U undoes  1 of 9 · newest first "),
        (42, True, " marked - U undoes  1 of 9 - newest first "),
        (30, False, " marked · U undoes     1 of 9 "),
        (24, False, " marked · U undoes  1 o… "),
    ],
)
async def test_what_has_no_room_is_left_out_as_a_whole(
    wide: int, shown: str, *, plain: bool
) -> None:
    app = Line(plain=plain)
    async with app.run_test(size=(wide, 1)):
        app.line.activity = "marked · U undoes"
        app.line.place = "1 of 9 · newest first · Esc back"
        assert app.line.render_line(0).text.split() == shown.split()
