"""Takes over the terminal from the first frame without a blank moment in between."""

from textual.drivers.linux_driver import LinuxDriver
from typing_extensions import override

from tui.first_frame import ALTERNATE, listen


class Terminal(LinuxDriver):
    """Textual's driver, on the alternate screen that the first frame is on already.

    Some terminals erase that screen when they are switched to it once more.
    """

    _begun = False

    @override
    def start_application_mode(self) -> None:
        # Textual restores, when it is suspended or ends, what it finds here.
        listen(loud=True)
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual has no types here

    @override
    def write(self, data: str) -> None:
        if data == ALTERNATE and not self._begun:
            self._begun = True
            return
        super().write(data)
