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
    tokens = explain_release("Moth.S01E02.Night.German.720p.HDTV.x264-GRP.mkv").tokens
    found = {token.property: token.text for token in tokens}
    assert found["title"] == "Moth"
    assert found["episodes"] == "S01E02"
    assert found[""] == "Night"
    assert found["language"] == "German"
    assert found["release_group"] == "GRP"
    assert found["extension"] == "mkv"


def test_tokens_know_their_places() -> None:
    name = "[ www.example.org ] - Moth.2010.1080p.BluRay.x264-GRP"
    assert all(name[token.start : token.end] == token.text for token in explain_release(name).tokens)


@pytest.mark.parametrize(
    ("name", "kind", "refused"),
    [
        ("d41d8cd98f00b204e9800998ecf8427e", None, "obfuscated"),
        ("", None, "empty"),
        ("Moth." * 1000, None, "too-long"),
        ("Big Buck Bunny", None, "no-evidence"),
        ("Moth.S01E02.720p.HDTV-GRP", "movie", "other-kind"),
        ("S01E02.720p.HDTV-GRP", None, "no-title"),
    ],
)
def test_what_is_no_release_says_why(name: str, kind: str | None, refused: str) -> None:
    explained = explain_release(name, kind)
    assert (explained.parsed, explained.refused) == (None, refused)


@pytest.mark.parametrize(
    ("name", "text", "dropped", "reason"),
    [
        ("The.French.Baker.S01E02.720p.HDTV-GRP", "French", "language", "in-title"),
        ("Moth.S01E02.The.French.Lesson.720p.HDTV-GRP", "French", "language", "in-episode-title"),
        ("Moth.2010.1080p.English.Subs.BluRay-GRP", "English", "language", "of-subtitles"),
        ("Moth.1920.2010.1080p.BluRay-GRP", "1920", "year", "in-title"),
        ("Moth.S01E02.Episode.7.720p.HDTV-GRP", "Episode.7", "episodes", "surer-number"),
    ],
)
def test_dropped_thoughts_are_told_with_the_reason(name: str, text: str, dropped: str, reason: str) -> None:
    thoughts = [one for token in explain_release(name).tokens for one in token.considered]
    assert (text, dropped, reason) in [(one.text, one.property, one.reason) for one in thoughts]


def test_tokens_of_a_path_are_those_of_its_file() -> None:
    path = "/tv/Moth/Season 1/02 - Night 720p.mkv"
    explained = explain_release(path)
    assert explained.parsed is not None
    assert explained.parsed.episodes == [2]
    assert all(path[token.start : token.end] == token.text for token in explained.tokens)


def test_importing_builds_no_dictionary() -> None:
    code = "import monarr.core.releases._scan as s, monarr.core.releases; raise SystemExit(s.lexicon.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
