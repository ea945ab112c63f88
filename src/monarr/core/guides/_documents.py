"""Documents of a guide as values: profiles, quality sizes, format groups, naming."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.vocabulary import ANY, Numbering
from monarr.core.guides.model import FormatGroup, NamingPreset, ProfileGuide, SizeGuide
from monarr.core.quality import QUALITIES, ProfileItem, QualityProfile, SizeLimits, get_quality

_BOUNDLESS = (1000.0, 2000.0)  # MB per minute: the ends of the applications' sliders, which mean no limit
_NEAR_THE_END = 5
# The parts of a naming file, and the field of the naming settings that each is for.
_SERIES_NAMING: dict[tuple[str, ...], str] = {
    ("season",): "season_folder_format",
    ("series",): "series_folder_format",
    ("episodes", "standard"): "standard_episode_format",
    ("episodes", "daily"): "daily_episode_format",
    ("episodes", "anime"): "anime_episode_format",
}
_MOVIE_NAMING: dict[tuple[str, ...], str] = {("folder",): "movie_folder_format", ("file",): "movie_format"}


class Unfit(Exception):
    """A document that cannot be used; `code` as in GuideProblem."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def read_profile(document: dict[str, Any]) -> ProfileGuide:
    """A profile. Guides list the best quality first, Monarr the worst."""
    items = [_item(entry) for entry in reversed(document["items"])]
    if not items:
        raise Unfit("no-steps")
    listed = [quality for item in items for quality in item.qualities]
    twice = next((name for name in listed if listed.count(name) > 1), None)
    if twice is not None:
        raise Unfit("repeated-quality", twice)
    if _whole(document, "cutoffFormatScore", 10_000) < _whole(document, "minFormatScore", 0):
        raise Unfit("bad-number", "cutoffFormatScore")
    language = document.get("language")
    return ProfileGuide(
        QualityProfile(
            name=_name(document),
            items=tuple(items),
            cutoff=_cutoff(document, items),
            upgrade_allowed=document.get("upgradeAllowed") is not False,
            minimum_format_score=_whole(document, "minFormatScore", 0),
            cutoff_format_score=_whole(document, "cutoffFormatScore", 10_000),
            minimum_score_increment=max(1, _whole(document, "minUpgradeFormatScore", 1)),
            languages=(language,) if isinstance(language, str) and language not in ("", ANY) else (),
        ),
        _counted(document),
        str(document.get("trash_score_set") or "default"),
    )


def _item(entry: Any) -> ProfileItem:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise Unfit("bad-shape", "items")
    members, allowed = entry.get("items"), entry.get("allowed") is True
    if members is None:
        return ProfileItem((_quality(entry["name"]),), allowed)
    if not isinstance(members, list) or not members:
        raise Unfit("bad-shape", entry["name"])
    return ProfileItem(tuple(_quality(member) for member in reversed(members)), allowed, entry["name"])


def _quality(name: Any) -> str:
    found = get_quality(str(name)).name
    if found not in QUALITIES or (found == "Unknown" and name != "Unknown"):
        raise Unfit("unknown-quality", str(name))
    return found


def _cutoff(document: dict[str, Any], items: list[ProfileItem]) -> str:
    """The label of the step that is looked for; a quality within a group stands for the group."""
    given = document.get("cutoff")
    for item in items:
        if item.allowed and (given == item.label or get_quality(str(given)).name in item.qualities):
            return item.label
    raise Unfit("bad-cutoff", str(given))


def _counted(document: dict[str, Any]) -> dict[str, str]:
    given = document.get("formatItems", {})
    if not isinstance(given, dict) or not all(isinstance(trash_id, str) for trash_id in given.values()):
        raise Unfit("bad-shape", "formatItems")
    return {trash_id: str(name) for name, trash_id in given.items()}


def read_sizes(document: dict[str, Any]) -> SizeGuide:
    """Size limits; where the applications' sliders stand at their end there is no limit."""
    sizes: dict[str, SizeLimits] = {}
    for entry in document["qualities"]:
        if not isinstance(entry, dict):
            raise Unfit("bad-shape", "qualities")
        name = _quality(entry.get("quality"))
        least, preferred, most = (_number(entry, field) for field in ("min", "preferred", "max"))
        if least is None or least < 0 or (most is not None and not least <= (preferred or most) <= most):
            raise Unfit("bad-limits", name)
        if most is None or most in _BOUNDLESS:
            wishless = preferred is None or preferred >= (most or 0) - _NEAR_THE_END
            sizes[name] = SizeLimits(least, None if wishless else preferred, None)
        else:
            sizes[name] = SizeLimits(least, preferred, most)
    if not sizes:
        raise Unfit("no-steps")
    return SizeGuide(str(document.get("type") or document.get("name") or "sizes"), sizes)


def read_group(document: dict[str, Any]) -> FormatGroup:
    needed: list[str] = []
    optional: list[str] = []
    for entry in document["custom_formats"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("trash_id"), str):
            raise Unfit("bad-shape", "custom_formats")
        chosen = entry.get("required") is True or entry.get("default") is True
        (needed if chosen else optional).append(entry["trash_id"])
    meant = document.get("quality_profiles")
    profiles = meant.get("include", {}) if isinstance(meant, dict) else {}
    if not isinstance(profiles, dict):
        raise Unfit("bad-shape", "quality_profiles")
    description = document.get("trash_description")
    return FormatGroup(
        _name(document), tuple(needed), tuple(optional), tuple(str(one) for one in profiles.values()),
        description if isinstance(description, str) else "",
    )  # fmt: skip


def read_naming(document: dict[str, Any], kind: Numbering) -> NamingPreset | None:
    """Naming patterns; None for a document that has none."""
    tables: dict[str, dict[tuple[str, ...], str]] = {"series": _SERIES_NAMING, "movie": _MOVIE_NAMING}
    for other, table in tables.items():
        found = {field: _variants(document, way) for way, field in table.items() if _at(document, way) is not None}
        if found and other != kind:
            raise Unfit("other-kind", other)
        if found:
            return NamingPreset(found)
    return None


def _at(document: dict[str, Any], way: tuple[str, ...]) -> Any:
    found: Any = document
    for step in way:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _variants(document: dict[str, Any], way: tuple[str, ...]) -> dict[str, str]:
    found = _at(document, way)
    if not isinstance(found, dict) or not found:
        raise Unfit("bad-shape", ".".join(way))
    for name, pattern in found.items():
        if not isinstance(pattern, str) or not pattern.strip():
            raise Unfit("bad-pattern", str(name))
    return dict(found)


def _name(document: dict[str, Any]) -> str:
    name = document.get("name")
    if not isinstance(name, str) or not name.strip():
        raise Unfit("missing-name")
    return name.strip()


def _whole(document: dict[str, Any], field: str, default: int) -> int:
    value = document.get(field, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unfit("bad-number", f"{field}: {value}")
    return value


def _number(entry: dict[str, Any], field: str) -> float | None:
    value = entry.get(field)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Unfit("bad-number", f"{field}: {value}")
    return float(value)
