"""The facts that rules judge by, for each release that is judged for one version of one title."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from monarr.core.availability import Availability, episode_availability, movie_availability
from monarr.core.decisions import DelayPolicy, Facts, PackPolicy, Restriction
from monarr.core.formats import FormatSet, compile_formats
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.languages import language_name
from monarr.core.quality import RepairPolicy, SizeLimits
from monarr.db.repositories.profiles import Delay, JudgingRules, StoredFormat
from monarr.db.repositories.wanted import EpisodeFacts, VersionFacts, Wanted

REFUSED_ENDINGS = "releases.refused_endings"


class FactsOf:
    """Gives the facts for a release of one version; what does not depend on the release is put together once."""

    def __init__(
        self,
        wanted: Wanted,
        version: VersionFacts,
        rules: JudgingRules,
        *,
        now: datetime,
        origin: Origin,
        user_invoked: bool = False,
        wanted_episode_ids: Sequence[int] = (),
        free_bytes: int | None = None,
        is_season_search: bool = False,
        delay_is_over: bool = False,
    ) -> None:
        self._wanted, self._rules, self._now = wanted, rules, now
        self._episodes = {episode.id: episode for episode in wanted.episodes}
        self._kept: dict[tuple[int, ...], Facts] = {}
        delay = delay_for(wanted, rules)
        settings, profile = rules.settings, rules.profiles[version.quality_profile_id]
        film = self._film_availability() if wanted.kind is MediaKind.MOVIE else None
        self.base = Facts(
            now=now,
            origin=origin,
            kind=wanted.kind,
            item_id=wanted.id,
            title=wanted.title,
            year=wanted.year,
            series_type=wanted.series_type,
            monitored=wanted.monitored and version.monitored,
            available=film.available if film else True,
            available_at=film.at if film else None,
            runtime_minutes=_minutes(wanted.runtime_seconds),
            profile=profile,
            sizes=_sizes(wanted, rules),
            existing=tuple(held.existing for held in wanted.files if held.version_id == version.id),
            queued=tuple(found.queued for found in wanted.arriving if found.version_id in (None, version.id)),
            blocklist=wanted.blocklist,
            delay=without_minutes(_policy(delay)) if delay_is_over else _policy(delay),
            wanted_episode_ids=tuple(wanted_episode_ids),
            wanted_seasons=self._seasons(wanted_episode_ids),
            is_season_search=is_season_search,
            unverified_episode_ids=frozenset(one.id for one in wanted.episodes if one.has_unverified_numbers),
            original_language=language_name(wanted.original_language),
            free_bytes=free_bytes,
            minimum_free_bytes=int(settings["releases.minimum_free_bytes"]),
            maximum_size_bytes=settings["releases.maximum_size_bytes"],
            minimum_age_minutes=int(settings["releases.minimum_age_minutes"]),
            retention_days=settings["releases.retention_days"],
            restrictions=restrictions_for(wanted, rules),
            repairs=RepairPolicy(settings["releases.repairs"]),
            user_invoked=user_invoked,
            history=wanted.history,
            protocols=rules.protocols,
            allowed_protocols=_allowed_protocols(delay),
            refused_endings=endings_of(settings[REFUSED_ENDINGS]),
            monitored_episode_ids=tuple(episode.id for episode in wanted.episodes if episode.monitored)
            if wanted.kind is MediaKind.SERIES
            else None,
            pack_policy=profile.pack_policy or PackPolicy(settings["releases.pack_policy"]),
            pack_share_percent=profile.pack_share_percent or int(settings["releases.pack_share_percent"]),
            allow_hardcoded_subs=bool(settings["releases.allow_hardcoded_subs"]),
            hardcoded_subs_languages=tuple(settings["releases.hardcoded_subs_languages"]),
        )

    def __call__(self, episode_ids: tuple[int, ...] = ()) -> Facts:
        """The facts for a release that holds these episodes."""
        facts = self._kept.get(episode_ids)
        if facts is None:
            facts = self._kept[episode_ids] = self._for_episodes(episode_ids)
        return facts

    def _for_episodes(self, episode_ids: tuple[int, ...]) -> Facts:
        held = [self._episodes[found] for found in episode_ids if found in self._episodes]
        if not held:
            return self.base
        seasons = {episode.numbers.season for episode in held}
        of_season = [episode for episode in self._wanted.episodes if episode.numbers.season in seasons]
        unaired = [episode for episode in of_season if not self._aired(episode).available]
        runtimes = [episode.runtime_seconds for episode in held if episode.runtime_seconds]
        own = _minutes(sum(runtimes) / len(runtimes)) if runtimes else self.base.runtime_minutes
        # A pack is told by its own rule, so one aired episode is enough to speak of the others.
        states = [self._aired(episode) for episode in held]
        is_out = any(state.available for state in states) if len(states) > 1 else states[0].available
        moments = [state.at for state in states if state.at is not None]
        aired = [state.at for one in of_season if (state := self._aired(one)).available and state.at is not None]
        return replace(
            self.base,
            held_seasons=frozenset(seasons),
            season_ended_at=max(aired, default=None) if not unaired else None,
            runtime_minutes=own,
            available=is_out,
            available_at=max(moments, default=None),
            season_episode_count=len(of_season) - len(unaired),
            unaired_in_season=len(unaired),
        )

    def _seasons(self, episode_ids: Sequence[int]) -> frozenset[int]:
        return frozenset(self._episodes[one].numbers.season for one in episode_ids if one in self._episodes)

    def _film_availability(self) -> Availability:
        return movie_availability(
            self._wanted.minimum_availability,
            self._wanted.dates,
            self._now,
            delay_days=int(self._rules.settings["releases.availability_delay_days"]),
        )

    def _aired(self, episode: EpisodeFacts) -> Availability:
        return has_aired(episode, self._now)


def with_losses(facts: Facts, wanted: Wanted) -> Facts:
    """The facts with those files marked that their disks do not show. Asks the disk once for each."""
    paths = {held.existing.file_id: held.path for held in wanted.files}
    lost = {file_id for file_id, path in paths.items() if not os.path.lexists(path)}
    if not lost:
        return facts
    return replace(facts, existing=tuple(replace(one, is_lost=one.file_id in lost) for one in facts.existing))


def has_aired(episode: EpisodeFacts, now: datetime) -> Availability:
    return episode_availability(now, aired_at=episode.aired_at, air_date=episode.numbers.air_date)


def delay_for(wanted: Wanted, rules: JudgingRules) -> Delay | None:
    """The first delay profile that fits the title's library and tags."""
    for delay in rules.delays:
        fits_tags = not delay.tag_ids or not delay.tag_ids.isdisjoint(wanted.tag_ids)
        if delay.library_id in (None, wanted.library_id) and fits_tags:
            return delay
    return None


