"""When a file is good enough: one definition for states, lists, searches and dry runs."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.decisions import is_content, lacking_languages
from monarr.core.quality import LanguageGoal, Strength
from tests.unit.decisions.samples import profile

GERMAN = LanguageGoal("German", Strength.MUST)
WAITED = LanguageGoal("French", Strength.MUST, wait_days=30)
ORIGINAL = LanguageGoal("Original", Strength.MUST)
NICE = LanguageGoal("Italian", Strength.NICE)


def content(*goals: LanguageGoal, heard: tuple[str, ...], original: str | None = "English", **more: Any) -> bool:
    wishes = profile(audio_goals=goals, **more.pop("profile", {}))
    file = {"quality": "Bluray-1080p", "score": 0} | more
    return is_content(wishes, heard=heard, original=original, **file)


@pytest.mark.parametrize(
    ("goals", "heard", "original", "lacking"),
    [
        ((GERMAN,), ("English",), "English", ("German",)),
        ((GERMAN, WAITED), ("German",), "English", ("French",)),
        ((NICE,), ("English",), "English", ()),
        ((ORIGINAL,), ("German",), "English", ("English",)),
        ((ORIGINAL,), ("Unknown",), "English", ()),
        ((ORIGINAL,), ("German",), None, ()),
        ((GERMAN,), (), "English", ()),
        ((GERMAN,), ("Unknown",), None, ()),
        ((GERMAN,), ("Original",), "German", ()),
        ((GERMAN, GERMAN), ("English",), "English", ("German",)),
    ],
)
def test_what_is_not_heard_is_lacking_where_that_is_known(
    goals: tuple[LanguageGoal, ...], heard: tuple[str, ...], original: str | None, lacking: tuple[str, ...]
) -> None:
    assert lacking_languages(profile(audio_goals=goals), heard, original) == lacking


def test_a_file_at_the_goal_is_wanted_better_for_a_language() -> None:
    assert not content(GERMAN, heard=("English",))
    assert content(GERMAN, heard=("English", "German"))
    assert not content(GERMAN, heard=("German",), quality="HDTV-720p")


def test_a_profile_that_upgrades_nothing_is_content() -> None:
    assert content(GERMAN, heard=("English",), profile={"upgrade_allowed": False})
