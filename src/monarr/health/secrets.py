"""Every stored secret opens with the key of this house."""

from __future__ import annotations

from sqlalchemy import Connection, select

from monarr.core.errors import MonarrError
from monarr.core.text import text
from monarr.health.model import Check, Finding
from monarr.services.context import House
from monarr.services.sources import TABLES, stored_settings


async def run(house: House) -> Finding | None:
    names = await house.db.read(_unreadable, house)
    if not names:
        return None
    sentence = text("Stored passwords and keys of {names} cannot be read. Type them in again.", names=", ".join(names))
    return Finding(sentence, "/settings")


def _unreadable(connection: Connection, house: House) -> list[str]:
    names = []
    for kind, model in TABLES.items():
        table = model.__table__
        for row in connection.execute(select(table).where(table.c.secrets.is_not(None))):
            try:
                stored_settings(row, kind, house.cipher)
            except MonarrError:
                names.append(row.name)
    return names


CHECK = Check("secrets", text("Stored secrets"), run)
