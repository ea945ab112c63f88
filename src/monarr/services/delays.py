"""Delay profiles: how long to wait for something better. The first whose library and tags fit a title holds for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import Protocol
from monarr.core.restricting import DelayInput
from monarr.core.text import Text, text
from monarr.db.models import DelayProfile, DelayProfileTag
from monarr.db.repositories.tags import find_or_make_tags
from monarr.services._shared_rows import check_library, check_name, labels_of
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

LONGEST_MINUTES = 60 * 24 * 90
_DELAY: Any = DelayProfile.__table__
_TAG: Any = DelayProfileTag.__table__


class StoredDelay(DelayInput, frozen=True, kw_only=True):
    """With its id. `position` 0 is asked first."""

    id: int
    position: int


async def list_delays(house: House) -> list[StoredDelay]:
    """All of them, in the order in which they are asked."""
    return await house.db.read(list_delays_in)


async def save_delay(house: House, given: DelayInput, actor: Actor, *, delay_id: int | None = None) -> int:
    """Stores a delay profile (a new one, without `delay_id`, is asked last) and returns its id. Raises InvalidInput by
    field, NotFound, Conflict for a name that is taken."""
    return await house.db.write(_save, given, delay_id, actor, house.clock.now())


async def order_delays(house: House, ids: Sequence[int], actor: Actor) -> None:
    """Puts the delay profiles into this order. Raises InvalidInput unless each of them is named once."""
    await house.db.write(_order, list(ids), actor, house.clock.now())


async def delete_delay(house: House, delay_id: int, actor: Actor) -> None:
    """Raises NotFound."""
    await house.db.write(_delete, delay_id, actor, house.clock.now())


def check_delay(given: DelayInput) -> dict[str, Text | str]:
    """What does not fit, by field; empty when all does."""
    problems: dict[str, Text | str] = {}
    if not given.name.strip():
        problems["name"] = text("A name is needed.")
    if not given.enable_torrent and not given.enable_usenet:
        problems["enable_torrent"] = text("Allow torrents, usenet or both.")
    for field in ("torrent_minutes", "usenet_minutes"):
        if not 0 <= getattr(given, field) <= LONGEST_MINUTES:
            problems[field] = text("From 0 to {most} minutes.", most=LONGEST_MINUTES)
    on = {Protocol.TORRENT: given.enable_torrent, Protocol.USENET: given.enable_usenet}
    if given.preferred_protocol is not None and not on[given.preferred_protocol]:
        problems["preferred_protocol"] = text("This one is switched off.")
    return problems


def insist_on_delay(connection: Connection, given: DelayInput, delay_id: int | None) -> None:
    """Raises as `save_delay` for one that could not be stored."""
    problems = check_delay(given)
    if problems:
        raise InvalidInput(text("The delay does not fit yet."), fields=problems)
    check_library(connection, given.library_id)
    check_name(connection, _DELAY, given.name, given.library_id, delay_id)
    if delay_id is not None:
        find_delay(connection, delay_id)


def find_delay(connection: Connection, delay_id: int) -> StoredDelay:
    """Raises NotFound."""
    for one in list_delays_in(connection):
        if one.id == delay_id:
            return one
    raise _gone(delay_id)


def list_delays_in(connection: Connection) -> list[StoredDelay]:
    labels = labels_of(connection, _TAG, "delay_profile_id")
    return [
        StoredDelay(
            id=row.id,
            position=place,
            tags=labels.get(row.id, ()),
            preferred_protocol=Protocol(row.preferred_protocol) if row.preferred_protocol else None,
            **{name: getattr(row, name) for name in _PLAIN},
        )
        for place, row in enumerate(connection.execute(select(_DELAY).order_by(_DELAY.c.position, _DELAY.c.id)))
    ]


_PLAIN = (
    "name", "library_id", "enable_torrent", "enable_usenet", "torrent_minutes", "usenet_minutes",
    "bypass_if_highest_quality", "bypass_above_score",
)  # fmt: skip


def _save(connection: Connection, given: DelayInput, delay_id: int | None, actor: Actor, now: datetime) -> int:
    insist_on_delay(connection, given, delay_id)
    values = {name: getattr(given, name) for name in _PLAIN} | {
        "name": given.name.strip(),
        "preferred_protocol": given.preferred_protocol.value if given.preferred_protocol else None,
    }
    if delay_id is None:
        last = connection.execute(select(func.max(_DELAY.c.position))).scalar()
        values["position"] = 0 if last is None else last + 1
        delay_id = int(connection.execute(insert(_DELAY).returning(_DELAY.c.id), values).scalar_one())
        verb = "added"
    else:
        connection.execute(update(_DELAY).where(_DELAY.c.id == delay_id), values)
        verb = "edited"
    connection.execute(delete(_TAG).where(_TAG.c.delay_profile_id == delay_id))
    tag_ids = find_or_make_tags(connection, given.tags)
    if tag_ids:
        connection.execute(insert(_TAG), [{"delay_profile_id": delay_id, "tag_id": tag_id} for tag_id in tag_ids])
    _audit(connection, actor, verb, now, delay_id, {"after": msgspec.to_builtins(given)})
    return delay_id


def insist_on_order(connection: Connection, ids: Sequence[int]) -> None:
    """Raises InvalidInput unless each delay profile is named once."""
    known = set(connection.execute(select(_DELAY.c.id)).scalars())
    if len(set(ids)) != len(ids) or set(ids) != known:
        problem = text("Name each delay profile once.")
        raise InvalidInput(problem, fields={"ids": problem})


def _order(connection: Connection, ids: list[int], actor: Actor, now: datetime) -> None:
    insist_on_order(connection, ids)
    for place, delay_id in enumerate(ids):
        connection.execute(update(_DELAY).where(_DELAY.c.id == delay_id), {"position": place})
    _audit(connection, actor, "ordered", now, None, {"after": ids})


def _delete(connection: Connection, delay_id: int, actor: Actor, now: datetime) -> None:
    name = connection.execute(select(_DELAY.c.name).where(_DELAY.c.id == delay_id)).scalar()
    if name is None:
        raise _gone(delay_id)
    connection.execute(delete(_DELAY).where(_DELAY.c.id == delay_id))
    _audit(connection, actor, "deleted", now, delay_id, {"before": {"name": name}})


def _gone(delay_id: int) -> NotFound:
    return NotFound(text("There is no such delay profile."), subject=f"delay_profile:{delay_id}")


def _audit(
    connection: Connection, actor: Actor, verb: str, now: datetime, delay_id: int | None, changes: dict[str, Any]
) -> None:
    subject = None if delay_id is None else f"delay_profile:{delay_id}"
    write_audit(connection, actor, f"settings.delay_profile.{verb}", now, subject=subject, changes=changes)
