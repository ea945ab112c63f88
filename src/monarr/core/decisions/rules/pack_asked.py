"""Who looks for one episode does not want the season again: a pack is taken when it fills another gap as well."""

from __future__ import annotations

from monarr.core.decisions.model import NOT_ASKED, Candidate, Facts, Rule, Verdict, verdict
from monarr.core.kinds import Origin


def check(candidate: Candidate, facts: Facts) -> Verdict:
    one_asked = len(facts.wanted_episode_ids) == 1 and not facts.is_season_search
    if facts.origin is not Origin.SEARCH or not one_asked or len(candidate.episode_ids) < 2:
        return NOT_ASKED
    here = {file.item_id for file in facts.existing}
    gaps = set(candidate.episode_ids) - here - set(facts.wanted_episode_ids)
    return verdict(bool(gaps), gap_count=len(gaps), held_count=len(candidate.episode_ids))


RULE = Rule("pack-asked", check)
