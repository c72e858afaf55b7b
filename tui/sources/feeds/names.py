"""Gives each element of a feed one name, whatever prefix or case it was written with."""

from functools import lru_cache
from types import MappingProxyType

XML = "http://www.w3.org/XML/1998/namespace"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BASE, LANG, ABOUT = f"{{{XML}}}base", f"{{{XML}}}lang", f"{{{RDF}}}about"

_RSS = (
    "http://purl.org/rss/1.0",
    "http://purl.org/net/rss1.1",
    "http://my.netscape.com/rdf/simple/0.9",
    "http://channel.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    "http://backend.userland.com/rss",
    "http://backend.userland.com/rss2",
    "http://backend.userland.com/rss091",
    "http://backend.userland.com/rss092",
    "http://blogs.law.harvard.edu/tech/rss",
)
_ATOM = (
    "http://www.w3.org/2005/atom",
    "http://purl.org/atom/ns",
    "http://purl.org/atom",
    "http://example.com/newformat",
    "http://purl.org/echo",
)
_PREFIXES = MappingProxyType(
    dict.fromkeys(_RSS, "")
    | dict.fromkeys(_ATOM, "atom:")
    | {
        "http://purl.org/dc/elements/1.1": "dc:",
        "http://purl.org/dc/elements/1.0": "dc:",
        "http://dublincore.org/documents/dcmi-namespace": "dc:",
        "http://purl.org/dc/terms": "dcterms:",
        "http://purl.org/rss/1.0/modules/content": "content:",
        "http://purl.org/rss/1.0/modules/syndication": "sy:",
        "http://search.yahoo.com/mrss": "media:",
        "http://www.rssboard.org/media-rss": "media:",
        "http://video.search.yahoo.com/mrss": "media:",
        "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
        "http://example.com/dtds/podcast-1.0.dtd": "itunes:",
        "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
        "http://www.w3.org/1999/xhtml": "xhtml:",
        RDF.lower().rstrip("#"): "rdf:",
    }
)
USUAL = MappingProxyType(
    {prefix.rstrip(":"): uri for uri, prefix in sorted(_PREFIXES.items()) if prefix}
    | {"xml": XML, "rdf": RDF}
)
"""What the usual prefixes stand for, for feeds that forget to declare them."""


@lru_cache(maxsize=1_000)
def name(tag: str) -> str:
    """Return an element's name in lower case with the usual prefix of its namespace.

    RSS has none, so ``{http://purl.org/rss/1.0/}title`` is ``title``. An unknown
    namespace gives ``?:``, so that what is in it is never taken for the feed's own.
    """
    if not tag.startswith("{"):
        return tag.lower()
    uri, _, local = tag[1:].partition("}")
    return (prefix_of(uri) if uri else "") + local.lower()


def prefix_of(uri: str) -> str:
    """Return the usual prefix of a namespace with its colon; ``?:`` if it is unknown.

    Many feeds write https, which is none of their names.
    """
    uri = uri.strip().lower().rstrip("/#")
    return _PREFIXES.get(uri.replace("https://", "http://", 1), "?:")


@lru_cache(maxsize=1_000)
def local(tag: str) -> str:
    """Return an element's or an attribute's name without its namespace."""
    return tag.rpartition("}")[2]
