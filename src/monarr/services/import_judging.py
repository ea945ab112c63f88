"""Which file of a download is which, and does each keep what its release promised? Facts go to `core.importing`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from monarr.core.decisions import Candidate, Existing, Facts, FormatMatch, Outcome, Verdict
from monarr.core.decisions.better import concerned, step_from
from monarr.core.errors import FileError, MediaError
from monarr.core.importing import (
    Contents,
    Found,
    Promise,
    check_file,
    check_name,
    consequence_of,
    heard_in,
    main_videos,
)
from monarr.core.kinds import MediaKind, Origin, Protocol
from monarr.core.languages import language_name
from monarr.core.matching import match_episodes, match_title
from monarr.core.media import MediaFacts
from monarr.core.releases import ParsedRelease, Revision, parse_path, parse_release
from monarr.db.repositories.files import FileFacts
from monarr.services.context import House
from monarr.services.import_facts import Grabbed, Wanted, known_as_another
from monarr.services.import_wishes import languages_agree, not_named_yet

_PROBES_AT_ONCE = 2


def refused(code: str, **figures: Any) -> Verdict:
    """A refusal with its code."""
    return Verdict(Outcome.REFUSED, figures, code=code)


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A video with what it holds and all that was found out about it."""

    file: Found
    item_ids: tuple[int, ...] = ()
    parsed: ParsedRelease | None = None
    quality: str = "Unknown"
    media: MediaFacts | None = None
    verdicts: tuple[Verdict, ...] = ()
    replaces: tuple[int, ...] = ()  # ids of library files that give way
    already_id: int | None = None  # it is this library file already

    @property
    def refusal(self) -> Verdict | None:
        found = [one for one in self.verdicts if one.outcome is Outcome.REFUSED]
        return max(found, key=lambda one: consequence_of(one.code), default=None)


def check_contents(contents: Contents) -> Verdict | None:
    """What forbids looking any further; None when there are videos to look at."""
    if contents.dangerous:
        return refused("dangerous", file=contents.dangerous[0].name, file_count=len(contents.dangerous))
    if contents.unfinished:
        return refused("unfinished", file=contents.unfinished[0].name)
    if contents.videos:
        return None
    if contents.samples and not contents.archives:
        return refused("sample", file=contents.samples[0].name, reason="only")
    code = "archive" if contents.archives else "raw-disc" if contents.raw else "no-video"
    return refused(code)


def assign(contents: Contents, grabbed: Grabbed) -> tuple[Judged, ...] | Verdict:
    """The videos with the film or episodes they hold; a verdict when a person must choose."""
    if grabbed.wanted.is_film:
        return _assign_film(contents, grabbed)
    judged = tuple(_assign_episodes(file, contents, grabbed) for file in contents.videos)
    return tuple(sorted(judged, key=lambda one: (one.item_ids, -one.file.size_bytes)))


def _assign_film(contents: Contents, grabbed: Grabbed) -> tuple[Judged, ...] | Verdict:
    chosen = main_videos(contents.videos)
    if len(chosen) > 1:
        wanted = grabbed.wanted.wanted_title()
        named = [
            file
            for file in chosen
            if (parsed := _parsed(file, "movie", grabbed)) and match_title(parsed, wanted).matched
        ]
        if len(named) != 1:
            return refused("several-videos", count=len(chosen), files=[file.name for file in chosen[:5]])
        chosen = (named[0],)
    parsed = _parsed(chosen[0], "movie", grabbed)
    quality = _quality(grabbed, parsed, alone=True)
    odd = check_name(chosen[0].path, parsed, None, is_film=True, episode_count=0)
    verdicts = () if odd is None else (odd,)
    return (Judged(file=chosen[0], item_ids=(grabbed.wanted.title.id,), parsed=parsed, quality=quality,
                   verdicts=verdicts),)  # fmt: skip


