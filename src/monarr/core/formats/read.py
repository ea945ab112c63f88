"""Custom-format JSON, of Sonarr, Radarr and the TRaSH Guides, as a value. Fields come as an object or as a list of
`{name, value}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monarr.core.formats.model import Condition, CustomFormat, FormatError


def read_format(spec: Any) -> CustomFormat | FormatError:
    """The format that a JSON object describes, or why it is none. Keys it does not know are passed over."""
    if not isinstance(spec, Mapping):
        return FormatError("", "", "not-a-format")
    name, listed = spec.get("name"), spec.get("specifications")
    if not isinstance(name, str) or not name.strip() or not isinstance(listed, list):
        return FormatError(name if isinstance(name, str) else "", "", "not-a-format")
    conditions = [_condition(entry) for entry in listed]
    if any(condition is None for condition in conditions):
        return FormatError(name, "", "not-a-format")
    scores = spec.get("trash_scores")
    return CustomFormat(
        name=name,
        conditions=tuple(condition for condition in conditions if condition is not None),
        include_when_renaming=spec.get("includeCustomFormatWhenRenaming") is True,
        trash_id=spec.get("trash_id") if isinstance(spec.get("trash_id"), str) else None,
        trash_scores={str(key): int(value) for key, value in scores.items() if isinstance(value, int)}
        if isinstance(scores, Mapping)
        else {},
    )


def _condition(entry: Any) -> Condition | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("implementation"), str):
        return None
    return Condition(
        implementation=entry["implementation"],
        name=str(entry.get("name") or ""),
        negate=entry.get("negate") is True,
        required=entry.get("required") is True,
        fields=_fields(entry.get("fields")),
    )


def _fields(given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return {str(name): value for name, value in given.items()}
    if isinstance(given, list):
        return {
            str(field["name"]): field.get("value") for field in given if isinstance(field, Mapping) and "name" in field
        }
    return {}


def write_format(custom: CustomFormat) -> dict[str, Any]:
    """The JSON object of a format, in the shape that the applications export and the guides use."""
    return {
        "name": custom.name,
        "includeCustomFormatWhenRenaming": custom.include_when_renaming,
        "specifications": [
            {
                "name": condition.name,
                "implementation": condition.implementation,
                "negate": condition.negate,
                "required": condition.required,
                "fields": dict(condition.fields),
            }
            for condition in custom.conditions
        ],
    }
