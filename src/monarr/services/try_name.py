"""Trying a name: what it says piece by piece, which formats it has, how it would be judged and called. Nothing is kept."""

from __future__ import annotations

import asyncio
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from monarr.core.decisions import FormatMatch, Judgement, judge
from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.matching import confirm
from monarr.core.naming import NamingConfig
from monarr.core.quality import QualityProfile
from monarr.core.releases import Explanation, ParsedRelease, Token, explain_release
from monarr.core.text import text
from monarr.db.repositories.files import formats_in_names
from monarr.db.repositories.profiles import JudgingRules, load_rules
from monarr.db.repositories.settings import find_naming
from monarr.db.repositories.wanted import VersionFacts, Wanted, find_titles_named, load_wanted
from monarr.ports.indexer import IndexerRelease
from monarr.services._facts import FactsOf, formats_for, formats_in
from monarr.services.context import House
from monarr.services.import_facts import Wanted as Place
from monarr.services.import_facts import read_wanted
from monarr.services.judging import format_names_of, match_parsed
from monarr.services.offers import Offer, candidate_of
from monarr.services.rss import names_of
from monarr.services.tried_names import name_unknown, name_within

LONGEST_NAME = 4096


class Piece(msgspec.Struct, frozen=True):
    """A name, or one folder or file of a path, with its tokens in order of place."""

    text: str
    tokens: tuple[Token, ...]


class TriedVersion(msgspec.Struct, frozen=True):
    id: int
    name: str
    profile_id: int


class TriedTitle(msgspec.Struct, frozen=True, kw_only=True):
    """What the name was judged for. `guessed`: nobody chose it, the name says so."""

    id: int
    title: str
    year: int | None
    kind: MediaKind
    library_id: int | None
    versions: tuple[TriedVersion, ...]
    guessed: bool


