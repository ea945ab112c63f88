"""Publishing: NFO and pictures beside the videos, so that any player shows the library without Monarr.

What is published can be made again at any time, and is only written when it changed. Files of other people stay: an NFO
that Monarr did not write (or that somebody edited since) is kept as `….nfo.bak` before Monarr's takes its place, and a
picture that Monarr did not write is left alone. What belongs to no video any more (after a rename, an upgrade, a
deletion) is taken away, unless somebody edited it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from monarr.core.errors import FileError, MediaError, NotFound
from monarr.core.nfo import write_nfo
from monarr.core.text import text
from monarr.db.events import record_event
from monarr.db.models import LibraryFile
from monarr.db.repositories.artwork import list_chosen
from monarr.db.repositories.settings import find_setting
from monarr.db.repositories.titles import (
    ITEM,
    list_episodes,
    list_seasons,
    list_title_files,
    map_file_items,
)
from monarr.files.rights import Rights
from monarr.media.images import make_thumbnail
from monarr.services.context import House
from monarr.services.file_rights import read_rights
from monarr.services.pictures import blob_path, write_safely
from monarr.services.publish_names import beside_video, extension_of, in_series_folder, nfo_of, of_season
from monarr.services.publish_nfo import episode_document, streams_document, title_document

_LIBRARY_FILE: Any = LibraryFile.__table__
_FILM_SLOTS = ("poster", "fanart", "banner", "clearlogo", "clearart", "discart", "keyart", "landscape")
_SERIES_SLOTS = (*_FILM_SLOTS, "characterart")
_SEASON_SLOTS = ("poster", "fanart", "banner")
_LARGEST = 4000


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """A file that should stand beside the media: text, or a picture of the store."""

    path: str
    kind: str  # nfo, or a slot
    item_id: int
    file_id: int | None = None
    content: bytes = b""
    picture: tuple[str, str] | None = None  # sha256 and extension in the store


class _Plan(msgspec.Struct, frozen=True):
    title: Any
    files: tuple[Planned, ...]
    written: dict[str, Any]  # path -> library_file row


class PublishReport(msgspec.Struct, frozen=True, kw_only=True):
    """Paths that were written, taken away, and left to their owners."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


async def publish_title(house: House, title_id: int) -> PublishReport:
    """Brings what stands beside a title's files up to date. Safe to run at any time, also for a title in the trash,
    whose published files go. Raises FileError when the disk refuses; what was written until then stays and counts."""
    plan = await house.db.read(_plan, title_id)
    rights = await house.db.read(read_rights)
    report, noted = await asyncio.to_thread(_carry_out, house.paths.assets, plan, rights)
    await house.db.write(_note, plan, report, noted, house.clock.now())
    failure = next((row for row in noted if isinstance(row, FileError)), None)
    if failure is not None:
        raise failure
    return report


def _plan(connection: Connection, title_id: int) -> _Plan:
    title = connection.execute(select(ITEM).where(ITEM.c.id == title_id)).first()
    if title is None:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    nfo = bool(find_setting(connection, "publish.nfo", True))
    pictures = bool(find_setting(connection, "publish.pictures", True))
    files = list_title_files(connection, title_id) if title.deleted_at is None else []
    planned = (_plan_film if title.kind == "movie" else _plan_series)(connection, title, files)
    wanted = tuple(one for one in planned if (nfo if one.kind == "nfo" else pictures))
    parts = select(ITEM.c.id).where(ITEM.c.parent_id == title_id)
    below = select(ITEM.c.id).where(ITEM.c.parent_id.in_(parts))
    rows = connection.execute(
        select(_LIBRARY_FILE).where(
            (_LIBRARY_FILE.c.item_id == title_id)
            | _LIBRARY_FILE.c.item_id.in_(parts)
            | _LIBRARY_FILE.c.item_id.in_(below)
        )
    )
    return _Plan(title, wanted, {row.path: row for row in rows})


