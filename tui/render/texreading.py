"""Sets a formula in TeX as a line of readable text, as far as a line can show it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tui.render.linear import (
    accented,
    based,
    fraction,
    lowered,
    operator,
    raised,
    root,
    row,
)
from tui.render.texsigns import ACCENTS, LARGE, SIGNS
from tui.text import line


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DEEPEST = 30
_LONGEST = 4000
_token = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|[^\\]", re.DOTALL)
_spaces = re.compile(" {2,}")
_ALIKE = MappingProxyType({"*": "∗", "'": "′", "~": " ", "&": "", "-": "−"})
_FRAMES: Mapping[str, str] = MappingProxyType(
    {"p": "()", "b": "[]", "B": "{}", "v": "||", "V": "‖‖"}
)
_SILENT = frozenset(
    {"phantom", "hphantom", "vphantom", "label", "color", "hspace", "vspace"}
)
_PLAIN = _words(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb mathop mathrel mathbin "
    "mathord mathopen mathclose ensuremath boxed underline overbrace underbrace substack"
)
_TEXTS = _words("text textrm textbf textit textsf texttt textnormal mbox hbox")
_STRUCK = "MATHEMATICAL DOUBLE-STRUCK CAPITAL", "DOUBLE-STRUCK CAPITAL"
_SCRIPT = ("SCRIPT CAPITAL",)
_FRAKTUR = ("BLACK-LETTER CAPITAL",)


class _HardError(Exception):
    """This is beyond a line of text, or no TeX."""


def readable(source: str) -> str:
    r"""Return what a formula says in Unicode, ``""`` where that is too hard.

    ``\frac{a}{b}`` becomes ``a/b``, ``x_1^{2n}`` becomes ``x₁²ⁿ``; what Unicode has no
    small letters for ``x^(…)``. Matrices are in brackets, their rows parted by ``;``.
    """
    if len(source) > _LONGEST:
        return ""
    reader = _Reader(_token.findall(source))
    try:
        return line(unicodedata.normalize("NFC", reader.row(())))
    except _HardError:
        return ""


class _Reader:
    """Goes through the tokens of one formula."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens[::-1]
        self._depth = 0

    def row(self, ends: tuple[str, ...]) -> str:
        """Return what stands before one of these tokens, which is taken too."""
        parts: list[str] = []
        while self._tokens and self._tokens[-1] not in ends:
            parts.append(self._scripted())
        if ends:
            self._take()
        return row(_spaces.sub(" ", "".join(parts)))

    def _take(self) -> str:
        if not self._tokens:
            raise _HardError
        return self._tokens.pop()

    def _skip(self) -> None:
        while self._tokens and (
            self._tokens[-1].isspace() or self._tokens[-1] in (r"\limits", r"\nolimits")
        ):
            self._tokens.pop()

    def _scripted(self) -> str:
        """Return a part with its scripts."""
        begin = self._tokens[-1]
        part = "" if begin in "^_" else self._part()
        below = above = ""
        self._skip()
        while self._tokens and self._tokens[-1] in ("^", "_", "'"):
            match self._take():
                case "^":
                    above += self.argument()
                case "_":
                    below += self.argument()
                case _:
                    above += "′"
            self._skip()
        if not below and not above:
            return f"{part} " if begin[1:] in LARGE else part
        above = "°" if above.strip() == "∘" else raised(above)
        found = based(part) + lowered(below) + above
        if found[-2:-1] in ("^", "_"):
            found += " "
        spaced = part[:1] == " " or begin[1:] in LARGE
        return f" {found} " if spaced else found

    def argument(self) -> str:
        """Return the next group, or the next part alone."""
        self._skip()
        return self._part()

    def optional(self) -> str:
        """Return what stands in brackets, if they are next."""
        if self._tokens and self._tokens[-1] == "[":
            self._take()
            return self.row(("]",))
        return ""

    def verbatim(self) -> str:
        """Return the next group as it is written."""
        self._skip()
        if self._take() != "{":
            raise _HardError
        found: list[str] = []
        depth = 1
        while depth:
            piece = self._take()
            depth += (piece == "{") - (piece == "}")
            found.append(piece)
        return "".join(found[:-1])

    def _part(self) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _HardError
        found = self._written(self._take())
        self._depth -= 1
        return found

    def _written(self, piece: str) -> str:
        if piece == "{":
            return self.row(("}",))
        if piece == "}":
            raise _HardError
        if piece[0] == "\\" and len(piece) > 1:
            return self._command(piece[1:].removesuffix("*"))
        if piece.isspace():
            return ""
        if piece in "^_":
            raise _HardError
        if piece == "," and self._tokens and self._tokens[-1].isdigit():
            return piece  # it may part thousands
        piece = _ALIKE.get(piece, piece)
        return operator(piece)

    def _command(self, name: str) -> str:
        if name == "\\":
            return "; "
        if name in ("left", "right", "middle"):
            self._skip()
            if self._tokens and self._tokens[-1] == ".":
                self._take()
            return ""
        if name in _COMMANDS:
            return _COMMANDS[name](self)
        if name in ACCENTS:
            return accented(self.argument(), ACCENTS[name])
        sign = LARGE.get(name) or SIGNS.get(name)
        if sign is None:
            raise _HardError
        return sign

    def array(self) -> str:
        """Return what an environment holds."""
        name = self.verbatim().removesuffix("*")
        if name == "array":
            self.verbatim()
        matrix = name.endswith("matrix") or name in ("array", "cases")
        rows: list[list[str]] = [[]]
        begun: list[str] = []
        while (piece := self._tokens[-1] if self._tokens else r"\end") != r"\end":
            if piece in ("&", r"\\"):
                self._take()
                rows[-1].append(row(begun))
                begun = []
                if piece == r"\\":
                    rows.append([])
            else:
                begun.append(self._scripted())
        self._take()
        self.verbatim()
        rows[-1].append(row(begun))
        between = ", " if matrix else ""
        cells = (between.join(filter(str.strip, map(_tidy, cells))) for cells in rows)
        text = "; ".join(filter(None, map(str.strip, cells)))
        if name == "cases":
            return f"{{ {text} "
        frame = _FRAMES.get(name.removesuffix("matrix"), "  ")
        return f"{frame[0]}{text}{frame[1]}"


