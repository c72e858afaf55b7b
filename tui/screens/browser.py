"""Opens addresses in the web browser, where there is one; one in the terminal too."""

import asyncio
import webbrowser
from typing import Any

from textual.app import App, SuspendNotSupported

from tui.errors import SourceError

_SCHEMES = ("https://", "http://", "mailto:")


async def browse(app: App[Any], url: str) -> None:
    """Open an address, without waiting for a browser that has a window of its own.

    A browser for terminals (w3m, lynx…) gets the terminal until it is left.

    Raises:
        SourceError: It is no address of the web, or no browser started.
    """
    if not url.lower().startswith(_SCHEMES):
        raise SourceError(f"{url}: only addresses of the web are opened.")
    try:
        browser = await asyncio.to_thread(webbrowser.get)
        opened = await _opened(app, browser, url)
    except (webbrowser.Error, OSError):
        opened = False
    if not opened:
        raise SourceError(f"{url}: no browser could be started; y copies the address.")


async def _opened(app: App[Any], browser: webbrowser.BaseBrowser, url: str) -> bool:
    if type(browser) is webbrowser.GenericBrowser:
        try:
            with app.suspend():
                return browser.open(url)
        except SuspendNotSupported:
            pass  # there is no terminal that it could take
    return await asyncio.to_thread(browser.open, url)
