"""Finds out whether a page belongs to a site that has more than feeds; it parses nothing."""

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.http import Client, Response
from tui.sources.servers import hexo
from tui.sources.servers.base import Login, Server
from tui.sources.servers.wordpress import WordPress
from tui.sources.servers.wordpress_answers import root_of


async def site_at(client: Client, page: Response) -> Server | None:
    """Return the site that a page belongs to, opened; None where it has only feeds.

    A WordPress that lets nobody in is one that has only feeds.
    """
    if not (root := root_of(page)):
        return await hexo.found_at(client, page)
    site = WordPress(client, root, Login("", ""))
    try:
        await site.open()
    except SourceError:
        return None
    return site


def wordpress_places(page: Response) -> tuple[str, ...]:
    """Return where the API of a WordPress may be, for a page of it, the likeliest first.

    It is only looked for on the page's own host: a login goes nowhere else.
    """
    base = page.url.partition("?")[0].rstrip("/")
    if base.endswith("/wp-json"):
        return (base + "/",)
    if "rest_route=" in page.url:
        return (page.url.partition("?")[0] + "?rest_route=/",)
    root = root_of(page)
    if root and reach.host(root) == reach.host(page.url):
        return (root,)
    return (base + "/wp-json/", base + "/?rest_route=/")