def _tidy(cell: str) -> str:
    return cell.strip() if cell.strip() in "=<>" else cell


def _binomial(reader: _Reader) -> str:
    return f"({reader.argument().strip()} choose {reader.argument().strip()})"


def _over(reader: _Reader) -> str:
    above = reader.argument()
    return f" {based(reader.argument())}{raised(above)} "


def _under(reader: _Reader) -> str:
    below = reader.argument()
    return f" {based(reader.argument())}{lowered(below)} "


def _arrow(sign: str) -> Callable[[_Reader], str]:
    return lambda reader: (
        f" {sign}{lowered(reader.optional())}{raised(reader.argument())} "
    )


def _negated(reader: _Reader) -> str:
    sign = reader.argument().strip()
    return operator(unicodedata.normalize("NFC", f"{sign}\u0338"))


def _letters(*alphabets: str) -> Callable[[_Reader], str]:
    """Write capitals in the first of these alphabets of Unicode that has them."""

    def write(reader: _Reader) -> str:
        return "".join([_lettered(letter, alphabets) for letter in reader.argument()])

    return write


def _lettered(letter: str, alphabets: tuple[str, ...]) -> str:
    for alphabet in alphabets:
        try:
            return (
                unicodedata.lookup(f"{alphabet} {letter}")
                if letter.isupper()
                else letter
            )
        except KeyError:
            continue
    return letter


def _nothing(reader: _Reader) -> str:
    reader.verbatim()
    return ""


def _coloured(reader: _Reader) -> str:
    reader.verbatim()
    return reader.argument()


_COMMANDS: Mapping[str, Callable[[_Reader], str]] = MappingProxyType(
    dict.fromkeys(_SILENT, _nothing)
    | dict.fromkeys(_PLAIN, _Reader.argument)
    | dict.fromkeys(_TEXTS, _Reader.verbatim)
    | dict.fromkeys(
        ("frac", "dfrac", "tfrac", "cfrac"),
        lambda reader: fraction(reader.argument(), reader.argument()),
    )
    | dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial)
    | dict.fromkeys(("overset", "stackrel"), _over)
    | dict.fromkeys(("mathcal", "mathscr"), _letters(*_SCRIPT))
    | {
        "begin": _Reader.array,
        "sqrt": lambda reader: root(degree=reader.optional(), body=reader.argument()),
        "underset": _under,
        "xrightarrow": _arrow("→"),
        "xleftarrow": _arrow("←"),
        "not": _negated,
        "pmod": lambda reader: f" (mod {reader.argument().strip()})",
        "tag": lambda reader: f" ({reader.argument().strip()})",
        "operatorname": lambda reader: f" {reader.argument()} ",
        "textcolor": _coloured,
        "mathbb": _letters(*_STRUCK[::-1]),
        "mathfrak": _letters(*_FRAKTUR),
    }
)