def restrictions_for(wanted: Wanted, rules: JudgingRules) -> tuple[Restriction, ...]:
    """The release profiles that hold for the title, by its library and tags."""
    return tuple(
        Restriction(
            name=words.name,
            required=words.required,
            forbidden=words.forbidden,
            indexer_ids=words.indexer_ids,
            refuse_before_air=words.refuse_before_air,
            grace_days=words.grace_days,
        )
        for words in rules.words
        if words.library_id in (None, wanted.library_id)
        and (not words.tag_ids or not words.tag_ids.isdisjoint(wanted.tag_ids))
        and words.excluded_tag_ids.isdisjoint(wanted.tag_ids)
    )


def formats_for(wanted: Wanted, rules: JudgingRules) -> FormatSet:
    """The formats of the title's library, ready to match."""
    return formats_in(wanted.library_id, wanted.kind, rules)


def formats_in(library_id: int | None, kind: MediaKind, rules: JudgingRules) -> FormatSet:
    """The formats of a library, or the shared ones."""
    return formats_among(library_id, kind, rules.formats)


def formats_among(library_id: int | None, kind: MediaKind, formats: Sequence[StoredFormat]) -> FormatSet:
    """Those of a library, or the shared ones, among all. They are compiled again only when one has changed."""
    numbering = "movie" if kind is MediaKind.MOVIE else "series"
    mine = [one for one in formats if one.library_id in (None, library_id) and one.kind in (None, numbering)]
    # A library's own format stands before a shared one of the same name, one for the kind before one for all.
    mine.sort(key=lambda one: (one.library_id is not None, one.kind is not None))
    by_name = {one.name: (one.name, one.conditions) for one in mine}
    return _compiled(msgspec.json.encode(list(by_name.values())), numbering)


@lru_cache(maxsize=16)
def _compiled(encoded: bytes, numbering: Any) -> FormatSet:
    listed = msgspec.json.decode(encoded)
    return compile_formats([{"name": name, "specifications": conditions} for name, conditions in listed], numbering)


def _policy(delay: Delay | None) -> DelayPolicy:
    if delay is None:
        return DelayPolicy()
    return DelayPolicy(
        name=delay.name,
        torrent_minutes=delay.torrent_minutes,
        usenet_minutes=delay.usenet_minutes,
        preferred_protocol=delay.preferred_protocol,
        bypass_if_highest_quality=delay.bypass_if_highest_quality,
        bypass_above_score=delay.bypass_above_score,
    )


def without_minutes(policy: DelayPolicy) -> DelayPolicy:
    """Nothing waits; which protocol is preferred stays."""
    return replace(policy, torrent_minutes=0, usenet_minutes=0)


def _allowed_protocols(delay: Delay | None) -> frozenset[Protocol]:
    if delay is None:
        return frozenset(Protocol)
    on = {Protocol.TORRENT: delay.enable_torrent, Protocol.USENET: delay.enable_usenet}
    return frozenset(protocol for protocol in Protocol if on[protocol])


def endings_of(given: Sequence[str]) -> frozenset[str]:
    """Endings with their dots, however somebody wrote them: `lnk`, `.LNK`, `*.lnk`."""
    return frozenset("." + one.strip().lower().removeprefix("*").removeprefix(".") for one in given if one.strip())


def _sizes(wanted: Wanted, rules: JudgingRules) -> dict[str, SizeLimits]:
    return rules.sizes.get(None, {}) | rules.sizes.get(wanted.library_id, {})


def _minutes(seconds: float | None) -> float | None:
    return seconds / 60 if seconds else None
