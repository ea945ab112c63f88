"""Grabbing: a release from its indexer into a download client.

A row in state `grabbing` is written first. It keeps a second grab for the same items away, and after a crash it is how
the download is found again (`services.settle`). The file list is looked at before the client
gets it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from monarr.core.decisions import Outcome
from monarr.core.errors import Conflict, MonarrError, ProviderError, RateLimited, Refused, Unavailable
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.text import Text, text
from monarr.core.torrents import info_hash_of, info_hash_of_magnet
from monarr.db.events import record_event
from monarr.db.repositories.blocklist import block
from monarr.db.repositories.downloads import (
    claim_ref,
    count_grabs,
    drop_download,
    list_clients,
    note_hash,
    reserve,
    update_download,
)
from monarr.db.repositories.profiles import IndexerFacts, list_indexers
from monarr.db.repositories.releases import VERDICT, ReleaseFacts, as_offered, drop_pending, get_release
from monarr.db.repositories.settings import find_setting
from monarr.db.repositories.titles import get_title
from monarr.ports.download_client import AddDownload
from monarr.ports.indexer import Grabbed, IndexerRelease
from monarr.ports.provider import ProviderKind
from monarr.services._facts import REFUSED_ENDINGS, endings_of
from monarr.services._file_list import file_names_of, judge_file_list
from monarr.services.audit import write_audit
from monarr.services.context import MONARR, Actor, House
from monarr.services.ledger import LASTING, read_verdict
from monarr.services.offers import languages_of
from monarr.services.schedules import hasten

MOST_REASON_CHARACTERS = 500
LOOK_AFTER = timedelta(seconds=2)  # a client that was just given something is asked soon, whatever its rhythm


class NoClient(Unavailable):
    """No download client took it: not for the release's sake, so it may wait."""


class _Grab(msgspec.Struct, frozen=True, kw_only=True):
    """All that is needed for one grab, read in one unit."""

    release: Any
    indexer: IndexerFacts | None
    offer: IndexerRelease
    facts: ReleaseFacts
    verdict: Any
    title: Any
    version_id: int
    item_ids: tuple[int, ...]
    clients: tuple[Any, ...]
    actor: Actor
    override: bool
    reason: str
    origin: Origin


async def grab_release(
    house: House,
    release_id: int,
    version_id: int,
    item_ids: Sequence[int],
    *,
    actor: Actor = MONARR,
    override: bool = False,
    reason: str = "",
    origin: Origin | None = None,
) -> int:
    """Fetches a release of the ledger and hands it to a client; returns the download's id. With `override` what rules
    refused is grabbed all the same; story and audit log keep which rules, and the `reason` in somebody's own words
    (at most 500 characters are kept). Raises Conflict (refused, already on its way), Refused
    (the indexer or its file list), NoClient, and other ProviderErrors of the indexer; each failure is an event."""
    grab = await house.db.read(_load, release_id, version_id, tuple(item_ids), actor, override, _said(reason), origin)
    if not override and (grab.verdict is None or grab.verdict.outcome == "refused"):
        raise Conflict(text("The rules refuse this release. Override to grab it all the same."))
    await _check_limit(house, grab)
    download_id = await house.db.write(_reserve, grab, house.clock.now())
    try:
        client, ref = await _hand_over(house, grab, download_id)
    except MonarrError as error:
        await house.db.write(_give_up, grab, download_id, error, house.clock.now())
        raise
    # From here on the client has it: whatever ends this before the record is written leaves the reservation, by which
    # `settle_grabs` finds it.
    await house.db.write(_record, grab, download_id, client, ref, house.clock.now())
    return download_id


def _said(reason: str) -> str:
    return " ".join(reason.split())[:MOST_REASON_CHARACTERS]


def _load(
    connection: Connection, release_id: int, version_id: int, item_ids: tuple[int, ...], actor: Actor, override: bool,
    reason: str, origin: Origin | None,
) -> _Grab:  # fmt: skip
    release = get_release(connection, release_id)
    mine = (VERDICT.c.release_id == release_id) & (VERDICT.c.version_id == version_id)
    verdicts = list(connection.execute(select(VERDICT).where(mine).order_by(VERDICT.c.judged_at.desc())))
    verdict = next((row for row in verdicts if row.item_id in item_ids), verdicts[0] if verdicts else None)
    if verdict is None:
        raise Conflict(text("This release was not judged for this version. Search again."))
    title = get_title(connection, verdict.title_id)
    indexer = next((found for found in list_indexers(connection) if found.id == release.indexer_id), None)
    bound = indexer.download_client_id if indexer is not None else None
    clients = [row for row in list_clients(connection, title.id) if row.protocol == release.protocol]
    clients.sort(key=lambda row: row.id != bound)
    return _Grab(
        release=release,
        indexer=indexer,
        offer=as_offered(release),
        facts=msgspec.convert(release.facts, ReleaseFacts),
        verdict=verdict,
        title=title,
        version_id=version_id,
        item_ids=item_ids or (title.id,),
        clients=tuple(clients),
        actor=actor,
        override=override,
        reason=reason,
        origin=origin or Origin(verdict.origin),
    )


