"""Turns a file's bytes into text, whatever they were written in."""

import re

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_declared = re.compile(
    rb"(?:charset|encoding|coding)\s*[=:]\s*[\"']?([\w.-]{2,20})", re.IGNORECASE
)
_han = re.compile("[\u3040-\u30ff\u4e00-\u9fff，。、？！]")
_SAMPLE = 65_536


def decode(data: bytes, said: str = "") -> tuple[str, str]:
    """Return the text, and the name of its encoding where that was not plain UTF-8.

    A byte order mark counts first, then UTF-8, then what was ``said`` about the file,
    then what it declares itself, then what its bytes look like. Never fails: what
    cannot be read becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace"), "" if name == "utf-8-sig" else name
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        name = _fits(data, said) or _declares(data) or _guess(data[:_SAMPLE])
    return data.decode(name, "replace"), name


def _declares(data: bytes) -> str:
    found = _declared.search(data, 0, 2_048)
    return _fits(data, found[1].decode("ascii", "ignore")) if found else ""


def _fits(data: bytes, name: str) -> str:
    """Return the name of an encoding in lower case; empty if the data is not in it."""
    name = name.lower()
    try:
        data.decode(name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return ""
    return name


def _guess(sample: bytes) -> str:
    """Prefer the encodings of the news there is; ask a detector about the rest."""
    for name in ("shift_jis", "euc_jp", "gb18030", "big5"):
        if _reads_well(sample, name):
            return name
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    best = from_bytes(sample).best()
    return best.encoding if best else "utf-8"


def _reads_well(sample: bytes, name: str) -> bool:
    """Whether most of what is not ASCII is then Chinese or Japanese text."""
    text = sample.decode(name, "replace")
    foreign = [c for c in text if c > "\x7f"]
    if not foreign or text.count("\ufffd") > 1:
        return False
    hits = len(_han.findall(text))
    kana = sum("\u3040" <= c <= "\u30ff" for c in foreign)
    needs_kana = name in {"shift_jis", "euc_jp"} and kana * 5 < len(foreign)
    return hits * 10 >= len(foreign) * 8 and not needs_kana
