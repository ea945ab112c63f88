"""Eight factors into one score, and how sure it is."""

from __future__ import annotations

from datetime import datetime

from monarr.core.decisions import Contribution
from monarr.core.reputation.factors import find_factors
from monarr.core.reputation.model import MOST_CONFIDENCE_POINTS, NEUTRAL, FactorScore, Reputation
from monarr.core.reputation.tally import Tally

BONUS = 5.0  # more than 100 releases, four in five internal, seeders beyond ln 4
FAKES = 30.0  # what a group loses at most, all of whose downloads were fakes
_STEPS_OF_RELEASES = ((50, 3), (20, 2), (10, 1))
_STEPS_OF_DAYS = ((30, 3), (90, 2), (180, 1))
_STEPS_OF_CATEGORIES = ((3, 2), (2, 1))


def weigh(tally: Tally, now: datetime) -> Reputation:
    """The reputation of a group. A group of which nothing is known has 50."""
    factors = []
    for factor in find_factors():
        reading = factor.read(tally, now)
        most = 100 * factor.weight
        value = NEUTRAL if reading.value is None else reading.value
        factors.append(FactorScore(factor.code, reading.value, most * value, most, factor.source, reading.figures))
    adjustments = {code: points for code, points in (("bonus", _bonus(tally)), ("fakes", _fakes(tally))) if points}
    score = sum(one.points for one in factors) + sum(adjustments.values())
    return Reputation(round(min(100.0, max(0.0, score)), 2), confidence(tally, now), tuple(factors), adjustments)


def confidence(tally: Tally, now: datetime) -> int:
    """0 to 100: many releases, lately, in several categories."""
    points = next((worth for least, worth in _STEPS_OF_RELEASES if tally.releases >= least), 0)
    if tally.last_seen_at is not None:
        days = (now - tally.last_seen_at).total_seconds() / 86_400
        points += next((worth for most, worth in _STEPS_OF_DAYS if days <= most), 0)
    points += next((worth for least, worth in _STEPS_OF_CATEGORIES if len(tally.categories) >= least), 0)
    return round(100 * points / MOST_CONFIDENCE_POINTS)


def contribution(name: str, score: float, certainty: float, weight: float) -> Contribution | None:
    """The points that a group's reputation adds to, or takes from, the order: `weight` for one that is perfectly trusted
    and surely known, as many less for the opposite, 0 for a score of 50. None where the profile gives it no weight."""
    if not weight:
        return None
    points = round(weight * (score - 50) / 50 * certainty / 100)
    return Contribution(
        "reputation", points, {"group": name, "score": score, "confidence": certainty, "weight": weight}
    )


def _bonus(tally: Tally) -> float:
    share, seeders = tally.internal.mean, tally.seeder_logs.mean
    earned = tally.releases > 100 and (share or 0) > 0.8 and (seeders or 0) > 4
    return BONUS if earned else 0.0


def _fakes(tally: Tally) -> float:
    return -FAKES * tally.own.fake / tally.own.ended if tally.own.fake else 0.0
