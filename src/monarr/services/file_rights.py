"""Mode and group of what Monarr makes in the libraries, as the settings have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from monarr.core.text import Text, text
from monarr.db.repositories.profiles import find_settings
from monarr.files.rights import Rights, find_group, may_give_to, read_mode

KEYS = {name: f"files.{name}" for name in ("folder_mode", "file_mode", "file_group")}


def rights_problems(values: Mapping[str, Any]) -> dict[str, Text | str]:
    """Modes that are none, and a group that there is not or that Monarr's user is not in."""
    problems: dict[str, Text | str] = {}
    for name in ("folder_mode", "file_mode"):
        if values[name] and read_mode(values[name]) is None:
            problems[name] = text("A mode has three or four digits from 0 to 7, such as 775.")
    if (
        not problems.get("folder_mode")
        and values["folder_mode"]
        and (read_mode(values["folder_mode"]) or 0) & 0o700 != 0o700
    ):
        problems["folder_mode"] = text("Monarr itself must get into its folders: the first digit is 7.")
    if not problems.get("file_mode") and values["file_mode"] and (read_mode(values["file_mode"]) or 0) & 0o600 != 0o600:
        problems["file_mode"] = text("Monarr itself must read and write its files: the first digit is 6 or 7.")
    if group := values["file_group"]:
        group_id = find_group(group)
        if group_id is None:
            problems["file_group"] = text("This machine has no group “{name}”.", name=group)
        elif not may_give_to(group_id):
            problems["file_group"] = text(
                "The user that runs Monarr is not in the group “{name}”. Add it to the group and start Monarr again.",
                name=group,
            )
    return problems


def read_rights(connection: Connection) -> Rights:
    """Mode and group of what Monarr makes in the libraries."""
    found = find_settings(connection, dict.fromkeys(KEYS.values()))
    folder, file, group = (found[key] for key in KEYS.values())
    return Rights(read_mode(folder or ""), read_mode(file or ""), find_group(group) if group else None)
