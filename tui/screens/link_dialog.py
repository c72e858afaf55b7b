"""Shows where a link really leads before it is opened."""

from typing import ClassVar, Literal

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from typing_extensions import override

from tui.render.destination import destination
from tui.render.document import Link
from tui.screens.box import ScrolledBox

Answer = Literal["open", "copy"]


class LinkDialog(ScrolledBox[Answer | None]):
    """Text, server and address of a link; what may deceive is said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,o", "dismiss('open')", "Open"),
        Binding("y", "dismiss('copy')", "Copy"),
        Binding("escape,q", "dismiss(None)", "Close"),
    ]

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._link = link

    @override
    def compose(self) -> ComposeResult:
        link = self._link
        where = destination(link.url, link.text)
        with VerticalScroll() as box:
            box.border_title = "Link"
            box.border_subtitle = self.words("Enter opens · y copies · Esc")
            if link.text and link.text != link.url:
                yield Static(link.text, classes="link--text", markup=False)
            yield Static(Text(where.host, "bold"), classes="link--host")
            for warning in where.warnings:
                yield Static(f"! {warning}", classes="link--warning", markup=False)
            yield Static(link.url, classes="link--url", markup=False)
