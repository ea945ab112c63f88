"""Backup and restore: the whole database in one file, readable by either engine.

A backup is a zip with `manifest.json` and one `rows/<table>.jsonl` per table. Secrets in it stay enciphered; the key
goes along only on request, sealed with a passphrase. A restore first reads everything and compares it with the
manifest; only then does it touch what is there, and in such a way that the old state stands until the new one does.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from sqlalchemy import Connection, make_url

from monarr.core.errors import Conflict, InvalidInput, MonarrError
from monarr.core.text import text
from monarr.db.copying import (
    Progress,
    TableSum,
    empty_tables,
    insert_rows,
    iterate_rows,
    reset_sequences,
    row_as_json,
    row_from_json,
    snapshot,
    sum_table,
    tables_in,
)
from monarr.db.engine import make_engine
from monarr.db.migrate import NewerData, current, downgrade_on, is_known, state, upgrade, upgrade_on
from monarr.version import __version__

FORMAT = 1
DAILY, WEEKLY, MONTHLY = 7, 4, 12
_SCRYPT = {"length": 32, "n": 2**15, "r": 8, "p": 1}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `tables` maps names to counts and checksums; `members` names to SHA-256."""

    format: int
    app_version: str
    revision: str
    created_at: datetime
    key_id: str
    with_key: bool
    tables: dict[str, TableSum]
    members: dict[str, str]


class UnreadableBackup(MonarrError):
    """The file is no backup, is damaged, or is of another make. Nothing was changed."""


def backup_name(now: datetime) -> str:
    return f"monarr-{now.astimezone(UTC):%Y%m%d-%H%M%S}.zip"


