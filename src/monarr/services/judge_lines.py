"""Judging names that somebody gives, for a title of the house or for a profile alone. Nothing is asked, nothing is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from monarr.core.availability import FilmDates, MinimumAvailability
from monarr.core.decisions import Comparison, Facts, Judgement, explain_comparison, judge, sort_candidates
from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import MediaKind, Origin, Protocol, SeriesType
from monarr.core.matching import Match, WantedEpisode, WantedTitle
from monarr.core.releases import ParsedRelease, parse_release
from monarr.core.text import text
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.db.repositories.wanted import EpisodeFacts, VersionFacts, Wanted, load_wanted
from monarr.ports.indexer import IndexerRelease
from monarr.services._facts import FactsOf, formats_for
from monarr.services.context import House
from monarr.services.judging import format_names_of, match_parsed
from monarr.services.offers import Matched, Offer, candidate_of

MOST_LINES = 10_000


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A release as somebody states it; what is left out is not known."""

    title: str
    size_bytes: int | None = None
    protocol: Protocol | None = None
    indexer: str = ""
    seeders: int | None = None
    leechers: int | None = None
    published_at: datetime | None = None
    info_hash: str | None = None
    flags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()


class LineVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """`place` 1 is the one that would be taken; `comparison` is with that one, None for itself."""

    place: int
    judgement: Judgement
    comparison: tuple[Comparison, ...] | None = None


async def judge_lines(
    house: House,
    lines: Sequence[Line],
    *,
    title_id: int | None = None,
    version_id: int | None = None,
    profile_id: int | None = None,
    origin: Origin = Origin.SEARCH,
) -> list[LineVerdict]:
    """Judges the releases, in the order in which they were given. Without a title each is judged as if it were of a title
    that the house wants with this profile. Raises NotFound, InvalidInput when neither is given."""
    if title_id is None and profile_id is None:
        raise InvalidInput(text("Say for which title, or by which profile."))
    if len(lines) > MOST_LINES:
        raise InvalidInput(text("At most {count} releases at once.", count=MOST_LINES))
    now = house.clock.now()
    wanted, rules = await house.db.read(_load, title_id, now)
    if profile_id is not None and profile_id not in rules.profiles:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{profile_id}")
    return await asyncio.to_thread(_judge, list(lines), wanted, version_id, profile_id, rules, origin, now)


def _load(connection: Connection, title_id: int | None, now: datetime) -> tuple[Wanted | None, JudgingRules]:
    wanted = load_wanted(connection, [title_id], now).get(title_id) if title_id is not None else None
    if title_id is not None and (wanted is None or not wanted.versions):
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    return wanted, load_rules(connection)


def _judge(
    lines: list[Line],
    wanted: Wanted | None,
    version_id: int | None,
    profile_id: int | None,
    rules: JudgingRules,
    origin: Origin,
    now: datetime,
) -> list[LineVerdict]:
    named = {indexer.name.casefold(): indexer for indexer in rules.indexers.values()}
    judged: list[tuple[Judgement, Facts]] = []
    for line in lines:
        indexer = named.get(line.indexer.casefold())
        offer = Offer(_release(line, rules), indexer.id if indexer else None, indexer.name if indexer else line.indexer)
        parsed = parse_release(line.title, None if wanted is None else _kind_word(wanted))
        title = wanted or _stand_in(parsed, line.title, profile_id or 0)
        version = _version(title, version_id if wanted is not None else None)
        stated = profile_id or version.quality_profile_id
        asked = msgspec.structs.replace(
            rules, profiles={**rules.profiles, version.quality_profile_id: rules.profiles[stated]}
        )
        matched = _matched(offer, parsed, title, is_stand_in=wanted is None)
        facts = FactsOf(title, version, asked, now=now, origin=origin, user_invoked=True)(matched.episode_ids)
        names = format_names_of(matched, title, formats_for(title, rules), rules)
        candidate = candidate_of(matched, names, title, rules, facts, first_seen_at=now)
        judged.append((judge(candidate, facts), facts))
    return _placed(judged)


def _placed(judged: list[tuple[Judgement, Facts]]) -> list[LineVerdict]:
    if not judged:
        return []
    facts = judged[0][1]
    order = sort_candidates([judgement for judgement, _ in judged], facts)
    places = {id(judgement): place for place, judgement in enumerate(order, 1)}
    best = order[0]
    return [
        LineVerdict(
            place=places[id(judgement)],
            judgement=judgement,
            comparison=None
            if judgement is best
            else tuple(explain_comparison(judgement.candidate, best.candidate, facts)),
        )
        for judgement, _ in judged
    ]


def _release(line: Line, rules: JudgingRules) -> IndexerRelease:
    known = line.protocol or (Protocol.USENET if rules.protocols == {Protocol.USENET} else Protocol.TORRENT)
    given: dict[str, Any] = msgspec.structs.asdict(line)
    del given["indexer"]
    return IndexerRelease(**given | {"guid": line.title, "protocol": known, "flags": frozenset(line.flags)})


def _matched(offer: Offer, parsed: ParsedRelease | None, title: Wanted, *, is_stand_in: bool) -> Matched:
    if not is_stand_in:
        return match_parsed(offer, parsed, title)
    return Matched(offer, parsed, title.id, Match(parsed is not None, 100, ()), (1,) if title.episodes else ())


def _kind_word(wanted: Wanted) -> str:
    return "movie" if wanted.kind is MediaKind.MOVIE else "series"


def _version(title: Wanted, version_id: int | None) -> VersionFacts:
    found = next((one for one in title.versions if version_id in (None, one.id)), None)
    if found is None:
        raise NotFound(text("This title has no such version."), subject=f"item:{title.id}")
    return found


def _stand_in(parsed: ParsedRelease | None, name: str, profile_id: int) -> Wanted:
    """A title that the name would be of: monitored, out, of unknown length, with nothing here."""
    is_series = parsed is not None and parsed.type == "series"
    kind = MediaKind.SERIES if is_series else MediaKind.MOVIE
    title = parsed.title if parsed is not None else name
    long_ago = datetime(1900, 1, 1, tzinfo=UTC)
    episode = EpisodeFacts(
        id=1,
        numbers=WantedEpisode(id=1, season=(parsed.season if parsed else None) or 1, number=1),
        has_unverified_numbers=False,
        title="",
        monitored=True,
        aired_at=long_ago,
        runtime_seconds=None,
        searched_at=None,
    )
    version = VersionFacts(
        id=0, name="", is_default=True, monitored=True, quality_profile_id=profile_id, root_path=None, free_bytes=None,
        searched_at=None,
    )  # fmt: skip
    return Wanted(
        id=0, kind=kind, library_id=None, title=title, year=parsed.year if parsed else None, monitored=True,
        original_language=None, runtime_seconds=None, searched_at=None, series_type=SeriesType.STANDARD,
        minimum_availability=MinimumAvailability.ANNOUNCED, dates=FilmDates(status="released"),
        names=WantedTitle(kind=kind, title=title), ids={}, season_names={}, versions=(version,),
        episodes=(episode,) if is_series else (), files=(), arriving=(), history=(), blocklist=(), tag_ids=frozenset(),
    )  # fmt: skip
