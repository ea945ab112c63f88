"""The wall and table of a library: a window into it, counts by state, and where to jump."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select
from sqlalchemy import text as sql

from monarr.core.kinds import ContentType
from monarr.db.models import Genre, ItemGenre, MediaFile, MediaItem, QualityProfileRow, Version
from monarr.db.queries.arriving import find_arrivals, mark_of
from monarr.db.queries.pictures import Picture, find_posters
from monarr.db.search import match_words, names_clause

Sort = Literal["title", "added", "year", "rating", "size"]
_ITEM: Any = MediaItem.__table__
_FILE: Any = MediaFile.__table__
_VERSION: Any = Version.__table__
_PROFILE: Any = QualityProfileRow.__table__
_LINK: Any = ItemGenre.__table__
_GENRE: Any = Genre.__table__
_IDS: Any = bindparam("ids", expanding=True)
_KEYS: dict[str, Any] = {
    "title": _ITEM.c.sort_title, "added": _ITEM.c.added_at, "year": _ITEM.c.year, "rating": _ITEM.c.rating,
    "size": _ITEM.c.size_bytes,
}  # fmt: skip
_OF_LIBRARY = (
    _ITEM.c.library_id == bindparam("library"), _ITEM.c.kind == bindparam("kind"), _ITEM.c.deleted_at.is_(None),
    _ITEM.c.parent_id.is_(None),
)  # fmt: skip
# All titles satisfy it: it stands in the condition of the index of the counts, so that nothing else is led there.
_COUNTED = sql("media_item.size_bytes >= 0")
# What the index of the wall holds: with these filters a letter is a stretch of that index.
_IN_THE_WALL = frozenset({"state", "monitored", "year"})
_LAST_SIGN = chr(0x10FFFF)
_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "state": _ITEM.c.state == bindparam("state"),
    "monitored": _ITEM.c.monitored == bindparam("monitored"),
    "year": _ITEM.c.year == bindparam("year"),
    "genre": _ITEM.c.id.in_(
        select(_LINK.c.item_id).join(_GENRE, _GENRE.c.id == _LINK.c.genre_id).where(_GENRE.c.name == bindparam("genre"))
    ),
    "quality": _ITEM.c.id.in_(
        select(_FILE.c.title_id).where(_FILE.c.quality == bindparam("quality"), _FILE.c.deleted_at.is_(None))
    ),
}
_ROWS = select(
    _ITEM.c.id, _ITEM.c.public_id, _ITEM.c.kind, _ITEM.c.title, _ITEM.c.year, _ITEM.c.monitored, _ITEM.c.state,
    _ITEM.c.rating, _ITEM.c.primary_genre, _ITEM.c.runtime_seconds, _ITEM.c.file_count, _ITEM.c.size_bytes,
    _ITEM.c.added_at,
).where(_ITEM.c.id.in_(_IDS))  # fmt: skip
_WISHES = (
    select(_VERSION.c.item_id, _VERSION.c.state, _PROFILE.c.name)
    .join(_PROFILE, _PROFILE.c.id == _VERSION.c.quality_profile_id)
    .where(_VERSION.c.item_id.in_(_IDS))
    .order_by(_VERSION.c.is_default, _VERSION.c.position.desc())
)
_FILES = (
    select(_FILE.c.title_id, _FILE.c.quality, _FILE.c.format_score, _FILE.c.release_group, _FILE.c.languages)
    .where(_FILE.c.title_id.in_(_IDS), _FILE.c.deleted_at.is_(None))
    .order_by(_FILE.c.size_bytes)
)


class LibraryView(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; None and "" do not filter. `descending` None: as the sort is mostly read (names and years
    upward, the rest from the newest, best or biggest)."""

    library_id: int
    content_type: str
    state: str | None = None
    monitored: bool | None = None
    genre: str | None = None
    quality: str | None = None
    year: int | None = None
    words: str = ""
    sort: Sort = "title"
    descending: bool | None = None

    @property
    def is_descending(self) -> bool:
        return self.sort in ("added", "rating", "size") if self.descending is None else self.descending


