"""A small guide of invented things, written as the TRaSH Guides write theirs."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.guides import GuideFile

OPEN_TIER = {
    "trash_id": "a1", "trash_scores": {"default": 100, "german": 40}, "name": "Open Tier 01",
    "includeCustomFormatWhenRenaming": False,
    "specifications": [
        {"name": "OPEN", "implementation": "ReleaseGroupSpecification", "negate": False, "required": False,
         "fields": {"value": "^(OPEN)$"}},
    ],
}  # fmt: skip
WEB = {
    "trash_id": "b2", "name": "Web",
    "specifications": [
        {"name": "WEB", "implementation": "SourceSpecification", "negate": False, "required": True,
         "fields": {"value": 3}},
    ],
}  # fmt: skip
PROFILE = {
    "trash_id": "p1", "name": "Web 1080p", "group": 1, "upgradeAllowed": True, "cutoff": "WEB 1080p",
    "minFormatScore": 10, "cutoffFormatScore": 5000, "minUpgradeFormatScore": 5,
    "items": [
        {"name": "Bluray-1080p Remux", "allowed": False},
        {"name": "WEB 1080p", "allowed": True, "items": ["WEBRip-1080p", "WEBDL-1080p"]},
        {"name": "HDTV-720p", "allowed": True},
    ],
    "formatItems": {"Open Tier 01": "a1"},
}  # fmt: skip
SIZES = {
    "trash_id": "s1", "type": "series",
    "qualities": [
        {"quality": "HDTV-720p", "min": 10, "preferred": 995, "max": 1000},
        {"quality": "Bluray-1080p Remux", "min": 20.5, "preferred": 80, "max": 90},
    ],
}  # fmt: skip
GROUP = {
    "name": "[Tiers] Open", "trash_id": "g1", "trash_description": "Who shares.",
    "custom_formats": [
        {"name": "Open Tier 01", "trash_id": "a1", "required": True},
        {"name": "Web", "trash_id": "b2", "required": False},
    ],
    "quality_profiles": {"include": {"Web 1080p": "p1"}},
}  # fmt: skip
NAMING = {
    "season": {"default": "Season {season:00}"},
    "series": {"default": "{Series Title}", "plex": "{Series Title} {tvdb-{TvdbId}}"},
    "episodes": {"standard": {"default": "{Series Title} - S{season:00}E{episode:00}"}},
}
GUIDE: dict[str, Any] = {
    "cf/open.json": OPEN_TIER, "cf/web.json": WEB, "quality-profiles/web.json": PROFILE, "quality-size/series.json": SIZES,
    "cf-groups/open.json": GROUP, "naming/naming.json": NAMING,
}  # fmt: skip
PASSED_OVER: dict[str, Any] = {
    "conflicts.json": {"custom_formats": [{"a1": {"name": "A", "desc": ""}, "b2": {"name": "B", "desc": ""}}]},
    "quality-profile-groups/groups.json": [{"name": "Standard", "profiles": {"web": "p1"}}],
    "dummy-files/dummy.json": {"name": "x", "cutoff": "?", "items": [], "group": "https://example.org/authors"},
}


def files(documents: dict[str, Any]) -> list[GuideFile]:
    return [GuideFile(path, msgspec.json.encode(document)) for path, document in documents.items()]
