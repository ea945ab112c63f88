"""Settings of the whole house that live in the database: declared once here, for the form, the API and the checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import InvalidInput
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.repositories.settings import find_setting, save_setting
from monarr.ports.provider import ProviderSettings, Setting, setting
from monarr.services.audit import write_audit
from monarr.services.context import House
from monarr.services.file_rights import KEYS as _RIGHTS
from monarr.services.file_rights import rights_problems
from monarr.services.sessions import Visitor

CHANGED = "settings"  # the topic that tells of a change


class HouseSettings(ProviderSettings):
    """Fields are stored under `group.name`, as the groups below say."""

    house_name: str = setting(
        "Name of this house", default="", required=False, help="Greets people where they sign in."
    )
    language: str = setting(
        "Language of titles", default="en", help="Two letters. Descriptions are fetched in it where a source has them."
    )
    allowed_hosts: list[str] = setting(
        "Allowed host names",
        default=[],
        required=False,
        help="Names under which Monarr may be opened, besides localhost, private addresses and the external address.",
    )
    repairs: str = setting(
        "Propers and repacks",
        default="prefer",
        choices={
            "prefer": "Prefer them, and replace what they repair",
            "keep": "Prefer them, but keep what is here",
            "ignore": "Like any other release",
        },
    )
    pack_policy: str = setting(
        "A season pack replaces what is here",
        default="all",
        choices={
            "all": "When every episode gains",
            "share": "When a share of its episodes gains",
            "any": "When one episode gains",
        },
    )
    pack_share_percent: int = setting(
        "Share of the episodes that must gain", default=50, ge=1, le=100, unit="percent", advanced=True
    )
    minimum_age_minutes: int = setting(
        "Youngest usenet release", default=0, ge=0, le=100_000, unit="minutes", help="So that every server has it."
    )
    retention_days: int | None = setting(
        "Oldest usenet release", default=None, required=False, ge=1, le=20_000, unit="days", advanced=True
    )
    minimum_free_bytes: int = setting(
        "Space to leave free", default=100_000_000, ge=0, unit="bytes", help="A release that would take it is refused."
    )
    maximum_size_bytes: int | None = setting(
        "Largest release", default=None, required=False, ge=1, unit="bytes", advanced=True
    )
    availability_delay_days: int = setting(
        "Wait after a film is out", default=0, ge=-365, le=365, unit="days", advanced=True
    )
    refused_endings: list[str] = setting(
        "Unwanted files",
        default=[],
        required=False,
        help="Endings such as .lnk: a torrent that holds such a file is refused.",
        advanced=True,
    )
    folder_mode: str | None = setting(
        "Mode of new folders", default=None, required=False, placeholder="775",
        help="Three or four digits. Empty: as MONARR_UMASK says.",
    )  # fmt: skip
    file_mode: str | None = setting(
        "Mode of new files", default=None, required=False, placeholder="664",
        help="Of what Monarr copies, moves or writes. A hardlink keeps the mode that its client gave it: both names are one file.",
    )  # fmt: skip
    file_group: str | None = setting(
        "Group of new folders and files", default=None, required=False, placeholder="media",
        help="By name or number. The user that runs Monarr must be a member of it.",
    )  # fmt: skip
    allow_hardcoded_subs: bool = setting("Take releases with burned-in subtitles", default=False, advanced=True)


class Group(msgspec.Struct, frozen=True):
    """Settings that stand together."""

    name: str
    keys: dict[str, str]  # field -> key in the database


_RELEASES = (
    "repairs",
    "pack_policy",
    "pack_share_percent",
    "minimum_age_minutes",
    "retention_days",
    "minimum_free_bytes",
    "maximum_size_bytes",
    "availability_delay_days",
    "refused_endings",
    "allow_hardcoded_subs",
)
GROUPS = (
    Group("House", {"house_name": "house.name", "language": "metadata.language"}),
    Group("Network", {"allowed_hosts": "web.allowed_hosts"}),
    Group("Folders and files", _RIGHTS),
    Group("Releases", {name: f"releases.{name}" for name in _RELEASES}),
)
_KEYS = {name: key for group in GROUPS for name, key in group.keys.items()}


def declared(group: Group) -> list[Setting]:
    """The declarations of a group, in its order."""
    by_name = {one.name: one for one in HouseSettings.declared}
    return [by_name[name] for name in group.keys]


async def read_settings(house: House) -> dict[str, Any]:
    """All settings by field, defaults where nothing is stored."""
    return await house.db.read(_read)


def _read(connection: Connection) -> dict[str, Any]:
    return {one.name: find_setting(connection, _KEYS[one.name], one.default) for one in HouseSettings.declared}


async def change_settings(house: House, visitor: Visitor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Changes the named settings and returns all. Raises InvalidInput with a sentence per field."""
    unknown = sorted(set(values) - set(_KEYS))
    if unknown:
        raise InvalidInput(
            text("The settings were not changed."), fields={unknown[0]: text("There is no such setting.")}
        )
    before = await read_settings(house)
    after = HouseSettings.load({**before, **values}).dump()
    if problems := rights_problems(after):
        raise InvalidInput(text("The settings were not changed."), fields=problems)
    await house.db.write(_change, visitor, before, after, house.clock.now())
    return after


def _change(connection: Connection, visitor: Visitor, before: dict[str, Any], after: dict[str, Any], now: Any) -> None:
    changed = {name: value for name, value in after.items() if before[name] != value}
    for name, value in changed.items():
        save_setting(connection, _KEYS[name], value, now)
    if changed:
        write_audit(
            connection,
            visitor.actor,
            "settings.edited",
            now,
            changes={"before": {name: before[name] for name in changed}, "after": changed},
        )
        notice(connection, CHANGED)
