"""Backups are complete and hold no secret in clear; a restore refuses what it cannot read, and keeps the old state."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from monarr.core.errors import InvalidInput
from monarr.db.copying import snapshot, sum_table, tables
from monarr.db.engine import Database
from monarr.db.migrate import NewerData, state, upgrade
from monarr.db.models import Tag
from monarr.services.backup import UnreadableBackup, back_up, backup_name, list_backups, prune_backups, restore

NOW = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)


@pytest.fixture
def house(migrated_database_url: str, furnished: Callable[[str], str]) -> str:
    return furnished(migrated_database_url)


def _sums(url: str) -> dict[str, object]:
    with snapshot(url) as connection:
        return {table.name: sum_table(connection, table) for table in tables()}


def _tag(url: str, label: str) -> None:
    db = Database(url)
    try:
        db.write_now(lambda c: c.execute(insert(Tag), {"label": label}))
    finally:
        db.close()


def _restore(path: Path, url: str, tmp_path: Path, **more: object):
    return restore(path, url, key_path=tmp_path / "secret.key", current_key_id="aaaa", **more)


def test_what_was_backed_up_comes_back(house: str, tmp_path: Path) -> None:
    before = _sums(house)
    path = back_up(house, tmp_path / "backups", now=NOW, key_id="aaaa")
    _tag(house, "later")
    assert _sums(house) != before
    restored = _restore(path, house, tmp_path)
    assert _sums(house) == before
    assert restored.secrets_readable


@pytest.mark.parametrize("revision", ["0001", "0004", "0007"])
def test_a_database_of_an_earlier_version_is_backed_up_and_comes_back_as_this_one(
    database_url: str, tmp_path: Path, revision: str
) -> None:
    upgrade(database_url, revision)
    _tag(database_url, "kept")
    path = back_up(database_url, tmp_path / "backups", now=NOW, key_id="aaaa")
    upgrade(database_url)
    _tag(database_url, "later")

    _restore(path, database_url, tmp_path)

    with snapshot(database_url) as connection:
        assert connection.execute(select(Tag.label)).scalars().all() == ["kept"]
    assert state(database_url)[0] == state(database_url)[1]


def test_a_backup_restores_into_the_other_engine(house: str, tmp_path: Path) -> None:
    path = back_up(house, tmp_path / "backups", now=NOW, key_id="aaaa")
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    _restore(path, other, tmp_path)
    assert _sums(other) == _sums(house)


def test_it_holds_ciphertext_only_and_no_key(house: str, tmp_path: Path) -> None:
    path = back_up(house, tmp_path, now=NOW, key_id="aaaa")
    with zipfile.ZipFile(path) as archive:
        assert "secret.key.sealed" not in archive.namelist()
        assert b"k1.aaaa.ciphertext" in archive.read("rows/indexer.jsonl")
    assert path.stat().st_mode & 0o077 == 0


def test_the_key_goes_along_only_with_a_passphrase(house: str, tmp_path: Path) -> None:
    key = bytes(range(32))
    with pytest.raises(InvalidInput, match="8 characters"):
        back_up(house, tmp_path, now=NOW, key_id="aaaa", sealed_key=(key, "short"))
    path = back_up(house, tmp_path, now=NOW, key_id="aaaa", sealed_key=(key, "lantern slide"))
    assert key not in path.read_bytes()
    with pytest.raises(InvalidInput, match="passphrase"):
        _restore(path, house, tmp_path, passphrase="magic lantern")
    _restore(path, house, tmp_path, passphrase="lantern slide")
    assert (tmp_path / "secret.key").read_bytes() == key


def test_another_key_is_told_and_everything_else_stays(house: str, tmp_path: Path) -> None:
    path = back_up(house, tmp_path, now=NOW, key_id="bbbb")
    assert not _restore(path, house, tmp_path).secrets_readable


@pytest.mark.parametrize("harm", ["not-a-zip", "cut", "changed-rows", "newer", "missing"])
def test_what_cannot_be_read_is_refused_and_the_old_state_stays(house: str, tmp_path: Path, harm: str) -> None:
    path = back_up(house, tmp_path, now=NOW, key_id="aaaa")
    _tag(house, "kept")
    before = _sums(house)
    if harm == "not-a-zip":
        path.write_bytes(b"<html>")
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    elif harm == "missing":
        path.unlink()
    else:
        _change(path, harm)
    with pytest.raises((UnreadableBackup, NewerData)):
        _restore(path, house, tmp_path)
    assert _sums(house) == before


def _change(path: Path, harm: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    if harm == "changed-rows":
        members["rows/tag.jsonl"] = b'[1,"forged"]\n'
    else:
        words = members["manifest.json"].decode()
        revision = words.split('"revision": "')[1].split('"')[0]
        members["manifest.json"] = words.replace(f'"{revision}"', '"ffff"', 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)


def test_a_restore_that_fails_half_way_keeps_the_old_state(
    house: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(house, tmp_path, now=NOW, key_id="aaaa")
    _tag(house, "kept")
    before = _sums(house)

    def stop(_name: str, _done: int, _rows: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        _restore(path, house, tmp_path, progress=stop)
    assert _sums(house) == before
    assert not list(tmp_path.glob("*.restoring*"))


def test_the_old_sqlite_database_is_kept_beside_the_new(tmp_path: Path, furnished: Callable[[str], str]) -> None:
    from monarr.db.migrate import upgrade

    url = f"sqlite:///{tmp_path / 'monarr.sqlite3'}"
    upgrade(url)
    furnished(url)
    path = back_up(url, tmp_path / "backups", now=NOW, key_id="aaaa")
    _tag(url, "later")
    previous = _restore(path, url, tmp_path).previous
    assert previous is not None
    db = Database(f"sqlite:///{previous}")
    try:
        assert db.read_now(lambda c: c.execute(select(Tag.label)).scalars().all()) == ["later"]
    finally:
        db.close()


def test_pruning_keeps_days_weeks_and_months(tmp_path: Path) -> None:
    for days in range(400):
        (tmp_path / backup_name(NOW - timedelta(days=days))).touch()
    prune_backups(tmp_path)
    left = [path.stem.split("-")[1] for path in list_backups(tmp_path)]
    assert left[:7] == [f"{NOW - timedelta(days=day):%Y%m%d}" for day in range(7)]
    assert len({stamp[:6] for stamp in left}) == 12
    assert len(left) <= 7 + 4 + 12
