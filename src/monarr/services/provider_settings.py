"""Configured indexers, download clients, metadata sources, players and notifications: one set of use-cases for all.

Which settings there are, which are secret and what fits comes from the provider's own declaration. Secrets are stored
as one enciphered text bound to its row; what is shown has them masked. An edit closes the adapter and clears its health,
so that a source that rested after failures is asked again at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import AuthenticationFailed, Conflict, InvalidInput, NotFound
from monarr.core.text import Text, text
from monarr.db.health import forget_health
from monarr.db.models import DownloadClientTag, IndexerTag, NotificationTag
from monarr.db.repositories.tags import TAG, find_or_make_tags
from monarr.ports.provider import Provider, ProviderKind
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House
from monarr.services.sources import TABLES, stored_settings


class _Option(msgspec.Struct, frozen=True):
    """A column besides the provider's own settings."""

    default: Any
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()


_ON = _Option(True)
_OPTIONS: dict[str, dict[str, _Option]] = {
    ProviderKind.INDEXER: {
        "library_id": _Option(None), "enable_rss": _ON, "enable_search": _ON, "enable_interactive": _ON,
        "priority": _Option(25, 1, 50), "download_client_id": _Option(None), "query_limit": _Option(None, 1),
        "grab_limit": _Option(None, 1),
    },
    ProviderKind.DOWNLOAD_CLIENT: {
        "priority": _Option(1, 1, 50), "remove_completed": _ON, "remove_failed": _ON,
        "import_mode": _Option("automatic", choices=("automatic", "hardlink", "copy", "move")),
    },
    ProviderKind.METADATA: {"position": _Option(0, 0)},
    ProviderKind.PLAYER: {"group_id": _Option(None)},
    ProviderKind.NOTIFICATION: {"events": _Option([]), "library_id": _Option(None)},
}  # fmt: skip
_TAGS: dict[str, tuple[Any, str]] = {
    ProviderKind.INDEXER: (IndexerTag.__table__, "indexer_id"),
    ProviderKind.DOWNLOAD_CLIENT: (DownloadClientTag.__table__, "download_client_id"),
    ProviderKind.NOTIFICATION: (NotificationTag.__table__, "notification_target_id"),
}
_HAS_PROTOCOL = (ProviderKind.INDEXER, ProviderKind.DOWNLOAD_CLIENT)


class ProviderInput(msgspec.Struct, frozen=True, kw_only=True):
    """What a form or the API gives. `options` are the columns beside the settings (priority, import_mode …); what is
    absent keeps its value, or has its default. `protocol` is needed only where the provider does not fix it."""

    name: str
    implementation: str
    settings: dict[str, Any] = {}
    enabled: bool = True
    protocol: str | None = None
    options: dict[str, Any] = {}
    tags: tuple[str, ...] | None = None  # None: as they are


class Configured(msgspec.Struct, frozen=True, kw_only=True):
    """A configured provider as it may be shown: secrets masked."""

    id: int
    kind: str
    name: str
    implementation: str
    label: str
    enabled: bool
    settings: dict[str, Any]
    options: dict[str, Any]
    protocol: str | None = None
    tags: tuple[str, ...] = ()


def offered_providers(house: House, kind: ProviderKind | str) -> list[dict[str, Any]]:
    """What can be configured, as schemas for forms, by label."""
    found = house.registry.all_providers(ProviderKind(kind))
    return [house.registry.schema(one) for one in sorted(found, key=lambda one: one.label.lower())]


async def list_providers(house: House, kind: ProviderKind | str) -> list[Configured]:
    """All configured ones of a kind, in their order of use."""
    return await house.db.read(_list, house, str(kind))


async def find_provider(house: House, kind: ProviderKind | str, row_id: int) -> Configured:
    """Raises NotFound."""
    return await house.db.read(_get, house, str(kind), row_id)


async def create_provider(house: House, kind: ProviderKind | str, given: ProviderInput, actor: Actor) -> int:
    """Stores a new one and returns its id. Raises InvalidInput with a sentence per field, and Conflict for a name that
    is taken."""
    provider = _provider(house, kind, given.implementation)
    settings = provider.settings.load(given.settings).dump()
    return await house.db.write(_create, house, provider, given, settings, actor, house.clock.now())