class TitleRow(msgspec.Struct, frozen=True, kw_only=True):
    """A title on the wall or in the table. `mark` is the cue, `share` of its download; `quality`, `score`, `group` and
    `languages` are those of its biggest file, `wants` the profile of its default version, `lacking` those of versions
    that are missing or under their goal."""

    id: int
    public_id: str
    kind: str
    title: str
    year: int | None
    monitored: bool
    state: str
    mark: str
    share: float | None
    rating: float | None
    genre: str | None
    runtime_seconds: int | None
    file_count: int
    size_bytes: int
    added_at: datetime
    poster: Picture | None
    quality: str | None
    score: int | None
    group: str | None
    languages: tuple[str, ...]
    wants: str | None
    lacking: tuple[str, ...]


class Jump(msgspec.Struct, frozen=True):
    """A place in the list: a first letter, a year, a month (2026-11); "" for titles without one."""

    label: str
    offset: int


class LibraryPage(msgspec.Struct, frozen=True, kw_only=True):
    """`total` titles are in this view, `all` in the library; `states` counts this view without its filter of states."""

    rows: tuple[TitleRow, ...]
    offset: int
    total: int
    all: int
    size_bytes: int
    states: dict[str, int]
    jumps: tuple[Jump, ...]


def load_library_page(connection: Connection, view: LibraryView, *, offset: int = 0, limit: int = 100) -> LibraryPage:
    """A window of a library. The number of statements does not depend on the library or the window."""
    given = _given(connection, view)
    names = frozenset(given) & frozenset((*_CONDITIONS, "match"))
    dialect = connection.dialect.name
    counted = connection.execute(_count(dialect, names - {"state"}), given).all()
    states = {row.state: row.n for row in counted}
    total = states.get(view.state, 0) if view.state else sum(states.values())
    whole = connection.execute(_count(dialect, frozenset()), given).all() if names - {"state"} else counted
    ids = connection.execute(
        _page(dialect, names, view.sort, view.is_descending), given | {"most": limit, "first": offset}
    ).scalars()
    return LibraryPage(
        rows=load_title_rows(connection, list(ids)),
        offset=offset,
        total=total,
        all=sum(row.n for row in whole),
        size_bytes=sum(int(row.size) for row in counted if not view.state or row.state == view.state),
        states=states,
        jumps=_jumps(connection, dialect, names, view, given),
    )


def load_title_rows(connection: Connection, ids: list[int]) -> tuple[TitleRow, ...]:
    """These titles in this order; five statements."""
    if not ids:
        return ()
    given = {"ids": ids}
    rows = {row.id: row for row in connection.execute(_ROWS, given)}
    posters = find_posters(connection, ids)
    arrivals = find_arrivals(connection, ids)
    wishes: dict[int, list[Any]] = {}
    for row in connection.execute(_WISHES, given):
        wishes.setdefault(row.item_id, []).append(row)
    files = {row.title_id: row for row in connection.execute(_FILES, given)}
    return tuple(
        _row(
            rows[item_id], posters.get(item_id), arrivals.get(item_id, []), wishes.get(item_id, []), files.get(item_id)
        )
        for item_id in ids
        if item_id in rows
    )


def _row(row: Any, poster: Picture | None, arrivals: Any, wishes: list[Any], file: Any) -> TitleRow:
    mark, share = mark_of(row.state, arrivals)
    return TitleRow(
        id=row.id, public_id=row.public_id, kind=row.kind, title=row.title, year=row.year, monitored=row.monitored,
        state=row.state, mark=mark, share=share, rating=row.rating, genre=row.primary_genre,
        runtime_seconds=row.runtime_seconds, file_count=row.file_count, size_bytes=row.size_bytes,
        added_at=row.added_at, poster=poster, quality=file.quality if file else None,
        score=file.format_score if file else None, group=file.release_group if file else None,
        languages=tuple(file.languages) if file else (), wants=wishes[-1].name if wishes else None,
        lacking=tuple(wish.name for wish in wishes if wish.state in ("missing", "better", "partly")),
    )  # fmt: skip


def _given(connection: Connection, view: LibraryView) -> dict[str, Any]:
    """Values of the statements; only filters that are set are among them."""
    filters: dict[str, Any] = {
        "state": view.state or None, "monitored": view.monitored, "genre": view.genre or None,
        "quality": view.quality or None, "year": view.year,
        "match": match_words(connection.dialect.name, view.words) if view.words.strip() else None,
    }  # fmt: skip
    kind = ContentType(view.content_type).title_kind.value
    set_ones = {name: value for name, value in filters.items() if value is not None}
    return {"library": view.library_id, "kind": kind, **set_ones}


