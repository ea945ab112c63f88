"""`monarr backup` and `monarr restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from monarr.cli._group import Command, terminal
from monarr.cli._terminal import Terminal


@click.command(cls=Command)
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), help="The folder to write to (that of the data folder)."
)
@click.option("--with-key", is_flag=True, help="Take the key of the secrets along, sealed with a passphrase.")
@click.option("--passphrase", envvar="MONARR_BACKUP_PASSPHRASE", help="The passphrase; asked for when not given.")
def backup(folder: Path | None, with_key: bool, passphrase: str | None) -> None:
    """Write a backup of the database with all settings. Secrets in it stay enciphered."""
    from monarr.ports.clock import SystemClock
    from monarr.secrets import Cipher, load_key
    from monarr.services.backup import back_up
    from monarr.services.data_folder import make_data_folder

    spoken = terminal()
    settings = spoken.settings()
    paths = make_data_folder(settings.data_dir)
    key = load_key(paths.data / "secret.key")
    if with_key and passphrase is None:
        passphrase = click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    with spoken.progress() as progress:
        path = back_up(
            settings.database_url,
            (folder or paths.backups).absolute(),
            now=SystemClock().now(),
            key_id=Cipher(key).key_id,
            sealed_key=(key, passphrase) if with_key and passphrase is not None else None,
            progress=_reporter(progress),
        )
    data = {"path": str(path), "size_bytes": path.stat().st_size, "with_key": with_key}
    spoken.answer(data, lambda console: console.print(str(path), soft_wrap=True))


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--passphrase", envvar="MONARR_BACKUP_PASSPHRASE", help="Opens the key in the backup, if there is one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, passphrase: str | None, yes: bool) -> None:
    """Put the backup FILE in the place of the database. Stop the server before."""
    from monarr.secrets import Cipher, load_key
    from monarr.services.backup import read_manifest
    from monarr.services.backup import restore as put_back
    from monarr.services.data_folder import make_data_folder, only_server

    spoken = terminal()
    settings = spoken.settings()
    paths = make_data_folder(settings.data_dir)
    manifest = read_manifest(file)
    if not yes:
        click.confirm(
            f"Replace the database by that of {manifest.created_at:%d %B %Y, %H:%M UTC}?", abort=True, err=True
        )
    key_path = paths.data / "secret.key"
    key_id = Cipher(load_key(key_path)).key_id
    with only_server(paths.data), spoken.progress() as progress:
        done = put_back(
            file,
            settings.database_url,
            key_path=key_path,
            current_key_id=key_id,
            passphrase=passphrase,
            progress=_reporter(progress),
        )
    _tell(spoken, done)


def _reporter(progress: Any) -> Any:
    tasks: dict[str, Any] = {}

    def report(table: str, done: int, in_all: int) -> None:
        if table not in tasks:
            tasks[table] = progress.add_task(table, total=in_all)
        progress.update(tasks[table], completed=done)

    return report


def _tell(spoken: Terminal, done: Any) -> None:
    data = {
        "rows": done.rows,
        "created_at": done.manifest.created_at,
        "app_version": done.manifest.app_version,
        "secrets_readable": done.secrets_readable,
        "previous": None if done.previous is None else str(done.previous),
    }
    spoken.answer(msgspec.to_builtins(data), lambda console: console.print(f"{done.rows} rows are back."))
    if not done.secrets_readable:
        spoken.say("Passwords and keys of services were stored with another key: type them in again in the settings.")
    if done.previous is not None:
        spoken.say(f"The database before is kept as {done.previous}")