async def _check_limit(house: House, grab: _Grab) -> None:
    """An indexer may allow only so many grabs a day."""
    indexers = await house.db.read(list_indexers)
    indexer = next((found for found in indexers if found.id == grab.release.indexer_id), None)
    if indexer is None or indexer.grab_limit is None:
        return
    since = house.clock.now() - timedelta(days=1)
    if await house.db.read(count_grabs, indexer.id, since) >= indexer.grab_limit:
        words = text("{name} has given its {limit} releases of today.", name=indexer.name, limit=indexer.grab_limit)
        raise RateLimited(words, provider=indexer.name)


def _reserve(connection: Connection, grab: _Grab, now: Any) -> int:
    release, verdict = grab.release, grab.verdict
    values = {
        "release_id": release.id,
        "version_id": grab.version_id,
        "title_id": grab.title.id,
        "indexer_id": release.indexer_id,
        "indexer_name": release.indexer_name,
        "info_hash": release.info_hash,
        "release_title": release.title,
        "protocol": release.protocol,
        "origin": grab.origin.value,
        "quality": verdict.quality,
        "score": verdict.score,
        "size_bytes": release.size_bytes,
        "left_bytes": release.size_bytes,
        "facts": {
            "parsed": grab.facts.parsed,
            "formats": verdict.formats,
            "flags": grab.facts.flags,
            **_overridden(grab),
            "languages": languages_of(grab.facts.parsed, grab.offer, grab.indexer) if grab.facts.parsed else (),
        },
    }
    # A person who chose this release from the list has seen what is on its way.
    judged_at = None if grab.override or grab.origin is Origin.INTERACTIVE else verdict.judged_at
    return reserve(connection, values, grab.item_ids, judged_at=judged_at, now=now)


async def _hand_over(house: House, grab: _Grab, download_id: int) -> tuple[Any, str]:
    """The client that took it, and its ref."""
    if not grab.clients:
        words = text("No download client for {protocol} is connected.", protocol=grab.offer.protocol.value)
        raise NoClient(words)
    fetched = await _fetch(house, grab)
    await _check_files(house, grab, fetched)
    info_hash = _hash_of(fetched, grab.offer)
    await house.db.write(note_hash, download_id, info_hash, house.clock.now())
    adding = AddDownload(
        name=grab.offer.title,
        protocol=grab.offer.protocol,
        content=fetched.content,
        magnet_url=fetched.magnet_url,
        info_hash=info_hash,
        seed_ratio=grab.offer.minimum_ratio,
        seed_minutes=grab.offer.minimum_seed_minutes,
    )
    return await _add(house, grab, adding)


async def _fetch(house: House, grab: _Grab) -> Grabbed:
    """The torrent or NZB file; a magnet address needs no fetching."""
    offer = grab.offer
    if offer.download_url is None and offer.magnet_url is not None:
        return Grabbed(magnet_url=offer.magnet_url)
    if grab.release.indexer_id is None:
        raise Refused(text("The indexer of this release is no longer configured. Search again."))
    async with house.sources.using(ProviderKind.INDEXER, grab.release.indexer_id) as indexer:
        fetched: Grabbed = await indexer.fetch(offer)
    return fetched


async def _check_files(house: House, grab: _Grab, fetched: Grabbed) -> None:
    """Looks at the file list; what holds programs, or no video, is never tried again unless somebody insists."""
    names = file_names_of(fetched, grab.offer.protocol)
    if names is None or grab.override:
        return
    kind = MediaKind(grab.title.kind)
    now = house.clock.now()
    unwanted = await house.db.read(find_setting, REFUSED_ENDINGS, [])
    stored, sentence = judge_file_list(
        grab.release, grab.offer, grab.facts, grab.verdict, names, kind, now, endings_of(unwanted)
    )
    if sentence is None:
        await house.db.write(_note_verdicts, grab, {"verdicts": stored})
        return
    await house.db.write(_refuse, grab, stored, sentence, now)
    raise Refused(sentence, provider=grab.release.indexer_name)


