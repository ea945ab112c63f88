"""The shipped profiles."""

from __future__ import annotations

import pytest

from monarr.core.kinds import ContentType
from monarr.core.quality import MOVIE_ORDER, SERIES_ORDER, QualityProfile, builtin_profiles


def named(content_type: ContentType, name: str) -> QualityProfile:
    return next(profile for profile in builtin_profiles(content_type) if profile.name == name)


@pytest.mark.parametrize(
    ("content_type", "order"), [(ContentType.MOVIE, MOVIE_ORDER), (ContentType.SERIES, SERIES_ORDER)]
)
def test_every_shipped_profile_lists_the_whole_order_and_allows_its_cutoff(
    content_type: ContentType, order: tuple[tuple[str, ...], ...]
) -> None:
    profiles = builtin_profiles(content_type)
    assert [profile.name for profile in profiles] == ["Any", "SD", "1080p", "4K"]
    for profile in profiles:
        assert tuple(item.qualities for item in profile.items) == order
        assert profile.allows(profile.cutoff)


def test_1080p_takes_nothing_smaller_and_stops_at_bluray() -> None:
    profile = named(ContentType.MOVIE, "1080p")
    assert profile.cutoff == "Bluray-1080p"
    assert not profile.allows("WEBDL-720p")
    assert not profile.allows("Remux-1080p")
    assert profile.rank("WEBDL-1080p") == profile.rank("WEBRip-1080p")


def test_any_leaves_out_recordings_from_a_cinema() -> None:
    profile = named(ContentType.MOVIE, "Any")
    assert not profile.allows("CAM")
    assert profile.allows("SDTV")
    assert profile.allows("Remux-2160p")


def test_music_has_no_ladder_of_pictures() -> None:
    assert builtin_profiles(ContentType.MUSIC) == ()
