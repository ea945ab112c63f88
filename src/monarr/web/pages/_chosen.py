"""One release as the page of choosing shows it: its row, and its pane with the score, every rule and the best beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from monarr.core.decisions import Comparison, Contribution, Outcome
from monarr.core.text import Text, ntext, text
from monarr.messages import named_verdict_sentence, refusals_sentence
from monarr.messages.levels import decided_sentence, level_label, level_value
from monarr.services.search import InteractiveReport, ListedRelease
from monarr.web.pages._why import Subject, fix_link, strong_parts
from monarr.web.templating import PageContext


def release_row(
    page: PageContext, one: ListedRelease, path: str, query: dict[str, str], *, is_chosen: bool = False
) -> dict[str, Any]:
    """A release as a row of the list whose address is `path` with `query`."""
    judged, candidate = one.judged, one.judged.candidate
    fits, only_waiting = judged.judgement.accepted, judged.judgement.only_waiting
    may = page.may("releases.grab")
    target = urlencode(
        {
            "title": judged.title_id,
            "version": judged.version_id,
            "items": ",".join(str(item) for item in judged.item_ids),
        }
    )
    acts = f"/releases/{judged.release_id}"
    blocking = urlencode({"back": path + ("?" + urlencode(query) if query else "")})
    more = len(one.also_on)
    return {
        "id": judged.release_id,
        "name": candidate.release_title,
        "strong": strong_parts(candidate.release_title, candidate.quality),
        "fits": fits,
        "temporary": only_waiting,
        "score": candidate.ranking_score,
        "size_bytes": candidate.size_bytes,
        "age_seconds": candidate.age_minutes * 60 if candidate.age_minutes is not None else None,
        "peers": candidate.seeders,
        "protocol": candidate.protocol.value,
        "group": candidate.parsed.release_group,
        "reputation": None,
        "badges": [candidate.quality, *(match.name for match in candidate.formats)],
        "indexers": f"{candidate.indexer_name} +{more}" if more else candidate.indexer_name,
        "said": _said(one),
        "chosen": is_chosen,
        "href": f"{path}?" + urlencode(query | {"chosen": judged.release_id}),
        "grab_path": f"{acts}/grab?{target}" if fits and may else None,
        "override_path": f"{acts}/grab?{target}&override=true" if not fits and judged.item_ids and may else None,
        "match_path": f"{acts}/match?{blocking}" if may else None,
        "is_of_another": not candidate.is_match,
        "block_path": f"{acts}/block?{target}&{blocking}"
        if page.may("blocklist.edit") and not _is_blocked(one)
        else None,
    }


def _is_blocked(one: ListedRelease) -> bool:
    return any(verdict.code == "blocklist" for verdict in one.judged.judgement.refusals)


def _said(one: ListedRelease) -> Text:
    refusals = one.judged.judgement.refusals
    return refusals_sentence(refusals) if refusals else text("Fits every rule.")


def chosen_pane(
    page: PageContext, one: ListedRelease, report: InteractiveReport, path: str, query: dict[str, str]
) -> dict[str, Any]:
    """A release with its score and every rule, the refusals first."""
    judgement = one.judged.judgement
    refused = len(judgement.refusals)
    order = {Outcome.REFUSED: 0, Outcome.PASSED: 1, Outcome.NOT_ASKED: 2}
    verdicts = sorted(judgement.verdicts, key=lambda verdict: order[verdict.outcome])
    about = Subject(
        profile_id=one.judged.facts.profile.id or None,
        indexer_id=judgement.candidate.indexer_id,
        title_id=one.judged.title_id,
        kind=one.judged.facts.kind,
        episode_id=next(iter(judgement.candidate.episode_ids), None),
    )
    sentence = ntext("Passes every rule but one.", "{n} rules refuse it.", refused, n=refused)
    return release_row(page, one, path, query) | {
        "sentence": sentence if refused else text("Passes every rule."),
        "contributions": [
            *({"label": match.name, "value": match.points} for match in judgement.candidate.formats),
            *({"label": _contribution(part), "value": part.points} for part in judgement.candidate.contributions),
        ],
        "verdicts": [
            {
                "outcome": verdict.outcome.value,
                "sentence": named_verdict_sentence(verdict),
                "fix": fix_link(page, verdict.fix, about) if verdict.outcome is Outcome.REFUSED else None,
            }
            for verdict in verdicts
        ],
        "refused": bool(refused),
        "beside": _beside(one, report),
    }


def _beside(one: ListedRelease, report: InteractiveReport) -> dict[str, Any] | None:
    """The release beside the best one, or the best beside the next: every level, and the one that decided."""
    best = report.releases[0]
    other = best if one is not best else next(iter(report.releases[1:]), None)
    levels = (one if one is not best else other).comparison if other is not None else None
    if other is None or levels is None:
        return None
    mine = "a" if one is not best else "b"
    rows = [
        {"label": level_label(level.level), "mine": level_value(level.level, level.a if mine == "a" else level.b),
         "other": level_value(level.level, level.b if mine == "a" else level.a),
         "winner": None if level.winner is None else "mine" if level.winner == mine else "other",
         "decisive": level.decisive}
        for level in levels
    ]  # fmt: skip
    return {
        "name": other.judged.candidate.release_title,
        "said": _before(one, other, levels),
        "is_best": one is best,
        "rows": rows,
    }


def _before(one: ListedRelease, other: ListedRelease, levels: Sequence[Comparison]) -> Text:
    """Why one stands before the other: that a rule refuses it comes before any preference."""
    fits, fits_other = one.judged.judgement.accepted, other.judged.judgement.accepted
    if fits != fits_other:
        return text("The other is refused.") if fits else text("The other fits every rule; this one does not.")
    for level in levels:
        if level.decisive:
            winner, loser = (level.a, level.b) if level.winner == "a" else (level.b, level.a)
            return decided_sentence(level.level, winner, loser)
    return text("They are alike on every level; the name decides.")


def _contribution(part: Contribution) -> Text:
    if part.code == "reputation":
        return text("Reputation of {group}", group=part.figures.get("group", ""))
    return text("{code}", code=part.code)
