"""Which of a series' episodes a release holds: by season and number, by absolute number, or by date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from monarr.core.releases import ParsedRelease


class WantedEpisode(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An episode of the series. Scene numbers, where they are known, are how releases count; else they count as the
    catalogue does."""

    id: int
    season: int
    number: int
    absolute: int | None = None
    air_date: date | None = None
    scene_season: int | None = None
    scene_number: int | None = None
    scene_absolute: int | None = None

    @property
    def released_as(self) -> tuple[int, int]:
        """Season and number as releases write them."""
        if self.scene_season is not None and self.scene_number is not None:
            return self.scene_season, self.scene_number
        return self.season, self.number

    @property
    def released_absolute(self) -> int | None:
        return self.absolute if self.scene_absolute is None else self.scene_absolute


def match_episodes(parsed: ParsedRelease, episodes: Sequence[WantedEpisode]) -> tuple[int, ...]:
    """Ids of the episodes in the release, in the order of the series. Empty when the name tells none, tells one that the
    series does not have, or when a part of a season does not say which."""
    found = _found(parsed, episodes)
    return tuple(episode.id for episode in sorted(found, key=lambda episode: (episode.season, episode.number)))


def _found(parsed: ParsedRelease, episodes: Sequence[WantedEpisode]) -> list[WantedEpisode]:
    if parsed.type != "series" or parsed.extras:
        return []
    if parsed.air_date is not None:
        return [episode for episode in episodes if episode.air_date == parsed.air_date]
    if parsed.full_season:
        seasons = set(parsed.seasons) or ({parsed.season} if parsed.season is not None else set())
        return [episode for episode in episodes if episode.released_as[0] in seasons]
    if parsed.season is not None and parsed.episodes:
        numbered = _all_of(((parsed.season, number) for number in parsed.episodes), episodes)
        if numbered:
            return numbered
    return _by_absolute(parsed.absolute_episodes, episodes)


def _all_of(wanted: Iterable[tuple[int, int]], episodes: Sequence[WantedEpisode]) -> list[WantedEpisode]:
    """The episodes with these numbers; those that the series does not have are left out."""
    numbers = set(wanted)
    return [episode for episode in episodes if episode.released_as in numbers]


def _by_absolute(numbers: Sequence[float], episodes: Sequence[WantedEpisode]) -> list[WantedEpisode]:
    """Half numbers are recaps and belong to no episode. Specials count apart."""
    whole = {int(number) for number in numbers if float(number).is_integer()}
    return [episode for episode in episodes if episode.season > 0 and episode.released_absolute in whole]
