"""What is said about each rule: its label, one sentence when it refused, a shorter one when it passed, what to change.

Refusals read as UI.md 5 asks: the nearest fact, the rule in human units, then, where it is true, that waiting may help.
No sentence is longer than 120 characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from monarr.core.decisions import Outcome, Verdict
from monarr.core.text import Text, ntext, text
from monarr.messages.sentence import choose
from monarr.messages.verdicts import house, languages, quality, release, size, timing, titles
from monarr.messages.verdicts._entry import Entry
from monarr.messages.verdicts.fixes import FIXES, FOR_MEMBERS, FOR_MEMBERS_OTHERWISE

_FAMILIES = (titles, quality, languages, size, timing, release, house)
ENTRIES: dict[str, Entry] = {code: said for family in _FAMILIES for code, said in family.ENTRIES.items()}

_NOT_ASKED = text("Not asked.")
_REFUSED = text("Refused.")
_PASSED = text("Passed.")

__all__ = [
    "ENTRIES", "FIXES", "fix_label", "member_sentence", "named_verdict_sentence", "refusals_sentence", "rule_label",
    "verdict_sentence", "why_sentence_of",
]  # fmt: skip


def rule_label(code: str) -> Text:
    """A short name of the rule; the code itself for one that the catalogue does not know."""
    entry = ENTRIES.get(code)
    return entry.label if entry else text("{code}", code=code)


def fix_label(fix: str | None) -> Text | None:
    """What the way out is called; None where there is nothing to change."""
    return FIXES.get(fix) if fix else None


def verdict_sentence(verdict: Verdict) -> Text:
    """One sentence for any verdict."""
    if verdict.outcome is Outcome.NOT_ASKED:
        return _NOT_ASKED
    refused = verdict.outcome is Outcome.REFUSED
    entry = ENTRIES.get(verdict.code)
    if entry is None:
        return _REFUSED if refused else _PASSED
    chosen = choose(entry.refused if refused else entry.passed, verdict.figures, _count(verdict.figures))
    return chosen or (_REFUSED if refused else _PASSED)


def named_verdict_sentence(verdict: Verdict) -> Text:
    """As `verdict_sentence`, for a list in which a rule that was not asked must say its name."""
    if verdict.outcome is Outcome.NOT_ASKED:
        return text("{rule}: not asked", rule=rule_label(verdict.code))
    return verdict_sentence(verdict)


def refusals_sentence(refusals: Sequence[Verdict]) -> Text:
    """The first refusal, and how many more there are. There is at least one."""
    first, more = verdict_sentence(refusals[0]), len(refusals) - 1
    if not more:
        return first
    return ntext("{first} One more rule refuses it.", "{first} {n} more rules refuse it.", more, first=first, n=more)


def why_sentence_of(verdict: Verdict, release_count: int) -> Text | None:
    """The why-sentence of a refusal, its release being the nearest of `release_count`. None for an unknown code."""
    entry = ENTRIES.get(verdict.code)
    return choose(entry.why, verdict.figures, release_count) if entry else None


def member_sentence(code: str | None) -> Text:
    """What a member is told, who never sees indexers, scores or paths."""
    return FOR_MEMBERS.get(code or "", FOR_MEMBERS_OTHERWISE)


def _count(figures: Mapping[str, Any]) -> int | None:
    """What a plural in the sentence counts."""
    count = figures.get("held_count")
    return count if isinstance(count, int) else None
