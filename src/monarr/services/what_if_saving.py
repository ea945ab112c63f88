"""Saving the change of a dry run; and grabbing what it found, less what somebody left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from monarr.core.errors import Conflict, NotFound
from monarr.core.kinds import JobPriority, Origin
from monarr.core.text import Text, text
from monarr.core.what_if import (
    Change,
    DelayChange,
    DelayOrderChange,
    Effect,
    FormatChange,
    ProfileChange,
    SizesChange,
    WordsChange,
)
from monarr.db.job_queue import enqueue
from monarr.db.repositories.releases import RELEASE, as_offered
from monarr.services._choosing import Choice, grab_best
from monarr.services._rescoring import open_rescorings
from monarr.services.context import Actor, House
from monarr.services.delays import delete_delay, order_delays, save_delay
from monarr.services.formats import delete_format, save_format
from monarr.services.judging import judge_offers
from monarr.services.offers import Offer
from monarr.services.profiles import edit_profile, list_profiles
from monarr.services.quality import change_sizes
from monarr.services.release_profiles import delete_release_profile, save_release_profile
from monarr.services.what_if import DryRun, Progress, find_what_if, read_what_if

JOB = "grab_what_if"


class Grabbed(msgspec.Struct, frozen=True):
    """What became of the releases: ids of downloads, and why others were not taken."""

    download_ids: tuple[int, ...]
    failures: tuple[Text, ...]
    refused: int  # releases that the rules refuse by now


async def save_change(house: House, change: Change, actor: Actor) -> None:
    """Saves a change as its page would. Raises NotFound, InvalidInput, Conflict."""
    match change:
        case ProfileChange():
            await edit_profile(house, change.profile_id, change.profile, actor)
        case SizesChange():
            await change_sizes(house, change.sizes, actor, library_id=change.library_id)
        case FormatChange():
            await _save_format(house, change, actor)
        case DelayChange(delay=None):
            await delete_delay(house, change.delay_id or 0, actor)
        case DelayChange(delay=delay) if delay is not None:
            await save_delay(house, delay, actor, delay_id=change.delay_id)
        case DelayOrderChange(ids=ids):
            await order_delays(house, ids, actor)
        case WordsChange(profile=None):
            await delete_release_profile(house, change.profile_id or 0, actor)
        case WordsChange(profile=profile) if profile is not None:
            await save_release_profile(house, profile, actor, profile_id=change.profile_id)


async def save_what_if(house: House, job_id: int, actor: Actor) -> None:
    """Saves the change of a dry run, and grabs nothing. Raises as `save_change`."""
    await save_change(house, (await read_what_if(house, job_id)).change, actor)


async def save_and_grab(house: House, job_id: int, left_out: Collection[str], actor: Actor) -> int:
    """Saves the change and queues the grabs of its answer; `left_out` are keys of effects. Returns the id of the job.
    Raises Conflict while the answer is not there yet."""
    dry_run = await read_what_if(house, job_id)
    if dry_run.answer is None:
        raise Conflict(text("The dry run has not ended yet."), subject=f"job:{job_id}")
    await save_change(house, dry_run.change, actor)
    payload = {"what_if": job_id, "left_out": sorted(left_out)}
    return await house.db.write(_queue, payload, actor.user_id, house.clock.now())


async def grab_what_if(
    house: House, job_id: int, left_out: Collection[str], actor: Actor, tell: Progress | None = None
) -> Grabbed:
    """Judges the chosen releases anew, by the rules that are in force by now, and grabs them. Safe to run twice: what is
    on its way already is refused."""
    dry_run = await read_what_if(house, job_id)
    chosen = chosen_effects(dry_run, left_out)
    choice, refused = Choice(), 0
    for done, effect in enumerate(chosen):
        refused += not await _grab_one(house, effect, choice, actor)
        if tell is not None:
            await tell((done + 1) / len(chosen), text("{title}", title=effect.title))
    return Grabbed(tuple(choice.download_ids), tuple(choice.failures), refused)


def chosen_effects(dry_run: DryRun, left_out: Collection[str]) -> list[Effect]:
    """The effects that bring a release, without those left out."""
    effects: Sequence[Effect] = dry_run.answer.effects if dry_run.answer is not None else ()
    return [one for one in effects if one.release_id is not None and one.key not in left_out]


async def _grab_one(house: House, effect: Effect, choice: Choice, actor: Actor) -> bool:
    """Whether the rules still take it."""
    row = await house.db.read(_find_release, effect.release_id)
    if row is None:
        return False
    offers = [Offer(as_offered(row), row.indexer_id, row.indexer_name)]
    try:
        judging = await judge_offers(
            house, offers, effect.title_id, origin=Origin.SEARCH, version_id=effect.version_id, user_invoked=True
        )
    except NotFound:  # the title has gone since
        return False
    await grab_best(house, judging.judged, effect.item_ids, choice, actor=actor, origin=Origin.SEARCH)
    return any(one.outcome == "accepted" for one in judging.judged)


async def _save_format(house: House, change: FormatChange, actor: Actor) -> None:
    if change.remove:
        if change.format_id is not None:
            await delete_format(house, change.format_id, actor)
        return
    await save_format(house, change.spec, actor, format_id=change.format_id, suggested_score=change.suggested_score)
    name = str(change.spec["name"]).strip()
    for profile in await list_profiles(house):
        points = change.scores.get(profile.id)
        if points is not None and points != profile.format_scores.get(name, 0):
            scores = {**profile.format_scores, name: points}
            await edit_profile(house, profile.id, replace(profile, format_scores=scores), actor)


def _find_release(connection: Connection, release_id: int | None) -> Any:
    return connection.execute(select(RELEASE).where(RELEASE.c.id == release_id)).first()


def _queue(connection: Connection, payload: dict[str, Any], user_id: int | None, now: datetime) -> int:
    find_what_if(connection, payload["what_if"])
    key = f"{JOB}:{payload['what_if']}"
    return enqueue(
        connection, JOB, payload, now=now, priority=JobPriority.USER, user_id=user_id, unique_key=key,
        needs=open_rescorings(connection),
    )  # fmt: skip
