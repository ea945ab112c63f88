"""The size between two bounds in gigabytes of 1024³ bytes: more than the least, at most the greatest. A size that is
not known matches nothing."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import number
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import Numbering

GIGABYTE = 1024**3


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    low, high = number(fields, "min") * GIGABYTE, number(fields, "max") * GIGABYTE
    return lambda subject: subject.size_bytes is not None and low < subject.size_bytes <= high


KIND = ConditionKind("SizeSpecification", build)
