"""Judgements as rows of the ledger, and back.

A refusal is stored as `[code, outcome, figures, temporary, fix, until]`, what passed as its first three, and a rule that was
not asked as its code alone: most rules have nothing to ask of most releases.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from monarr.core.decisions import Candidate, FormatMatch, Judgement, Outcome, Verdict
from monarr.core.kinds import MediaKind, Origin
from monarr.core.releases import ParsedRelease
from monarr.db.repositories.releases import ReleaseFacts
from monarr.ports.indexer import IndexerRelease

if TYPE_CHECKING:
    from monarr.services.judging import Judged

_NOT_ASKED, _REFUSED = Outcome.NOT_ASKED, Outcome.REFUSED
_NO_MATCH = 1_000_000.0
LASTING = 1_000.0
_PLACES = 10_000


# A refusal by one of these says that the release is of something else.
OTHER_TITLE = frozenset({"readable-name", "title-match", "year-match", "id-match", "media-type"})


def outcome_of(judgement: Judgement) -> str:
    """`accepted`; `waiting` when only a delay keeps it; else `refused`."""
    if judgement.accepted:
        return "accepted"
    return "waiting" if all(verdict.code == "delay" for verdict in judgement.refusals) else "refused"


def distance_of(judgement: Judgement) -> float:
    """How far from acceptance, 0 for an accepted one: lasting refusals count more than those that time mends."""
    if not judgement.candidate.is_match:
        return _NO_MATCH + len(judgement.refusals)
    return sum(1.0 if verdict.temporary else LASTING for verdict in judgement.refusals)


def verdict_rows(judged: Judged, place: int, origin: Origin, now: datetime) -> list[dict[str, Any]]:
    """One row for a film or a pack (which stands under its series), one for each episode otherwise. `place` in the order
    of preference tells those apart that are equally far from acceptance."""
    judgement = judged.judgement
    candidate, refusals = judgement.candidate, judgement.refusals
    shared = {
        "release_id": judged.release_id,
        "title_id": judged.title_id,
        "version_id": judged.version_id,
        "origin": origin.value,
        "outcome": judged.outcome,
        "quality": candidate.quality,
        "score": candidate.score,
        "formats": [[match.name, match.points] for match in candidate.formats],
        "verdicts": _encoded(judgement),
        "refusal": refusals[0].code if refusals else None,
        "distance": distance_of(judgement) + min(place, _PLACES - 1) / _PLACES,
        "judged_at": now,
    }
    is_pack = candidate.parsed.full_season or not candidate.episode_ids
    items = (judged.title_id,) if is_pack else candidate.episode_ids
    return [{**shared, "item_id": item_id} for item_id in items]


def _encoded(judgement: Judgement) -> msgspec.Raw:
    """The answers of the rules as they are stored, written at once: thousands of lists are not kept for it."""
    return msgspec.Raw(
        msgspec.json.encode(
            [one.code if one.outcome is _NOT_ASKED else store_verdict(one) for one in judgement.verdicts]
        )
    )


def pending_rows(judged: Iterable[Judged], now: datetime) -> list[dict[str, Any]]:
    """Those that only a delay keeps back."""
    rows = []
    for one in judged:
        if one.outcome == "waiting":
            until = one.judgement.refusals[0].until
            rows.append(
                {
                    "release_id": one.release_id,
                    "title_id": one.title_id,
                    "version_id": one.version_id,
                    "item_ids": list(one.item_ids),
                    "reason": "delay",
                    "added_at": now,
                    "grab_at": until or now + timedelta(minutes=1),
                }
            )
    return rows


def code_of(stored: Any) -> str:
    """The rule that a stored answer is of."""
    return str(stored if isinstance(stored, str) else stored[0])


def read_verdict(stored: Any) -> Verdict:
    """A rule's answer from the ledger."""
    if isinstance(stored, str):
        return Verdict(Outcome.NOT_ASKED, code=stored)
    code, outcome, figures, temporary, fix, until = (*stored, None, None, None, None)[:6]
    moment = datetime.fromisoformat(until) if isinstance(until, str) else None
    return Verdict(Outcome(outcome), figures or {}, code, bool(temporary), moment, fix)


def read_judgement(
    row: Any, release: IndexerRelease, facts: ReleaseFacts, *, kind: MediaKind, now: datetime,
    episode_ids: tuple[int, ...] = (),
) -> Judgement:  # fmt: skip
    """A judgement from the ledger. `row` has the columns of both halves; the age is as of now."""
    verdicts = tuple(read_verdict(stored) for stored in row.verdicts)
    parsed = facts.parsed or ParsedRelease(type="movie" if kind is MediaKind.MOVIE else "series", title=release.title)
    published = release.published_at
    candidate = Candidate(
        release_title=release.title,
        parsed=parsed,
        protocol=release.protocol,
        quality=row.quality,
        size_bytes=release.size_bytes,
        age_minutes=max(0.0, (now - published).total_seconds() / 60) if published else None,
        seeders=release.seeders,
        peers=row.peers,
        info_hash=release.info_hash,
        indexer_id=row.indexer_id,
        indexer_name=row.indexer_name,
        flags=release.flags,
        formats=tuple(FormatMatch(name, points) for name, points in row.formats),
        languages=tuple(parsed.languages),
        episode_ids=episode_ids,
        is_match=not any(v.code in OTHER_TITLE and v.outcome is Outcome.REFUSED for v in verdicts),
        subtitles=release.subtitles,
    )
    return Judgement(candidate=candidate, verdicts=verdicts)


def store_verdict(verdict: Verdict) -> Any:
    outcome = verdict.outcome
    if outcome is _NOT_ASKED:
        return verdict.code
    if outcome is _REFUSED:
        return [verdict.code, outcome, verdict.figures, verdict.temporary, verdict.fix, verdict.until]
    return [verdict.code, outcome, verdict.figures]
