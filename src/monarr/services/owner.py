"""The owner, for those who act in their name: whoever has the command line has the house."""

from __future__ import annotations

from sqlalchemy import Connection

from monarr.core.access import SystemRole
from monarr.db.repositories import users as rows
from monarr.services.sessions import Visitor


def find_owner(connection: Connection) -> Visitor | None:
    """The owner as a visitor; None before the first run."""
    roles = rows.role_names(connection)
    for row in rows.list_users(connection):
        if SystemRole.OWNER in roles.get(row.id, ()):
            return Visitor(
                user_id=row.id, username=row.username, name=row.display_name, roles=rows.roles_of(connection, row.id)
            )
    return None
