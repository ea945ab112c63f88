"""What is asked for changes nothing of what is read, only whether it counts."""

from __future__ import annotations

import re

import pytest

from monarr.core.releases import parse_path, parse_release
from tests.support.names import CORPUS, differences

OF_SERIES = ("series", "numbering", "packs", "titles", "sites", "mini-series", "absolute", "days", "anime", "folders")
SURE = re.compile(r"s\d{1,4}[ ._]?e\d|\b\d{1,2}x\d\d|(?:season|staffel) \d", re.IGNORECASE)


@pytest.mark.parametrize("kind", OF_SERIES)
def test_asked_for_as_a_series_it_reads_the_same(kind: str) -> None:
    wrong = {}
    for case in CORPUS[kind]:
        if case.get("kind") is not None or case.get("type") is not None or "title" not in case:
            continue
        read = parse_path if case["name"].startswith("/") else parse_release
        found = read(case["name"])
        if found is not None and found.type == "series" and (other := differences(kind, {**case, "kind": "series"})):
            wrong[case["name"]] = other
    assert wrong == {}


@pytest.mark.parametrize("kind", ["series", "numbering", "packs", "titles", "sites"])
def test_what_has_a_season_is_no_film(kind: str) -> None:
    names = [case["name"] for case in CORPUS[kind] if case.get("kind") is None and SURE.search(case["name"])]
    assert len(names) > 10
    assert [name for name in names if parse_release(name, "movie") is not None] == []


@pytest.mark.parametrize(
    "name",
    [
        "[Kumo] Moth Parade - 05 [1080p]",
        "[Kumo] Moth Parade 05v2 [1080p]",
        "Moth Parade - 05 [1080p]",
        "The.Evening.Lamp.2016.05.04.720p.HDTV-GRP",
        "/tv/Moth/Season 1/02 - The Wick.mkv",
        "/dl/Moth.S01E02.720p.WEB-DL-GRP/abc.xyz.mkv",
    ],
)
def test_episodes_without_a_season_are_no_films_either(name: str) -> None:
    read = parse_path if name.startswith("/") else parse_release
    assert read(name, "movie") is None


def test_a_film_whose_title_is_a_day_stays_a_film() -> None:
    parsed = parse_release("11.14.2003.(2004).1080p.BluRay.x264-GRP", "movie")
    assert parsed is not None
    assert parsed.year == 2004