def back_up(
    database_url: str,
    folder: Path,
    *,
    now: datetime,
    key_id: str,
    sealed_key: tuple[bytes, str] | None = None,
    progress: Progress | None = None,
) -> Path:
    """Writes a backup into `folder` and returns its path. `sealed_key` is the secret key and a passphrase, when the key
    is to go along. The file appears under its name only when it is complete."""
    revision, _head = state(database_url)
    if revision is None:
        raise Conflict(text("There is nothing to back up: the database is empty."))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / backup_name(now)
    partial = path.with_suffix(".partial")
    try:
        with snapshot(database_url) as connection, partial.open("wb") as raw:
            _write(connection, raw, revision, now, key_id, sealed_key, progress)
            raw.flush()
            os.fsync(raw.fileno())
        partial.chmod(0o600)
        partial.replace(path)
    except OSError as error:
        raise MonarrError(
            text(
                "The backup could not be written to {folder}: {reason}", folder=str(folder), reason=str(error.strerror)
            )
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def _write(
    connection: Connection,
    raw: Any,
    revision: str,
    now: datetime,
    key_id: str,
    sealed_key: tuple[bytes, str] | None,
    progress: Progress | None,
) -> None:
    sums: dict[str, TableSum] = {}
    members: dict[str, str] = {}
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        for table in tables_in(connection):
            sums[table.name] = sum_table(connection, table)
            name, digest = f"rows/{table.name}.jsonl", hashlib.sha256()
            with archive.open(name, "w", force_zip64=True) as member:
                for done, row in enumerate(iterate_rows(connection, table), 1):
                    line = row_as_json(row) + b"\n"
                    digest.update(line)
                    member.write(line)
                    if progress is not None and done % 1000 == 0:
                        progress(table.name, done, sums[table.name].rows)
            members[name] = digest.hexdigest()
        if sealed_key is not None:
            sealed = seal_key(*sealed_key)
            members["secret.key.sealed"] = hashlib.sha256(sealed).hexdigest()
            archive.writestr("secret.key.sealed", sealed)
        manifest = Manifest(
            format=FORMAT,
            app_version=__version__,
            revision=revision,
            created_at=now,
            key_id=key_id,
            with_key=sealed_key is not None,
            tables=sums,
            members=members,
        )
        archive.writestr("manifest.json", msgspec.json.format(msgspec.json.encode(manifest)))


def seal_key(key: bytes, passphrase: str) -> bytes:
    """The key, enciphered with a passphrase of at least eight characters."""
    if len(passphrase) < 8:
        raise InvalidInput(text("The passphrase needs at least 8 characters."))
    salt, nonce = os.urandom(16), os.urandom(12)
    wrap = Scrypt(salt=salt, **_SCRYPT).derive(passphrase.encode())
    return base64.b64encode(salt + nonce + AESGCM(wrap).encrypt(nonce, key, b"monarr secret.key"))


def open_key(sealed: bytes, passphrase: str) -> bytes:
    """The key out of a backup. Raises InvalidInput when the passphrase does not open it."""
    body = base64.b64decode(sealed)
    wrap = Scrypt(salt=body[:16], **_SCRYPT).derive(passphrase.encode())
    try:
        return AESGCM(wrap).decrypt(body[16:28], body[28:], b"monarr secret.key")
    except InvalidTag:
        raise InvalidInput(text("This passphrase does not open the key in the backup.")) from None


def read_manifest(path: Path) -> Manifest:
    """What a backup says of itself, after comparing every member with it. Raises UnreadableBackup, NewerData."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = msgspec.json.decode(archive.read("manifest.json"), type=Manifest)
            if manifest.format > FORMAT or not is_known(manifest.revision):
                raise NewerData(
                    text(
                        "This backup is of Monarr {version}, which is newer. Install that version to restore it.",
                        version=manifest.app_version,
                    )
                )
            for name, expected in manifest.members.items():
                digest = hashlib.sha256()
                with archive.open(name) as member:
                    while chunk := member.read(1 << 20):
                        digest.update(chunk)
                if digest.hexdigest() != expected:
                    raise UnreadableBackup(text("{path} is damaged: {name} has changed.", path=str(path), name=name))
    except (OSError, zipfile.BadZipFile, KeyError, msgspec.DecodeError, EOFError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise UnreadableBackup(text("There is no file {path}.", path=str(path))) from error
        raise UnreadableBackup(text("{path} is no backup of Monarr, or is damaged.", path=str(path))) from error
    return manifest


class Restored(msgspec.Struct, frozen=True):
    """What a restore did. `secrets_readable` is False when stored secrets were enciphered with another key and are
    asked for again. `previous` is where the old SQLite database was kept."""

    manifest: Manifest
    rows: int
    secrets_readable: bool
    previous: Path | None


def restore(
    path: Path,
    database_url: str,
    *,
    key_path: Path,
    current_key_id: str | None,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> Restored:
    """Puts a backup in the place of the database. Nothing may be using it. Raises before anything is changed when the
    backup cannot be read; a failure later leaves the old database as it was."""
    manifest = read_manifest(path)
    key = None
    if manifest.with_key and passphrase:
        with zipfile.ZipFile(path) as archive:
            key = open_key(archive.read("secret.key.sealed"), passphrase)
    previous = None
    if make_url(database_url).get_backend_name() == "sqlite":
        previous = _restore_sqlite(path, manifest, database_url, progress)
    else:
        _restore_postgresql(path, manifest, database_url, progress)
    if key is not None:
        _keep_key(key, key_path)
    readable = key is not None or manifest.key_id == current_key_id
    return Restored(manifest, sum(table.rows for table in manifest.tables.values()), readable, previous)


def _restore_sqlite(path: Path, manifest: Manifest, database_url: str, progress: Progress | None) -> Path | None:
    target = Path(make_url(database_url).database or "")
    fresh = target.with_name(target.name + ".restoring")
    _remove_sqlite(fresh)
    fresh_url = f"sqlite:///{fresh}"
    try:
        upgrade(fresh_url, manifest.revision)
        engine = make_engine(fresh_url, pool_size=1)
        try:
            with engine.connect() as connection, connection.begin():
                _load(connection, path, manifest, progress)
            with engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        finally:
            engine.dispose()
        upgrade(fresh_url)
        previous = None
        if target.exists():
            previous = target.with_name(target.name + ".before-restore")
            _settle_sqlite(target)
            _remove_sqlite(previous)
            os.link(target, previous)
        fresh.replace(target)
        for leftover in ("-wal", "-shm"):
            Path(f"{target}{leftover}").unlink(missing_ok=True)
        return previous
    finally:
        _remove_sqlite(fresh)


def _settle_sqlite(path: Path) -> None:
    """Brings what still stands in the write-ahead log into the file. Raises Conflict when somebody is using it."""
    engine = make_engine(f"sqlite:///{path}", pool_size=1)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        engine.dispose()
    if busy:
        raise Conflict(text("The database is in use. Stop Monarr, then restore."))


def _remove_sqlite(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _restore_postgresql(path: Path, manifest: Manifest, database_url: str, progress: Progress | None) -> None:
    """All in one transaction, tables included: PostgreSQL takes back even those."""
    engine = make_engine(database_url, pool_size=1)
    try:
        with engine.connect() as connection, connection.begin():
            found = current(connection)
            if found == manifest.revision:
                empty_tables(connection)
            else:
                if found is not None:
                    downgrade_on(connection, "base")
                upgrade_on(connection, manifest.revision)
            _load(connection, path, manifest, progress)
            upgrade_on(connection, "head")
    finally:
        engine.dispose()


def _load(connection: Connection, path: Path, manifest: Manifest, progress: Progress | None) -> None:
    there = tables_in(connection)
    unknown = set(manifest.tables) - {table.name for table in there}
    if unknown:
        raise UnreadableBackup(text("The backup has a table that is not known: {name}.", name=min(unknown)))
    with zipfile.ZipFile(path) as archive:
        for table in there:
            if table.name not in manifest.tables:
                continue
            expected = manifest.tables[table.name]
            report = None if progress is None else _reporter(progress, table.name, expected.rows)
            with archive.open(f"rows/{table.name}.jsonl") as member:
                found = insert_rows(connection, table, _rows(table, member), report)
            if found != expected:
                raise UnreadableBackup(text("Table {name} did not come back as it was written.", name=table.name))
    reset_sequences(connection)


def _reporter(progress: Progress, name: str, rows: int) -> Any:
    return lambda done: progress(name, done, rows)


def _rows(table: Any, member: Any) -> Iterator[list[Any]]:
    for line in member:
        yield row_from_json(table, line)


def _keep_key(key: bytes, key_path: Path) -> None:
    """Installs the key; the one before is kept beside it."""
    if key_path.exists():
        if key_path.read_bytes() == key:
            return
        shutil.copy2(key_path, key_path.with_name(key_path.name + ".before-restore"))
    partial = key_path.with_name(key_path.name + ".partial")
    partial.write_bytes(key)
    partial.chmod(0o600)
    partial.replace(key_path)


def list_backups(folder: Path) -> list[Path]:
    """Backups in a folder, newest first."""
    return sorted(folder.glob("monarr-*.zip"), reverse=True)


def prune_backups(folder: Path) -> list[Path]:
    """Keeps the newest of each of 7 days, 4 weeks and 12 months, and removes the rest; returns what it removed."""
    days: set[str] = set()
    weeks: set[str] = set()
    months: set[str] = set()
    removed = []
    for path in list_backups(folder):
        try:
            moment = datetime.strptime(path.stem, "monarr-%Y%m%d-%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
        kept = False
        for seen, key, most in (
            (days, f"{moment:%Y%m%d}", DAILY),
            (weeks, f"{moment:%G%V}", WEEKLY),
            (months, f"{moment:%Y%m}", MONTHLY),
        ):
            if key not in seen and len(seen) < most:
                seen.add(key)
                kept = True
        if not kept:
            path.unlink()
            removed.append(path)
    return removed
