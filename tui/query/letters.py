"""Which letters are the same to a search; it knows no index and no query."""

import re
from unicodedata import normalize

CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\U00016fe0-\U00018cff\U0001b000-\U0001b2ff\U00020000-\U000323af"
)
"""The letters of Chinese, Japanese and Korean, as the inside of a character class."""
_forms = re.compile(
    "[\u00aa\u00b2-\u00b5\u00b9\u00ba\u00bc-\u00be\u0132-\u0149\u017f\u01c4-\u01f3"
    "\u02b0-\u02e4\u0300-\u037a\u03d0-\u03f9\u0587\u0675-\u0678\u0900-\u11ff\u1d2c-\u1dbf"
    "\u1e9a\u1e9b\u1f71-\u1ffb\u2070-\u20a8\u2100-\u2189\u2460-\u24ea\u2c7c\u2c7d\u2d6f"
    "\u2e9f-\u2fd5\u3038-\u303a\u3099-\u309f\u30ff\u3131-\u319f\u3200-\u33ff\ua69c\ua69d"
    "\ua770\ua7f2-\ua7f9\uab5c-\uab69\uf900-\ufdfc\ufe70-\ufefc\uff10-\uff19"
    "\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010780-\U000107ba\U0001d400-\U0001d7ff"
    "\U0001ee00-\U0001eebb\U0001f100-\U0001f251\U0001fbf0-\U0001fbf9"
    "\U0002f800-\U0002fa1d]"
)
"""What NFKC makes other letters of; to look for it costs a tenth of NFKC."""
_apart = re.compile("[\u0300-\u036f\ue000-\uf8ff]")
_GREEK_AND_LATIN = 0x530


def folded(text: str) -> str:
    """Return text without differences of form: full width, ligatures (NFKC), marks."""
    if text.isascii():
        return text
    if _forms.search(text):
        text = normalize("NFKC", text)
    return _apart.sub("", text)


class _Flat(dict[int, str]):
    """What stands for a letter, made when it is first asked for."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        made = normalize("NFKC", letter)
        if code < _GREEK_AND_LATIN:
            made = normalize("NFD", made)[:1]
        made = made.lower()
        self[code] = made = made if len(made) == 1 else letter
        return made


def flat(text: str) -> str:
    """Return text as long as it was, without differences of form, case and accents."""
    return text.lower() if text.isascii() else text.translate(_Flat())
