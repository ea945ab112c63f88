"""People and their parts in titles. A person is known by a provider's id only: namesakes are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_, update

from monarr.db.models import CreditRow, Person, PersonExternalId
from monarr.ports.metadata import Credit

PERSON: Any = Person.__table__
PERSON_ID: Any = PersonExternalId.__table__
CREDIT: Any = CreditRow.__table__


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
    values = {}
    if credit.name and credit.name != row.name:
        values["name"] = credit.name
    if credit.image_url and credit.image_url != row.image_url:
        values["image_url"] = credit.image_url
    if values:
        connection.execute(update(PERSON).where(PERSON.c.id == row.id), values)
