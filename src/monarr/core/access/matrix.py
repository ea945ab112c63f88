"""The system roles and what each may do. One line is one permission; every cell has its test.

Members never see indexers, scores or paths: releases, the queue, history and files are not theirs to read.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class SystemRole(StrEnum):
    """Roles that come with Monarr. There is exactly one owner."""

    OWNER = "owner"
    ADMIN = "admin"
    MODERATOR = "moderator"
    MEMBER = "member"
    GUEST = "guest"


SYSTEM_ROLES: Final = tuple(SystemRole)

_OWNER: Final = frozenset({SystemRole.OWNER})
_ADMINS: Final = _OWNER | {SystemRole.ADMIN}
_STAFF: Final = _ADMINS | {SystemRole.MODERATOR}
_MEMBERS: Final = _STAFF | {SystemRole.MEMBER}
_ALL: Final = _MEMBERS | {SystemRole.GUEST}

MATRIX: Final[dict[str, frozenset[SystemRole]]] = {
    "titles.read": _ALL,
    "titles.play": _ALL,
    "titles.add": _STAFF,
    "titles.edit": _STAFF,
    "titles.delete": _STAFF,
    "titles.search": _STAFF,
    "releases.read": _STAFF,
    "releases.grab": _STAFF,
    "files.read": _STAFF,
    "files.edit": _STAFF,
    "files.delete": _STAFF,
    "queue.read": _STAFF,
    "queue.edit": _STAFF,
    "history.read": _STAFF,
    "wanted.read": _STAFF,
    "blocklist.read": _STAFF,
    "blocklist.edit": _STAFF,
    "trash.read": _STAFF,
    "trash.edit": _STAFF,
    "libraries.read": _ALL,
    "libraries.edit": _ADMINS,
    "profiles.read": _STAFF,
    "profiles.edit": _ADMINS,
    "formats.read": _STAFF,
    "formats.edit": _ADMINS,
    "quality.read": _STAFF,
    "quality.edit": _ADMINS,
    "naming.read": _STAFF,
    "naming.edit": _ADMINS,
    "tags.read": _STAFF,
    "tags.edit": _STAFF,
    "indexers.read": _ADMINS,
    "indexers.edit": _ADMINS,
    "clients.read": _ADMINS,
    "clients.edit": _ADMINS,
    "providers.read": _ADMINS,
    "providers.edit": _ADMINS,
    "players.read": _ADMINS,
    "players.edit": _ADMINS,
    "notifications.read": _ADMINS,
    "notifications.edit": _ADMINS,
    "jobs.read": _STAFF,
    "jobs.edit": _ADMINS,
    "status.read": _STAFF,
    "settings.read": _ADMINS,
    "settings.edit": _ADMINS,
    "users.read": _ADMINS,
    "users.edit": _ADMINS,
    "users.admins": _OWNER,
    "roles.read": _ADMINS,
    "roles.edit": _OWNER,
    "audit.read": _ADMINS,
    "account.read": _ALL,
    "account.edit": _ALL,
    "account.keys": _MEMBERS,
}

PERMISSIONS: Final = tuple(MATRIX)
