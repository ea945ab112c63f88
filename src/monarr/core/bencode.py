"""Bencoding, the notation of torrent files and trackers. Made for content from strangers: depth, count and length of
what is read are bounded, so that a hostile file costs little. Source: BEP 3.
"""

from __future__ import annotations

from typing import Any

MAX_BYTES = 32_000_000
MAX_DEPTH = 48
MAX_VALUES = 2_000_000
MAX_DIGITS = 20


class NotBencoded(ValueError):
    """The content is not bencoded, or is bigger or deeper than any honest file."""


def decode(content: bytes) -> Any:
    """The value: int, bytes, list or dict with bytes keys. Raises NotBencoded, also for anything after the value."""
    reader = _Reader(content)
    value = reader.value(0)
    reader.finish()
    return value


def decode_with_spans(content: bytes) -> tuple[dict[bytes, Any], dict[bytes, bytes]]:
    """A dictionary, and the raw bytes of each of its values: hashes are taken over these. Raises NotBencoded."""
    reader = _Reader(content)
    reader.expect(b"d")
    values: dict[bytes, Any] = {}
    raw: dict[bytes, bytes] = {}
    while not reader.at_end_mark():
        key = reader.text()
        start = reader.position
        values[key] = reader.value(1)
        raw[key] = content[start : reader.position]
    reader.finish()
    return values, raw


def encode(value: Any) -> bytes:
    """Bencoded value; keys of a dictionary are sorted. Takes int, bytes, str (as UTF-8), list, tuple and dict."""
    parts: list[bytes] = []
    _append(value, parts)
    return b"".join(parts)


def _append(value: Any, parts: list[bytes]) -> None:
    if isinstance(value, int):
        parts.append(b"i%de" % value)
    elif isinstance(value, str):
        _append(value.encode(), parts)
    elif isinstance(value, bytes):
        parts.append(b"%d:" % len(value) + value)
    elif isinstance(value, list | tuple):
        parts.append(b"l")
        for member in value:
            _append(member, parts)
        parts.append(b"e")
    elif isinstance(value, dict):
        keyed = {key.encode() if isinstance(key, str) else key: member for key, member in value.items()}
        parts.append(b"d")
        for key in sorted(keyed):
            _append(key, parts)
            _append(keyed[key], parts)
        parts.append(b"e")
    else:
        raise TypeError(f"{type(value).__name__} has no bencoding")


class _Reader:
    def __init__(self, content: bytes) -> None:
        if len(content) > MAX_BYTES:
            raise NotBencoded(f"more than {MAX_BYTES} bytes")
        self.content = content
        self.position = 0
        self.values_left = MAX_VALUES

    def value(self, depth: int) -> Any:
        self.values_left -= 1
        if depth > MAX_DEPTH or self.values_left < 0:
            raise NotBencoded("too deep or too many values")
        mark = self.content[self.position : self.position + 1]
        if mark == b"i":
            self.position += 1
            return self.number(b"e")
        if mark == b"l":
            return self.members(depth)
        if mark == b"d":
            return self.pairs(depth)
        return self.text()

    def members(self, depth: int) -> list[Any]:
        self.position += 1
        found = []
        while not self.at_end_mark():
            found.append(self.value(depth + 1))
        return found

    def pairs(self, depth: int) -> dict[bytes, Any]:
        self.position += 1
        found = {}
        while not self.at_end_mark():
            key = self.text()
            found[key] = self.value(depth + 1)
        return found

    def text(self) -> bytes:
        length = self.number(b":")
        end = self.position + length
        if length < 0 or end > len(self.content):
            raise NotBencoded(f"a text ends behind the content, at {end}")
        found = self.content[self.position : end]
        self.position = end
        return found

    def number(self, end_mark: bytes) -> int:
        end = self.content.find(end_mark, self.position, self.position + MAX_DIGITS + 2)
        digits = self.content[self.position : end]
        if end < 0 or not digits.removeprefix(b"-").isdigit():
            raise NotBencoded(f"no number at {self.position}")
        self.position = end + 1
        return int(digits)

    def at_end_mark(self) -> bool:
        """Steps over the end of a list or dictionary when it is here."""
        if self.content[self.position : self.position + 1] != b"e":
            return False
        self.position += 1
        return True

    def expect(self, mark: bytes) -> None:
        if self.content[: len(mark)] != mark:
            raise NotBencoded("no dictionary")
        self.position = len(mark)

    def finish(self) -> None:
        if self.content[self.position :].strip():
            raise NotBencoded(f"more content behind the value, at {self.position}")