def _assign_episodes(file: Found, contents: Contents, grabbed: Grabbed) -> Judged:
    alone = len(contents.videos) == 1
    episodes = grabbed.wanted.wanted_episodes()
    parsed = _parsed(file, "series", grabbed)
    odd = check_name(
        file.path, parsed, grabbed.parsed if alone else None, is_film=False, episode_count=len(grabbed.item_ids)
    )
    if odd is not None:
        return Judged(file=file, parsed=parsed, quality=_quality(grabbed, parsed, alone=alone), verdicts=(odd,))
    items = match_episodes(parsed, episodes) if parsed is not None and not parsed.full_season else ()
    if not items and alone and (parsed is None or not (parsed.episodes or parsed.absolute_episodes)):
        items = grabbed.item_ids  # a name that says nothing: what was grabbed stands
    judged = Judged(file=file, item_ids=items, parsed=parsed, quality=_quality(grabbed, parsed, alone=alone))
    if not items:
        return msgspec.structs.replace(judged, verdicts=(refused("episodes", file=file.name),))
    if grabbed.item_ids and not set(items) & set(grabbed.item_ids):
        return msgspec.structs.replace(
            judged, verdicts=(refused("episodes" if alone else "not-grabbed", file=file.name),)
        )
    return judged


def _parsed(file: Found, kind: str, grabbed: Grabbed) -> ParsedRelease | None:
    told = grabbed.parsed
    path = PurePosixPath(file.path)
    if (
        told is not None
        and told.quality != "Unknown"
        and path.stem == grabbed.row.release_title
        and path.name == file.path
    ):
        return told  # the file bears its release's name, and no folder adds to it
    return parse_path(file.path, kind) or parse_release(PurePosixPath(file.path).stem, kind)


def _quality(grabbed: Grabbed, parsed: ParsedRelease | None, *, alone: bool) -> str:
    """What was grabbed as is imported as; the files of a pack may say it each for themselves."""
    own = parsed.quality if parsed is not None else "Unknown"
    if not alone and own != "Unknown":
        return own
    return grabbed.row.quality if grabbed.row.quality != "Unknown" else own


async def judge(
    house: House, judged: Judged, grabbed: Grabbed, folder: Path, *, beside: frozenset[str] = frozenset()
) -> Judged:
    """Reads the file and answers every check."""
    wanted = grabbed.wanted
    already = _already(judged, wanted, folder, grabbed.row.id)
    if already is not None:
        return msgspec.structs.replace(judged, already_id=already, verdicts=())
    verdicts = list(judged.verdicts)
    if not verdicts:
        verdicts += await _title_agrees(house, judged, wanted)
    if not verdicts:
        verdicts += not_named_yet(judged.item_ids, wanted, house.clock.now())
    media = None
    if not verdicts:
        try:
            media = await house.prober.probe(folder / judged.file.path)
            verdicts += check_file(media, promise_of(judged, wanted))
            verdicts += languages_agree(media, grabbed, judged.item_ids, house.clock.now(), beside)
        except MediaError as error:
            verdicts.append(refused("not-media", file=judged.file.name, reason=error.reason))
        except FileError as error:
            verdicts.append(refused(error.reason, file=judged.file.name, problem=str(error.message)))
    judged = msgspec.structs.replace(judged, media=media, verdicts=tuple(verdicts))
    return (
        judged if judged.refusal else with_upgrade(judged, wanted, grabbed.row.score, house.clock.now(), grabbed.parsed)
    )


async def judge_all(
    house: House,
    all_judged: Iterable[Judged],
    grabbed: Grabbed,
    folder: Path,
    *,
    beside: frozenset[str] = frozenset(),
) -> list[Judged]:
    """`judge` for each, in order, a few at a time. Of two files of one episode the larger counts. `beside` are the
    languages (ISO 639-2) of subtitle files in the download."""
    gate = asyncio.Semaphore(_PROBES_AT_ONCE)

    async def one(judged: Judged) -> Judged:
        async with gate:
            return await judge(house, judged, grabbed, folder, beside=beside)

    answers = await asyncio.gather(*(one(judged) for judged in all_judged))
    taken: set[int] = set()
    told = []
    for judged in answers:
        if not judged.refusal and taken & set(judged.item_ids):
            judged = msgspec.structs.replace(
                judged, verdicts=(*judged.verdicts, refused("not-grabbed", reason="twice"))
            )
        elif not judged.refusal:
            taken |= set(judged.item_ids)
        told.append(judged)
    return told


