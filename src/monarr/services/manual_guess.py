"""Import by hand, first half: the files of a folder or download, with what Monarr takes each for and what speaks
against it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.core.decisions import Verdict
from monarr.core.errors import FileError, InvalidInput, MediaError, NotFound
from monarr.core.importing import Contents, Found, check_file, sort_contents
from monarr.core.kinds import MediaKind
from monarr.core.matching import match_episodes
from monarr.core.quality import QUALITIES
from monarr.core.releases import ParsedRelease, clean_title, parse_path
from monarr.core.text import Text, text
from monarr.db.models import MediaItem, RootFolder
from monarr.files import inside, walk_download
from monarr.messages.imports import import_sentence
from monarr.services.context import House
from monarr.services.import_facts import Grabbed, Wanted, read_grabbed, read_wanted
from monarr.services.import_judging import Judged, promise_of, refused, with_upgrade

MOST_FILES = 500


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A video with what Monarr takes it for, or with what a person says of it. `title_id` None: no idea. `numbers` are
    season and number of its episodes. `problems` are what speaks against it, `replaces` the names of files that would
    give way to it."""

    path: str  # relative to the folder
    size_bytes: int
    title_id: int | None = None
    title: str | None = None
    year: int | None = None
    kind: str | None = None
    version_id: int | None = None
    item_ids: tuple[int, ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()
    quality: str = "Unknown"
    languages: tuple[str, ...] = ()
    release_group: str | None = None
    seems: str = ""  # the title that its name bears
    problems: tuple[Text, ...] = ()
    replaces: tuple[str, ...] = ()


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of a file. `item_ids` are episodes; empty for a film. None for quality, languages and group: as
    the name says; an empty group: none."""

    path: str
    title_id: int
    item_ids: tuple[int, ...] = ()
    quality: str | None = None
    version_id: int | None = None
    languages: tuple[str, ...] | None = None
    release_group: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where the files lie: in a download's folder, or in one that a person named."""

    grabbed: Grabbed | None
    folder: Path


async def list_files(
    house: House,
    *,
    download_id: int | None = None,
    folder: str | None = None,
    choices: Mapping[str, Choice] | None = None,
    limit: int = MOST_FILES,
) -> list[Guess]:
    """The videos of a download, or of a folder of this machine, in order of path. What `choices` says of a path stands
    before what Monarr thinks. Raises NotFound, InvalidInput, FileError."""
    place = await find_place(house, download_id, folder)
    walk = await asyncio.to_thread(walk_download, place.folder)
    contents = sort_contents(walk.files)
    videos = sorted((*contents.videos, *contents.samples, *contents.extras), key=lambda video: video.path)
    look = Look(house, place.grabbed, contents, walk.root)
    return [await look.guess(found, (choices or {}).get(found.path)) for found in videos[:limit]]


async def find_place(house: House, download_id: int | None, folder: str | None) -> Place:
    """The download with its folder, or the folder alone, which must not be a library folder itself. Raises NotFound,
    InvalidInput."""
    if download_id is not None:
        grabbed = await house.db.read(read_grabbed, download_id)
        if grabbed.local_path is None:
            raise NotFound(text("The client does not say where this download lies."), subject=f"download:{download_id}")
        return Place(grabbed, Path(grabbed.local_path))
    if not folder or not Path(folder).is_absolute() or "\0" in folder:
        raise InvalidInput(
            text("Give the whole path of a folder."), fields={"folder": text("A whole path, from / on.")}
        )
    roots = await house.db.read(lambda c: list(c.execute(select(RootFolder.path)).scalars()))
    for root in roots:
        if Path(folder) == Path(root) or inside(folder, root):
            raise InvalidInput(text("This folder belongs to the library already. Scan it instead."))
        if inside(root, folder):
            raise InvalidInput(text("The library lies in this folder. Choose one beside it."))
    return Place(None, Path(folder))


class Look:
    """One look at a place."""

    def __init__(self, house: House, grabbed: Grabbed | None, contents: Contents, folder: Path) -> None:
        self._house, self._grabbed, self._contents, self._folder = house, grabbed, contents, folder

    async def guess(self, found: Found, choice: Choice | None = None) -> Guess:
        """What a video is, and what speaks against it."""
        parsed = parse_path(found.path) or parse_path(f"{self._folder.name}/{found.path}")
        wanted = await self._wanted(parsed, choice)
        quality = (choice.quality if choice else None) or (parsed.quality if parsed else "Unknown")
        if self._grabbed is not None and quality == "Unknown":
            quality = self._grabbed.row.quality
        items: tuple[int, ...] = ()
        if wanted is not None:
            chosen = choice.item_ids if choice is not None else self._episodes(parsed, wanted)
            items = (wanted.title.id,) if wanted.is_film else chosen
        problems, replaces = await self._judge(found, wanted, items, quality)
        languages = tuple(parsed.languages) if parsed else ()
        group = parsed.release_group if parsed else None
        return Guess(
            path=found.path, size_bytes=found.size_bytes, item_ids=items, quality=quality,
            languages=languages if choice is None or choice.languages is None else choice.languages,
            release_group=group if choice is None or choice.release_group is None else choice.release_group or None,
            seems=parsed.title if parsed else "", replaces=replaces,
            problems=tuple(import_sentence(problem) for problem in problems),
            **({} if wanted is None else _of_title(wanted, items)),
        )  # fmt: skip

    async def _wanted(self, parsed: ParsedRelease | None, choice: Choice | None) -> Wanted | None:
        if choice is not None:
            return await self._house.db.read(read_wanted, choice.title_id, choice.version_id)
        if self._grabbed is not None:
            return self._grabbed.wanted
        return await _find_wanted(self._house, parsed)

    def _episodes(self, parsed: ParsedRelease | None, wanted: Wanted) -> tuple[int, ...]:
        whole = parsed is None or parsed.full_season
        found = match_episodes(parsed, wanted.wanted_episodes()) if parsed is not None and not whole else ()
        if found or self._grabbed is None or len(self._grabbed.item_ids) != 1:
            return found
        return self._grabbed.item_ids

    async def _judge(
        self, found: Found, wanted: Wanted | None, items: tuple[int, ...], quality: str
    ) -> tuple[list[Verdict], tuple[str, ...]]:
        """What speaks against the file, and the files that would give way."""
        if wanted is None:
            return [], ()
        if quality not in QUALITIES:
            raise InvalidInput(text("There is no quality “{quality}”.", quality=quality[:40]))
        judged = Judged(file=found, item_ids=items, quality=quality)
        problems = [] if items else [refused("episodes", file=found.name)]
        try:
            media = await self._house.prober.probe(self._folder / found.path)
        except (MediaError, FileError):
            return [*problems, refused("not-media", file=found.name)], ()
        answers = list(check_file(media, promise_of(judged, wanted)))
        better = with_upgrade(judged, wanted, 0, self._house.clock.now())
        answers += better.verdicts
        olds = tuple(Path(file.path).name for file in wanted.own_files if file.id in better.replaces)
        return [*problems, *(one for one in answers if one.outcome == "refused")], olds


def _of_title(wanted: Wanted, items: tuple[int, ...]) -> dict[str, Any]:
    return {
        "title_id": wanted.title.id, "title": wanted.title.title, "year": wanted.title.year, "kind": wanted.title.kind,
        "version_id": wanted.version.id,
        "numbers": tuple((one.season, one.number) for one in wanted.episodes if one.id in items),
    }  # fmt: skip


async def _find_wanted(house: House, parsed: ParsedRelease | None) -> Wanted | None:
    """The title of the house that bears the name, when there is but one."""
    if parsed is None or not parsed.title:
        return None
    title_id = await house.db.read(_find_title, parsed)
    return None if title_id is None else await house.db.read(read_wanted, title_id, None)


def _find_title(connection: Connection, parsed: ParsedRelease) -> int | None:
    kind = MediaKind.MOVIE if parsed.type == "movie" else MediaKind.SERIES
    table: Any = MediaItem.__table__
    query = select(table.c.id).where(
        table.c.clean_title == clean_title(parsed.title), table.c.kind == kind, table.c.deleted_at.is_(None),
        table.c.library_id.is_not(None),
    )  # fmt: skip
    if parsed.type == "movie" and parsed.year is not None:
        query = query.where(table.c.year == parsed.year)
    ids = connection.execute(query.limit(2)).scalars().all()
    return int(ids[0]) if len(ids) == 1 else None
