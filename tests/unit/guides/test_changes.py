"""What differs between two documents of a guide, told in sentences."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from monarr.core.guides import changes_between, read_entry
from monarr.messages.guides import change_sentence
from tests.unit.guides.documents import GROUP, NAMING, OPEN_TIER, PROFILE, SIZES, WEB


def said(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    old, new = read_entry(before, "x.json", "series"), read_entry(after, "x.json", "series")
    return [str(change_sentence(change)) for change in changes_between(old.content, new.content)]  # type: ignore[union-attr]


def changed(document: dict[str, Any], **more: Any) -> list[str]:
    return said(document, {**copy.deepcopy(document), **more})


CONDITION: dict[str, Any] = OPEN_TIER["specifications"][0]  # type: ignore[index, assignment]


@pytest.mark.parametrize(
    ("document", "more", "expected"),
    [
        (OPEN_TIER, {}, []),
        (OPEN_TIER, {"trash_description": "new words"}, []),
        (OPEN_TIER, {"name": "Open"}, ["Is called “Open” now, not “Open Tier 01”."]),
        (OPEN_TIER, {"includeCustomFormatWhenRenaming": True}, ["Stands in file names now."]),
        (OPEN_TIER, {"trash_scores": {"default": 5, "german": 40}}, ["Scores “default”: 100 points become 5."]),
        (OPEN_TIER, {"trash_scores": {"default": 100}}, ["Scores “german” are gone; they were 40 points."]),
        (OPEN_TIER, {"trash_scores": {"default": 100, "german": 40, "x": 0}}, ["Scores “x”: 0 points, which is new."]),
        (OPEN_TIER, {"specifications": WEB["specifications"]},
         ["New condition “WEB”.", "Without the condition “OPEN”."]),
        (OPEN_TIER, {"specifications": [CONDITION | {"negate": True}]},
         ["Condition “OPEN”: ^(OPEN)$ becomes not ^(OPEN)$."]),
        (OPEN_TIER, {"specifications": [CONDITION, CONDITION]}, ["New condition “OPEN (2)”."]),
        (PROFILE, {"cutoff": "HDTV-720p"}, ["Looks for better ones up to HDTV-720p, not WEB 1080p."]),
        (PROFILE, {"upgradeAllowed": False}, ["Looks for better ones no more."]),
        (PROFILE, {"cutoffFormatScore": 99}, ["A score of 99 is good enough; it was 5000."]),
        (PROFILE, {"minUpgradeFormatScore": 9}, ["Better by 9 is an upgrade; it was 5."]),
        (PROFILE, {"language": "Original"}, ["Language: Original; it was nothing."]),
        (PROFILE, {"trash_score_set": "german"}, ["Counts by the scores “german”, not “default”."]),
        (PROFILE, {"formatItems": {"Web": "b2"}}, ["Counts Web now.", "Counts Open Tier 01 no more."]),
        (PROFILE, {"items": [*PROFILE["items"][1:]]}, []),  # type: ignore[index]
        (PROFILE, {"items": [{"name": "SDTV", "allowed": True}, *PROFILE["items"]]},  # type: ignore[misc]
         ["Takes SDTV > WEB 1080p > HDTV-720p; it took WEB 1080p > HDTV-720p."]),
        (SIZES, {"qualities": [*SIZES["qualities"][:1]]},  # type: ignore[index]
         ["Remux-1080p has no limits any more; they were 20.5-80-90 MB a minute."]),
        (GROUP, {"custom_formats": GROUP["custom_formats"][:1]}, ["Holds 1 formats; it held 2, or others."]),
        (NAMING, {"season": {"default": "S{season:00}"}},
         ["season_folder_format: default: Season {season:00} becomes S{season:00}."]),
    ],
)  # fmt: skip
def test_a_change_is_a_sentence(document: dict[str, Any], more: dict[str, Any], expected: list[str]) -> None:
    assert changed(document, **more) == expected
