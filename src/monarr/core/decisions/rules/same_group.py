"""A repack, or a second version of an anime episode, repairs its own group's release and no other."""

from __future__ import annotations

from monarr.core.decisions.better import concerned, rank
from monarr.core.decisions.model import NOT_ASKED, Candidate, Existing, Facts, Rule, Verdict, verdict
from monarr.core.kinds import SeriesType


def check(candidate: Candidate, facts: Facts) -> Verdict:
    files = [file for file in concerned(candidate, facts) if _is_repair_of(candidate, file, facts)]
    if not files:
        return NOT_ASKED
    group = candidate.parsed.release_group
    other = next((file for file in files if not _same(group, file.release_group)), None)
    return verdict(other is None, group=group, existing_group=(other or files[0]).release_group)


def _is_repair_of(candidate: Candidate, file: Existing, facts: Facts) -> bool:
    revision = candidate.parsed.revision
    newer = (revision.version, revision.real) > (file.revision.version, file.revision.real)
    repairs = revision.is_repack or facts.series_type is SeriesType.ANIME
    return repairs and newer and rank(candidate.quality, facts) == rank(file.quality, facts)


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()


RULE = Rule("same-group", check)
