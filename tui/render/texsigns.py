"""Which sign a TeX command stands for; it knows no syntax."""

from collections.abc import Mapping
from types import MappingProxyType


def _named(signs: str) -> dict[str, str]:
    """Read ``name sign name sign``."""
    words = signs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _words(text: str) -> list[str]:
    return text.split()


_GREEK = _named(
    "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ "
    "iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ "
    "sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ "
    "Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varGamma Γ varDelta Δ"
)
_LETTERS = _named(
    "infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ Re ℜ Im ℑ aleph ℵ beth ℶ wp ℘ imath ı "
    "jmath ȷ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ top ⊤ bot ⊥ "
    "angle ∠ measuredangle ∡ triangle △ square □ Box □ blacksquare ■ diamond ⋄ Diamond ◇ "
    "star ⋆ bigstar ★ dagger † ddagger ‡ degree ° prime ′ ldots … dots … dotsc … dotsb ⋯ "
    "cdots ⋯ vdots ⋮ ddots ⋱ S § P ¶ copyright © pounds £ checkmark ✓ # # $ $ % % & & _ _ "
    "hearts ♥ heartsuit ♥ spadesuit ♠ clubsuit ♣ diamondsuit ♦ flat ♭ natural ♮ sharp ♯ "
    "complement ∁ therefore ∴ because ∵ QED ∎ Bbbk 𝕜 mho ℧ eth ð backslash \\ surd √"
)
_FENCES = _named(
    "lbrace { rbrace } { { } } lbrack [ rbrack ] langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ "
    "lceil ⌈ rceil ⌉ vert | lvert | rvert | mid ∣ | ‖ Vert ‖ lVert ‖ rVert ‖ llbracket ⟦ "
    "rrbracket ⟧ ulcorner ⌜ urcorner ⌝ lgroup ( rgroup ) lparen ( rparen )"
)
_OPERATORS = _named(
    "pm ± mp ∓ times × div ÷ cdot · ast ∗ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ "
    "odot ⊙ cup ∪ cap ∩ uplus ⊎ sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ "
    "smallsetminus ∖ wr ≀ amalg ⨿ ltimes ⋉ rtimes ⋊ bowtie ⋈ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ "
    "geqslant ≥ ll ≪ gg ≫ lt < gt > neq ≠ ne ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ "
    "propto ∝ varpropto ∝ asymp ≍ doteq ≐ triangleq ≜ coloneqq ≔ coloneq ≔ prec ≺ succ ≻ "
    "preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ "
    "supseteq ⊇ subsetneq ⊊ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ nsubseteq ⊈ perp ⊥ "
    "parallel ∥ nparallel ∦ nmid ∤ vdash ⊢ dashv ⊣ models ⊨ vDash ⊨ Vdash ⊩ to → rightarrow → "
    "leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⟺ "
    "implies ⟹ impliedby ⟸ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ "
    "Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ "
    "downarrow ↓ updownarrow ↕ Uparrow ⇑ Downarrow ⇓ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ "
    "hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ leftharpoonup ↼ rightleftharpoons ⇌ "
    "leadsto ⇝ rightsquigarrow ⇝ colon :"
)
_LARGE = _named(
    "sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ bigcup ⋃ bigcap ⋂ bigvee ⋁ "
    "bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆"
)
_FUNCTIONS = _words(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp lim max "
    "min sup inf arg det dim gcd hom ker deg Pr liminf limsup argmax argmin mod bmod"
)

SIGNS: Mapping[str, str] = MappingProxyType(
    {**_GREEK, **_LETTERS, **_FENCES}
    | {name: f" {sign} " for name, sign in _OPERATORS.items()}
    | {name: f" {name.removeprefix('b')} " for name in _FUNCTIONS}
    | dict.fromkeys(
        (",", ":", ";", ">", " ", "quad", "qquad", "enspace", "thinspace"), " "
    )
    | dict.fromkeys(("!", "/", "left", "right", "middle", "limits", "nolimits"), "")
    | dict.fromkeys(("displaystyle", "textstyle", "scriptstyle", "rm", "bf", "it"), "")
    | dict.fromkeys(("big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr"), "")
    | dict.fromkeys(
        ("biggl", "biggr", "Biggl", "Biggr", "nonumber", "notag", "hline"), ""
    )
)
"""Command → what it prints, with spaces around what is set with spaces."""

LARGE: Mapping[str, str] = MappingProxyType(_LARGE)
"""Command → the sign of a sum, an integral and the like."""

ACCENTS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("hat", "widehat"), "\u0302")
    | dict.fromkeys(("tilde", "widetilde"), "\u0303")
    | dict.fromkeys(("bar", "overline"), "\u0305")
    | dict.fromkeys(("vec", "overrightarrow"), "\u20d7")
    | {"dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306"}
    | {"acute": "\u0301", "grave": "\u0300", "mathring": "\u030a"}
)
"""Command → the combining mark that each letter gets."""
