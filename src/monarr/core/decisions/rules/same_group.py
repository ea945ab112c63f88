"""A repack repairs its own group's release and no other."""

from __future__ import annotations

from typing import Any

from monarr.core.decisions.better import concerned, rank
from monarr.core.decisions.model import NOT_ASKED, Candidate, Existing, Facts, Rule, Verdict, verdict


def check(candidate: Candidate, facts: Facts) -> Verdict:
    if not candidate.parsed.revision.is_repack:
        return NOT_ASKED
    files = [file for file in concerned(candidate, facts) if is_repair_of(candidate, file, facts)]
    return NOT_ASKED if not files else of_one_group(candidate, files)


def is_repair_of(candidate: Candidate, file: Existing, facts: Facts) -> bool:
    """A later attempt at the quality of the file."""
    revision = candidate.parsed.revision
    newer = (revision.version, revision.real) > (file.revision.version, file.revision.real)
    return newer and rank(candidate.quality, facts) == rank(file.quality, facts)


def of_one_group(candidate: Candidate, files: list[Existing]) -> Verdict:
    """Passed when every file is of the candidate's group; a group that is not known agrees with none."""
    group = candidate.parsed.release_group
    other = next((file for file in files if not _same(group, file.release_group)), None)
    figures: dict[str, Any] = {"group": group, "existing_group": (other or files[0]).release_group}
    if other is not None:
        figures["reason"] = "no-group" if group is None else "group-lost" if other.release_group is None else None
    return verdict(other is None, **figures)


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one.casefold() == other.casefold()


RULE = Rule("same-group", check)
