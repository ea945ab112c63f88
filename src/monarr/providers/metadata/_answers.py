"""Answers into declared shapes, and the bits of text and time that sources write alike."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import TypeVar

import msgspec

from monarr.core.errors import UnexpectedAnswer
from monarr.core.text import text
from monarr.ports.http import HttpAnswer

T = TypeVar("T")
_SAMPLE_BYTES = 300


def decode(answer: HttpAnswer, shape: type[T], source: str) -> T:
    """The answer in its shape. Raises UnexpectedAnswer with a sample when it is something else."""
    try:
        return msgspec.json.decode(answer.content, type=shape, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        message = text("{source} answers with something else than expected.", source=source)
        sample = answer.content[:_SAMPLE_BYTES].decode("utf-8", "replace")
        raise UnexpectedAnswer(message, sample=sample) from error


def parse_date(value: str | None) -> date | None:
    """None for empty or impossible dates."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def parse_moment(value: str | None) -> datetime | None:
    """A moment with its offset, in UTC; None without an offset."""
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00")) if value else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment is not None and moment.tzinfo else None


def html_to_text(html: str | None) -> str | None:
    """Plain text with a blank line between paragraphs; None when nothing is left."""
    if not html:
        return None
    reader = _TextOfHtml()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or None


class _TextOfHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\n", " "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "div", "ul"):
            self.parts.append("\n\n")
