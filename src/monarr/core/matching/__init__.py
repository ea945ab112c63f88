"""Does a release belong to a wanted title, how surely, and which of its episodes does it hold?"""

from monarr.core.matching.distance import distance
from monarr.core.matching.episodes import WantedEpisode, match_episodes
from monarr.core.matching.title import ACCEPTED_CONFIDENCE, Match, Part, WantedTitle, confirm, match_title

__all__ = [
    "ACCEPTED_CONFIDENCE", "Match", "Part", "WantedEpisode", "WantedTitle", "confirm", "distance", "match_episodes",
    "match_title",
]  # fmt: skip
