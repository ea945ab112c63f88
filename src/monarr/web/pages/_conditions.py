"""Kinds of conditions of custom formats as forms: their words, and their fields as declared settings."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.formats.vocabulary import FLAGS, LANGUAGES, MODIFIERS, RELEASE_TYPES, SOURCES, Numbering
from monarr.core.text import Text, text
from monarr.ports.provider import Setting


class KindForm(msgspec.Struct, frozen=True):
    label: Text
    fields: tuple[Setting, ...]


def _expression() -> tuple[Setting, ...]:
    return (Setting(name="value", label="Expression", help="A regular expression; case does not count."),)


def _choice(label: str, words: list[str]) -> tuple[Setting, ...]:
    choices = tuple((word, word.replace("_", " ").capitalize()) for word in dict.fromkeys(words))
    return (Setting(name="value", label=label, kind="choice", choices=choices),)


def _span(least: str, most: str, unit: str | None = None) -> tuple[Setting, ...]:
    return (
        Setting(name="min", label=least, kind="number", unit=unit),
        Setting(name="max", label=most, kind="number", unit=unit),
    )


_LINES = tuple((str(lines), f"{lines}p") for lines in (360, 480, 540, 576, 720, 1080, 2160))
FORMS: dict[str, KindForm] = {
    "ReleaseTitleSpecification": KindForm(text("Release title"), _expression()),
    "ReleaseGroupSpecification": KindForm(text("Release group"), _expression()),
    "EditionSpecification": KindForm(text("Edition"), _expression()),
    "SourceSpecification": KindForm(
        text("Source"), _choice("Source", [*SOURCES["series"].values(), *SOURCES["movie"].values()])
    ),
    "ResolutionSpecification": KindForm(
        text("Resolution"), (Setting(name="value", label="Resolution", kind="choice", choices=_LINES),)
    ),
    "QualityModifierSpecification": KindForm(text("Quality modifier"), _choice("Modifier", [*MODIFIERS.values()])),
    "LanguageSpecification": KindForm(
        text("Language"),
        (
            *_choice("Language", [*LANGUAGES["series"].values(), *LANGUAGES["movie"].values()]),
            Setting(name="exceptLanguage", label="Any language but this", kind="boolean", required=False),
        ),
    ),
    "IndexerFlagSpecification": KindForm(
        text("Indexer flag"),
        _choice("Flag", [*FLAGS["series"].values(), *FLAGS["movie"].values()]),
    ),
    "ReleaseTypeSpecification": KindForm(text("Release type"), _choice("Type", [*RELEASE_TYPES.values()])),
    "SizeSpecification": KindForm(text("Size"), _span("More than", "At most", "GB of 1024³ bytes")),
    "YearSpecification": KindForm(text("Year"), _span("From", "To")),
}


def form_of(implementation: str) -> KindForm:
    """The form of a kind; one that only an import knows shows by its name."""
    return FORMS.get(implementation) or KindForm(text("{name}", name=implementation), ())


def spoken(implementation: str, value: Any, kind: Numbering | None = None) -> Any:
    """A stored number as the word that the form chooses by. `kind` says whose numbers stand in the format."""
    numbering = kind or "series"
    tables: dict[str, dict[int, str]] = {
        "SourceSpecification": SOURCES[numbering], "QualityModifierSpecification": MODIFIERS,
        "LanguageSpecification": LANGUAGES[numbering], "IndexerFlagSpecification": FLAGS[numbering],
        "ReleaseTypeSpecification": RELEASE_TYPES,
    }  # fmt: skip
    table = tables.get(implementation)
    return table.get(value, value) if table is not None and isinstance(value, int) else value
