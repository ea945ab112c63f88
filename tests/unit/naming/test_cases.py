"""Every token and option, family by family, as `monarr name` answers (`tests/data/naming/`).

A case is a pattern, the name it makes, and what is particular to it, laid over the `about` of its file: `formats` for other
patterns, `field` for the pattern's own place, `titles`, `media`, `stream`, `audio`, `subs` as short forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from monarr.cli.name import answer
from monarr.core.naming._pattern import pieces
from monarr.core.naming.names import Place, tokens_of

FOLDER = Path(__file__).parents[2] / "data" / "naming"
FILE_FIELDS = ("standard_episode_format", "daily_episode_format", "anime_episode_format", "movie_format")
MADE = ("about", "field", "formats", "titles", "media", "stream", "audio", "subs", "languages")


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    found = deepcopy(base)
    for key, value in over.items():
        nested = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = merged(found[key], value) if nested else value
    return found


def question(pattern: str, about: dict[str, Any]) -> dict[str, Any]:
    asked = deepcopy(about)
    if asked.get("target") == "clean":
        return asked | {"text": pattern}
    config = asked.setdefault("config", {})
    fields = [asked["field"]] if asked.get("field") else FILE_FIELDS
    config |= dict.fromkeys(fields, pattern) | asked.get("formats", {})
    if isinstance(asked.get("titles"), list):
        asked["episodes"] = [{"season": 1, "episode": n, "title": one} for n, one in enumerate(asked["titles"], 1)]
    media = asked.get("media")
    if asked.get("stream") is not True and "stream" in asked:
        media = {"audio": [asked["stream"]] if asked["stream"] else []}
    if asked.get("languages"):
        audio = [{"codec": "ac3", "language": one} for one in asked.get("audio", [])]
        subtitles = [{"language": one} for one in asked.get("subs", [])]
        media = {"video_codec": "h264", "audio": audio, "subtitles": subtitles}
    if media:
        asked.setdefault("file", {})["media_info"] = media
    return {key: value for key, value in asked.items() if key not in MADE}


def cases_of(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """What is asked, and the name that comes of it."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for pattern, name, *more in data["cases"]:
        yield question(pattern, merged(data["about"], more[0] if more else {})), name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_patterns_make_the_names(path: Path) -> None:
    wrong = [
        (number, asked, name, found)
        for number, (asked, name) in enumerate(cases_of(path), 1)
        if (found := answer(msgspec.json.encode(asked))) != {"name": name}
    ]
    assert wrong == []


def test_every_token_has_a_case() -> None:
    used = {
        piece.key
        for path in FOLDER.glob("*.yaml")
        for asked, _ in cases_of(path)
        for pattern in asked.get("config", {}).values()
        if isinstance(pattern, str)
        for piece in pieces(pattern, escapes=False)
    }
    places: tuple[Place, ...] = ("movie_file", "episode_file", "season_folder")
    assert {token.name for place in places for key, token in tokens_of(place).items() if key not in used} == set()
