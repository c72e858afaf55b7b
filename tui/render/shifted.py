"""Unicode's raised and lowered characters; knows no tags."""

from collections.abc import Mapping
from types import MappingProxyType

_SMALL = "0123456789+-−=()"
RAISED: Mapping[int, int] = MappingProxyType(
    str.maketrans(
        _SMALL + "∗abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾*ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ",
    )
)
LOWERED: Mapping[int, int] = MappingProxyType(
    str.maketrans(
        _SMALL + "aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
    )
)


def shifted(text: str, table: Mapping[int, int]) -> str:
    """Return ``text`` raised or lowered; ``""`` where Unicode lacks one of its signs."""
    if text and all(ord(character) in table for character in text):
        return text.translate(table)
    return ""
