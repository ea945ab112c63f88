"""Rules (one module each), the engine that runs them, and the comparison of candidates."""

from monarr.core.decisions.better import goal_score, is_content, lacking_languages, meets_goal
from monarr.core.decisions.compare import Comparison, explain_comparison, sort_candidates
from monarr.core.decisions.engine import find_rules, judge
from monarr.core.decisions.model import (
    NOT_ASKED,
    Blocked,
    Candidate,
    Contribution,
    Cost,
    DelayPolicy,
    Existing,
    Facts,
    FormatMatch,
    Judgement,
    Outcome,
    PastGrab,
    QueuedRelease,
    Restriction,
    Rule,
    Verdict,
    verdict,
)
from monarr.core.decisions.words import word_problem
from monarr.core.quality import PackPolicy

__all__ = [
    "NOT_ASKED", "Blocked", "Candidate", "Comparison", "Contribution", "Cost", "DelayPolicy", "Existing", "Facts",
    "FormatMatch", "Judgement", "Outcome", "PackPolicy", "PastGrab", "QueuedRelease", "Restriction", "Rule", "Verdict",
    "explain_comparison", "find_rules", "goal_score", "is_content", "judge", "lacking_languages", "meets_goal", "sort_candidates", "verdict",
    "word_problem",
]  # fmt: skip
