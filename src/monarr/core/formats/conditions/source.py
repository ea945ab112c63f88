"""Where the quality comes from: television, web, disc."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import word
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import SOURCES, Numbering, source_word


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, SOURCES[numbering])
    return lambda subject: source_word(subject.quality, numbering) == wanted


KIND = ConditionKind("SourceSpecification", build)
