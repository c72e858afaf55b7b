"""The one form of an article's link, whoever passed it on; it asks no server."""

import re
from hashlib import blake2b
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

_LONGEST = 2_000
_PORTS = {"80", "443"}
_FRONT = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.])")
"""Names of the same site for another screen, before at least two others."""
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})?")
_SIMPLE = re.compile(
    r"https?://(?P<host>[a-z\d-]+(?:\.[a-z\d-]+)+)(?P<path>(?:/[\w~-]+)+)(?<!/(?i:amp))$",
    re.ASCII,
)
"""An address that nothing has to be done with, as most are."""
_PLAIN = re.compile(r"[\w.~/:@!$&'()*+,;=\[\]?|-]*", re.ASCII)
_FREE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""What is the same escaped or not (RFC 3986, 2.3)."""
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/]*", re.IGNORECASE)
_END = re.compile(
    r"(?:/+|/index\.(?:html?|php|aspx?)|/default\.aspx?|/amp|\.amp)$", re.IGNORECASE
)
_PART = re.compile(r"^(?:!|/.)|^[^=&]*\d$")
"""A fragment that is a page of its own, or one thing of many on a page: a comment."""
_SENT = re.compile(
    r"(?:utm|mc|pk|mtm|matomo|hsa|vero|oly|itm|share|sharer|spm|wt)[_-].*"
    r"|[a-z]*clid|gbraid|wbraid|igshid|igsh|_hsenc|_hsmi|_ga|_gl|mkt_tok|spm|scm|from"
    r"|isappinstalled|nsukey|chksm|scene|srcid|mpshare|sharer?|sharesource|shareid"
    r"|ref|refer|referer|referrer|ref_src|ref_url|source|src|cmp|cmpid|cid_source|ncid"
    r"|smid|smtyp|xtor|rss|partner|campaign|ascene|devicetype|pass_ticket|wx_header"
    r"|at_(?:medium|campaign|custom\d?|link.*)|amp|outputtype|_t|timestamp",
    re.IGNORECASE,
)
"""What is said of the way that a link was passed on, not of what it leads to."""
_LED = {
    "www.google.com/url": ("url", "q"),
    "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",),
    "t.umblr.com/redirect": ("z",),
    "link.zhihu.com/": ("target",),
    "link.juejin.cn/": ("target",),
    "out.reddit.com/": ("url",),
    "c.pc.qq.com/middlem.html": ("pfurl",),
    "href.li/": (),
}
"""Pages that only lead on, and which of their parameters says where to."""
_LEADS = re.compile(
    r"google|facebook|umblr|zhihu|juejin|reddit|pc\.qq|href\.li|archive\.org|ampproject"
    r"|feedproxy",
    re.IGNORECASE,
)
"""What the addresses of all such pages have in them."""
_INSIDE = re.compile(
    r"^https?://(?:web\.archive\.org/web/\d+(?:[a-z]+_)?/(?P<kept>https?://.+)"
    r"|(?:www\.google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(?P<safe>s/)?(?P<bare>.+)"
    r"|feedproxy\.[a-z.]+/.*?(?P<led>https?://.+)"
    r"|href\.li/\?(?P<plain>https?://.+))$",
    re.IGNORECASE,
)


def canonical(url: str) -> str:
    """Return what is the same for all links to one article; empty where that is not known.

    Left out are the scheme, default ports, names such as ``www.``, what tells who passed a
    link on, and fragments that name no part; the order of parameters is no matter, nor is
    how letters are escaped. A link that is only a host's leads to no article.
    """
    if len(url) > _LONGEST:
        return ""
    if (plain := _SIMPLE.match(url)) and not _LEADS.search(url):
        host = _FRONT.sub("", plain["host"])
        return f"https://{host}{plain['path']}"
    while (inner := _led_to(url)) != url:
        url = inner
    split = _split(url)
    host = _host(split) if split else ""
    if not split or not host:
        return ""
    path = _SESSION.sub("", _escaped(split.path))
    while (shorter := _END.sub("", path)) != path:
        path = shorter
    words = [_escaped(word) for word in split.query.split("&") if word]
    kept = sorted(word for word in words if not _SENT.fullmatch(word.split("=", 1)[0]))
    part = _escaped(split.fragment) if _PART.match(split.fragment) else ""
    if not (path or kept or part.startswith(("!", "/"))):
        return ""
    query, end = "?" * bool(kept) + "&".join(kept), "#" * bool(part) + part
    form = f"https://{host}{path}{query}{end}"
    return form if len(form) <= _LONGEST else ""


def link_number(url: str) -> int:
    """Return a number of 63 bits for a link's one form; 0 where it has none."""
    form = canonical(url)
    if not form:
        return 0
    return int.from_bytes(blake2b(form.encode(), digest_size=8).digest()) >> 1 or 1


def _led_to(url: str) -> str:
    """Return the address that is within another, or that same address; always shorter."""
    url = url.strip()
    if not _LEADS.search(url):
        return url
    if found := _INSIDE.match(url):
        bare = found["bare"]
        return (
            f"http://{bare}"
            if bare
            else found["kept"] or found["led"] or found["plain"]
        )
    split = _split(url)
    if split and (names := _LED.get(f"{split.netloc}{split.path}".lower())):
        asked = parse_qs(split.query)
        to = next((asked[name][0] for name in names if name in asked), "")
        if to.startswith(("http://", "https://")) and len(to) < len(url):
            return to
    return url


def _split(url: str) -> SplitResult | None:
    if len(url) > _LONGEST:
        return None
    try:
        split = urlsplit(url)
    except ValueError:
        return None
    return split if split.scheme in {"http", "https"} else None


def _host(split: SplitResult) -> str:
    host, _, port = split.netloc.rpartition("@")[2].lower().rpartition(":")
    if not host or not port.isdigit():  # no port, or an address of IPv6
        host, port = split.netloc.rpartition("@")[2].lower().removesuffix(":"), ""
    host = _FRONT.sub("", _escaped(unquote(host)).lower().strip("."))
    return host if not port or port in _PORTS else f"{host}:{port}"


def _escaped(text: str) -> str:
    """Return text with only those letters escaped that have to be, in one way."""
    if _PLAIN.fullmatch(text):
        return text
    known = _ESCAPE.sub(_letter, text)
    return quote(known, safe="%/:@!$&'()*+,;=~-._[]?|")


def _letter(escape: re.Match[str]) -> str:
    if not escape[1]:
        return "%25"
    letter = chr(int(escape[1], 16))
    return letter if letter in _FREE else f"%{escape[1].upper()}"
