"""Telling the players: each group hears of a change once, through the first member that answers.

Paths are translated into the group's own view by its longest matching prefix; without one they pass as they are. A
member that is playing is passed over where the group asks for it. A group that nobody answers for makes the job come
back; the failure itself is noted by health, as everything outside is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from monarr.core.errors import MonarrError, NotFound, ProviderError, Unavailable
from monarr.core.kinds import MediaKind
from monarr.core.text import Text, text
from monarr.db.events import record_event
from monarr.db.models import PathMapping, PlayerGroup, PlayerRow
from monarr.db.repositories.titles import ITEM, find_ids
from monarr.ports.player import ChangedTitle, Told
from monarr.ports.provider import ProviderKind
from monarr.services.context import House

_GROUP: Any = PlayerGroup.__table__
_PLAYER: Any = PlayerRow.__table__
_MAPPING: Any = PathMapping.__table__
_TITLE = select(ITEM).where(ITEM.c.id == bindparam("key"))


class ToldGroup(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one group. `told` None: nobody was told, for `reason`."""

    group: str
    player: str | None = None
    told: Told | None = None
    reason: Text | None = None
    playing: bool = False  # all members that answered were playing: to be told later


class TellReport(msgspec.Struct, frozen=True):
    groups: tuple[ToldGroup, ...]


class _Facts(msgspec.Struct, frozen=True):
    title: Any
    kind: MediaKind
    ids: dict[str, str]
    groups: list[Any]
    players: list[Any]
    mappings: list[Any]


async def tell_players(
    house: House, title_id: int, *, path: str | None = None, item_id: int | None = None, removed: bool = False
) -> TellReport:
    """Tells every group of a changed or removed path; None: the title's folder. Raises Unavailable once all groups were tried and some could not
    be told, so that the job comes back; telling a group twice is harmless."""
    facts = await house.db.read(_read, title_id, item_id)
    path = path or facts.title.path
    if path is None:
        return TellReport(())
    results = [await _tell_group(house, facts, group, path, removed) for group in facts.groups]
    await house.db.write(_note, facts, results, house.clock.now())
    failed = [result for result in results if result.told is None]
    if failed:
        reason = failed[0].reason or text("Something is playing.")
        raise Unavailable(
            text("{group} could not be told: {reason}", group=failed[0].group, reason=reason), provider=failed[0].group
        )
    return TellReport(tuple(results))


def translate(path: str, mappings: Sequence[tuple[str, str]]) -> str:
    """A path in another program's view; `mappings` are (ours, theirs), the longest that fits wins. A Windows or share
    address keeps its own slashes.

    >>> translate("/srv/films/Sintel", [("/srv", "/data"), ("/srv/films", "smb://nas/films")])
    'smb://nas/films/Sintel'
    """
    here = PurePosixPath(path)
    fitting = [(ours, theirs) for ours, theirs in mappings if here.is_relative_to(ours)]
    if not fitting:
        return path
    ours, theirs = max(fitting, key=lambda pair: len(PurePosixPath(pair[0]).parts))
    inner = here.relative_to(ours).parts
    separator = "\\" if "\\" in theirs else "/"
    return separator.join([theirs.rstrip("/\\"), *inner])


async def _tell_group(house: House, facts: _Facts, group: Any, path: str, removed: bool) -> ToldGroup:
    mappings = [(row.local_path, row.remote_path) for row in facts.mappings if row.player_group_id == group.id]
    there = translate(path, mappings)
    change = ChangedTitle(
        kind=facts.kind,
        title=facts.title.title,
        year=facts.title.year,
        path=there,
        folder=translate(facts.title.path or path, mappings),
        ids=facts.ids,
        removed=removed,
    )
    reason: Text | None = None
    playing = False
    for player in (row for row in facts.players if row.group_id == group.id):
        try:
            async with house.sources.using(ProviderKind.PLAYER, player.id) as adapter:
                if group.skip_while_playing and await adapter.is_playing():
                    playing = True
                    continue
                told = await adapter.tell(change)
        except (ProviderError, MonarrError) as error:
            reason = error.message
            continue
        return ToldGroup(group=group.name, player=player.name, told=told)
    if reason is None:
        reason = text("{group} is playing something.", group=group.name)
    return ToldGroup(group=group.name, reason=reason, playing=playing)


def _read(connection: Connection, title_id: int, item_id: int | None) -> _Facts:
    title = connection.execute(_TITLE, {"key": title_id}).first()
    if title is None:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    item = connection.execute(_TITLE, {"key": item_id}).first() if item_id is not None else None
    players = list(connection.execute(select(_PLAYER).where(_PLAYER.c.enabled).order_by(_PLAYER.c.id)))
    served = {row.group_id for row in players}
    groups = connection.execute(select(_GROUP).where(_GROUP.c.enabled).order_by(_GROUP.c.id))
    return _Facts(
        title,
        MediaKind(item.kind if item is not None else title.kind),
        find_ids(connection, title_id),
        [row for row in groups if row.id in served],
        players,
        list(connection.execute(select(_MAPPING).where(_MAPPING.c.player_group_id.is_not(None)))),
    )


def _note(connection: Connection, facts: _Facts, results: Sequence[ToldGroup], now: datetime) -> None:
    for result in results:
        if result.told is None:
            continue
        connection.execute(update(_PLAYER).where(_PLAYER.c.name == result.player), {"told_at": now})
        record_event(
            connection, "player.told", now=now, title_id=facts.title.id, library_id=facts.title.library_id,
            title=facts.title.title,
            payload={"title": facts.title.title, "player": result.player, "method": result.told.method,
                     "answer": result.told.detail},
        )  # fmt: skip
