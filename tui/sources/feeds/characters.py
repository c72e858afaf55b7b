"""Turns a feed's bytes into text, as XML's appendix F and the Encoding Standard have it."""

import re
from types import MappingProxyType

from tui.sources.encoding import decode

_declared = re.compile(
    rb"\s*<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE
)
_charset = re.compile(r"charset\s*=\s*[\"' ]*([\w.:-]{2,40})", re.IGNORECASE)
_PLAIN = frozenset({"", "utf-8", "utf8", "ascii", "us-ascii"})
_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
# What the web means by a label is often the larger encoding (encoding.spec.whatwg.org).
_MEANT = MappingProxyType(
    dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1"), "cp1252")
    | dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030")
    | dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932")
    | dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949")
    | {"big5": "big5hkscs", "iso-8859-9": "cp1254", "tis-620": "cp874"}
    | {"iso-8859-11": "cp874", "x-euc-jp": "euc_jp", "windows-31j": "cp932"}
)
# What a guess takes for one of these is nearly always the most common of them.
_LATIN = frozenset(
    {"cp1250", "cp1254", "cp1257", "cp1258", "iso8859_1", "cp437", "cp850"}
)
# Of the bytes that are not ASCII, so many may be wrong before it is another encoding.
_WRONG = 0.5
_not_ascii = re.compile("[^\x00-\x7f\ufffd]")
_c1 = re.compile("[\x80-\x9f]")
_MEANT_BY_C1 = MappingProxyType(
    {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}
)


def text_of(data: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text, and the name of its encoding where that was not plain UTF-8.

    A byte order mark counts first, then the way the first characters stand, then UTF-8
    where the bytes are that, then what ``content_type`` says, what the XML declaration
    says, and what the bytes look like. Never fails: what cannot be read becomes U+FFFD.
    """
    for start, name in _STARTS:
        if data.startswith(start):
            return data.decode(name, "replace"), name
    found = _charset.search(content_type)
    said = _meant(found[1]) if found else ""
    declared = _declared.match(data)
    says = _meant(declared[1].decode("ascii", "ignore")) if declared else ""
    if b"\x1b" in data or says == "hz-gb-2312":
        # In seven bits each, these pass for UTF-8.
        for name in (said, says):
            if name.startswith(("iso-2022-", "hz")) and (text := _strictly(data, name)):
                return text, name
    if not {said, says} - _PLAIN and (text := _mostly_utf8(data)):
        broken = "\ufffd" in text and "\ufffd".encode() not in data
        return text, "broken UTF-8" if broken else ""
    text, name = decode(data, said if said not in _PLAIN else says)
    if not says and (name in _LATIN or (data[:1] == b"<" and text[:1] != "<")):
        # Nor is what begins in ASCII one of those that ASCII is no part of.
        text, name = data.decode("cp1252", "replace"), "cp1252"
    return _c1.sub(lambda wrong: _MEANT_BY_C1[ord(wrong[0])], text), name


def _meant(label: str) -> str:
    label = label.lower().strip(".:")
    return _MEANT.get(label, label)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode("hz" if name.startswith("hz") else name)
    except (LookupError, ValueError):
        return ""


def _mostly_utf8(data: bytes) -> str:
    """Return the text if it is UTF-8 but for some bytes, as where a feed was cut."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return ""
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    wrong = text.count("\ufffd")
    right = sum(1 for _ in _not_ascii.finditer(text))
    return text if wrong <= right * _WRONG else ""
