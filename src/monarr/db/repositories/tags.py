"""Tags: labels that are compared without case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, insert, select

from monarr.db.models import Tag

TAG: Any = Tag.__table__


def find_or_make_tags(connection: Connection, labels: Iterable[str]) -> list[int]:
    """The ids of these labels, in order, each once; new labels are made."""
    found: dict[int, None] = {}
    for label in (one.strip() for one in labels):
        if not label:
            continue
        tag_id = connection.execute(select(TAG.c.id).where(func.lower(TAG.c.label) == label.lower())).scalar()
        if tag_id is None:
            tag_id = connection.execute(insert(TAG).returning(TAG.c.id), {"label": label}).scalar_one()
        found[int(tag_id)] = None
    return list(found)