async def _title_agrees(house: House, judged: Judged, wanted: Wanted) -> list[Verdict]:
    """A file may bear any name, but not that of another title that is known here."""
    parsed = judged.parsed
    if parsed is None or not parsed.title or match_title(parsed, wanted.wanted_title()).matched:
        return []
    if await house.db.read(known_as_another, parsed.title, wanted.title.id):
        named = f"{parsed.title} ({parsed.year})" if parsed.year else parsed.title
        return [refused("title", named=named, title=wanted.title.title, file=judged.file.name)]
    return []


def promise_of(judged: Judged, wanted: Wanted) -> Promise:
    """What the release said of the file."""
    if wanted.is_film:
        return Promise(quality=judged.quality, runtime_seconds=wanted.title.runtime_seconds)
    episodes = [one for one in wanted.episodes if one.id in judged.item_ids]
    runtimes = [one.runtime_seconds or wanted.title.runtime_seconds for one in episodes]
    known = [seconds for seconds in runtimes if seconds]
    total = sum(known) if known and len(known) == len(episodes) else None
    return Promise(quality=judged.quality, runtime_seconds=total, is_episode=True)


def _already(judged: Judged, wanted: Wanted, folder: Path, download_id: int) -> int | None:
    """The library file that this very file has become: an import that was cut off after it."""
    origin = str(folder / judged.file.path)
    for file in wanted.own_files:
        if file.origin_path == origin and file.download_id == download_id and file.size_bytes == judged.file.size_bytes:
            return file.id
    return None


def with_upgrade(
    judged: Judged, wanted: Wanted, score: int, now: datetime, release: ParsedRelease | None = None
) -> Judged:
    """With the answer to: is it still better than what is here now? And what gives way to it. `release` is what was
    grabbed: it may be a proper where the file's name does not say so."""
    profile = wanted.version.profile
    held = set(judged.item_ids)
    olds = [file for file in wanted.own_files if held & set(file.item_ids)]
    if not olds:
        return judged
    replaced = msgspec.structs.replace(judged, replaces=tuple(file.id for file in olds))
    if any(set(file.item_ids) - held for file in olds):
        return msgspec.structs.replace(replaced, verdicts=(*judged.verdicts, refused("covers-more", count=len(olds))))
    if profile is None:
        return replaced
    blank = ParsedRelease(type="movie" if wanted.is_film else "series", title=wanted.title.title)
    said = [one.revision for one in (judged.parsed, release) if one is not None]
    candidate = Candidate(
        release_title=judged.file.name,
        parsed=msgspec.structs.replace(judged.parsed or blank, revision=max(said, default=blank.revision)),
        protocol=Protocol.TORRENT,
        quality=judged.quality,
        episode_ids=() if wanted.is_film else judged.item_ids,
        formats=(FormatMatch("grab", score),) if score else (),
        languages=_heard(judged, release),
    )
    facts = Facts(
        now=now,
        origin=Origin.SEARCH,
        kind=MediaKind(wanted.title.kind),
        item_id=wanted.title.id,
        title=wanted.title.title,
        profile=profile,
        original_language=language_name(wanted.title.original_language),
        existing=tuple(_existing(file, item) for file in olds for item in file.item_ids),
    )
    for existing in concerned(candidate, facts):
        step = step_from(candidate, existing, facts)
        if not step.is_gain:
            answer = refused("upgrade", quality=judged.quality, existing_quality=existing.quality, reason=step.value)
            return msgspec.structs.replace(replaced, verdicts=(*judged.verdicts, answer))
    passed = Verdict(Outcome.PASSED, {"existing_quality": olds[0].quality, "quality": judged.quality}, code="upgrade")
    return msgspec.structs.replace(replaced, verdicts=(*judged.verdicts, passed))


def _heard(judged: Judged, release: ParsedRelease | None) -> tuple[str, ...]:
    """What is heard in the file; where it does not say, what its release's name says."""
    told = next((one.languages for one in (release, judged.parsed) if one is not None), [])
    audio = judged.media.audio if judged.media is not None else ()
    return heard_in([(stream.language, stream.commentary) for stream in audio], told)


def _existing(file: FileFacts, item_id: int) -> Existing:
    return Existing(
        file_id=file.id,
        item_id=item_id,
        quality=file.quality,
        revision=Revision(*file.revision),
        score=file.format_score,
        languages=heard_in(
            [(one.get("language"), bool(one.get("commentary"))) for one in file.media.get("audio") or ()],
            file.languages,
        ),
        size_bytes=file.size_bytes,
    )
