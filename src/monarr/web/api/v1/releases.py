"""Releases: search, look at everything that was judged, choose one, and ask why."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.core.decisions import Verdict
from monarr.core.errors import NotFound
from monarr.core.kinds import Protocol
from monarr.core.text import text
from monarr.db.queries.ledger import list_ledger
from monarr.db.queries.titles import find_title_row
from monarr.messages import rule_label, verdict_sentence
from monarr.ports.indexer import IndexerRelease
from monarr.services.blocklist import block_release, unblock_release
from monarr.services.grab import grab_release
from monarr.services.jobs import queue_job
from monarr.services.ledger import read_verdict
from monarr.services.picking import pick_verdict
from monarr.services.push import push_release
from monarr.services.rematch import rematch_release
from monarr.services.search import ListedRelease, interactive_search
from monarr.services.why import explain_why
from monarr.web.api.v1._base import Api, JobStarted, Limit, Made
from monarr.web.api.v1.titles import Changed
from monarr.web.auth import requires


class SearchRequest(msgspec.Struct):
    """Of a series: these episodes, a season, or all that is wanted."""

    episode_ids: list[int] = []
    season: int | None = None
    version_id: int | None = None


class Grab(msgspec.Struct):
    """`version_id` and `item_ids` null: those for which the release was judged. `override` grabs what rules refused; `reason` says why,
    and the story keeps it."""

    version_id: int | None = None
    item_ids: list[int] | None = None
    override: bool = False
    reason: str = ""


class Block(msgspec.Struct):
    title_id: int


class MatchRequest(msgspec.Struct):
    """`version_id` null: the default one. `episode_ids` empty: those that the name says."""

    title_id: int
    version_id: int | None = None
    episode_ids: list[int] = []


class Pushed(msgspec.Struct):
    """A release as another program offers it. `indexer` is the name of a configured indexer, whose rules then hold. One of
    the two addresses is needed."""

    title: str
    download_url: str | None = None
    magnet_url: str | None = None
    protocol: Protocol = Protocol.TORRENT
    guid: str | None = None
    info_hash: str | None = None
    size_bytes: int | None = None
    published_at: datetime | None = None
    indexer: str = ""
    seeders: int | None = None
    leechers: int | None = None
    flags: list[str] = []
    languages: list[str] = []


@post("/titles/{title_id:int}/search", guards=[requires("titles.search", kind="search", by_library=True)],
      status_code=202, tags=["Releases"])  # fmt: skip
async def search(api: Api, title_id: FromPath[int], data: JSONBody[SearchRequest]) -> JobStarted:
    """Looks for a title now, and grabs the best."""
    await api.insist_for("titles.search", title_id)
    if await api.house.db.read(find_title_row, title_id) is None:
        raise NotFound(text("There is no such title."), subject=f"title:{title_id}")
    payload: dict[str, Any] = {"title_id": title_id}
    payload |= {name: value for name, value in msgspec.structs.asdict(data).items() if value not in (None, [])}
    return JobStarted(await queue_job(api.house, "search_title", payload, actor=api.actor))


@get("/titles/{title_id:int}/releases", guards=[requires("releases.read", kind="search", by_library=True)],
     tags=["Releases"])  # fmt: skip
async def releases(
    api: Api,
    title_id: FromPath[int],
    episode_id: FromQuery[int | None] = None,
    season: FromQuery[int | None] = None,
    version_id: FromQuery[int | None] = None,
    words: FromQuery[str | None] = None,
) -> dict[str, Any]:
    """Asks all indexers and shows what they have, judged by every rule, best first."""
    await api.insist_for("releases.read", title_id)
    report = await interactive_search(
        api.house, title_id, episode_id=episode_id, season=season, version_id=version_id, words=words
    )
    return {
        "title_id": report.title_id,
        "version_id": report.version_id,
        "version_name": report.version_name,
        "indexer_count": report.indexer_count,
        "problems": api.shown(report.problems),
        "seconds": report.seconds,
        "items": [_listed(api, one) for one in report.releases],
    }


def _listed(api: Api, listed: ListedRelease) -> dict[str, Any]:
    judged, candidate = listed.judged, listed.judged.candidate
    return {
        "id": judged.release_id,
        "title": candidate.release_title,
        "version_id": judged.version_id,
        "item_ids": list(judged.item_ids),
        "outcome": judged.outcome,
        "protocol": candidate.protocol.value,
        "indexer": candidate.indexer_name,
        "also_on": list(listed.also_on),
        "quality": candidate.quality,
        "languages": list(candidate.languages),
        "size_bytes": candidate.size_bytes,
        "age_minutes": candidate.age_minutes,
        "seeders": candidate.seeders,
        "peers": candidate.peers,
        "score": candidate.score,
        "formats": api.shown(candidate.formats),
        "verdicts": _verdicts(api, judged.judgement.verdicts),
        "comparison": api.shown(listed.comparison),
        "first_seen_at": judged.first_seen_at,
    }


def _verdicts(api: Api, verdicts: tuple[Verdict, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "outcome": one.outcome.value,
            "rule": api.shown(rule_label(one.code)),
            "sentence": api.shown(verdict_sentence(one)),
            "figures": api.shown(one.figures),
            "temporary": one.temporary,
            "until": one.until,
            "fix": one.fix,
        }
        for one in verdicts
    ]


@get("/titles/{title_id:int}/ledger", guards=[requires("releases.read", by_library=True)], tags=["Releases"])
async def ledger(
    api: Api,
    title_id: FromPath[int],
    version_id: FromQuery[int | None] = None,
    episode_id: FromQuery[int | None] = None,
    outcome: FromQuery[str | None] = None,
    limit: Limit = 200,
) -> list[dict[str, Any]]:
    """Every release seen for a title in the last 30 days, with the verdict of every rule; newest first."""
    await api.insist_for("releases.read", title_id)
    rows = await api.house.db.read(
        list_ledger, title_id, version_id=version_id, episode_id=episode_id, outcome=outcome, limit=limit
    )
    return [
        {**api.shown(row), "verdicts": _verdicts(api, tuple(read_verdict(one) for one in row.verdicts))} for row in rows
    ]


@post("/releases/{release_id:int}/grab", guards=[requires("releases.grab", kind="grab")], status_code=201,
      tags=["Releases"])  # fmt: skip
async def grab(api: Api, release_id: FromPath[int], data: JSONBody[Grab]) -> Made:
    """Sends a release to a download client; the answer is the download's id."""
    judged = await api.house.db.read(
        pick_verdict, release_id, None if data.version_id is None else str(data.version_id)
    )
    version_id = judged[0] if data.version_id is None else data.version_id
    item_ids = judged[1] if data.item_ids is None else data.item_ids
    made = await grab_release(
        api.house, release_id, version_id, item_ids, actor=api.actor, override=data.override, reason=data.reason
    )
    return Made(made)


