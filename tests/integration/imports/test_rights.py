"""Mode and group of what Monarr makes: folders and copies get them, a hardlink stays as its client has it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from monarr.db.models import SettingRow
from monarr.files.rights import Rights, apply_rights, find_group, may_give_to, read_mode
from monarr.health.root_folders import CHECK
from monarr.services.file_rights import rights_problems
from monarr.services.import_download import import_download
from tests.integration.imports.scene import NOW, Scene, video

SINTEL = "Sintel.2010.1080p.WEB-DL.x264-Durian"


def set_(scene: Scene, **values: Any) -> None:
    rows = [{"key": f"files.{name}", "value": value, "updated_at": NOW} for name, value in values.items()]
    scene.house.db.write_now(lambda c: c.execute(insert(SettingRow.__table__), rows))


def mode(path: Any) -> int:
    return Path(path).stat().st_mode & 0o7777


async def imported(scene: Scene, import_mode: str) -> Any:
    client = scene.client(import_mode=import_mode)
    download = scene.download(scene.film(), SINTEL, {"sintel.mkv": video()}, client_id=client)
    os.chmod(scene.downloads / SINTEL / "sintel.mkv", 0o600)  # noqa: PTH101
    assert (await import_download(scene.house, download)).state == "imported"
    return scene.files()[0]


async def test_a_copy_and_its_folder_get_the_modes(scene: Scene) -> None:
    set_(scene, folder_mode="2750", file_mode="640")
    file = await imported(scene, "copy")
    assert (mode(file.path), mode(Path(file.path).parent)) == (0o640, 0o2750)


async def test_a_hardlink_keeps_what_its_client_gave_it(scene: Scene) -> None:
    set_(scene, folder_mode="750", file_mode="664")
    file = await imported(scene, "hardlink")
    assert (mode(file.path), mode(Path(file.path).parent)) == (0o600, 0o750)


async def test_without_settings_nothing_is_touched(scene: Scene) -> None:
    file = await imported(scene, "hardlink")
    assert mode(file.path) == 0o600


def test_what_is_no_mode_and_no_group_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = {"folder_mode": None, "file_mode": None, "file_group": None}
    assert rights_problems(blank | {"folder_mode": "775", "file_mode": "0664"}) == {}
    assert set(rights_problems({"folder_mode": "abc", "file_mode": "88", "file_group": "no such group"})) == set(blank)
    assert set(rights_problems(blank | {"folder_mode": "077", "file_mode": "044"})) == {"folder_mode", "file_mode"}
    monkeypatch.setattr(os, "geteuid", lambda: 1234)
    monkeypatch.setattr(os, "getegid", lambda: 1234)
    monkeypatch.setattr(os, "getgroups", list)
    assert "not in the group" in str(rights_problems(blank | {"file_group": "0"})["file_group"])


def test_modes_and_groups_are_read() -> None:
    assert (read_mode("775"), read_mode("2775"), read_mode("9")) == (0o775, 0o2775, None)
    assert (find_group("0"), find_group("no such group")) == (0, None)
    assert may_give_to(os.getegid())


async def test_a_disk_that_refuses_is_told_by_the_check(lite: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    set_(lite, file_mode="664")
    assert await CHECK.run(lite.house) is None

    def refused(*_given: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refused)
    finding = await CHECK.run(lite.house)
    assert finding is not None and "Operation not permitted" in str(finding.message)
    assert apply_rights(Rights(folder_mode=0o750), str(lite.root), is_folder=True) is not None
