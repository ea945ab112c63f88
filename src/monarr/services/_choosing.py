"""Which of the accepted releases are grabbed: the best first, each for what is not covered yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.errors import Conflict, MonarrError
from monarr.core.kinds import Origin
from monarr.core.text import Text
from monarr.db.repositories.releases import save_pending
from monarr.services.context import Actor, House
from monarr.services.grab import NoClient, grab_release
from monarr.services.judging import Judged

CLIENT_AWAY = "client"  # why a release waits that no client took
CLIENT_RETRY = timedelta(minutes=5)
_MOST_TRIES = 5  # releases that fail one after the other, for one version


class Choice(msgspec.Struct):
    """What a search has achieved so far. `covered` holds version and item."""

    covered: set[tuple[int, int]] = msgspec.field(default_factory=set)
    download_ids: list[int] = []
    failures: list[Text] = []


async def grab_best(
    house: House,
    judged: Sequence[Judged],
    wanted_ids: Sequence[int] | None,
    choice: Choice,
    *,
    actor: Actor,
    origin: Origin,
) -> None:
    """Goes down the accepted (best first) and grabs what brings something new: a season pack that is best covers its
    episodes, and singles fill what is left. A failing one makes way for the next best; without a client that takes
    anything the best one waits. `wanted_ids` None: whatever the release holds is wanted."""
    tried = 0
    for one in judged:
        held = set(one.item_ids) if wanted_ids is None else set(one.item_ids) & set(wanted_ids)
        fresh = {item for item in held if (one.version_id, item) not in choice.covered}
        overlaps = any((one.version_id, item) in choice.covered for item in one.item_ids)
        if one.outcome != "accepted" or not fresh or overlaps or tried >= _MOST_TRIES:
            continue
        try:
            download_id = await grab_release(
                house, one.release_id, one.version_id, one.item_ids, actor=actor, origin=origin
            )
        except NoClient as error:
            choice.failures.append(error.message)
            await house.db.write(_wait_for_client, one, house.clock.now())
            return
        except Conflict as error:  # another search was quicker: nothing is lost
            choice.failures.append(error.message)
            choice.covered |= {(one.version_id, item) for item in one.item_ids}
        except MonarrError as error:
            choice.failures.append(error.message)
            tried += 1
        else:
            choice.download_ids.append(download_id)
            choice.covered |= {(one.version_id, item) for item in one.item_ids}


def _wait_for_client(connection: Connection, one: Judged, now: datetime) -> None:
    row: dict[str, Any] = {
        "release_id": one.release_id,
        "title_id": one.title_id,
        "version_id": one.version_id,
        "item_ids": list(one.item_ids),
        "reason": CLIENT_AWAY,
        "added_at": now,
        "grab_at": now + CLIENT_RETRY,
    }
    save_pending(connection, [row])
