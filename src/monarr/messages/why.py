"""Why is it not here, or not better? One sentence from the verdicts on everything that was found.

The nearest release is the one with the fewest lasting refusals. Its most telling refusal is said; whether it could be
grabbed all the same is said beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from monarr.core.decisions import Facts, Judgement, Verdict, sort_candidates
from monarr.core.text import Text, ntext, text
from monarr.messages.human import age, figure, wait
from monarr.messages.verdicts import fix_label, member_sentence, verdict_sentence, why_sentence_of

# What is true of the title comes before what is true of one release, and what nobody can change before what one can.
_TELLING = (
    "readable-name", "title-match", "id-match", "year-match", "media-type", "one-title", "episode-known", "season-wanted",
    "episode-wanted", "scene-numbering", "monitored", "availability", "in-queue", "queue-goal", "queue-upgrades",
    "recently-grabbed", "recent-goal", "file-lost", "upgrades-allowed", "cutoff", "repairs", "upgrade", "same-episodes",
    "blocklist", "already-imported", "extras", "split-episode", "film-part", "multi-season", "full-season-aired",
    "pack-asked", "season-pack-only", "air-date", "quality-allowed", "raw-disc", "refused-language", "audio-goal",
    "language", "subtitle-goal", "size-limit", "size-maximum", "size-minimum",
)  # fmt: skip
# Grabbing these all the same would bring the wrong thing, or nothing.
_NO_OVERRIDE = frozenset(
    {
        "readable-name", "title-match", "year-match", "id-match", "media-type", "episode-known", "extras", "sample",
        "protocol", "dangerous-programs", "dangerous-files", "has-video",
    }
)  # fmt: skip


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `code` is the telling rule's, or `ready`, `arriving`, `not-monitored`, `not-out`, `no-indexer`,
    `never-searched`, `nothing-found`. `for_members` hides indexers, scores and paths. `can_override` says that the
    nearest release may be grabbed all the same. `searched` tells when it was last looked for."""

    code: str
    sentence: Text
    for_members: Text
    nearest: Judgement | None = None
    verdict: Verdict | None = None
    fix: str | None = None
    fix_label: Text | None = None
    temporary: bool = False
    until: datetime | None = None
    release_count: int = 0
    can_override: bool = False
    searched: Text | None = None


def why(
    judgements: Sequence[Judgement],
    facts: Facts,
    *,
    last_searched_at: datetime | None = None,
    indexer_count: int | None = None,
    release_count: int | None = None,
) -> Why:
    """The answer for one wanted thing. `judgements` are those of the ledger; `last_searched_at` None means never;
    `indexer_count` is how many were asked, None when that is not known; `release_count` tells how many releases there are
    where only the nearest of them are given."""
    searched = _searched(last_searched_at, facts)
    if not judgements:
        answer = _without_releases(facts, last_searched_at, indexer_count)
    else:
        answer = _with_releases(judgements, facts, release_count)
    return msgspec.structs.replace(answer, searched=searched)


def nearest_of(judgements: Sequence[Judgement], facts: Facts) -> Judgement | None:
    """The release that came closest: of this title, with the fewest lasting refusals, then the preferred one."""
    ordered = sort_candidates(judgements, facts)
    return min(ordered, key=_farness, default=None)


def telling_refusal(judgement: Judgement) -> Verdict | None:
    """The refusal to tell: a lasting one before one that passes with time, then by what it says; None if accepted."""

    def weight(verdict: Verdict) -> tuple[bool, int, float]:
        place = _TELLING.index(verdict.code) if verdict.code in _TELLING else len(_TELLING)
        return (verdict.temporary, place, -(verdict.until.timestamp() if verdict.until else 0))

    return min(judgement.refusals, key=weight, default=None)


def _farness(judgement: Judgement) -> tuple[bool, int, int]:
    lasting = sum(not verdict.temporary for verdict in judgement.refusals)
    return (not judgement.candidate.is_match, lasting, len(judgement.refusals))


def _searched(at: datetime | None, facts: Facts) -> Text | None:
    if at is None:
        return None
    return text("Last searched {age} ago.", age=age((facts.now - at).total_seconds() / 60))


def _with_releases(judgements: Sequence[Judgement], facts: Facts, release_count: int | None) -> Why:
    nearest = nearest_of(judgements, facts)
    assert nearest is not None
    given = sum(judgement.candidate.is_match for judgement in judgements) or len(judgements)
    count = max(given, release_count or 0)
    refusal = telling_refusal(nearest)
    if refusal is None:
        ready = ntext(
            "The only release fits and is grabbed next.", "The best of {count} releases is grabbed next.", count
        )
        return Why(
            code="ready",
            sentence=ready,
            for_members=text("A copy is found and comes next."),
            nearest=nearest,
            release_count=count,
        )
    return Why(
        code=refusal.code,
        sentence=why_sentence_of(refusal, count) or verdict_sentence(refusal),
        for_members=member_sentence(refusal.code),
        nearest=nearest,
        verdict=refusal,
        fix=refusal.fix,
        fix_label=fix_label(refusal.fix),
        temporary=nearest.only_waiting,
        until=refusal.until,
        release_count=count,
        can_override=not any(verdict.code in _NO_OVERRIDE for verdict in nearest.refusals),
    )


def _without_releases(facts: Facts, last_searched_at: datetime | None, indexer_count: int | None) -> Why:
    if facts.queued:
        return _plain("arriving", text("{quality} is arriving.", quality=figure("quality", facts.queued[0].quality)),
                      member=member_sentence("in-queue"))  # fmt: skip
    if not facts.monitored:
        said = text("Not monitored, so nothing comes by itself. Search finds it all the same.")
        return _plain("not-monitored", said, member=member_sentence("monitored"), fix="title.monitored")
    if not facts.available:
        return _not_out(facts)
    if indexer_count == 0:
        said = text("No indexer is connected, so nothing can be found.")
        return _plain("no-indexer", said, member=text("Nobody is looking for it now."), fix="indexer")
    if last_searched_at is None:
        said = text("Never searched for. Search looks for it at once.")
        return _plain("never-searched", said, member=text("Nobody has looked for it yet."))
    return _nothing_found(indexer_count)


def _nothing_found(indexer_count: int | None) -> Why:
    said = text("No indexer has a release of it; the next search may.")
    if indexer_count is not None:
        said = ntext(
            "The one indexer has no release of it; the next search may find one.",
            "None of {count} indexers has a release of it; the next search may find one.",
            indexer_count,
        )
    return _plain("nothing-found", said, member=text("Still looking. No copy has been found yet."), temporary=True)


def _not_out(facts: Facts) -> Why:
    said = text("Not out yet, and nobody has given a date.")
    if facts.available_at is not None and facts.available_at > facts.now:
        minutes = (facts.available_at - facts.now).total_seconds() / 60
        said = text("Not out yet. It counts as out in {wait}, and is looked for then.", wait=wait(minutes))
    return _plain(
        "not-out",
        said,
        member=member_sentence("availability"),
        fix="title.minimum_availability",
        temporary=True,
        until=facts.available_at,
    )


def _plain(
    code: str,
    sentence: Text,
    *,
    member: Text,
    fix: str | None = None,
    temporary: bool = False,
    until: datetime | None = None,
) -> Why:
    return Why(
        code=code,
        sentence=sentence,
        for_members=member,
        fix=fix,
        fix_label=fix_label(fix),
        temporary=temporary,
        until=until,
    )
