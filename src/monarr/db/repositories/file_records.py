"""What an act has changed, written in one transaction: file rows, streams, events, the download, statistics, jobs.

A record is a plain JSON value that was written down with the act, so that after a crash the same change is recorded by
another process. Keys (all optional but `title_id`): `add`, `recycle`, `restore`, `rename`, `unpublish`, `folder`,
`title_deleted`, `title_restored`, `download`, `events`, `publish`, `tell`, `undoes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from monarr.core.errors import NotFound
from monarr.core.kinds import JobPriority
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.events import record_events
from monarr.db.job_queue import NewJob, enqueue_all
from monarr.db.models import Download, ExternalId, LibraryFile, MediaFile, MediaFileItem, MediaItem, StreamRow
from monarr.db.repositories.journal import mark_undone
from monarr.db.statistics import recount_titles, title_added, title_removed

_FILES: Any = MediaFile.__table__
_ITEMS: Any = MediaItem.__table__
_STREAMS: Any = StreamRow.__table__
_DOWNLOADS: Any = Download.__table__
_HELD: Any = MediaFileItem.__table__
_ADD = insert(_FILES).returning(_FILES.c.public_id, _FILES.c.id)
_ADD_ITEMS, _ADD_STREAMS = insert(_HELD), insert(_STREAMS)
_SET_FOLDER = (
    update(_ITEMS).where(_ITEMS.c.id == bindparam("key")).values(path=bindparam("folder"), updated_at=bindparam("at"))
)
_END_DOWNLOAD = (
    update(_DOWNLOADS)
    .where(_DOWNLOADS.c.id == bindparam("key"), _DOWNLOADS.c.state != "removed", _DOWNLOADS.c.state != "failed")
    .values(
        state=bindparam("ends"), updated_at=bindparam("at"), problem=bindparam("told"), problem_code=bindparam("code"),
        imported_at=func.coalesce(bindparam("imported", type_=_DOWNLOADS.c.imported_at.type), _DOWNLOADS.c.imported_at),
    )
)  # fmt: skip
_RECYCLE = (
    update(_FILES)
    .where(_FILES.c.id == bindparam("file"))
    .values(deleted_at=bindparam("at"), recycle_path=bindparam("place"), deleted_reason=bindparam("why"),
            updated_at=bindparam("at"))
)  # fmt: skip
_RESTORE = (
    update(_FILES)
    .where(_FILES.c.id == bindparam("file"))
    .values(
        deleted_at=None, recycle_path=None, deleted_reason=None, path=bindparam("place"), updated_at=bindparam("at")
    )
)
_RENAME = update(_FILES).where(_FILES.c.id == bindparam("file")).values(
    path=bindparam("place"), updated_at=bindparam("at")
)  # fmt: skip
_MOVE_STREAM = (
    update(_STREAMS)
    .where(_STREAMS.c.file_id == bindparam("file"), _STREAMS.c.external_path == bindparam("old"))
    .values(external_path=bindparam("new"))
)


def write_record(connection: Connection, record: dict[str, Any], now: datetime) -> None:
    """Records everything. Raises IntegrityError when the database has meanwhile come to contradict it, NotFound when
    the title has gone."""
    write_records(connection, [record], now)


def write_records(connection: Connection, records: Sequence[dict[str, Any]], now: datetime) -> None:
    """`write_record` for several, in order; what they have in common takes as many statements as for one."""
    if not records:
        return
    _recycle(connection, [entry for record in records for entry in record.get("recycle", ())], now)
    added = _add(connection, [entry for record in records for entry in record.get("add", ())], now)
    for record in records:
        for entry in record.get("restore", ()):
            connection.execute(_RESTORE, {"file": entry["file_id"], "place": entry["path"], "at": now})
        for entry in record.get("rename", ()):
            _rename(connection, entry, now)
    _mark_titles(connection, records, now)
    _end_downloads(connection, [record["download"] for record in records if "download" in record], now)
    for record in records:
        if "undoes" in record:
            mark_undone(connection, record["undoes"])
    titles = {int(record["title_id"]) for record in records}
    if lost := titles - set(recount_titles(connection, sorted(titles), now)):
        raise NotFound(text("This title is no longer known."), subject=f"title:{min(lost)}")
    record_events(connection, [_told(event, record["title_id"], added) for record in records
                               for event in record.get("events", ())], now)  # fmt: skip
    queue_publishing(connection, records, now)
    notice(connection, "files")


def _recycle(connection: Connection, entries: Sequence[dict[str, Any]], now: datetime) -> None:
    rows = [
        {"file": entry["file_id"], "at": now, "place": entry["recycle_path"], "why": entry["reason"]}
        for entry in entries
    ]
    if rows:
        connection.execute(_RECYCLE, rows)


def _add(connection: Connection, entries: Sequence[dict[str, Any]], now: datetime) -> dict[str, int]:
    """Files with what they hold; gives their ids by their public ids."""
    if not entries:
        return {}
    common = {"imported_at": now, "created_at": now, "updated_at": now}
    rows = [{**entry["row"], **common} for entry in entries]
    added: dict[str, int] = {}
    for row in [rows] if all(row.keys() == rows[0].keys() for row in rows) else [[row] for row in rows]:
        added |= dict(connection.execute(_ADD, row).all())
    placed = [(added[entry["row"]["public_id"]], entry) for entry in entries]
    held = [
        {"file_id": file_id, "item_id": item, "position": place}
        for file_id, entry in placed
        for place, item in enumerate(entry["items"])
    ]
    connection.execute(_ADD_ITEMS, held)
    if streams := [{"file_id": file_id, **stream} for file_id, entry in placed for stream in entry["streams"]]:
        connection.execute(_ADD_STREAMS, streams)
    return added


def _rename(connection: Connection, entry: dict[str, Any], now: datetime) -> None:
    connection.execute(_RENAME, {"file": entry["file_id"], "place": entry["path"], "at": now})
    for old, new in entry.get("subtitles", ()):
        connection.execute(_MOVE_STREAM, {"file": entry["file_id"], "old": old, "new": new})


def _mark_titles(connection: Connection, records: Sequence[dict[str, Any]], now: datetime) -> None:
    if folders := [
        {"key": record["title_id"], "folder": record["folder"], "at": now} for record in records if "folder" in record
    ]:
        connection.execute(_SET_FOLDER, folders)
    for record in records:
        title_id = record["title_id"]
        if paths := record.get("unpublish"):
            connection.execute(delete(LibraryFile).where(LibraryFile.path.in_(paths)))
        if "title_deleted" in record:
            gone = {"deleted_at": now, "deleted_reason": record["title_deleted"], "updated_at": now}
            title_removed(connection, title_id)
            _mark_parts(connection, title_id, gone, live=False)
        if record.get("title_restored"):
            back = {"deleted_at": None, "deleted_reason": None, "updated_at": now}
            _mark_parts(connection, title_id, back, live=True)
            title_added(connection, title_id)


def _mark_parts(connection: Connection, title_id: int, values: dict[str, Any], *, live: bool) -> None:
    """The title with its seasons and episodes, and their provider ids."""
    children = select(_ITEMS.c.id).where(_ITEMS.c.parent_id == title_id)
    family = or_(_ITEMS.c.id == title_id, _ITEMS.c.parent_id == title_id, _ITEMS.c.parent_id.in_(children))
    ids = list(connection.execute(select(_ITEMS.c.id).where(family)).scalars())
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        connection.execute(update(_ITEMS).where(_ITEMS.c.id.in_(some)).values(values))
        connection.execute(update(ExternalId).where(ExternalId.item_id.in_(some)).values(is_live=live))


def _end_downloads(connection: Connection, entries: Sequence[dict[str, Any]], now: datetime) -> None:
    rows = [
        {
            "key": entry["id"], "ends": entry["state"], "at": now, "told": entry.get("problem"),
            "code": entry.get("problem_code"), "imported": now if entry["state"] == "imported" else None,
        }
        for entry in entries
    ]  # fmt: skip
    if rows:
        connection.execute(_END_DOWNLOAD, rows)
        notice(connection, "downloads")


def _told(event: dict[str, Any], title_id: int, added: dict[str, int]) -> dict[str, Any]:
    """An event of a record, with the id of the file that it is about."""
    event = dict(event)
    public_id = event.pop("file", None)
    file_id = added.get(public_id) if public_id else event.pop("file_id", None)
    return {**event, "title_id": title_id, "file_id": file_id}


def queue_publishing(connection: Connection, records: Sequence[dict[str, Any]], now: datetime) -> None:
    """Words and pictures beside the files, then the players hear of it."""
    publish = [
        NewJob(
            "publish_title", {"title_id": title_id}, unique_key=f"publish_title:{title_id}", title_id=title_id,
            priority=JobPriority.USER,
        )
        for title_id in dict.fromkeys(record["title_id"] for record in records if record.get("publish"))
    ]  # fmt: skip
    ids = enqueue_all(connection, publish, now=now)
    published = {job.title_id: (job_id,) for job, job_id in zip(publish, ids, strict=True)}
    tell = [
        NewJob(
            "tell_players", {"title_id": record["title_id"], **tell}, title_id=record["title_id"],
            priority=JobPriority.USER, needs=published.get(record["title_id"], ()),
        )
        for record in records
        for tell in record.get("tell", ())
    ]  # fmt: skip
    enqueue_all(connection, tell, now=now)
