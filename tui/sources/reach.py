"""Which addresses of the web may be asked, and for whom; it asks none.

Addresses come from feeds, which strangers write. Left alone they could make this
program ask the router, a printer or a database of the person's own network. The rule:
**only the public internet may be asked, and besides it the one host that the person
named themself**, as the address of a source. Redirects are held to it at each step.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from tui.errors import SourceError
from tui.text import clean, cut, line

_LONGEST = 8_192
_LONGEST_SHOWN = 200
_number = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)
_TRANSLATED = int(IPv6Address("64:ff9b::")) >> 32
_PORTS = {"http": 80, "https": 443}


def checked(address: str, base: str = "") -> str:
    """Return an address of the web that can be asked: absolute, no login, no fragment.

    Relative ones are resolved against ``base`` (RFC 3986).

    Raises:
        SourceError: It is no ``http`` or ``https`` address.
    """
    try:
        parts = urlsplit(urljoin(base, clean(address).strip()))
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"{shown(address)} is no address ({error}).") from error
    if parts.scheme not in _PORTS or not host or len(address) > _LONGEST:
        raise SourceError(
            f"{shown(address)} is no address of the web; only http and https are asked."
        )
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port not in (None, _PORTS[parts.scheme]) else ""
    # Without an empty query, white space before it is at the end.
    found = urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))
    return found.rstrip()


def login_in(address: str) -> tuple[str, str]:
    """Return user and password of an address, both empty where it has none."""
    try:
        parts = urlsplit(clean(address).strip())
    except ValueError:
        return "", ""
    return unquote(parts.username or ""), unquote(parts.password or "")


def without_login(address: str) -> str:
    """Return an address as it is but for its login."""
    scheme, mark, rest = address.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}{mark}{place.rpartition('@')[2]}{slash}{path}"


def origin(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port (RFC 6454) of a checked address."""
    parts = urlsplit(address)
    return parts.scheme, host(address), parts.port


def stays(address: str, there: str) -> bool:
    """Whether one checked address leads to the origin of another, or to its https.

    Both at their usual ports: what was meant for a host is as safe there, or safer.
    """
    mine, other = origin(address), origin(there)
    safer = mine[0] == "http" and mine[2] is None
    return other == mine or (safer and other == ("https", mine[1], None))


def host(address: str) -> str:
    """Return the host of an address in lower case, or ``""``."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def domains(address: str) -> list[str]:
    """Return the domains that an address is in: ``org``, ``example.org``, and so on."""
    labels = host(address).split(".")
    return [".".join(labels[n:]) for n in reversed(range(len(labels))) if labels[n]]


def shown(address: str) -> str:
    """Return an address for a message: safe, short, without a login."""
    try:
        parts: SplitResult = urlsplit(clean(address).strip())
        place = parts.netloc.rpartition("@")[2]
        address = urlunsplit((parts.scheme, place, parts.path, parts.query, ""))
    except ValueError:
        pass  # it is shown as it is
    return cut(line(address), _LONGEST_SHOWN)


def public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and to one machine there.

    Private, loopback, link-local, shared, reserved and multicast addresses do not (the
    IANA special-purpose registries), nor do the IPv6 addresses that stand for those.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if int(found) >> 32 == _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFF_FFFF)
        if inner is not None:
            return public(str(inner))
    return found.is_global and not found.is_multicast


def public_name(name: str) -> bool:
    """Whether a host may be public by its name alone, where another resolves it.

    Numbers in any notation must be a public IP address; a name of one label, or below
    a domain that is kept for local use (RFC 6761, 6762, 8375), is not public.
    """
    labels = name.rstrip(".").lower().split(".")
    if ":" in name or _number.fullmatch(labels[-1]):
        return public(name)
    local = labels[-1] in {"localhost", "local", "internal", "lan", "home"}
    return len(labels) > 1 and not local and labels[-2:] != ["home", "arpa"]
