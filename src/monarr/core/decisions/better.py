"""Is one release better than what is here or arriving? The one place where that is decided.

Quality comes first, then the revision (where propers are preferred), then the languages that the profile cannot do without,
then the custom-format score, which must rise by the profile's least increment.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from monarr.core.decisions.goals import ORIGINAL, UNSTATED, resolved, spoken
from monarr.core.decisions.model import Candidate, Existing, Facts, QueuedRelease
from monarr.core.quality import QualityProfile, RepairPolicy, Strength
from monarr.core.releases import Revision

Held = Existing | QueuedRelease


class Step(StrEnum):
    """How a candidate compares with a held release. Stored as a figure."""

    QUALITY = "better-quality"
    REVISION = "newer-revision"
    LANGUAGE = "better-language"
    SCORE = "better-score"
    WORSE_QUALITY = "worse-quality"
    OLDER_REVISION = "older-revision"
    WORSE_LANGUAGE = "worse-language"
    WORSE_SCORE = "worse-score"
    SMALL_INCREMENT = "small-increment"
    SAME = "same"

    @property
    def is_gain(self) -> bool:
        return self in (Step.QUALITY, Step.REVISION, Step.LANGUAGE, Step.SCORE)


def rank(quality: str, facts: Facts) -> int:
    """Place in the profile; -1 for a quality that the profile does not list."""
    place = facts.profile.rank(quality)
    return -1 if place is None else place


def step_from(candidate: Candidate, held: Held, facts: Facts) -> Step:
    """The first difference that decides between the candidate and what is held."""
    new, old = rank(candidate.quality, facts), rank(held.quality, facts)
    if new != old:
        return Step.QUALITY if new > old else Step.WORSE_QUALITY
    newer, older = _attempt(candidate.parsed.revision), _attempt(held.revision)
    if facts.repairs is RepairPolicy.PREFER and newer != older:
        return Step.REVISION if newer > older else Step.OLDER_REVISION
    gained, lost = language_change(candidate, held, facts)
    if gained or lost:
        return Step.LANGUAGE if gained and not _earlier(lost, gained, facts) else Step.WORSE_LANGUAGE
    by_score = _score_step(candidate.score - held.score, facts)
    if facts.repairs is RepairPolicy.KEEP and newer > older and by_score is not Step.SCORE:
        return Step.REVISION  # a gain that the rule `repairs` then refuses by name
    return by_score


def language_change(candidate: Candidate, held: Held, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Languages that the profile cannot do without, or waits for: those that only the candidate has, and those that only
    the held one has, in the order of the goals. Empty where nobody knows what is heard in the held one."""
    wanted = _wanted_languages(facts)
    if not wanted or not held.languages:
        return (), ()
    new, old = spoken(candidate, facts), frozenset(resolved(name, facts) for name in held.languages)
    return (
        tuple(name for name in wanted if name in new and name not in old),
        tuple(name for name in wanted if name in old and name not in new),
    )


def _wanted_languages(facts: Facts) -> tuple[str, ...]:
    return tuple(resolved(goal.language, facts) for goal in facts.profile.audio_goals if goal.strength is Strength.MUST)


def _earlier(one: tuple[str, ...], other: tuple[str, ...], facts: Facts) -> bool:
    """Whether the first of one is wanted before the first of the other."""
    order = _wanted_languages(facts)
    return bool(one) and order.index(one[0]) < order.index(other[0])


def _score_step(gain: int, facts: Facts) -> Step:
    if gain == 0:
        return Step.SAME
    if gain < 0:
        return Step.WORSE_SCORE
    return Step.SCORE if gain >= facts.profile.minimum_score_increment else Step.SMALL_INCREMENT


def _attempt(revision: Revision) -> tuple[int, int]:
    return revision.version, revision.real


def goal_score(profile: QualityProfile) -> int:
    """From this score on nothing better is looked for. Never more than the profile's formats can give together, so that
    a profile without formats is content."""
    attainable = sum(points for points in profile.format_scores.values() if points > 0)
    return min(profile.cutoff_format_score, attainable)


def meets_goal(profile: QualityProfile, quality: str, score: int) -> bool:
    """A file of that quality and score is good enough for the profile: its cutoff is met."""
    place = profile.rank(quality)
    return place is not None and place >= profile.cutoff_rank and score >= goal_score(profile)


def lacking_languages(profile: QualityProfile, heard: Collection[str], original: str | None) -> tuple[str, ...]:
    """Languages that the profile cannot do without, or waits for, and that are not heard in a file; English names. Empty
    where nobody knows what is heard. A goal for the `original` language counts only where that is known.

    >>> from monarr.core.quality import LanguageGoal, ProfileItem
    >>> goals = (LanguageGoal("German", Strength.MUST), LanguageGoal("Original", Strength.MUST))
    >>> german = QualityProfile(name="HD", items=(ProfileItem(("WEBDL-1080p",), True),), cutoff="WEBDL-1080p", audio_goals=goals)
    >>> lacking_languages(german, ["English"], "English"), lacking_languages(german, ["Unknown"], None)
    (('German',), ())
    """
    said = {original if name in (ORIGINAL, UNSTATED) else name for name in heard}
    if not said or None in said:
        return ()
    wanted = (goal.language for goal in profile.audio_goals if goal.strength is Strength.MUST)
    named = (original if name == ORIGINAL else name for name in wanted)
    return tuple(name for name in dict.fromkeys(named) if name is not None and name not in said)


def is_content(
    profile: QualityProfile, *, quality: str, score: int, heard: Collection[str], original: str | None
) -> bool:
    """Whether nothing better than such a file is looked for: the profile upgrades nothing, or its cutoff is met and every
    language is heard that it cannot do without."""
    if not profile.upgrade_allowed:
        return True
    return meets_goal(profile, quality, score) and not lacking_languages(profile, heard, original)


def passes_goal(candidate: Candidate, held: Held, facts: Facts) -> Step | None:
    """The step when it leads towards the profile's goal; None when it is a gain that nobody asked for.

    From the cutoff on a better quality is no longer wanted, from the cutoff score on a better score neither; a proper of
    what is here always is, and so is a language that the profile cannot do without.
    """
    step = step_from(candidate, held, facts)
    if step is Step.QUALITY and rank(held.quality, facts) >= facts.profile.cutoff_rank:
        wants_score = held.score < goal_score(facts.profile)
        return step if wants_score and candidate.score > held.score else None
    if step is Step.SCORE and held.score >= goal_score(facts.profile):
        return None
    return step


def concerned(candidate: Candidate, facts: Facts) -> tuple[Existing, ...]:
    """The files here that this candidate would replace: for a film all, for episodes those of the held ones."""
    if not candidate.episode_ids:
        return facts.existing
    held = set(candidate.episode_ids)
    return tuple(file for file in facts.existing if file.item_id in held)


def concerned_queue(candidate: Candidate, facts: Facts) -> tuple[QueuedRelease, ...]:
    """What is arriving of the very things that the candidate is for."""
    wanted = candidate.episode_ids or (facts.item_id,)
    return tuple(queued for queued in facts.queued if not set(wanted).isdisjoint(queued.item_ids))


def missing_count(candidate: Candidate, facts: Facts) -> int:
    """How many held episodes have no file yet."""
    here = {file.item_id for file in facts.existing}
    return len(set(candidate.episode_ids) - here)
