"""Downloads: reserved before they are handed over, followed, and closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, literal, or_, select, update

from monarr.core.errors import Conflict, NotFound
from monarr.core.text import text
from monarr.db.engine import notice
from monarr.db.models import (
    Download,
    DownloadClientRow,
    DownloadClientTag,
    DownloadItem,
    ItemTag,
    MediaItem,
    PathMapping,
    Version,
)
from monarr.db.repositories.wanted import LOCAL_FAULT, OPEN_STATES

DOWNLOAD: Any = Download.__table__
ITEM_OF: Any = DownloadItem.__table__
CLIENT: Any = DownloadClientRow.__table__
_CLIENT_TAG: Any = DownloadClientTag.__table__
_ITEM_TAG: Any = ItemTag.__table__
_MAPPING: Any = PathMapping.__table__
_VERSION: Any = Version.__table__
_TITLE: Any = MediaItem.__table__

_WITH_TITLE = select(
    DOWNLOAD, _TITLE.c.title.label("title"), _TITLE.c.library_id.label("library_id")
).outerjoin(_TITLE, _TITLE.c.id == DOWNLOAD.c.title_id)  # fmt: skip
_GET = _WITH_TITLE.where(DOWNLOAD.c.id == bindparam("key"))
# Imported ones are followed while their client seeds them; failed ones while their client may mend them.
_FOLLOWED = _WITH_TITLE.where(
    or_(
        DOWNLOAD.c.state.in_(OPEN_STATES),
        (DOWNLOAD.c.state == "imported") & DOWNLOAD.c.client_ref.is_not(None),
        (DOWNLOAD.c.state == "failed") & (DOWNLOAD.c.problem_code == LOCAL_FAULT) & DOWNLOAD.c.client_ref.is_not(None),
    )
).order_by(DOWNLOAD.c.id)
_ITEMS = select(ITEM_OF.c.item_id).where(ITEM_OF.c.download_id == bindparam("key")).order_by(ITEM_OF.c.item_id)
_LOCK = select(_VERSION.c.id).where(_VERSION.c.id == bindparam("key")).with_for_update()
_OPEN_FOR = (
    select(DOWNLOAD)
    .join(ITEM_OF, ITEM_OF.c.download_id == DOWNLOAD.c.id)
    .where(
        DOWNLOAD.c.state.in_(OPEN_STATES),
        DOWNLOAD.c.version_id == bindparam("version"),
        ITEM_OF.c.item_id.in_(bindparam("items", expanding=True)),
    )
)
_OPEN_WITH_HASH = select(DOWNLOAD.c.id, DOWNLOAD.c.release_title).where(
    DOWNLOAD.c.state.in_(OPEN_STATES), DOWNLOAD.c.info_hash == bindparam("hash"), DOWNLOAD.c.id != bindparam("own")
)
_CLIENTS = select(CLIENT).where(CLIENT.c.enabled).order_by(CLIENT.c.priority, CLIENT.c.id)
_TAGGED = select(_CLIENT_TAG.c.download_client_id).distinct()
_FITTING = (
    select(_CLIENT_TAG.c.download_client_id)
    .join(_ITEM_TAG, _ITEM_TAG.c.tag_id == _CLIENT_TAG.c.tag_id)
    .where(_ITEM_TAG.c.item_id == bindparam("title"))
)
_MAPPINGS = select(_MAPPING.c.download_client_id, _MAPPING.c.remote_path, _MAPPING.c.local_path).where(
    _MAPPING.c.download_client_id.is_not(None)
)
_GRABS_SINCE = select(func.count()).where(
    DOWNLOAD.c.indexer_id == bindparam("indexer"), DOWNLOAD.c.grabbed_at > bindparam("since")
)


def get_download(connection: Connection, download_id: int) -> Row[Any]:
    """A download, with `title` and `library_id` of what it is for. Raises NotFound."""
    row: Row[Any] | None = connection.execute(_GET, {"key": download_id}).first()
    if row is None:
        raise NotFound(text("There is no such download."), subject=f"download:{download_id}")
    return row


def list_followed(connection: Connection) -> list[Row[Any]]:
    """Downloads that their clients are asked about, oldest first."""
    return list(connection.execute(_FOLLOWED))


def items_of(connection: Connection, download_id: int) -> tuple[int, ...]:
    """The film or episodes that it is for."""
    return tuple(connection.execute(_ITEMS, {"key": download_id}).scalars())


def list_clients(connection: Connection, title_id: int | None = None) -> list[Row[Any]]:
    """Enabled download clients, the preferred first; with a title, only those that serve its tags (a client without
    tags serves all)."""
    rows = list(connection.execute(_CLIENTS))
    if title_id is None:
        return rows
    tagged = set(connection.execute(_TAGGED).scalars())
    fitting = set(connection.execute(_FITTING, {"title": title_id}).scalars())
    return [row for row in rows if row.id not in tagged or row.id in fitting]


def map_paths(connection: Connection) -> dict[int, list[tuple[str, str]]]:
    """By client: its view of a folder, and ours."""
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(_MAPPINGS):
        found.setdefault(row.download_client_id, []).append((row.remote_path, row.local_path))
    return found


def count_grabs(connection: Connection, indexer_id: int, since: datetime) -> int:
    """How many releases of an indexer were grabbed since then."""
    return int(connection.execute(_GRABS_SINCE, {"indexer": indexer_id, "since": since}).scalar_one())


def reserve(
    connection: Connection,
    values: Mapping[str, Any],
    item_ids: Sequence[int],
    *,
    judged_at: datetime | None,
    now: datetime,
) -> int:
    """Writes the row in state `grabbing`, which keeps everybody else from grabbing for the same items. Raises Conflict
    when one is being grabbed, when this very release is on its way, or when another was grabbed since `judged_at`."""
    connection.execute(_LOCK, {"key": values["version_id"]})
    given = {"version": values["version_id"], "items": list(item_ids)}
    for other in connection.execute(_OPEN_FOR, given):
        same = other.release_id == values["release_id"] or (
            other.info_hash is not None and other.info_hash == values["info_hash"]
        )
        if same:
            raise Conflict(text("This release is on its way already."), subject=f"download:{other.id}")
        if other.state == "grabbing":
            raise Conflict(text("Another release of it is being grabbed just now."), subject=f"download:{other.id}")
        if judged_at is not None and other.grabbed_at > judged_at:
            raise Conflict(
                text("Another release of it was grabbed meanwhile: {release}", release=other.release_title),
                subject=f"download:{other.id}",
            )
    row = {**values, "state": "grabbing", "grabbed_at": now, "created_at": now, "updated_at": now}
    download_id = int(connection.execute(insert(DOWNLOAD).returning(DOWNLOAD.c.id), row).scalar_one())
    rows = [{"download_id": download_id, "item_id": item_id} for item_id in item_ids]
    connection.execute(insert(ITEM_OF), rows)
    return download_id


def note_hash(connection: Connection, download_id: int, info_hash: str | None, now: datetime) -> None:
    """Writes by which hash the client will know it, before the client is told. Raises Conflict when that torrent is on
    its way for something else."""
    if info_hash is not None:
        other = connection.execute(_OPEN_WITH_HASH, {"hash": info_hash, "own": download_id}).first()
        if other is not None:
            raise Conflict(text("This torrent is on its way already."), subject=f"download:{other.id}")
    update_download(connection, download_id, {"info_hash": info_hash}, now)


def claim_ref(connection: Connection, client_id: int, ref: str) -> None:
    """Takes a client's ref away from closed downloads, so that a new one can bear it."""
    closed = (DOWNLOAD.c.client_id == client_id) & (DOWNLOAD.c.client_ref == ref) & DOWNLOAD.c.state.not_in(OPEN_STATES)
    connection.execute(update(DOWNLOAD).where(closed), {"client_ref": None})


def update_download(connection: Connection, download_id: int, values: Mapping[str, Any], now: datetime) -> None:
    """Changes a row. Its stamp never falls before its creation, whatever the clock does."""
    moment = literal(now, DOWNLOAD.c.created_at.type)
    later = func.max if connection.dialect.name == "sqlite" else func.greatest
    stamp = later(DOWNLOAD.c.created_at, moment)
    statement = update(DOWNLOAD).where(DOWNLOAD.c.id == download_id).values(**values, updated_at=stamp)
    connection.execute(statement)
    notice(connection, "downloads")


def drop_download(connection: Connection, download_id: int) -> None:
    """Forgets a reservation that came to nothing."""
    connection.execute(delete(DOWNLOAD).where(DOWNLOAD.c.id == download_id))
    notice(connection, "downloads")


def open_downloads_of(connection: Connection, version_id: int, item_ids: Iterable[int]) -> list[Row[Any]]:
    """What is on its way for one of these items in this version."""
    return list(connection.execute(_OPEN_FOR, {"version": version_id, "items": list(item_ids)}))
