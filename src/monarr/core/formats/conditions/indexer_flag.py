"""A mark that the indexer puts on the release, such as freeleech."""

from __future__ import annotations

from typing import Any

from monarr.core.formats.conditions._fields import word
from monarr.core.formats.model import ConditionKind, Predicate
from monarr.core.formats.vocabulary import FLAGS, Numbering


def build(fields: dict[str, Any], numbering: Numbering) -> Predicate:
    wanted = word(fields, FLAGS[numbering])
    return lambda subject: wanted in subject.flags


KIND = ConditionKind("IndexerFlagSpecification", build)
