"""The queue as pages show it: what is on its way, what waits, and what comes next for each, in two statements."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, or_, select

from monarr.core.text import Text, stored_text
from monarr.db.models import DownloadItem, Episode, MediaItem, PendingRelease, Release, Version
from monarr.db.repositories.downloads import DOWNLOAD
from monarr.db.repositories.profiles import find_settings
from monarr.db.repositories.wanted import LOCAL_FAULT, OPEN_STATES

_TITLE: Any = MediaItem.__table__
_VERSION: Any = Version.__table__
_HELD: Any = DownloadItem.__table__
_EPISODE: Any = Episode.__table__
_PENDING: Any = PendingRelease.__table__
_RELEASE: Any = Release.__table__

# What comes next, by state; the page has the words.
_NEXT = {
    "grabbing": "hand-over", "queued": "download", "downloading": "import", "stalled": "give-up", "paused": "resume",
    "completed": "import", "importing": "import", "blocked": "your-turn", "failed": "mend-client", "waiting": "grab",
}  # fmt: skip
_SHOWN = (
    select(
        DOWNLOAD,
        _TITLE.c.title.label("title"),
        _TITLE.c.kind.label("kind"),
        _TITLE.c.year.label("year"),
        _TITLE.c.library_id.label("library_id"),
        _VERSION.c.name.label("version_name"),
    )
    .outerjoin(_TITLE, _TITLE.c.id == DOWNLOAD.c.title_id)
    .outerjoin(_VERSION, _VERSION.c.id == DOWNLOAD.c.version_id)
    .where(
        or_(
            DOWNLOAD.c.state.in_(OPEN_STATES),
            (DOWNLOAD.c.state == "failed") & (DOWNLOAD.c.problem_code == LOCAL_FAULT),
        )
    )
    .order_by(DOWNLOAD.c.id.desc())
)
_ITEMS = (
    select(_HELD.c.download_id, _HELD.c.item_id, _EPISODE.c.season_number, _EPISODE.c.episode_number)
    .outerjoin(_EPISODE, _EPISODE.c.item_id == _HELD.c.item_id)
    .order_by(_HELD.c.download_id, _EPISODE.c.season_number, _EPISODE.c.episode_number)
)
_WAITING = (
    select(
        _PENDING,
        _RELEASE.c.title.label("release_title"),
        _RELEASE.c.indexer_name,
        _RELEASE.c.protocol,
        _RELEASE.c.size_bytes,
        _TITLE.c.title.label("title"),
        _TITLE.c.kind.label("kind"),
        _TITLE.c.year.label("year"),
        _TITLE.c.library_id.label("library_id"),
        _VERSION.c.name.label("version_name"),
    )
    .join(_RELEASE, _RELEASE.c.id == _PENDING.c.release_id)
    .join(_TITLE, _TITLE.c.id == _PENDING.c.title_id)
    .join(_VERSION, _VERSION.c.id == _PENDING.c.version_id)
    .order_by(_PENDING.c.grab_at)
)


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A download, or a release that waits (`download_id` None, state `waiting`). `next_step` is hand-over, download,
    import, give-up, resume, your-turn, mend-client or grab; `next_at` when, where that is known. `progress` is 0 to 1."""

    download_id: int | None
    pending_id: int | None
    title_id: int | None
    title: str | None
    kind: str | None
    year: int | None
    library_id: int | None
    version_id: int | None
    version_name: str | None
    item_ids: tuple[int, ...]
    episodes: tuple[tuple[int, int], ...]
    release_title: str
    indexer_name: str
    client_name: str
    protocol: str
    quality: str
    score: int
    state: str
    size_bytes: int | None
    left_bytes: int | None
    progress: float | None
    rate_bytes: int
    eta_seconds: int | None
    seeders: int | None
    peers: int | None
    problem: Text | None
    problem_code: str | None
    added_at: datetime
    next_step: str
    next_at: datetime | None


def list_queue(connection: Connection, *, now: datetime, title_id: int | None = None) -> list[QueueRow]:
    """What is on its way, newest first, then what waits, soonest first."""
    statement, waiting = _SHOWN, _WAITING
    if title_id is not None:
        statement, waiting = (
            statement.where(DOWNLOAD.c.title_id == title_id),
            waiting.where(_PENDING.c.title_id == title_id),
        )
    rows: list[Any] = list(connection.execute(statement))
    held: dict[int, list[Any]] = {}
    for item in connection.execute(_ITEMS.where(_HELD.c.download_id.in_([row.id for row in rows]))):
        held.setdefault(item.download_id, []).append(item)
    minutes = find_settings(connection, {"downloads.give_up_minutes": 180})["downloads.give_up_minutes"]
    give_up = timedelta(minutes=float(minutes))
    shown = [_download(row, held.get(row.id, []), give_up, now) for row in rows]
    return shown + [_pending(row) for row in connection.execute(waiting)]


def _download(row: Any, items: list[Any], give_up: timedelta, now: datetime) -> QueueRow:
    next_at = None
    if row.state == "stalled" and row.progressed_at is not None:
        next_at = row.progressed_at + give_up
    elif row.eta_seconds is not None:
        next_at = now + timedelta(seconds=row.eta_seconds)
    known = bool(row.size_bytes) and row.left_bytes is not None
    return QueueRow(
        download_id=row.id,
        pending_id=None,
        title_id=row.title_id,
        title=row.title,
        kind=row.kind,
        year=row.year,
        library_id=row.library_id,
        version_id=row.version_id,
        version_name=row.version_name,
        item_ids=tuple(item.item_id for item in items),
        episodes=tuple((item.season_number, item.episode_number) for item in items if item.season_number is not None),
        release_title=row.release_title,
        indexer_name=row.indexer_name,
        client_name=row.client_name,
        protocol=row.protocol,
        quality=row.quality,
        score=row.score,
        state=row.state,
        size_bytes=row.size_bytes,
        left_bytes=row.left_bytes,
        progress=min(1.0, max(0.0, 1 - row.left_bytes / row.size_bytes)) if known else None,
        rate_bytes=row.rate_bytes,
        eta_seconds=row.eta_seconds,
        seeders=row.seeders,
        peers=row.peers,
        problem=stored_text(row.problem) if row.problem else None,
        problem_code=row.problem_code,
        added_at=row.grabbed_at,
        next_step=_NEXT[row.state],
        next_at=next_at,
    )


def _pending(row: Any) -> QueueRow:
    return QueueRow(
        download_id=None,
        pending_id=row.id,
        title_id=row.title_id,
        title=row.title,
        kind=row.kind,
        year=row.year,
        library_id=row.library_id,
        version_id=row.version_id,
        version_name=row.version_name,
        item_ids=tuple(row.item_ids),
        episodes=(),
        release_title=row.release_title,
        indexer_name=row.indexer_name,
        client_name="",
        protocol=row.protocol,
        quality="",
        score=0,
        state="waiting",
        size_bytes=row.size_bytes,
        left_bytes=row.size_bytes,
        progress=None,
        rate_bytes=0,
        eta_seconds=None,
        seeders=None,
        peers=None,
        problem=None,
        problem_code=row.reason,
        added_at=row.added_at,
        next_step="grab",
        next_at=row.grab_at,
    )