@post("/releases/{release_id:int}/block", guards=[requires("blocklist.edit")], status_code=201, tags=["Releases"])
async def block(api: Api, release_id: FromPath[int], data: JSONBody[Block]) -> Made:
    """Never grabs this release again."""
    return Made(await block_release(api.house, release_id, data.title_id, actor=api.actor))


@post("/releases/{release_id:int}/unblock", guards=[requires("blocklist.edit")], status_code=200, tags=["Releases"])
async def unblock(api: Api, release_id: FromPath[int], data: JSONBody[Block]) -> Changed:
    """Takes a release off the blocklist of a title, so that it may be grabbed again."""
    return Changed(await unblock_release(api.house, release_id, data.title_id))


@post("/releases/{release_id:int}/match", guards=[requires("releases.read", by_library=True)], status_code=200,
      tags=["Releases"])  # fmt: skip
async def match(api: Api, release_id: FromPath[int], data: JSONBody[MatchRequest]) -> dict[str, Any]:
    """Judges a release for the title, or episodes, that you name, whatever its name says; the verdict is kept, so that it
    can be grabbed for it."""
    await api.insist_for("releases.read", data.title_id)
    judged = await rematch_release(
        api.house, release_id, data.title_id, version_id=data.version_id, episode_ids=data.episode_ids
    )
    return _listed(api, ListedRelease(judged=judged))


@post("/releases/push", guards=[requires("releases.grab", kind="grab")], status_code=200, tags=["Releases"])
async def push(api: Api, data: JSONBody[Pushed]) -> dict[str, Any]:
    """Judges a release that another program found (a script, an announce channel), grabs it when it is accepted, and
    answers with the verdict: `outcome` is accepted, waiting or refused, with one sentence for each refusal."""
    given = msgspec.structs.asdict(data)
    indexer, guid = given.pop("indexer"), given.pop("guid")
    address = data.info_hash or data.download_url or data.magnet_url or ""
    offered = IndexerRelease(
        **given | {"guid": guid or address, "flags": frozenset(data.flags), "languages": tuple(data.languages),
                   "published_at": _aware(data.published_at) or api.house.clock.now()}
    )  # fmt: skip
    report = await push_release(api.house, offered, indexer_name=indexer)
    return {
        "outcome": report.outcome,
        "reason": report.reason,
        "sentence": api.shown(_PUSH_REASONS[report.reason]) if report.reason else None,
        "grabbed": list(report.grabbed),
        "failures": api.shown(report.failures),
        "items": [
            {
                "release_id": one.release_id,
                "title_id": one.title_id,
                "version_id": one.version_id,
                "item_ids": list(one.item_ids),
                "outcome": one.outcome,
                "quality": one.candidate.quality,
                "score": one.candidate.score,
                "formats": api.shown(one.candidate.formats),
                "refusals": _verdicts(api, one.judgement.refusals),
            }
            for one in report.judged
        ],
    }


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without a zone is meant in UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


_PUSH_REASONS = {
    "unreadable": text("Its name does not say what it is."),
    "unknown": text("No title of the libraries bears its name."),
}


@get("/titles/{title_id:int}/why", guards=[requires("titles.read", by_library=True)], tags=["Releases"])
async def why(
    api: Api,
    title_id: FromPath[int],
    episode_id: FromQuery[int | None] = None,
    version_id: FromQuery[int | None] = None,
) -> dict[str, Any]:
    """Why it is not here, or not better, in one sentence; with the evidence for those who may see it."""
    await api.insist_for("titles.read", title_id)
    report = await explain_why(api.house, title_id, episode_id=episode_id, version_id=version_id)
    answer = {"code": report.why.code, "sentence": api.shown(report.why.for_members), "until": report.why.until}
    if not api.may("releases.read"):
        return answer
    nearest = report.why.nearest
    return answer | {
        "sentence": api.shown(report.why.sentence),
        "profile_id": report.profile_id,
        "fix": report.why.fix,
        "fix_label": api.shown(report.why.fix_label),
        "temporary": report.why.temporary,
        "release_count": report.why.release_count,
        "nearest": None if nearest is None else nearest.candidate.release_title,
        "verdicts": [] if nearest is None else _verdicts(api, nearest.verdicts),
        "override": api.shown(report.override),
        "searched_at": report.searched_at,
        "next_look_at": report.next_look_at,
    }


ROUTES = [search, releases, ledger, grab, block, unblock, match, push, why]