def _where(dialect: str, names: frozenset[str]) -> list[ColumnElement[bool]]:
    conditions = [_CONDITIONS[name] for name in sorted(names & _CONDITIONS.keys())]
    if "match" in names:
        conditions.append(names_clause(dialect, "media_item.id"))
    return [*_OF_LIBRARY, *conditions]


@cache
def _count(dialect: str, names: frozenset[str]) -> Select[Any]:
    size = func.coalesce(func.sum(_ITEM.c.size_bytes), 0).label("size")
    counted = select(_ITEM.c.state, func.count().label("n"), size)
    conditions = _where(dialect, names) if names else [*_OF_LIBRARY, _COUNTED]
    return counted.where(*conditions).group_by(_ITEM.c.state)


@cache
def _page(dialect: str, names: frozenset[str], sort: Sort, descending: bool) -> Select[Any]:
    """Ids of a window. Titles without a year or rating come last, whichever way; equal ones by name."""
    key = _KEYS[sort]
    main = key.desc() if descending else key.asc()
    order = [main.nulls_last() if sort in ("year", "rating") else main]
    if sort != "title":
        order.append(_ITEM.c.sort_title)
    picked = select(_ITEM.c.id).where(*_where(dialect, names)).order_by(*order, _ITEM.c.id)
    return picked.limit(bindparam("most")).offset(bindparam("first"))


@cache
def _groups(dialect: str, names: frozenset[str], sort: Sort) -> Select[Any]:
    label: Any
    if sort == "title" and dialect == "sqlite" and names <= _IN_THE_WALL:
        return _letters(names)
    if sort == "title":
        label = func.substr(_ITEM.c.sort_title, 1, 1)
    elif sort == "year":
        # SQLite would follow the index of years of all libraries, into every title: a reckoned year is not in an index.
        label = _ITEM.c.year + sql("0") if dialect == "sqlite" else _ITEM.c.year
    elif dialect == "sqlite":
        label = sql("substr(media_item.added_at, 1, 7)")
    else:
        label = sql("to_char(media_item.added_at AT TIME ZONE 'UTC', 'YYYY-MM')")
    counted = select(label, func.count()).where(*_where(dialect, names))
    return counted.group_by(label if sort in ("title", "year") else sql("1"))


def _letters(names: frozenset[str]) -> Select[Any]:
    """The same for letters on SQLite, which would sort all titles to group them: leaps in the index from the first title
    of a letter to that of the next, and counts the stretches between."""
    where, key = _where("sqlite", names), _ITEM.c.sort_title

    def first(*more: ColumnElement[bool]) -> Any:
        found = select(func.substr(key, 1, 1)).where(*where, *more).order_by(key).limit(1)
        return found.scalar_subquery()

    def end_of(letter: Any) -> Any:
        return case((letter == "", "\x01"), else_=letter + _LAST_SIGN)

    letters = select(first().label("letter")).cte("letters", recursive=True)
    following = select(first(key >= end_of(letters.c.letter))).where(letters.c.letter.is_not(None))
    letters = letters.union_all(following)
    stretch = (*where, key >= letters.c.letter, key < end_of(letters.c.letter))
    count = select(func.count()).select_from(_ITEM).where(*stretch).scalar_subquery()
    return select(letters.c.letter, count).where(letters.c.letter.is_not(None))


def _jumps(
    connection: Connection, dialect: str, names: frozenset[str], view: LibraryView, given: dict[str, Any]
) -> tuple[Jump, ...]:
    """Where each letter, year or month begins. Signs and figures before the letters are one group, “#”."""
    if view.sort not in ("title", "added", "year"):
        return ()
    groups = [(label, count) for label, count in connection.execute(_groups(dialect, names, view.sort), given)]
    known = sorted((group for group in groups if group[0] is not None), reverse=view.is_descending)
    jumps: list[Jump] = []
    place = 0
    for label, count in [*known, *(group for group in groups if group[0] is None)]:
        shown = "" if label is None else str(label).upper()
        if view.sort == "title" and not shown.isalpha():
            shown = "#"
        if not jumps or jumps[-1].label != shown:
            jumps.append(Jump(shown, place))
        place += count
    return tuple(jumps)
