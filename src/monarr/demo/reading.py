"""What a fresh process reads from the database: `python -m monarr.demo.reading URL QUESTION ID` prints JSON. The demo's
check asks it, so that its proof does not rest on the word of the process that did the work."""

from __future__ import annotations

import sys
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from monarr.db.engine import Database
from monarr.db.models import Download, EventRow, MediaFile, MediaItem, Release, ReleaseVerdict


def _item(connection: Connection, item_id: int) -> Any:
    columns = MediaItem.title, MediaItem.state, MediaItem.overview, MediaItem.deleted_at, MediaItem.path
    return [list(row) for row in connection.execute(select(*columns).where(MediaItem.id == item_id))]


def _verdicts(connection: Connection, title_id: int) -> Any:
    columns = Release.title, ReleaseVerdict.outcome, ReleaseVerdict.refusal, ReleaseVerdict.verdicts
    joined = select(*columns).join(Release, Release.id == ReleaseVerdict.release_id)
    return [
        {"release": row[0], "outcome": row[1], "refusal": row[2], "rules": len(row[3])}
        for row in connection.execute(joined.where(ReleaseVerdict.title_id == title_id))
    ]


def _downloads(connection: Connection, title_id: int) -> Any:
    columns = Download.release_title, Download.state, Download.info_hash, Download.output_path, Download.id
    return [
        dict(zip(("release", "state", "info_hash", "path", "id"), row, strict=True))
        for row in connection.execute(select(*columns).where(Download.title_id == title_id).order_by(Download.id))
    ]


def _files(connection: Connection, title_id: int) -> Any:
    columns = MediaFile.path, MediaFile.quality, MediaFile.size_bytes, MediaFile.deleted_at, MediaFile.recycle_path
    return [
        dict(zip(("path", "quality", "size_bytes", "deleted_at", "recycle_path"), row, strict=True))
        for row in connection.execute(select(*columns).where(MediaFile.title_id == title_id).order_by(MediaFile.id))
    ]


def _events(connection: Connection, title_id: int) -> Any:
    found = connection.execute(select(EventRow.type).where(EventRow.title_id == title_id).order_by(EventRow.id))
    return list(found.scalars())


QUESTIONS = {"item": _item, "verdicts": _verdicts, "downloads": _downloads, "files": _files, "events": _events}


def main() -> None:
    url, question, item_id = sys.argv[1:4]
    db = Database(url)
    try:
        sys.stdout.write(msgspec.json.encode(db.read_now(QUESTIONS[question], int(item_id))).decode())
    finally:
        db.close()


if __name__ == "__main__":
    main()
