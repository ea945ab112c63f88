"""What makes a quality special: remux, raw, screener, regional, disc."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import word
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import MODIFIERS, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, MODIFIERS)
    return lambda subject: subject.quality.modifier.value == wanted


KIND = ConditionKind("QualityModifierSpecification", build)
