"""People and their parts in titles. A person is known by a provider's id only: namesakes are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, tuple_, update

from monarr.db.models import CreditRow, Person, PersonExternalId
from monarr.db.repositories.artwork import find_or_insert_blob, recount_uses
from monarr.ports.metadata import Credit

PERSON: Any = Person.__table__
PERSON_ID: Any = PersonExternalId.__table__
CREDIT: Any = CreditRow.__table__
_FIRST_NAMES = 40  # of those who play; a series may name hundreds
_MOST_PORTRAITS = 60
_WITHOUT = (
    select(PERSON.c.id, PERSON.c.image_url)
    .join(CREDIT, CREDIT.c.person_id == PERSON.c.id)
    .where(
        CREDIT.c.item_id == bindparam("key"), PERSON.c.image_url.is_not(None), PERSON.c.image_blob_id.is_(None),
        (CREDIT.c.role != "actor") | (CREDIT.c.position < _FIRST_NAMES),
    )
    .group_by(PERSON.c.id, PERSON.c.image_url)
    .order_by(func.min(case((CREDIT.c.role == "actor", 0), else_=1)), func.min(CREDIT.c.position), PERSON.c.id)
    .limit(_MOST_PORTRAITS)
)  # fmt: skip


def write_credits(connection: Connection, item_id: int, parts: Sequence[Credit]) -> bool:
    """Sets who took part; True when that changed. Credits without an id of the person are passed over, locked rows
    stay, and nothing given changes nothing."""
    given = [credit for credit in parts if credit.ids]
    if not given:
        return False
    people = _find_or_make(connection, given)
    wanted: dict[tuple[int, str, str], int] = {}
    for credit in given:
        person_id = people[next(iter(credit.ids.items()))]
        wanted.setdefault((person_id, credit.role, credit.character or ""), credit.position)
    rows = list(connection.execute(select(CREDIT).where(CREDIT.c.item_id == item_id)))
    locked = {(row.person_id, row.role, row.character) for row in rows if row.locked}
    held = {(row.person_id, row.role, row.character): row.position for row in rows if not row.locked}
    wanted = {key: position for key, position in wanted.items() if key not in locked}
    if wanted == held:
        return False
    connection.execute(delete(CREDIT).where(CREDIT.c.item_id == item_id, CREDIT.c.locked.is_(False)))
    new = [
        {"item_id": item_id, "person_id": person, "role": role, "character": character, "position": position}
        for (person, role, character), position in wanted.items()
    ]
    if new:
        connection.execute(insert(CREDIT), new)
    return True


def _find_or_make(connection: Connection, parts: Sequence[Credit]) -> dict[tuple[str, str], int]:
    """Person by the first id of each credit; names and portraits are brought up to date, further ids are learnt."""
    first = {next(iter(credit.ids.items())): credit for credit in parts}
    every = {pair for credit in parts for pair in credit.ids.items()}
    statement = (
        select(PERSON_ID.c.provider, PERSON_ID.c.value, PERSON.c.id, PERSON.c.name, PERSON.c.image_url)
        .join(PERSON, PERSON.c.id == PERSON_ID.c.person_id)
        .where(tuple_(PERSON_ID.c.provider, PERSON_ID.c.value).in_(every))
    )
    known: dict[tuple[str, str], Any] = {(row.provider, row.value): row for row in connection.execute(statement)}
    found: dict[tuple[str, str], int] = {}
    for key, credit in first.items():
        row = next((known[pair] for pair in credit.ids.items() if pair in known), None)
        if row is None:
            values = {"name": credit.name, "image_url": credit.image_url}
            found[key] = int(connection.execute(insert(PERSON).returning(PERSON.c.id), values).scalar_one())
        else:
            found[key] = int(row.id)
            _update(connection, row, credit)
        for pair in credit.ids.items():
            if pair not in known:
                connection.execute(insert(PERSON_ID), {"provider": pair[0], "value": pair[1], "person_id": found[key]})
                known[pair] = _Known(found[key], credit.name, credit.image_url)
    return found


class _Known:
    """A person who was just written."""

    def __init__(self, id: int, name: str, image_url: str | None) -> None:  # noqa: A002 - as the column
        self.id, self.name, self.image_url = id, name, image_url


def _update(connection: Connection, row: Any, credit: Credit) -> None:
    values: dict[str, str | None] = {}
    if credit.name and credit.name != row.name:
        values["name"] = credit.name
    if credit.image_url and credit.image_url != row.image_url:
        values |= {"image_url": credit.image_url, "image_blob_id": None}  # the old portrait goes with its address
    if values:
        before = connection.execute(select(PERSON.c.image_blob_id).where(PERSON.c.id == row.id)).scalar()
        connection.execute(update(PERSON).where(PERSON.c.id == row.id), values)
        if before is not None and "image_blob_id" in values:
            recount_uses(connection, [before])


def list_without_portrait(connection: Connection, item_id: int) -> list[Row[Any]]:
    """Who took part and has a portrait on offer but none kept: `id` and `image_url`, the first names first."""
    return list(connection.execute(_WITHOUT, {"key": item_id}))


def set_portrait(connection: Connection, person_id: int, values: Mapping[str, Any], now: datetime) -> bool:
    """Keeps a portrait that was fetched from `values["source_url"]`; False when the person has gone, or another address
    since."""
    row = connection.execute(select(PERSON.c.image_url, PERSON.c.image_blob_id).where(PERSON.c.id == person_id)).first()
    if row is None or row.image_url != values["source_url"]:
        return False
    blob_id = find_or_insert_blob(connection, values, now)
    connection.execute(update(PERSON).where(PERSON.c.id == person_id), {"image_blob_id": blob_id})
    recount_uses(connection, [one for one in (row.image_blob_id, blob_id) if one is not None])
    return True
