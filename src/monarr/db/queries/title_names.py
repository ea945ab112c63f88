"""The names by which releases find a title, and which of them other titles bear too."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, or_, select

from monarr.db.models import MediaItem, TitleAlias

_ITEM: Any = MediaItem.__table__
_ALIAS: Any = TitleAlias.__table__
_OF_TITLE = (
    select(_ALIAS)
    .where(_ALIAS.c.item_id == bindparam("key"))
    .order_by(_ALIAS.c.season_number, _ALIAS.c.title, _ALIAS.c.id)
)
_NAMES: Any = bindparam("names", expanding=True)
_OTHERS = (
    select(_ITEM.c.id, _ITEM.c.title, _ITEM.c.year, _ITEM.c.clean_title, _ALIAS.c.clean_title.label("other_name"))
    .outerjoin(_ALIAS, (_ALIAS.c.item_id == _ITEM.c.id) & _ALIAS.c.clean_title.in_(_NAMES))
    .where(
        _ITEM.c.id != bindparam("key"), _ITEM.c.parent_id.is_(None), _ITEM.c.library_id.is_not(None),
        _ITEM.c.deleted_at.is_(None),
        or_(
            _ITEM.c.clean_title.in_(_NAMES),
            _ITEM.c.id.in_(select(_ALIAS.c.item_id).where(_ALIAS.c.clean_title.in_(_NAMES))),
        ),
    )
    .order_by(_ITEM.c.id)
)  # fmt: skip


class Namesake(msgspec.Struct, frozen=True):
    """Another title of the house that bears the same name."""

    id: int
    title: str
    year: int | None


class TitleName(msgspec.Struct, frozen=True, kw_only=True):
    """Another name of a title. `season_number`: of that season only. `source` is `person` for what somebody gave, else who
    said so. `also_of`: other titles whose releases may bear it too."""

    id: int
    title: str
    season_number: int | None
    language: str | None
    source: str
    also_of: tuple[Namesake, ...] = ()


def list_names(connection: Connection, title_id: int) -> list[TitleName]:
    """The other names of a title, those of no season first; two statements."""
    rows = connection.execute(_OF_TITLE, {"key": title_id}).all()
    sharing: dict[str, dict[int, Namesake]] = {}
    names = sorted({row.clean_title for row in rows})
    for other in connection.execute(_OTHERS, {"key": title_id, "names": names}) if names else ():
        for name in (other.clean_title, other.other_name):
            if name is not None:
                sharing.setdefault(name, {})[other.id] = Namesake(other.id, other.title, other.year)
    found = [
        TitleName(id=row.id, title=row.title, season_number=row.season_number, language=row.language,
                  source=row.source, also_of=tuple(sharing.get(row.clean_title, {}).values()))
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda name: -1 if name.season_number is None else name.season_number)
