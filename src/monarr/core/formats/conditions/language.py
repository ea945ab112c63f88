"""The release has a language, or, with `exceptLanguage`, one besides it."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import word
from monarr.core.formats.model import ConditionKind, Predicate, Subject
from monarr.core.formats.vocabulary import ANY, LANGUAGES, ORIGINAL, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, LANGUAGES[numbering])
    others = bool(fields.get("exceptLanguage", False))

    def matches(subject: Subject) -> bool:
        if wanted == ANY:
            return not others
        named = subject.original_language or ORIGINAL if wanted == ORIGINAL else wanted
        if others:
            return any(language != named for language in subject.languages)
        return named in subject.languages

    return matches


KIND = ConditionKind("LanguageSpecification", build)
