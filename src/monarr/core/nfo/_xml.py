"""A small tree out of untrusted XML. No document type, no entity declarations, bounded depth and number of elements."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat  # nosec: declarations that make it dangerous are refused below

_MOST_DEPTH = 40
_MOST_ELEMENTS = 50_000


class NotXml(ValueError):
    """The text is no XML that we accept."""


class Node:
    """An element: lower-case tag, attributes, children, and the text directly in it."""

    __slots__ = ("_parts", "attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._parts).strip()

    def add_text(self, text: str) -> None:
        self._parts.append(text)

    def all(self, tag: str) -> Iterator[Node]:
        return (child for child in self.children if child.tag == tag)

    def find(self, tag: str) -> Node | None:
        return next(self.all(tag), None)

    def text_of(self, tag: str) -> str | None:
        """The text of the first such child that has any; None without."""
        return next((child.text for child in self.all(tag) if child.text), None)


def parse_xml(text: str) -> Node:
    """The tree under an invented root, so that several documents may follow one another. Raises NotXml."""
    parser = expat.ParserCreate(encoding="utf-8")
    builder = _Builder()
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    try:
        parser.Parse(b"<nfo>" + text.encode("utf-8", "replace") + b"</nfo>", True)
    except expat.ExpatError as error:
        raise NotXml(str(error)) from error
    return builder.root.children[0]


class _Builder:
    def __init__(self) -> None:
        self.root = Node("", {})
        self.open: list[Node] = [self.root]
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) > _MOST_DEPTH or self.count > _MOST_ELEMENTS:
            raise NotXml("too deep or too large")
        node = Node(tag.lower(), {name.lower(): value for name, value in attributes.items()})
        self.open[-1].children.append(node)
        self.open.append(node)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.open[-1].add_text(text)

    def refuse(self, *_declaration: object) -> None:
        raise NotXml("declarations are not accepted")
