"""What differs between two documents of a guide, as codes with figures; `messages.guides` has the sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from monarr.core.formats import CustomFormat
from monarr.core.formats.model import Condition
from monarr.core.guides.model import Content, FormatGroup, NamingPreset, ProfileGuide, SizeGuide
from monarr.core.quality import ProfileItem, SizeLimits


class Change(msgspec.Struct, frozen=True):
    """One difference. `what` is the thing within the document: a condition, a quality, a score set."""

    code: str
    what: str = ""
    before: Any = None
    after: Any = None


def changes_between(before: Content, after: Content) -> tuple[Change, ...]:
    """The differences, in the order in which people read the thing. Of two kinds of content: none."""
    found: list[Change] = []
    if isinstance(before, CustomFormat) and isinstance(after, CustomFormat):
        found = _of_formats(before, after)
    elif isinstance(before, ProfileGuide) and isinstance(after, ProfileGuide):
        found = _of_profiles(before, after)
    elif isinstance(before, SizeGuide) and isinstance(after, SizeGuide):
        found = _of_tables("size", _shown_sizes(before.sizes), _shown_sizes(after.sizes))
    elif isinstance(before, FormatGroup) and isinstance(after, FormatGroup):
        found = _of_groups(before, after)
    elif isinstance(before, NamingPreset) and isinstance(after, NamingPreset):
        found = _of_tables("pattern", _flat(before.patterns), _flat(after.patterns))
    return tuple(found)


def _of_formats(before: CustomFormat, after: CustomFormat) -> list[Change]:
    old, new = _by_name(before.conditions), _by_name(after.conditions)
    found = [Change("renamed", before=before.name, after=after.name)] if before.name != after.name else []
    found += [Change("condition-added", name) for name in new if name not in old]
    found += [Change("condition-removed", name) for name in old if name not in new]
    for name, condition in new.items():
        if name in old and old[name] != condition:
            found.append(Change("condition-changed", name, _value(old[name]), _value(condition)))
    if before.include_when_renaming != after.include_when_renaming:
        found.append(Change("in-names", before=before.include_when_renaming, after=after.include_when_renaming))
    return found + _of_tables("score", before.trash_scores, after.trash_scores)


def _by_name(conditions: tuple[Condition, ...]) -> dict[str, Condition]:
    """Conditions by name; of several of one name the later ones are numbered."""
    found: dict[str, Condition] = {}
    for condition in conditions:
        name, number = condition.name, 2
        while name in found:
            name, number = f"{condition.name} ({number})", number + 1
        found[name] = condition
    return found


def _value(condition: Condition) -> str:
    marks = ["not"] if condition.negate else []
    marks += ["required"] if condition.required else []
    fields = ", ".join(str(value) for value in condition.fields.values())
    return " ".join([*marks, fields])


def _of_profiles(before: ProfileGuide, after: ProfileGuide) -> list[Change]:
    old, new = before.profile, after.profile
    found = [Change("renamed", before=old.name, after=new.name)] if old.name != new.name else []
    if _steps(old.items) != _steps(new.items):
        found.append(Change("steps", before=_steps(old.items), after=_steps(new.items)))
    for code, field in (
        ("cutoff", "cutoff"), ("upgrades", "upgrade_allowed"), ("minimum-score", "minimum_format_score"),
        ("cutoff-score", "cutoff_format_score"), ("increment", "minimum_score_increment"), ("languages", "languages"),
    ):  # fmt: skip
        earlier, later = getattr(old, field), getattr(new, field)
        if earlier != later:
            found.append(Change(code, before=_plain(earlier), after=_plain(later)))
    if before.score_set != after.score_set:
        found.append(Change("score-set", before=before.score_set, after=after.score_set))
    found += [Change("counts", name) for trash_id, name in after.formats.items() if trash_id not in before.formats]
    found += [Change("counts-not", name) for trash_id, name in before.formats.items() if trash_id not in after.formats]
    return found


def _steps(items: tuple[ProfileItem, ...]) -> str:
    """The allowed steps, the best first."""
    return " > ".join(item.label for item in reversed(items) if item.allowed)


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, tuple) else value


def _of_groups(before: FormatGroup, after: FormatGroup) -> list[Change]:
    code = "group"
    old, new = {*before.needed, *before.optional}, {*after.needed, *after.optional}
    if old != new or before.needed != after.needed or before.profiles != after.profiles:
        return [Change(code, before=len(old), after=len(new))]
    return [Change("renamed", before=before.name, after=after.name)] if before.name != after.name else []


def _shown_sizes(sizes: Mapping[str, SizeLimits]) -> dict[str, str]:
    return {
        name: "-".join("∞" if value is None else f"{value:g}" for value in (one.minimum, one.preferred, one.maximum))
        for name, one in sizes.items()
    }


def _flat(patterns: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{field}: {name}": pattern for field, named in patterns.items() for name, pattern in named.items()}


def _of_tables(code: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    keys = dict.fromkeys([*before, *after])
    return [
        Change(_code(code, key in before, key in after), key, before.get(key), after.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _code(code: str, was: bool, is_: bool) -> str:
    return code if was and is_ else f"{code}-added" if is_ else f"{code}-removed"


def scores_of(guide: ProfileGuide, formats: Mapping[str, CustomFormat]) -> dict[str, int]:
    """The points of each format that the profile counts, by trash id: those of its score set, else the default's, else
    none. Formats that are not among `formats` are left out."""
    return {trash_id: score_in(formats[trash_id], guide.score_set) for trash_id in guide.formats if trash_id in formats}


def score_in(custom: CustomFormat, score_set: str) -> int:
    """The points of a format in a score set."""
    return custom.trash_scores.get(score_set, custom.trash_scores.get("default", 0))