def _plan_film(connection: Connection, title: Any, files: Sequence[Any]) -> list[Planned]:
    chosen = list_chosen(connection, [title.id])
    planned = []
    for file in files:
        video = Path(file.path)
        document = title_document(connection, title, streams_document(connection, file))
        planned.append(_nfo(nfo_of(video), title.id, file.id, write_nfo(document)))
        planned += [
            _picture(beside_video(video, row.slot, row.rank), row, file.id) for row in chosen if row.slot in _FILM_SLOTS
        ]
    return planned


def _plan_series(connection: Connection, title: Any, files: Sequence[Any]) -> list[Planned]:
    folders = _series_folders(title, files)
    if not folders:
        return []
    episodes = {row.item_id: row for row in list_episodes(connection, title.id)}
    items = map_file_items(connection, title.id)
    held = {item_id for ids in items.values() for item_id in ids}
    numbers = {episodes[item_id].season_number for item_id in held if item_id in episodes}
    seasons = {row.item_id: row.season_number for row in list_seasons(connection, title.id)}
    chosen = list_chosen(connection, [title.id, *seasons, *held])
    planned = []
    show = write_nfo(title_document(connection, title))
    for folder in folders:
        planned.append(_nfo(folder / "tvshow.nfo", title.id, None, show))
        for row in chosen:
            if row.item_id == title.id and row.slot in _SERIES_SLOTS:
                planned.append(_picture(in_series_folder(folder, row.slot, row.rank), row, None))
            elif seasons.get(row.item_id) in numbers and row.slot in _SEASON_SLOTS and row.rank == 1:
                planned.append(_picture(of_season(folder, seasons[row.item_id], row.slot), row, None))
    for file in files:
        own = [episodes[item_id] for item_id in items.get(file.id, ()) if item_id in episodes]
        if own:
            planned += _plan_episodes(connection, title, file, own, chosen)
    return planned


def _plan_episodes(
    connection: Connection, title: Any, file: Any, episodes: Sequence[Any], chosen: Sequence[Any]
) -> list[Planned]:
    """One NFO for all episodes of a file; the thumb is the first one's."""
    streams = streams_document(connection, file)
    documents = [episode_document(connection, title, episode, streams) for episode in episodes]
    planned = [_nfo(nfo_of(Path(file.path)), episodes[0].item_id, file.id, write_nfo(documents))]
    thumb = next((row for row in chosen if row.item_id == episodes[0].item_id and row.slot == "thumb"), None)
    if thumb is not None:
        planned.append(_picture(beside_video(Path(file.path), "thumb"), thumb, file.id))
    return planned


def _series_folders(title: Any, files: Sequence[Any]) -> list[Path]:
    """The series' folder in each root folder that holds files of it."""
    found: dict[Path, None] = {}
    for file in files:
        path = Path(file.path)
        if title.path and path.is_relative_to(title.path):
            found[Path(title.path)] = None
        elif file.root_path and path.is_relative_to(file.root_path):
            inner = path.relative_to(file.root_path).parts
            if len(inner) > 1:
                found[Path(file.root_path) / inner[0]] = None
    return list(found)


def _nfo(path: Path, item_id: int, file_id: int | None, content: bytes) -> Planned:
    return Planned(path=str(path), kind="nfo", item_id=item_id, file_id=file_id, content=content)


def _picture(path: Path, row: Any, file_id: int | None) -> Planned:
    return Planned(
        path=str(path), kind=row.slot, item_id=row.item_id, file_id=file_id, picture=(row.sha256, row.extension)
    )


_Noted = tuple[Planned, str, int] | FileError