async def edit_provider(
    house: House, kind: ProviderKind | str, row_id: int, given: ProviderInput, actor: Actor
) -> None:
    """Changes one. Secrets that come back masked or not at all stay. Raises NotFound, InvalidInput, Conflict."""
    kind = str(kind)
    row, stored = await house.db.read(_read_stored, house, kind, row_id)
    if given.implementation != row.implementation:
        raise InvalidInput(
            text("What it is cannot be changed; add a new one instead."),
            fields={"implementation": text("This is fixed once it is added.")},
        )
    provider = _provider(house, kind, row.implementation)
    settings = provider.settings.load(_with_secrets(house, provider, stored, given.settings)).dump()
    await house.db.write(_edit, house, provider, row_id, given, settings, actor, house.clock.now())
    await house.sources.forget(kind, row_id)


async def set_enabled(house: House, kind: ProviderKind | str, row_id: int, enabled: bool, *, actor: Actor) -> None:
    """Switches one on or off; nothing else changes. Raises NotFound."""
    kind = str(kind)
    await house.db.write(_switch, kind, row_id, enabled, actor, house.clock.now())
    if not enabled:
        await house.sources.forget(kind, row_id)


async def delete_provider(house: House, kind: ProviderKind | str, row_id: int, actor: Actor) -> None:
    """Takes one away; history keeps its name. Raises NotFound."""
    await house.db.write(_delete, str(kind), row_id, actor, house.clock.now())
    await house.sources.forget(kind, row_id)


async def test_provider(
    house: House,
    kind: ProviderKind | str,
    implementation: str,
    name: str,
    settings: Mapping[str, Any],
    *,
    row_id: int | None = None,
) -> None:
    """Tries settings for real before they are stored; with `row_id` the stored secrets stand in for masked ones. Raises
    InvalidInput for settings that do not fit, and ProviderError saying what to change."""
    kind = str(kind)
    provider = _provider(house, kind, implementation)
    given = dict(settings)
    if row_id is not None:
        _row, stored = await house.db.read(_read_stored, house, kind, row_id)
        given = _with_secrets(house, provider, stored, given)
    adapter = house.sources.build(kind, implementation, name, provider.settings.load(given).dump())
    try:
        await adapter.test()
    finally:
        close = getattr(adapter, "close", None)
        if close is not None:
            await close()


test_provider.__test__ = False  # type: ignore[attr-defined]  # its name is the button's, not a test's


def _provider(house: House, kind: ProviderKind | str, implementation: str) -> Provider:
    return house.registry.get_provider(ProviderKind(kind), implementation)


def _table(kind: str) -> Any:
    return TABLES[kind].__table__


def _list(connection: Connection, house: House, kind: str) -> list[Configured]:
    table = _table(kind)
    order = next((table.c[name] for name in ("position", "priority") if name in table.c), table.c.id)
    rows = connection.execute(select(table).order_by(order, func.lower(table.c.name), table.c.id))
    tags = _all_tags(connection, kind)
    return [_shown(house, kind, row, tags.get(row.id, ())) for row in rows]


def _get(connection: Connection, house: House, kind: str, row_id: int) -> Configured:
    row = _find(connection, kind, row_id)
    return _shown(house, kind, row, _all_tags(connection, kind).get(row_id, ()))


def _find(connection: Connection, kind: str, row_id: int) -> Any:
    table = _table(kind)
    row = connection.execute(select(table).where(table.c.id == row_id)).first()
    if row is None:
        raise NotFound(text("There is no such entry any more."), subject=f"{kind}:{row_id}")
    return row


def _shown(house: House, kind: str, row: Any, tags: tuple[str, ...]) -> Configured:
    """A provider that this version does not know (an older one did) shows without its settings."""
    try:
        provider = _provider(house, kind, row.implementation)
    except NotFound:
        label, settings = row.implementation, {}
    else:
        held = dict.fromkeys(
            (one.name for one in provider.settings.declared if one.is_secret), bool(row.secrets) or None
        )
        label, settings = provider.label, house.registry.mask(provider, {**held, **row.settings})
    return Configured(
        id=row.id, kind=kind, name=row.name, implementation=row.implementation, label=label, enabled=row.enabled,
        settings=settings, options={name: getattr(row, name) for name in _OPTIONS[kind]},
        protocol=getattr(row, "protocol", None), tags=tags,
    )  # fmt: skip


