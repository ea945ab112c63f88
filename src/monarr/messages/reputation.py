"""What is said of a release group: how it stands, and what each factor means."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from monarr.core.reputation import FactorScore
from monarr.core.text import Text, ntext, text

_TIERS = {
    "premium": text("Premium"), "excellent": text("Excellent"), "good": text("Good"), "average": text("Average"),
    "below-average": text("Below average"), "poor": text("Poor"), "unknown": text("Unknown"),
}  # fmt: skip
_CERTAINTIES = {
    "very-high": text("very sure"), "high": text("sure"), "medium": text("fairly sure"), "low": text("hardly sure"),
    "very-low": text("not sure at all"),
}  # fmt: skip
FACTORS: dict[str, tuple[Text, Text]] = {
    "seeder_health_score": (text("Seeders"), text("Full at some 55 seeders, by the logarithm.")),
    "internal_ratio": (text("Internal releases"), text("Of indexers that mark them.")),
    "completion_rate": (text("Downloads that end well"), text("What indexers count, and what Monarr saw itself.")),
    "quality_consistency": (text("Alike from one to the next"), text("Sizes that vary little, few codecs.")),
    "recency_score": (text("Publishes lately"), text("Half after 30 silent days.")),
    "category_diversity": (text("Several categories"), text("Full at three.")),
    "volume_score": (text("Many releases"), text("Full at 50.")),
    "size_appropriateness": (text("Sizes that fit"), text("Best at 15 to 50 GB for two hours.")),
    "bonus": (text("Big, internal and well seeded"), text("More than 100 releases, four in five internal.")),
    "fakes": (text("Fakes"), text("Up to 30 points, by their share of its downloads.")),
}
_SOURCES = {
    "indexers": text("from the indexers"), "names": text("from names and sizes"), "ledger": text("from the ledger"),
    "experience": text("from indexers and own downloads"),
}  # fmt: skip


def tier_words(tier: str) -> Text:
    return _TIERS.get(tier, _TIERS["poor"])


def certainty_words(certainty: str) -> Text:
    return _CERTAINTIES.get(certainty, _CERTAINTIES["very-low"])


def factor_label(code: str) -> Text:
    """The name of a factor, or of an adjustment."""
    return FACTORS[code][0] if code in FACTORS else text("{code}", code=code)


def factor_about(code: str) -> Text | None:
    """Its scale in a few words."""
    return FACTORS[code][1] if code in FACTORS else None


def source_words(source: str) -> Text:
    return _SOURCES.get(source, _SOURCES["ledger"])


def true_words(imported: int, ended: int) -> Text:
    """How its downloads turned out: “34 of 34 true”."""
    if not ended:
        return text("not tried yet")
    return text("{imported} of {ended} true", imported=imported, ended=ended)


def factor_sentence(factor: FactorScore) -> Text:
    """What the factor was read from."""
    if factor.value is None:
        return text("Unknown; counts as neutral.")
    return _READINGS[factor.code](factor.figures) if factor.code in _READINGS else text("")


def _completion(figures: Mapping[str, Any]) -> Text:
    own = true_words(figures.get("imported") or 0, figures.get("ended") or 0)
    if figures.get("mean_grabs") is None:
        return text("{own}.", own=own)
    return text("Fetched {grabs} times on average; {own}.", grabs=figures["mean_grabs"], own=own)


def _consistency(figures: Mapping[str, Any]) -> Text:
    codecs = int(figures.get("codecs") or 0)
    if figures.get("variance") is None:
        return ntext("{count} codec.", "{count} codecs.", codecs)
    spread = f"{math.sqrt(figures['variance']):.1f}"
    return ntext("{count} codec; sizes vary by some {spread} GB.", "{count} codecs; sizes vary by some {spread} GB.",
                 codecs, spread=spread)  # fmt: skip


def _recency(figures: Mapping[str, Any]) -> Text:
    days = round(figures["days"])
    seen = ntext("{count} day ago", "{count} days ago", days) if days else text("today")
    return text("Last seen {when}; {per_day} on a day with releases.", when=seen, per_day=f"{figures['per_day']:g}")


_READINGS: dict[str, Callable[[Mapping[str, Any]], Text]] = {
    "seeder_health_score": lambda f: ntext("Mean of {count} release: {mean} of 5.", "Mean of {count} releases: {mean} of 5.",
                                           f["releases"], mean=f["mean_log"]),
    "internal_ratio": lambda f: ntext("{internal} of {count} release.", "{internal} of {count} releases.", f["releases"],
                                      internal=f["internal"]),
    "completion_rate": _completion,
    "quality_consistency": _consistency,
    "recency_score": _recency,
    "category_diversity": lambda f: ntext("{count} category.", "{count} categories.", f["categories"]),
    "volume_score": lambda f: ntext("{count} release.", "{count} releases.", f["releases"]),
    "size_appropriateness": lambda f: text("{mean} GB for two hours on average.", mean=f["mean_gigabytes"]),
}  # fmt: skip


def group_sentence(name: str, score: float, tier: str, certainty: str) -> Text:
    """The whole in a sentence."""
    return text(
        "{name} stands at {score} of 100: {tier}, and that is {certainty}.",
        name=name, score=f"{score:g}", tier=tier_words(tier), certainty=certainty_words(certainty),
    )  # fmt: skip
