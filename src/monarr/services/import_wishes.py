"""What the profile and the naming wish of a file besides its promise: languages, and names that are not known yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from monarr.core.decisions import Outcome, Verdict
from monarr.core.importing import WantedLanguages, check_languages
from monarr.core.kinds import SeriesType
from monarr.core.languages import language_name
from monarr.core.media import MediaFacts
from monarr.db.profiles import ProfileSettings
from monarr.db.repositories.files import EpisodeFacts
from monarr.services.import_facts import Grabbed, Wanted

_PATIENCE = timedelta(hours=48)  # after it aired a name is waited for so long
_UNNAMED = frozenset({"", "tba", "tbd", "to be announced", "to be determined"})


def languages_agree(
    media: MediaFacts, grabbed: Grabbed, item_ids: Iterable[int], now: datetime, beside: frozenset[str]
) -> tuple[Verdict, ...]:
    """The answers about the languages of the file; none where the profile has no goals. `beside` are those of subtitle
    files (ISO 639-2)."""
    wanted = grabbed.wanted
    goals = msgspec.convert(wanted.version.settings, ProfileSettings)
    if not goals.audio_goals and not goals.subtitle_goals:
        return ()
    held = set(item_ids)
    aired = [_aired(one.air_date) for one in wanted.episodes if one.id in held and one.air_date is not None]
    languages = WantedLanguages(
        audio=goals.audio_goals,
        subtitles=goals.subtitle_goals,
        original_language=language_name(wanted.title.original_language),
        promised=frozenset(grabbed.row.facts.get("languages") or (grabbed.parsed.languages if grabbed.parsed else ())),
        out_at=max(aired, default=None) if aired else wanted.version.out_at,
    )
    return check_languages(media, languages, now, beside=beside)


def not_named_yet(item_ids: Iterable[int], wanted: Wanted, now: datetime) -> tuple[Verdict, ...]:
    """For two days after an episode aired its title, and an anime's absolute number, are waited for where file names hold
    them."""
    naming = wanted.title.naming
    held = set(item_ids)
    is_anime = wanted.title.series_type == SeriesType.ANIME
    pattern = naming.anime_episode_format if is_anime else naming.standard_episode_format
    found: list[Verdict] = []
    for episode in wanted.episodes if naming.rename else ():
        until = _waits_until(episode, now)
        if episode.id not in held or until is None:
            continue
        if "title}" in pattern.lower().replace("episode cleantitle", "episode title") and _is_unnamed(episode):
            found.append(_waits("title-required", until))
        if is_anime and "{absolute" in pattern.lower() and episode.absolute is None:
            found.append(_waits("absolute-number", until))
    return tuple(found[:1])


def _is_unnamed(episode: EpisodeFacts) -> bool:
    return episode.title.strip().casefold() in _UNNAMED


def _waits_until(episode: EpisodeFacts, now: datetime) -> datetime | None:
    """None when it is not waited for, or no longer."""
    if episode.air_date is None:
        return None
    until = _aired(episode.air_date) + _PATIENCE
    return until if now < until else None


def _aired(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _waits(code: str, until: datetime) -> Verdict:
    figures = {"until": f"{until:%d %b %H:%M} UTC"}
    return Verdict(Outcome.REFUSED, figures, code=code, temporary=True, until=until)