def _all_tags(connection: Connection, kind: str) -> dict[int, tuple[str, ...]]:
    if kind not in _TAGS:
        return {}
    table, owner = _TAGS[kind]
    statement = (
        select(table.c[owner].label("owner"), TAG.c.label).join(TAG, TAG.c.id == table.c.tag_id).order_by(TAG.c.label)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in connection.execute(statement):
        found[row.owner] = (*found.get(row.owner, ()), row.label)
    return found


def _read_stored(connection: Connection, house: House, kind: str, row_id: int) -> tuple[Any, dict[str, Any] | None]:
    """The row and its settings; None for those when their secrets were stored with another key."""
    row = _find(connection, kind, row_id)
    try:
        return row, stored_settings(row, kind, house.cipher)
    except AuthenticationFailed:
        return row, None


def _with_secrets(
    house: House, provider: Provider, stored: dict[str, Any] | None, given: Mapping[str, Any]
) -> dict[str, Any]:
    """What was given, with the stored secrets that were left alone. Raises InvalidInput for those when none can be
    read any more."""
    if stored is not None:
        return house.registry.merge_secrets(provider, stored, given)
    names = [one.name for one in provider.settings.declared if one.is_secret]
    masked = house.registry.mask(provider, dict.fromkeys(names, "set"))
    again = [name for name in names if given.get(name) == masked[name]]
    if again:
        sentence = text("This was stored with another key. Type it in again.")
        fields: dict[str, Text | str] = dict.fromkeys(again, sentence)
        raise InvalidInput(text("Stored passwords and keys cannot be read any more."), fields=fields)
    return dict(given)


def _columns(connection: Connection, provider: Provider, given: ProviderInput, row_id: int | None) -> dict[str, Any]:
    """Everything but settings and secrets, checked."""
    kind = str(provider.kind)
    table = _table(kind)
    problems: dict[str, Text | str] = {}
    values: dict[str, Any] = {}
    name = given.name.strip()
    if not name:
        problems["name"] = text("A name is needed.")
    same = select(table.c.id).where(func.lower(table.c.name) == name.lower(), table.c.id != (row_id or 0))
    if connection.execute(same).first() is not None:
        raise Conflict(text("“{name}” is taken. Choose another name.", name=name))
    for option, rule in _OPTIONS[kind].items():
        if option not in given.options:
            if row_id is None:
                values[option] = rule.default
            continue
        values[option] = given.options[option]
        problem = _misfit(values[option], rule)
        if problem is not None:
            problems[option] = problem
    unknown = sorted(set(given.options) - set(_OPTIONS[kind]))
    problems |= {option: text("There is no such option.") for option in unknown}
    if kind == ProviderKind.PLAYER and values.get("group_id", 0) is None:
        values["group_id"] = _own_group(connection, name, provider.implementation)
    if provider.kind in _HAS_PROTOCOL and (row_id is None or given.protocol is not None):
        protocol = provider.protocol or given.protocol
        if protocol not in ("torrent", "usenet"):
            problems["protocol"] = text("Choose torrent or usenet.")
        values["protocol"] = protocol
    if problems:
        raise InvalidInput(text("Some settings do not fit yet."), fields=problems)
    return {"name": name, "enabled": given.enabled, **values}


def _misfit(value: Any, rule: _Option) -> Text | None:
    if rule.choices and value not in rule.choices:
        return text("Choose one of: {choices}.", choices=", ".join(rule.choices))
    if value is None or isinstance(value, bool) or not (rule.least or rule.most):
        return None
    if not isinstance(value, int):
        return text("This takes a whole number.")
    if rule.least is not None and value < rule.least:
        return text("This starts at {least}.", least=rule.least)
    if rule.most is not None and value > rule.most:
        return text("This ends at {most}.", most=rule.most)
    return None


def _own_group(connection: Connection, name: str, implementation: str) -> int:
    """A player that was put into no group is one by itself."""
    from monarr.services.player_groups import free_group_name, insert_group

    return insert_group(connection, free_group_name(connection, name), implementation)


def _split(provider: Provider, settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Open settings, and the secret ones that are set."""
    secret = {one.name for one in provider.settings.declared if one.is_secret}
    plain = {name: value for name, value in settings.items() if name not in secret}
    return plain, {name: settings[name] for name in sorted(secret) if settings.get(name)}


def _sealed(house: House, kind: str, row_id: int, secrets: Mapping[str, Any]) -> str | None:
    if not secrets:
        return None
    place = f"{_table(kind).name}:{row_id}:secrets"
    return house.cipher.encrypt(msgspec.json.encode(secrets).decode(), place)


def _create(
    connection: Connection, house: House, provider: Provider, given: ProviderInput, settings: dict[str, Any],
    actor: Actor, now: datetime,
) -> int:  # fmt: skip
    kind = str(provider.kind)
    table = _table(kind)
    plain, secrets = _split(provider, settings)
    values = _columns(connection, provider, given, None)
    row = {**values, "implementation": provider.implementation, "settings": plain, "created_at": now, "updated_at": now}
    row_id = int(connection.execute(insert(table).returning(table.c.id), row).scalar_one())
    sealed = _sealed(house, kind, row_id, secrets)
    connection.execute(update(table).where(table.c.id == row_id), {"secrets": sealed})
    _write_tags(connection, kind, row_id, given.tags or ())
    _audit(connection, actor, kind, "added", row_id, {"after": {**values, "settings": plain}}, now)
    return row_id


def _edit(
    connection: Connection, house: House, provider: Provider, row_id: int, given: ProviderInput,
    settings: dict[str, Any], actor: Actor, now: datetime,
) -> None:  # fmt: skip
    kind = str(provider.kind)
    table, before = _table(kind), _find(connection, kind, row_id)
    plain, secrets = _split(provider, settings)
    values = {**_columns(connection, provider, given, row_id), "settings": plain}
    sealed = _sealed(house, kind, row_id, secrets)
    connection.execute(update(table).where(table.c.id == row_id), {**values, "secrets": sealed, "updated_at": now})
    if given.tags is not None:
        _write_tags(connection, kind, row_id, given.tags)
    forget_health(connection, f"{kind}:{row_id}")
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    changes = {"before": {name: getattr(before, name) for name in changed}, "after": changed}
    _audit(connection, actor, kind, "edited", row_id, changes, now)


def _switch(connection: Connection, kind: str, row_id: int, enabled: bool, actor: Actor, now: datetime) -> None:
    table, row = _table(kind), _find(connection, kind, row_id)
    if row.enabled == enabled:
        return
    connection.execute(update(table).where(table.c.id == row_id), {"enabled": enabled, "updated_at": now})
    forget_health(connection, f"{kind}:{row_id}")
    changes = {"before": {"enabled": row.enabled}, "after": {"enabled": enabled}}
    _audit(connection, actor, kind, "edited", row_id, changes, now)


def _delete(connection: Connection, kind: str, row_id: int, actor: Actor, now: datetime) -> None:
    table, row = _table(kind), _find(connection, kind, row_id)
    connection.execute(delete(table).where(table.c.id == row_id))
    forget_health(connection, f"{kind}:{row_id}")
    _audit(connection, actor, kind, "deleted", row_id, {"before": {"name": row.name}}, now)


def _write_tags(connection: Connection, kind: str, row_id: int, labels: tuple[str, ...]) -> None:
    if kind not in _TAGS:
        return
    table, owner = _TAGS[kind]
    connection.execute(delete(table).where(table.c[owner] == row_id))
    for tag_id in find_or_make_tags(connection, labels):
        connection.execute(insert(table), {owner: row_id, "tag_id": tag_id})


def _audit(
    connection: Connection, actor: Actor, kind: str, verb: str, row_id: int, changes: dict[str, Any], now: datetime
) -> None:
    write_audit(connection, actor, f"settings.{kind}.{verb}", now, subject=f"{kind}:{row_id}", changes=changes)
