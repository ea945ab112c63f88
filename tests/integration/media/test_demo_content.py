"""The demo's catalogue is sound, and its files are what they say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from monarr.core.kinds import MediaKind
from monarr.demo.catalogue import DemoTitle, load_catalogue
from monarr.demo.media import cached_video, make_video
from monarr.media.probe import probe_file

TODAY = date(2026, 11, 20)
TITLES = load_catalogue(TODAY)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title.key)
def test_every_title_has_texts_and_artwork(title: DemoTitle) -> None:
    assert title.has_art("poster")
    assert title.has_art("fanart")
    assert len(title.overview) > 40
    assert title.genres
    assert 1 <= title.runtime_minutes <= 3


def test_no_two_things_share_an_id() -> None:
    for source in ("tmdb", "imdb", "tvdb", "tvmaze"):
        for kind in (MediaKind.MOVIE, MediaKind.SERIES):
            ids = [title.ids[source] for title in TITLES if title.kind is kind and source in title.ids]
            assert len(ids) == len(set(ids))
    episodes = [episode.id for title in TITLES for episode in title.episodes]
    assert len(episodes) == len(set(episodes)) > 20


def test_running_series_have_episodes_behind_and_before_today() -> None:
    for title in TITLES:
        if title.continuing:
            days = [episode.air_date for episode in title.episodes]
            assert min(days) < TODAY < max(days)


def test_a_file_is_as_long_as_the_catalogue_says(tmp_path: Path) -> None:
    [title] = [title for title in TITLES if title.key == "charge"]
    facts = probe_file(cached_video(tmp_path, title.video("720p", languages=("eng", "ger"))))
    assert facts.duration_seconds == pytest.approx(60, abs=0.5)
    assert (facts.video[0].width, [track.language for track in facts.audio]) == (1280, ["eng", "ger"])


def test_a_counterfeit_is_small_and_silent(tmp_path: Path) -> None:
    facts = probe_file(cached_video(tmp_path, TITLES[0].counterfeit()))
    assert (facts.video[0].width, facts.video[0].height, facts.audio) == (854, 480, ())


def test_the_same_specification_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (make_video(tmp_path / f"{n}.mkv", seconds=4, bitrate_kbps=400, label="A") for n in (1, 2))
    third = make_video(tmp_path / "3.mkv", seconds=4, bitrate_kbps=400, label="B")
    assert one.read_bytes() == other.read_bytes() != third.read_bytes()


def test_a_bitrate_is_kept_by_filling_up(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", seconds=30, width=640, height=360, bitrate_kbps=500, audio=())
    assert path.stat().st_size * 8 / 30_000 == pytest.approx(500, rel=0.1)
