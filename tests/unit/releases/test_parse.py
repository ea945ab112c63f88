"""What the kind that is asked for changes, and what the explanation shows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from monarr.core.releases import explain_release, parse_path, parse_release


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Moth.S01E02.720p.HDTV-GRP", "movie"),
        ("Moth.2010.1080p.BluRay-GRP", "series"),
        ("Moth.S01E02.720p.HDTV-GRP", "music"),
    ],
)
def test_names_of_other_media_are_none_when_a_kind_is_asked_for(name: str, kind: str) -> None:
    assert parse_release(name, kind) is None


def test_music_is_recognised_without_being_asked_for() -> None:
    parsed = parse_release("Ada Moth - Night Lights (2019) [FLAC]")
    assert parsed is not None
    assert (parsed.type, parsed.artist, parsed.album) == ("music", "Ada Moth", "Night Lights")


def test_path_without_a_release_name_is_a_film_when_films_are_asked_for() -> None:
    parsed = parse_path("/films/Big Buck Bunny.mkv", "movie")
    assert parsed is not None
    assert parsed.title == "Big Buck Bunny"


def test_every_word_of_a_name_is_explained() -> None:
    tokens = explain_release("Moth.S01E02.Night.German.720p.HDTV.x264-GRP.mkv")
    found = {token.property: token.text for token in tokens}
    assert found["title"] == "Moth"
    assert found["episodes"] == "S01E02"
    assert found[""] == "Night"
    assert found["language"] == "German"
    assert found["release_group"] == "GRP"
    assert found["extension"] == "mkv"


def test_tokens_know_their_places() -> None:
    name = "[ www.example.org ] - Moth.2010.1080p.BluRay.x264-GRP"
    assert all(name[token.start : token.end] == token.text for token in explain_release(name))


def test_hash_has_no_tokens() -> None:
    assert explain_release("d41d8cd98f00b204e9800998ecf8427e") == []


def test_importing_builds_no_dictionary() -> None:
    code = "import monarr.core.releases._scan as s, monarr.core.releases; raise SystemExit(s.lexicon.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
