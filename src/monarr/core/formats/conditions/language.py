"""The release has a language, or, with `exceptLanguage`, one besides it. `Original` is that of the film or series where
it is known. `Any` is a wish of profiles, which no release has."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import is_switched_on, word
from monarr.core.formats.model import ConditionKind, Predicate, Subject
from monarr.core.formats.vocabulary import LANGUAGES, ORIGINAL, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, LANGUAGES[numbering])
    others = is_switched_on(fields, "exceptLanguage")

    def matches(subject: Subject) -> bool:
        named = subject.original_language or ORIGINAL if wanted == ORIGINAL else wanted
        if others:
            return any(language != named for language in subject.languages)
        return named in subject.languages

    return matches


KIND = ConditionKind("LanguageSpecification", build)