def _carry_out(assets: Path, plan: _Plan, rights: Rights) -> tuple[PublishReport, list[_Noted]]:
    """Everything that touches the disk, in a thread. A refusal of the disk ends it; what was done is told."""
    written: list[str] = []
    left: list[str] = []
    noted: list[_Noted] = []
    try:
        for planned in plan.files:
            path = Path(planned.path)
            if not path.parent.is_dir():
                continue  # the files have gone; the next scan tells
            row = plan.written.get(planned.path)
            content = _content(assets, planned, row)
            if content is None:
                continue
            fresh = hashlib.sha256(content).hexdigest()
            there = _hash_of(path)
            if there == fresh:
                if row is None or row.sha256 != fresh:
                    noted.append((planned, fresh, len(content)))
                continue
            if not _make_room(path, planned.kind, there, row):
                left.append(planned.path)
                continue
            write_safely(path, content, rights)
            written.append(planned.path)
            noted.append((planned, fresh, len(content)))
    except FileError as error:
        noted.append(error)
        return PublishReport(written=tuple(written), left=tuple(left)), noted
    removed = _take_away(plan)
    return PublishReport(written=tuple(written), removed=removed, left=tuple(left)), noted


def _content(assets: Path, planned: Planned, row: Any) -> bytes | None:
    """The file's bytes; None for a picture that the store has lost, which the next refresh fetches anew."""
    if planned.picture is None:
        return planned.content
    sha256, extension = planned.picture
    try:
        content = blob_path(assets, sha256, extension).read_bytes()
        wanted = extension_of(planned.kind)
        if extension == wanted:
            return content
        return make_thumbnail(content, _LARGEST, _LARGEST, "jpeg" if wanted == "jpg" else "png")
    except (OSError, MediaError):
        return None


def _hash_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _make_room(path: Path, kind: str, there: str | None, row: Any) -> bool:
    """Whether the place may be written. Somebody else's NFO is kept under another name first."""
    if there is None or (row is not None and row.sha256 == there):
        return True
    if kind != "nfo":
        return False
    for number in range(1, 100):
        kept = path.with_name(f"{path.name}.bak{'' if number == 1 else number}")
        if kept.exists():
            if _hash_of(kept) == there:
                return True
            continue
        try:
            path.rename(kept)
        except OSError:
            return False
        return True
    return False


def _take_away(plan: _Plan) -> tuple[str, ...]:
    """Removes what is no longer wanted; edited files stay, and are the user's from now on."""
    wanted = {planned.path for planned in plan.files}
    gone = []
    for path, row in plan.written.items():
        if path in wanted:
            continue
        if _hash_of(Path(path)) == row.sha256:
            try:
                Path(path).unlink(missing_ok=True)
            except OSError:
                continue
        gone.append(path)
    return tuple(gone)


def _note(connection: Connection, plan: _Plan, report: PublishReport, noted: Iterable[_Noted], now: datetime) -> None:
    for entry in noted:
        if isinstance(entry, FileError):
            continue
        planned, sha256, size = entry
        values = {
            "item_id": planned.item_id, "file_id": planned.file_id, "kind": planned.kind, "sha256": sha256,
            "size_bytes": size, "published_at": now,
        }  # fmt: skip
        same = _LIBRARY_FILE.c.path == planned.path
        if connection.execute(update(_LIBRARY_FILE).where(same), values).rowcount == 0:
            connection.execute(insert(_LIBRARY_FILE), {**values, "path": planned.path})
    if report.removed:
        connection.execute(delete(_LIBRARY_FILE).where(_LIBRARY_FILE.c.path.in_(report.removed)))
    kinds = {planned.path: planned.kind for planned in plan.files}
    pictures = [path for path in report.written if kinds[path] != "nfo"]
    if pictures:
        slots = {kinds[path] for path in pictures}
        payload: dict[str, Any] = {"title": plan.title.title, "picture_count": len(pictures)}
        if len(slots) == 1:
            payload["slot"] = next(iter(slots))
        record_event(
            connection, "artwork.published", now=now, title_id=plan.title.id, library_id=plan.title.library_id,
            title=plan.title.title, payload=payload,
        )  # fmt: skip