class TriedName(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one name. `parsed` None: it says nothing, `refused` is the code why; `judgement` None: there is no title to judge it for;
    `formats` have points where there is a profile; `target` is where the file would go, None where that is unknown."""

    name: str
    pieces: tuple[Piece, ...]
    parsed: ParsedRelease | None
    refused: str | None = None
    formats: tuple[FormatMatch, ...] = ()
    profile: QualityProfile | None = None
    title: TriedTitle | None = None
    version_id: int | None = None
    judgement: Judgement | None = None
    target: str | None = None


class _Read(msgspec.Struct, frozen=True):
    said: Explanation
    rules: JudgingRules
    wanted: dict[int, Wanted]
    naming: NamingConfig
    in_names: tuple[str, ...]
    place: Place | None


async def try_name(
    house: House,
    name: str,
    *,
    title_id: int | None = None,
    version_id: int | None = None,
    profile_id: int | None = None,
    size_bytes: int | None = None,
) -> TriedName:
    """Reads and judges a release name or a path as if an indexer offered it now. Without a title the one is taken that
    the name fits, if the house has one; a profile stands in for that of the version. Raises InvalidInput for a name
    that is too long, NotFound for a title, version or profile that there is not."""
    given = name.strip()
    if not given or len(given) > LONGEST_NAME:
        problem = text("Give a name or a path of at most {count} characters.", count=LONGEST_NAME)
        raise InvalidInput(problem, fields={"name": problem})
    said, pieces = await asyncio.to_thread(_read_name, given)
    now = house.clock.now()
    read = await house.db.read(_load, said, title_id, version_id, now)
    if profile_id is not None and profile_id not in read.rules.profiles:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{profile_id}")
    return await asyncio.to_thread(_answer, given, pieces, read, title_id, version_id, profile_id, size_bytes, now)


def _read_name(name: str) -> tuple[Explanation, tuple[Piece, ...]]:
    if "/" not in name.strip("/"):
        said = explain_release(name)
        return said, (Piece(name, tuple(said.tokens)),)
    said = explain_release(name if name.startswith("/") else f"/{name}")
    return said, tuple(Piece(part, tuple(explain_release(part).tokens)) for part in name.split("/") if part)


def _load(
    connection: Connection, said: Explanation, title_id: int | None, version_id: int | None, now: datetime
) -> _Read:
    parsed = said.parsed
    if title_id is not None:
        ids = [title_id]
    elif parsed is not None and parsed.type != "music":
        imdb = {parsed.imdb_id} if parsed.imdb_id else set()
        tmdb = {str(parsed.tmdb_id)} if parsed.tmdb_id else set()
        ids = find_titles_named(connection, names_of(parsed), imdb, tmdb)
    else:
        ids = []
    wanted = load_wanted(connection, ids, now)
    if title_id is not None and title_id not in wanted:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    chosen = _chosen(parsed, wanted)
    place = read_wanted(connection, chosen.id, version_id) if chosen is not None and chosen.versions else None
    naming, in_names = find_naming(connection, None), formats_in_names(connection)
    return _Read(said, load_rules(connection), wanted, naming, in_names, place)


def _chosen(parsed: ParsedRelease | None, wanted: dict[int, Wanted]) -> Wanted | None:
    """The title that the name fits best; the only one where one was asked for."""
    if len(wanted) == 1:
        return next(iter(wanted.values()))
    if parsed is None:
        return None
    offer = _offer("-", None, frozenset())
    met = [(match_parsed(offer, parsed, title), title) for title in wanted.values()]
    fitting = [(confirm(found.match, episodes=bool(found.episode_ids)).confidence, title) for found, title in met
               if found.match.matched]  # fmt: skip
    return max(fitting, key=lambda one: (one[0], -one[1].id))[1] if fitting else None


def _offer(name: str, size_bytes: int | None, protocols: frozenset[Protocol]) -> Offer:
    protocol = Protocol.USENET if protocols == {Protocol.USENET} else Protocol.TORRENT
    return Offer(IndexerRelease(guid="", title=name, protocol=protocol, size_bytes=size_bytes), None, "")


def _answer(
    name: str,
    pieces: tuple[Piece, ...],
    read: _Read,
    title_id: int | None,
    version_id: int | None,
    profile_id: int | None,
    size_bytes: int | None,
    now: datetime,
) -> TriedName:
    rules, parsed = read.rules, read.said.parsed
    shown = name.rstrip("/").rpartition("/")[2]
    offer = _offer(shown, size_bytes, rules.protocols)
    title = _chosen(parsed, read.wanted)
    if title is not None and title_id is None and (parsed is None or not _fits(offer, parsed, title)):
        title = None
    profile = rules.profiles.get(profile_id or 0)
    if title is None or not title.versions:
        return _without_title(name, pieces, read, offer, profile)
    version = _version(title, version_id)
    profile = profile or rules.profiles[version.quality_profile_id]
    matched = match_parsed(offer, parsed, title)
    asked = msgspec.structs.replace(rules, profiles={**rules.profiles, version.quality_profile_id: profile})
    facts = FactsOf(title, version, asked, now=now, origin=Origin.SEARCH, free_bytes=version.free_bytes)(
        matched.episode_ids
    )
    names = format_names_of(matched, title, formats_for(title, rules), rules)
    candidate = candidate_of(matched, names, title, rules, facts, first_seen_at=now)
    return TriedName(
        name=name,
        pieces=pieces,
        parsed=parsed,
        refused=read.said.refused,
        formats=candidate.formats,
        profile=profile,
        title=_tried(title, guessed=title_id is None),
        version_id=version.id,
        judgement=judge(candidate, facts),
        target=name_within(read.place, parsed, matched.episode_ids, shown, candidate.formats)
        if read.place is not None and parsed is not None and matched.match.matched
        else None,
    )


def _without_title(
    name: str, pieces: tuple[Piece, ...], read: _Read, offer: Offer, profile: QualityProfile | None
) -> TriedName:
    parsed = read.said.parsed
    if parsed is None or parsed.type == "music":
        return TriedName(name=name, pieces=pieces, parsed=parsed, refused=read.said.refused, profile=profile)
    kind = MediaKind.MOVIE if parsed.type == "movie" else MediaKind.SERIES
    names = formats_in(None, kind, read.rules).match(offer.release.title, parsed, offer.release.size_bytes)
    scores = profile.format_scores if profile else {}
    formats = tuple(FormatMatch(one, scores.get(one, 0)) for one in names)
    return TriedName(
        name=name,
        pieces=pieces,
        parsed=parsed,
        refused=read.said.refused,
        formats=formats,
        profile=profile,
        target=name_unknown(read.naming, parsed, offer.release.title, formats, read.in_names),
    )


def _fits(offer: Offer, parsed: ParsedRelease, title: Wanted) -> bool:
    return match_parsed(offer, parsed, title).match.matched


def _version(title: Wanted, version_id: int | None) -> VersionFacts:
    for version in title.versions:
        if version.id == version_id or (version_id is None and version.is_default):
            return version
    if version_id is None:
        return title.versions[0]
    raise NotFound(text("This title has no such version."), subject=f"item:{title.id}")


def _tried(title: Wanted, *, guessed: bool) -> TriedTitle:
    return TriedTitle(
        id=title.id,
        title=title.title,
        year=title.year,
        kind=title.kind,
        library_id=title.library_id,
        versions=tuple(TriedVersion(one.id, one.name, one.quality_profile_id) for one in title.versions),
        guessed=guessed,
    )
