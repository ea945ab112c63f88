"""Custom formats as Sonarr and Radarr read them: with the numbers that each has for sources, languages and flags."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.model import Condition, CustomFormat
from monarr.core.formats.vocabulary import FLAGS, LANGUAGES, MODIFIERS, RELEASE_TYPES, SOURCES, Numbering


def export_format(custom: CustomFormat, to: Numbering, stored_as: Numbering | None = None) -> dict[str, Any]:
    """The JSON object that the application for `to` imports. `stored_as`: whose numbers stand in the conditions now.
    What the application has no number for stays a word, which it will refuse."""
    return {
        "name": custom.name,
        "includeCustomFormatWhenRenaming": custom.include_when_renaming,
        "specifications": [
            {
                "name": one.name,
                "implementation": one.implementation,
                "negate": one.negate,
                "required": one.required,
                "fields": _fields(one, to, stored_as or "series"),
            }
            for one in custom.conditions
        ],
    }


def _fields(condition: Condition, to: Numbering, stored_as: Numbering) -> dict[str, Any]:
    fields = dict(condition.fields)
    value = fields.get("value")
    before, after = _table(condition.implementation, stored_as), _table(condition.implementation, to)
    if after is not None and before is not None:
        word = before.get(value, value) if isinstance(value, int) else value
        fields["value"] = next((number for number, name in after.items() if _same(name, word)), value)
    elif condition.implementation == "ResolutionSpecification" and str(value).isdecimal():
        fields["value"] = int(str(value))
    return fields


def _same(name: Any, word: Any) -> bool:
    return str(name).casefold() == str(word).casefold()


def _table(implementation: str, numbering: Numbering) -> dict[int, str] | None:
    tables: dict[str, dict[int, str]] = {
        "SourceSpecification": dict(SOURCES[numbering]),
        "QualityModifierSpecification": dict(MODIFIERS),
        "LanguageSpecification": dict(LANGUAGES[numbering]),
        "IndexerFlagSpecification": dict(FLAGS[numbering]),
        "ReleaseTypeSpecification": dict(RELEASE_TYPES),
    }
    return tables.get(implementation)
