"""Ways through a parsed page; knows no tag's meaning."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode


def elements(
    node: LexborNode, *, text: bool = False
) -> Iterator[tuple[LexborNode, str]]:
    """Yield the elements (and the text) directly inside ``node`` with their tags."""
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if not tag.startswith("-") or (text and tag == "-text"):
            yield child, tag
        child = child.next


def sibling(node: LexborNode, *, back: bool = False) -> LexborNode | None:
    """Return the next element beside ``node`` (or the one before), None if there is none.

    Blank text in between does not count; other text does, and then there is none.
    """
    found = node.prev if back else node.next
    while found is not None:
        tag = found.tag or ""
        if not tag.startswith("-"):
            return found
        if tag == "-text" and (found.text_content or "").strip():
            return None
        found = found.prev if back else found.next
    return None


def names(node: LexborNode) -> list[str]:
    """Return the classes of an element."""
    return (node.attributes.get("class") or "").split()


def deep_text(node: LexborNode) -> str:
    """Return the text of an element however deep, without recursion."""
    return "".join(
        [
            part.text_content or ""
            for part in node.traverse(include_text=True)
            if part.tag == "-text"
        ]
    )
