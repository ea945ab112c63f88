"""One episode, several, or a season pack."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import word
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import RELEASE_TYPES, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, RELEASE_TYPES)
    return lambda subject: subject.release_type == wanted


KIND = ConditionKind("ReleaseTypeSpecification", build)
