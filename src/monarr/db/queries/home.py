"""The first page: what waits for a person, what is arriving, what has just come, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, func, select

from monarr.db.models import (
    Download,
    Episode,
    EventRow,
    Library,
    MediaItem,
    Movie,
    ServiceHealth,
    TableCount,
    Version,
)
from monarr.db.queries.arriving import share_of
from monarr.db.queries.history import HistoryRow
from monarr.db.queries.library import TitleRow, load_title_rows
from monarr.db.queries.pictures import Picture, find_posters
from monarr.db.queries.unmatched import count_unmatched

_ITEM: Any = MediaItem.__table__
_SERIES: Any = MediaItem.__table__.alias("of_series")
_MOVIE: Any = Movie.__table__
_EPISODE: Any = Episode.__table__
_VERSION: Any = Version.__table__
_DOWNLOAD: Any = Download.__table__
_EVENT: Any = EventRow.__table__
_LIBRARY: Any = Library.__table__
_COUNT: Any = TableCount.__table__
_HEALTH: Any = ServiceHealth.__table__

_MOVING = ("grabbing", "queued", "downloading", "stalled", "paused", "completed", "importing")
_DOWNLOADS = (
    select(_DOWNLOAD.c.id, _DOWNLOAD.c.public_id, _DOWNLOAD.c.title_id, _ITEM.c.title, _ITEM.c.year, _ITEM.c.kind,
           _VERSION.c.name, _DOWNLOAD.c.release_title, _DOWNLOAD.c.quality, _DOWNLOAD.c.state, _DOWNLOAD.c.size_bytes,
           _DOWNLOAD.c.left_bytes, _DOWNLOAD.c.rate_bytes, _DOWNLOAD.c.eta_seconds, _DOWNLOAD.c.peers,
           _DOWNLOAD.c.problem, _DOWNLOAD.c.problem_code, _DOWNLOAD.c.grabbed_at)
    .outerjoin(_ITEM, _ITEM.c.id == _DOWNLOAD.c.title_id)
    .outerjoin(_VERSION, _VERSION.c.id == _DOWNLOAD.c.version_id)
    .where(_DOWNLOAD.c.state.in_(bindparam("states", expanding=True)))
    .order_by(_DOWNLOAD.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_RECENT = (
    select(_ITEM.c.id)
    .where(_ITEM.c.kind == bindparam("kind"), _ITEM.c.deleted_at.is_(None), _ITEM.c.parent_id.is_(None),
           _ITEM.c.library_id.is_not(None))
    .order_by(_ITEM.c.added_at.desc(), _ITEM.c.id.desc())
    .limit(bindparam("most"))
)  # fmt: skip
_ARRIVED = (
    select(*(_EVENT.c[name] for name in HistoryRow.__struct_fields__))
    .where(_EVENT.c.type.in_(("file.imported", "file.upgraded")), _EVENT.c.occurred_at > bindparam("since"))
    .order_by(_EVENT.c.occurred_at.desc(), _EVENT.c.id.desc())
    .limit(bindparam("most"))
)
_AIRING = (
    select(_EPISODE.c.item_id, _SERIES.c.id, _SERIES.c.title, _ITEM.c.title, _EPISODE.c.season_number,
           _EPISODE.c.episode_number, _EPISODE.c.aired_at, _ITEM.c.state)
    .join(_ITEM, _ITEM.c.id == _EPISODE.c.item_id)
    .join(_SERIES, _SERIES.c.id == _EPISODE.c.series_id)
    .where(_EPISODE.c.aired_at > bindparam("now"), _EPISODE.c.aired_at <= bindparam("until"), _ITEM.c.monitored,
           _SERIES.c.monitored, _ITEM.c.deleted_at.is_(None), _SERIES.c.deleted_at.is_(None))
    .order_by(_EPISODE.c.aired_at, _EPISODE.c.item_id)
    .limit(bindparam("most"))
)  # fmt: skip
_COMING_OUT = (
    select(_ITEM.c.id, _ITEM.c.title, _MOVIE.c.available_at, _ITEM.c.state)
    .join(_ITEM, _ITEM.c.id == _MOVIE.c.item_id)
    .where(_MOVIE.c.available_at > bindparam("now"), _MOVIE.c.available_at <= bindparam("until"), _ITEM.c.monitored,
           _ITEM.c.deleted_at.is_(None))
    .order_by(_MOVIE.c.available_at, _ITEM.c.id)
    .limit(bindparam("most"))
)  # fmt: skip
_LIBRARIES = select(_LIBRARY.c.id, _LIBRARY.c.name, _LIBRARY.c.slug, _LIBRARY.c.content_type, _LIBRARY.c.icon).order_by(
    _LIBRARY.c.position, _LIBRARY.c.id
)
_COUNTS = select(_COUNT.c.name, _COUNT.c.count.label("titles"))
_BY_STATE = (
    select(_DOWNLOAD.c.state, func.count().label("n"), func.sum(_DOWNLOAD.c.rate_bytes).label("rate"))
    .where(_DOWNLOAD.c.state.in_((*_MOVING, "blocked")))
    .group_by(_DOWNLOAD.c.state)
)
_WANTED = select(func.count()).where(
    _VERSION.c.state.in_(("missing", "partly")), _VERSION.c.monitored, _VERSION.c.item_id == _ITEM.c.id,
    _ITEM.c.deleted_at.is_(None), _ITEM.c.library_id.is_not(None),
)  # fmt: skip
_ISSUES = select(func.count()).where(_HEALTH.c.state == "error")


class Underway(msgspec.Struct, frozen=True, kw_only=True):
    """A download on its way, or one that waits for a person (`blocked`). `problem` is a `core.text.Text` as stored."""

    id: int
    public_id: str
    title_id: int | None
    title: str | None
    year: int | None
    kind: str | None
    version: str | None
    release_title: str
    quality: str
    state: str
    size_bytes: int | None
    left_bytes: int | None
    rate_bytes: int
    eta_seconds: int | None
    peers: int | None
    problem: dict[str, Any] | None
    problem_code: str | None
    grabbed_at: datetime
    share: float | None
    poster: Picture | None


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """An episode that airs, or a film that comes out; `episode` is (season, number, title)."""

    at: datetime
    item_id: int
    title_id: int
    title: str
    episode: tuple[int, int, str] | None
    state: str

    @property
    def on(self) -> date:
        return self.at.date()


class Home(msgspec.Struct, frozen=True):
    turns: tuple[Underway, ...]
    arriving: tuple[Underway, ...]
    arrived: tuple[HistoryRow, ...]
    recent: tuple[TitleRow, ...]
    coming: tuple[Coming, ...]


class LibraryCount(msgspec.Struct, frozen=True):
    id: int
    name: str
    slug: str
    content_type: str
    icon: str | None
    count: int


class Frame(msgspec.Struct, frozen=True):
    """What the frame around every page counts."""

    libraries: tuple[LibraryCount, ...]
    decisions: int
    running: int
    rate_bytes: int
    wanted: int
    issues: int
    unmatched: dict[int, int] = {}  # folders without a title, by library


def load_home(connection: Connection, now: datetime, *, days: int = 14, recent: int = 14) -> Home:
    """The first page; a fixed number of statements."""
    waiting = connection.execute(_DOWNLOADS, {"states": ["blocked"], "most": 20}).all()
    moving = connection.execute(_DOWNLOADS, {"states": list(_MOVING), "most": 20}).all()
    ids = [*(row.title_id for row in waiting), *(row.title_id for row in moving)]
    posters = find_posters(connection, sorted({title_id for title_id in ids if title_id is not None}))
    newest: list[int] = []
    for kind in ("movie", "series"):
        newest.extend(connection.execute(_RECENT, {"kind": kind, "most": recent}).scalars())
    rows = sorted(load_title_rows(connection, newest), key=lambda row: (row.added_at, row.id), reverse=True)
    since = {"since": now - timedelta(days=2), "most": 3}
    return Home(
        turns=tuple(_underway(row, posters) for row in waiting),
        arriving=tuple(_underway(row, posters) for row in moving),
        arrived=tuple(HistoryRow(*row) for row in connection.execute(_ARRIVED, since)),
        recent=tuple(rows[:recent]),
        coming=list_coming(connection, now, now + timedelta(days=days)),
    )


def libraries_of(connection: Connection, title_ids: Sequence[int]) -> dict[int, int | None]:
    """In which library each of these titles is."""
    statement = select(_ITEM.c.id, _ITEM.c.library_id).where(_ITEM.c.id.in_(title_ids))
    return {row.id: row.library_id for row in connection.execute(statement)}


def list_coming(connection: Connection, now: datetime, until: datetime, *, limit: int = 20) -> tuple[Coming, ...]:
    """What airs or comes out after `now`, the soonest first; two statements."""
    given = {"now": now, "until": until, "most": limit}
    found = [
        Coming(at=row[6], item_id=row[0], title_id=row[1], title=row[2], episode=(row[4], row[5], row[3]), state=row[7])
        for row in connection.execute(_AIRING, given)
    ]
    for row in connection.execute(_COMING_OUT, given):
        found.append(Coming(at=row[2], item_id=row[0], title_id=row[0], title=row[1], episode=None, state=row[3]))
    return tuple(sorted(found, key=lambda one: (one.at, one.item_id))[:limit])


def load_frame(connection: Connection) -> Frame:
    """Counts for the menu and the pulse; six statements."""
    counts = {row.name: row.titles for row in connection.execute(_COUNTS)}
    libraries = []
    for row in connection.execute(_LIBRARIES):
        kind = "movie" if row.content_type == "movie" else "series"
        libraries.append(LibraryCount(*row, counts.get(f"{kind}:{row.id}", 0)))
    states = {row.state: row for row in connection.execute(_BY_STATE)}
    moving = [row for state, row in states.items() if state != "blocked"]
    return Frame(
        libraries=tuple(libraries),
        decisions=states["blocked"].n if "blocked" in states else 0,
        running=sum(row.n for row in moving),
        rate_bytes=sum(int(row.rate) for row in moving),
        wanted=int(connection.execute(_WANTED).scalar_one()),
        issues=int(connection.execute(_ISSUES).scalar_one()),
        unmatched=count_unmatched(connection),
    )


def _underway(row: Any, posters: dict[int, Picture]) -> Underway:
    plain = dict(zip(Underway.__struct_fields__[:-2], row, strict=True))
    return Underway(**plain, share=share_of(row.size_bytes, row.left_bytes), poster=posters.get(row.title_id))
