"""Contexts of tags, path mappings, groups of players, and what one person may do."""

from __future__ import annotations

from typing import Any

from monarr.web.pages._forms import Errors
from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import common


def _ask(question: str = "Delete it?", goes: str = "No file is touched.") -> dict[str, str]:
    return {"question": question, "goes": goes, "path": "/delete"}


def tags() -> dict[str, Any]:
    rows = [{"id": 1, "label": "4k", "uses": "3 titles, 1 indexer", "path": "/settings/tags/1"}]
    return common("/settings", menu=s.menu("/settings/tags"), tags=rows, may_edit=True, errors=Errors(), error=None)


def tag_form() -> dict[str, Any]:
    return common(
        "/settings", menu=s.menu("/settings/tags"), tag={"label": "4k", "uses": "3 titles"}, label="4k",
        action="/settings/tags/1", errors=Errors(label="Another tag is called “4k”."), error=None, delete=_ask(),
    )  # fmt: skip


def path_mappings() -> dict[str, Any]:
    row = {
        "id": 1,
        "whose": "qBittorrent",
        "remote": "/data",
        "local": "/srv/data",
        "path": "/settings/path-mappings/1",
    }
    return common("/settings", menu=s.menu("/settings/path-mappings"), mappings=[row], subjects=True)


def path_mapping_form() -> dict[str, Any]:
    form = {"subject": "client:1", "remote_path": "/data", "local_path": "srv"}
    return common(
        "/settings", menu=s.menu("/settings/path-mappings"), heading="Change a mapping",
        action="/settings/path-mappings/1", subjects=[("", "Choose one"), ("client:1", "qBittorrent")], form=form,
        errors=Errors(local_path="The folder needs its whole path."), error=None, delete=_ask(),
    )  # fmt: skip


def player_groups() -> dict[str, Any]:
    row = {
        "id": 1,
        "name": "Lounge",
        "kind": "Kodi",
        "members": "Lounge, Attic",
        "on": True,
        "path": "/settings/player-groups/1",
    }
    return common("/settings", menu=s.menu("/settings/player-groups"), groups=[row])


def player_group_form() -> dict[str, Any]:
    form = {"name": "Lounge", "implementation": "kodi", "enabled": True, "skip": False, "members": (1,)}
    return common(
        "/settings", menu=s.menu("/settings/player-groups"), heading="A new group", is_new=True,
        action="/settings/player-groups/new", kinds=[("kodi", "Kodi")], players=[(1, "Lounge"), (2, "Attic")],
        form=form, errors=Errors(), error=None, delete=None,
    )  # fmt: skip


def user_permissions() -> dict[str, Any]:
    rows = [
        {"permission": "titles.read", "words": "See titles", "allowed": True, "reason": "by the role Member"},
        {"permission": "titles.edit", "words": "Change titles", "allowed": False, "reason": "no role gives it"},
    ]
    override = {"permission": "queue.read", "library": None, "words": "See the queue", "allowed": True, "ended": False,
                "where": "everywhere"}  # fmt: skip
    return common(
        "/settings", menu=s.menu("/settings/users"), may_edit=True, overrides=[override],
        user={"id": 2, "name": "Ben", "path": "/settings/users/2", "roles": "Member"},
        groups=[{"name": "Titles and files", "rows": rows}],
        form={"permission": "", "verdict": "allow", "library": "", "until": ""},
        options=[("", "Choose one"), ("queue.read", "See the queue")], libraries=[("", "Everywhere"), (1, "Films")],
        errors=Errors(), error=None,
    )  # fmt: skip