async def _add(house: House, grab: _Grab, adding: AddDownload) -> tuple[Any, str]:
    """The first client that takes it. One that fails to answer may have taken it all the same, so it is asked."""
    problems: list[ProviderError] = []
    for client in grab.clients:
        try:
            async with house.sources.using(ProviderKind.DOWNLOAD_CLIENT, client.id) as adapter:
                try:
                    return client, await adapter.add(adding)
                except Unavailable:
                    if adding.info_hash and await adapter.find(adding.info_hash) is not None:
                        return client, adding.info_hash
                    raise
        except ProviderError as error:
            problems.append(error)
    if all(isinstance(problem, Refused) for problem in problems):
        raise problems[0]
    first = next(problem for problem in problems if not isinstance(problem, Refused))
    raise NoClient(first.message, provider=first.provider) from first


def _hash_of(fetched: Grabbed, offer: IndexerRelease) -> str | None:
    if offer.protocol is not Protocol.TORRENT:
        return None
    if fetched.content is not None:
        return info_hash_of(fetched.content)
    return info_hash_of_magnet(fetched.magnet_url) if fetched.magnet_url else offer.info_hash


def _record(connection: Connection, grab: _Grab, download_id: int, client: Any, ref: str, now: Any) -> None:
    claim_ref(connection, client.id, ref)
    values = {
        "state": "queued", "client_id": client.id, "client_name": client.name, "client_ref": ref, "progressed_at": now,
    }  # fmt: skip
    update_download(connection, download_id, values, now)
    drop_pending(connection, grab.version_id, grab.item_ids)
    overridden = _overridden(grab)
    payload = _payload(grab) | {"client": client.name} | overridden
    if overridden:
        changes = {"release": grab.release.title, **overridden}
        write_audit(connection, grab.actor, "release.overridden", now, subject=f"item:{grab.title.id}", changes=changes)
    _tell(connection, "release.grabbed", grab, payload, now, download_id)
    hasten(connection, "follow_downloads", now + LOOK_AFTER)


def _overridden(grab: _Grab) -> dict[str, Any]:
    """Which rules somebody set aside, and why; empty when none refused it."""
    refused = [found.code for found in map(read_verdict, grab.verdict.verdicts) if found.outcome is Outcome.REFUSED]
    if not grab.override or not refused:
        return {}
    return {"overridden": refused, **({"reason": grab.reason} if grab.reason else {})}


def _give_up(connection: Connection, grab: _Grab, download_id: int, error: MonarrError, now: Any) -> None:
    drop_download(connection, download_id)
    payload = _payload(grab) | {"reason": str(error.message)}
    provider = getattr(error, "provider", "")
    if provider:
        payload["client"] = provider
    _tell(connection, "release.grab_failed", grab, payload, now, None)


def _refuse(connection: Connection, grab: _Grab, verdicts: list[Any], sentence: Text, now: Any) -> None:
    code = next(stored[0] for stored in verdicts if stored[1] == "refused")
    values = {"verdicts": verdicts, "outcome": "refused", "refusal": code, "distance": LASTING, "judged_at": now}
    _note_verdicts(connection, grab, values)
    block(
        connection,
        now=now,
        title_id=grab.title.id,
        title=grab.title.title,
        library_id=grab.title.library_id,
        release_title=grab.release.title,
        reason=code,
        message=sentence,
        info_hash=grab.release.info_hash,
        indexer_id=grab.release.indexer_id,
        indexer_name=grab.release.indexer_name,
        protocol=grab.release.protocol,
        quality=grab.verdict.quality,
        size_bytes=grab.release.size_bytes,
    )


def _note_verdicts(connection: Connection, grab: _Grab, values: dict[str, Any]) -> None:
    mine = (VERDICT.c.release_id == grab.release.id) & (VERDICT.c.version_id == grab.version_id)
    connection.execute(update(VERDICT).where(mine), values)


def _payload(grab: _Grab) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "release": grab.release.title,
        "indexer": grab.release.indexer_name,
        "quality": grab.verdict.quality,
        "score": grab.verdict.score,
        "origin": grab.origin.value,
    }
    if grab.release.size_bytes is not None:
        payload["size_bytes"] = grab.release.size_bytes
    if grab.actor.user_id is not None:
        payload["by"] = grab.actor.name
    return payload


def _tell(
    connection: Connection, event: str, grab: _Grab, payload: dict[str, Any], now: Any, download_id: int | None
) -> None:
    record_event(
        connection,
        event,
        now=now,
        item_id=grab.item_ids[0] if len(grab.item_ids) == 1 else grab.title.id,
        title_id=grab.title.id,
        version_id=grab.version_id,
        library_id=grab.title.library_id,
        download_id=download_id,
        user_id=grab.actor.user_id,
        actor=grab.actor.name,
        title=grab.title.title,
        payload=payload,
    )
