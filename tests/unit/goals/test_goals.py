"""Every goal is a profile that could be saved; its formats match what they say, and its weight is told in bytes."""

from __future__ import annotations

import pytest

from monarr.core.formats import compile_formats
from monarr.core.goals import FORMATS, GOALS, Goal, derive, goals_for, print_of, weights_of
from monarr.core.kinds import ContentType
from monarr.core.quality import ProfileItem, SizeLimits
from monarr.core.releases import parse_release
from monarr.messages.goals import episode_words, film_words, goal_name, goal_reasons
from monarr.services.profiles import check_profile

FILM = ContentType.MOVIE


def matched(code: str, name: str) -> bool:
    parsed = parse_release(name, "movie")
    assert parsed is not None, name
    found = compile_formats([FORMATS[code].spec], "movie")
    assert found.errors == ()
    return bool(found.match(name, parsed))


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("hdr", "Sintel.2010.2160p.WEB-DL.HDR10.H265-OPEN", True),
        ("hdr", "Sintel.2010.2160p.WEB-DL.HDR10+.H265-OPEN", True),
        ("hdr", "Sintel.2010.2160p.WEB-DL.HLG.H265-OPEN", True),
        ("hdr", "Sintel.2010.2160p.WEB-DL.SDR.H265-OPEN", False),
        ("hdr", "Hdrama.2010.2160p.WEB-DL.H265-OPEN", False),
        ("vision", "Sintel.2010.2160p.WEB-DL.DV.HDR10.H265-OPEN", True),
        ("vision", "Sintel.2010.2160p.WEB-DL.DV.H265-OPEN", False),
        ("vision-only", "Sintel.2010.2160p.WEB-DL.DoVi.H265-OPEN", True),
        ("vision-only", "Sintel 2010 2160p WEB-DL Dolby Vision H265-OPEN", True),
        ("vision-only", "Sintel.2010.2160p.WEB-DL.DV.HDR.H265-OPEN", False),
        ("vision-only", "Sintel.2010.DVDRip.x264-OPEN", False),
        ("h265", "Sintel.2010.1080p.WEB-DL.HEVC-OPEN", True),
        ("h265", "Sintel.2010.1080p.WEB-DL.x264-OPEN", False),
        ("h264", "Sintel.2010.1080p.WEB-DL.H.264-OPEN", True),
        ("h264", "Sintel.2010.1080p.WEB-DL.x265-OPEN", False),
        ("av1", "Sintel.2010.1080p.WEB-DL.AV1-OPEN", True),
        ("av1", "Sintel.2010.1080p.WEB-DL.AV10-OPEN", False),
        ("deep-h264", "Sintel.2010.720p.BluRay.x264.Hi10P-OPEN", True),
        ("deep-h264", "Sintel.2010.720p.BluRay.x265.10bit-OPEN", False),
        ("lossless", "Sintel.2010.1080p.BluRay.DTS-HD.MA.5.1.x264-OPEN", True),
        ("lossless", "Sintel.2010.1080p.BluRay.TrueHD.7.1.x264-OPEN", True),
        ("lossless", "Sintel.2010.1080p.BluRay.DTS.5.1.x264-OPEN", False),
        ("simple-sound", "Sintel.2010.1080p.WEB-DL.DDP5.1.x264-OPEN", True),
        ("simple-sound", "Sintel.2010.1080p.WEB-DL.AAC2.0.x264-OPEN", True),
        ("simple-sound", "Sintel.2010.1080p.BluRay.TrueHD.AC3.x264-OPEN", False),
        ("simple-sound", "Sintel.2010.1080p.BluRay.DTS.x264-OPEN", False),
        ("dual-audio", "Sintel.2010.1080p.BluRay.Dual.Audio.x264-OPEN", True),
        ("dual-audio", "Sintel.2010.1080p.BluRay.Multi-Subs.x264-OPEN", False),
        ("three-d", "Sintel.2010.1080p.BluRay.3D.HSBS.x264-OPEN", True),
        ("three-d", "Sintel.2010.1080p.BluRay.x264-3DOG", False),
        ("upscaled", "Sintel.2010.2160p.Upscaled.WEB-DL.x265-OPEN", True),
        ("upscaled", "Scaled.2010.2160p.WEB-DL.x265-OPEN", False),
    ],
)
def test_a_shipped_format_matches_what_it_says(code: str, name: str, expected: bool) -> None:
    assert matched(code, name) is expected


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.code)
def test_a_goal_is_a_profile_that_can_be_saved(goal: Goal) -> None:
    for kind in goal.content_types:
        profile = derive(goal, kind, name="Mine")
        assert check_profile(profile) == {}
        assert profile.items[profile.cutoff_rank].allowed
        assert set(profile.sizes) <= set(goal.qualities)
        for limits in profile.sizes.values():
            assert limits.minimum <= (limits.preferred or 0) <= (limits.maximum or 10**6)


@pytest.mark.parametrize("goal", GOALS, ids=lambda goal: goal.code)
def test_a_goal_can_be_told(goal: Goal) -> None:
    assert str(goal_name(goal.code)) != goal.code
    assert all("{" not in str(sentence) for sentence in goal_reasons(goal))
    assert set(goal.formats) | set(goal.refused) <= set(FORMATS)
    assert not set(goal.formats) & set(goal.refused)


def test_the_weight_of_a_film_and_of_an_episode_is_said() -> None:
    small = weights_of(derive(next(one for one in GOALS if one.code == "1080p-small"), FILM, name="x"))
    assert small is not None
    assert str(film_words(small)) == "A film of 100 minutes is some 2.0 GB, from 400 MB to 4.5 GB."
    assert str(episode_words(small)) == "An episode of 45 minutes is some 900 MB, from 180 MB to 2.0 GB."
    shelf = weights_of(derive(next(one for one in GOALS if one.code == "remux-archive"), FILM, name="x"))
    assert shelf is not None and shelf.most is None
    assert str(film_words(shelf)) == "A film of 100 minutes is some 45.0 GB, at least 800 MB."


def test_a_profile_that_allows_nothing_weighs_nothing() -> None:
    profile = derive(GOALS[0], FILM, name="x")
    none = tuple(ProfileItem(item.qualities, False, item.name) for item in profile.items)
    from msgspec.structs import replace

    assert weights_of(replace(profile, items=none)) is None


def test_the_print_tells_edited_rules_from_the_goals_own() -> None:
    from msgspec.structs import replace

    profile = derive(GOALS[0], FILM, name="x")
    assert print_of(replace(profile, name="Other", reputation_weight=50)) == print_of(profile)
    assert print_of(replace(profile, cutoff="Bluray-1080p")) != print_of(profile)
    assert print_of(replace(profile, sizes={**profile.sizes, "HDTV-1080p": SizeLimits(1, 2, 3)})) != print_of(profile)


def test_anime_is_no_goal_for_films() -> None:
    assert "anime" not in {goal.code for goal in goals_for(FILM)}
    assert "anime" in {goal.code for goal in goals_for(ContentType.ANIME)}
    assert "anime" not in {goal.code for goal in goals_for(None)}
