"""One release asked about a few conditions, as the tests of every kind of condition do."""

from __future__ import annotations

from typing import Any

from monarr.core.formats import compile_formats
from monarr.core.formats.vocabulary import Numbering
from monarr.core.releases import ParsedRelease

GB = 1024**3
NAME = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


def condition(kind: str, negate: bool = False, required: bool = False, **fields: Any) -> dict[str, Any]:
    implementation = kind + "Specification"
    return {"name": kind, "implementation": implementation, "negate": negate, "required": required, "fields": fields}


def matches(
    *conditions: dict[str, Any],
    title: str = NAME,
    numbering: Numbering = "movie",
    parsed: dict[str, Any] | None = None,
    **more: Any,
) -> bool:
    """Whether a format of these conditions matches a WEBDL-1080p in English by OPEN, or what is said of it."""
    given = {"type": numbering, "title": "Sintel", "year": 2010, "quality": "WEBDL-1080p", "release_group": "OPEN"}
    release = ParsedRelease(**(given | {"languages": ["English"]} | (parsed or {})))
    formats = compile_formats([{"name": "F", "specifications": list(conditions)}], numbering)
    assert formats.errors == ()
    return formats.match(title, release, **more) == ("F",)


def holds(kind: str, fields: dict[str, Any], release: dict[str, Any]) -> bool:
    """Whether a single condition holds; its negation must say the opposite."""
    found = matches(condition(kind, **fields), **release)
    assert matches(condition(kind, negate=True, **fields), **release) is not found
    return found


def quality(name: str) -> dict[str, Any]:
    return {"parsed": {"quality": name}}


def of_series(release: dict[str, Any]) -> dict[str, Any]:
    return release | {"numbering": "series"}
