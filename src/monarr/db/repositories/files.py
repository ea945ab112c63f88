"""Facts about files of the library, for the use-cases that change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, bindparam, literal, or_, select, union_all

from monarr.core.errors import NotFound
from monarr.core.naming import NamingConfig
from monarr.core.text import text
from monarr.db.models import (
    CollectionItem,
    CollectionRow,
    CustomFormatRow,
    Episode,
    EpisodeNumbering,
    ExternalId,
    ItemTranslation,
    Library,
    LibraryDefault,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    NamingConfigRow,
    PathMapping,
    QualityProfileRow,
    RootFolder,
    Series,
    StreamRow,
    TitleAlias,
    Version,
)  # fmt: skip
from monarr.db.within import within

_F: Any = MediaFile.__table__
_FI: Any = MediaFileItem.__table__
_I: Any = MediaItem.__table__
_E: Any = Episode.__table__
_V: Any = Version.__table__
_P: Any = QualityProfileRow.__table__
_M: Any = Movie.__table__
_ROOT: Any = RootFolder.__table__
_S: Any = StreamRow.__table__
_ID: Any = ExternalId.__table__
_ALIAS: Any = TitleAlias.__table__
_OTHER_NAME: Any = ItemTranslation.__table__
_MEMBER: Any = CollectionItem.__table__


class EpisodeFacts(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    season: int
    number: int
    title: str = ""
    absolute: int | None = None
    air_date: date | None = None
    runtime_seconds: int | None = None
    scene_season: int | None = None
    scene_number: int | None = None
    scene_absolute: int | None = None


class FileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a title, with what it holds. `subtitles` are paths of files beside it."""

    id: int
    version_id: int
    path: str
    size_bytes: int
    quality: str
    revision: tuple[int, int, bool] = (1, 0, False)
    format_score: int = 0
    formats: tuple[Any, ...] = ()
    languages: tuple[str, ...] = ()
    release_title: str | None = None
    release_group: str | None = None
    edition: str | None = None
    item_ids: tuple[int, ...] = ()
    subtitles: tuple[str, ...] = ()
    media: dict[str, Any] = {}
    recycle_path: str | None = None
    is_deleted: bool = False
    download_id: int | None = None
    origin_path: str | None = None
    root: str | None = None


class TitleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A title as naming and importing need it. `root` is where its versions without a folder of their own live."""

    id: int
    kind: str
    title: str
    year: int | None
    path: str | None
    library_id: int | None
    content_type: str
    original_title: str | None
    original_language: str | None
    runtime_seconds: int | None
    is_deleted: bool
    certification: str | None = None
    series_type: str = "standard"
    season_folder: bool = True
    ids: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    collection: str = ""
    translations: tuple[tuple[str, str], ...] = ()
    naming: NamingConfig = NamingConfig()
    formats_in_names: tuple[str, ...] = ()  # custom formats that file names may hold
    root_id: int | None = None
    root: str | None = None


_NAMING = (
    select(NamingConfigRow.config)
    .where((NamingConfigRow.library_id == _I.c.library_id) | (NamingConfigRow.library_id.is_(None)))
    .order_by(NamingConfigRow.library_id.is_(None))
    .limit(1)
    .correlate(_I)
    .scalar_subquery()
)
_CANDIDATE = _ROOT.alias("candidate")
_LIBRARY_ROOT = (
    select(_CANDIDATE.c.id)
    .outerjoin(LibraryDefault, LibraryDefault.root_folder_id == _CANDIDATE.c.id)
    .where(_CANDIDATE.c.library_id == _I.c.library_id)
    .order_by(LibraryDefault.library_id.is_(None), _CANDIDATE.c.is_default.desc(), _CANDIDATE.c.id)
    .limit(1)
    .correlate(_I)
    .scalar_subquery()
)
_TITLES = (
    select(_I, Library.content_type, Movie.certification.label("movie_certification"),
           Series.certification.label("series_certification"), Series.series_type, Series.season_folder,
           _NAMING.label("naming_config"), _ROOT.c.id.label("root_id"), _ROOT.c.path.label("root_path"))
    .select_from(_I)
    .outerjoin(Library, Library.id == _I.c.library_id)
    .outerjoin(Movie, Movie.item_id == _I.c.id)
    .outerjoin(Series, Series.item_id == _I.c.id)
    .outerjoin(_ROOT, _ROOT.c.id == _LIBRARY_ROOT)
    .where(within(_I.c.id, "title_ids"))
)  # fmt: skip
_FORMATS_IN_NAMES: Any = select(
    literal(0).label("item_id"), literal("format").label("kind"), literal("").label("name"),
    CustomFormatRow.name.label("value"),
).where(CustomFormatRow.include_when_renaming)  # fmt: skip
_WORDS: Any = union_all(
    _FORMATS_IN_NAMES,
    select(ExternalId.item_id, literal("id"), ExternalId.provider, ExternalId.value)
    .where(within(_ID.c.item_id, "title_ids")),
    select(TitleAlias.item_id, literal("alias"), literal(""), TitleAlias.title)
    .where(within(_ALIAS.c.item_id, "title_ids")),
    select(ItemTranslation.item_id, literal("translation"), ItemTranslation.language, ItemTranslation.title)
    .where(within(_OTHER_NAME.c.item_id, "title_ids"), ItemTranslation.title.is_not(None)),
    select(CollectionItem.item_id, literal("collection"), literal(""), CollectionRow.name)
    .join(CollectionItem, CollectionItem.collection_id == CollectionRow.id)
    .where(within(_MEMBER.c.item_id, "title_ids")),
)  # fmt: skip
_VERSION = (
    select(_V, _ROOT.c.path.label("root_path"), _P.c.settings, _M.c.available_at)
    .join(_P, _P.c.id == _V.c.quality_profile_id)
    .outerjoin(_ROOT, _ROOT.c.id == _V.c.root_folder_id)
    .outerjoin(_M, _M.c.item_id == _V.c.item_id)
)
_VERSIONS = _VERSION.where(
    or_(within(_V.c.id, "version_ids"), and_(within(_V.c.item_id, "title_ids"), _V.c.is_default))
)
_EPISODES = (
    select(_E, _I.c.title, _I.c.runtime_seconds)
    .join(_I, _I.c.id == _E.c.item_id)
    .where(_E.c.series_id == bindparam("title_id"), _I.c.deleted_at.is_(None))
    .order_by(_E.c.season_number, _E.c.episode_number)
)
_SCENE = (
    select(EpisodeNumbering)
    .join(Episode, Episode.item_id == EpisodeNumbering.episode_id)
    .where(Episode.series_id == bindparam("title_id"), EpisodeNumbering.scheme == "scene")
)
_FILE = select(_F, _ROOT.c.path.label("root_path")).outerjoin(_ROOT, _ROOT.c.id == _F.c.root_folder_id)
_OF_TITLES = _FILE.where(within(_F.c.title_id, "title_ids"), _F.c.deleted_at.is_(None)).order_by(_F.c.id)
_HELD = select(_FI).where(_FI.c.file_id.in_(bindparam("ids", expanding=True))).order_by(_FI.c.position)
_BESIDE = select(_S.c.file_id, _S.c.external_path).where(
    _S.c.file_id.in_(bindparam("ids", expanding=True)), _S.c.external_path.is_not(None)
)
_MAPPINGS = select(PathMapping.remote_path, PathMapping.local_path).where(
    PathMapping.download_client_id == bindparam("client_id")
)


def formats_in_names(connection: Connection) -> tuple[str, ...]:
    """Names of the custom formats that file names may hold."""
    return tuple(row.value for row in connection.execute(_FORMATS_IN_NAMES))


def title_facts(connection: Connection, title_id: int) -> TitleFacts:
    """The title, deleted or not. Raises NotFound."""
    found = titles_facts(connection, (title_id,)).get(title_id)
    if found is None:
        raise NotFound(text("This title is no longer known."), subject=f"title:{title_id}")
    return found


def titles_facts(connection: Connection, title_ids: Sequence[int]) -> dict[int, TitleFacts]:
    """Titles by id, deleted or not: two statements, however many. Unknown ones are left out."""
    key = {"title_ids": title_ids}
    rows = connection.execute(_TITLES, key).all()
    words: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for item_id, kind, name, value in connection.execute(_WORDS, key):
        words.setdefault((item_id, kind), []).append((name, value))
    formats = tuple(value for _, value in words.get((0, "format"), ()))
    return {row.id: _title(row, {kind: words.get((row.id, kind), []) for kind in _KINDS}, formats) for row in rows}


_KINDS = ("id", "alias", "translation", "collection")


def _title(row: Row[Any], words: Mapping[str, list[tuple[str, str]]], formats: tuple[str, ...]) -> TitleFacts:
    return TitleFacts(
        id=row.id,
        kind=row.kind,
        title=row.title,
        year=row.year,
        path=row.path,
        library_id=row.library_id,
        content_type=row.content_type or row.kind,
        original_title=row.original_title,
        original_language=row.original_language,
        runtime_seconds=row.runtime_seconds,
        is_deleted=row.deleted_at is not None,
        certification=row.movie_certification or row.series_certification,
        series_type=row.series_type or "standard",
        season_folder=row.season_folder is not False,
        ids=dict(words["id"]),
        aliases=tuple(value for _, value in words["alias"]),
        collection=words["collection"][0][1] if words["collection"] else "",
        translations=tuple(words["translation"]),
        naming=msgspec.convert(row.naming_config or {}, NamingConfig),
        formats_in_names=formats,
        root_id=row.root_id,
        root=row.root_path,
    )


_PLACES = (
    select(_I.c.deleted_at, _F.c.id, _F.c.path, _FI.c.item_id)
    .outerjoin(_F, and_(_F.c.title_id == _I.c.id, _F.c.deleted_at.is_(None)))
    .outerjoin(_FI, _FI.c.file_id == _F.c.id)
    .where(_I.c.id == bindparam("title_id"))
)


class Place(msgspec.Struct, frozen=True):
    """Where a file that is not deleted lies, and which items it holds."""

    file_id: int
    path: str
    item_ids: frozenset[int]


def places_of(connection: Connection, title_id: int) -> list[Place] | None:
    """The files of a title, by one short statement; None when the title is in the trash, or gone."""
    rows = connection.execute(_PLACES, {"title_id": title_id}).all()
    if not rows or rows[0].deleted_at is not None:
        return None
    held: dict[tuple[int, str], set[int]] = {}
    for _, file_id, path, item_id in rows:
        if file_id is not None:
            held.setdefault((file_id, path), set()).add(item_id)
    return [Place(file_id, path, frozenset(items)) for (file_id, path), items in held.items()]


def version_of(connection: Connection, version_id: int | None, title_id: int) -> Row[Any]:
    """The version, or the title's default one. Raises NotFound."""
    found = versions_of(connection, {title_id: version_id}).get(title_id)
    if found is None:
        raise NotFound(text("The title has no version to put a file into."), subject=f"title:{title_id}")
    return found


def versions_of(connection: Connection, wanted: Mapping[int, int | None]) -> dict[int, Row[Any]]:
    """By title the version that is wanted of it, or its default one; titles that have none are left out. One statement,
    however many."""
    ids = [version_id for version_id in wanted.values() if version_id is not None]
    rows = connection.execute(_VERSIONS, {"version_ids": ids, "title_ids": list(wanted)}).all()
    by_id = {row.id: row for row in rows}
    default = {row.item_id: row for row in rows if row.is_default}
    found = {title_id: by_id.get(version_id) or default.get(title_id) for title_id, version_id in wanted.items()}
    return {title_id: row for title_id, row in found.items() if row is not None}


def episodes_of(connection: Connection, title_id: int) -> tuple[EpisodeFacts, ...]:
    """All episodes of a series, in order."""
    key = {"title_id": title_id}
    scene = {row.episode_id: row for row in connection.execute(_SCENE, key).all()}
    rows = connection.execute(_EPISODES, key).all()
    return tuple(_episode(row, scene.get(row.item_id)) for row in rows)


def _episode(row: Row[Any], scene: Row[Any] | None) -> EpisodeFacts:
    return EpisodeFacts(
        id=row.item_id,
        season=row.season_number,
        number=row.episode_number,
        title=row.title,
        absolute=row.absolute_number,
        air_date=row.air_date,
        runtime_seconds=row.runtime_seconds,
        scene_season=scene.season_number if scene else None,
        scene_number=scene.episode_number if scene else None,
        scene_absolute=scene.absolute_number if scene else None,
    )


def files_of_title(connection: Connection, title_id: int) -> tuple[FileFacts, ...]:
    """The title's files that are not deleted."""
    return files_of_titles(connection, (title_id,)).get(title_id, ())


def files_of_titles(connection: Connection, title_ids: Sequence[int]) -> dict[int, tuple[FileFacts, ...]]:
    """The files of each title that are not deleted; titles without any are left out."""
    rows = connection.execute(_OF_TITLES, {"title_ids": title_ids}).all()
    found: dict[int, tuple[FileFacts, ...]] = {}
    for row, file in zip(rows, _with_contents(connection, rows), strict=True):
        found[row.title_id] = (*found.get(row.title_id, ()), file)
    return found


def files_by_id(connection: Connection, ids: Iterable[int]) -> tuple[FileFacts, ...]:
    """Files, deleted ones too, in order of id; those that are not there are left out."""
    rows = connection.execute(_FILE.where(_F.c.id.in_(list(ids))).order_by(_F.c.id)).all()
    return _with_contents(connection, rows)


def deleted_files_of(connection: Connection, title_id: int) -> tuple[FileFacts, ...]:
    """The title's files in the recycle store, newest first."""
    query = _FILE.where(_F.c.title_id == title_id, _F.c.deleted_at.is_not(None), _F.c.recycle_path.is_not(None))
    return _with_contents(connection, connection.execute(query.order_by(_F.c.deleted_at.desc())).all())


def _with_contents(connection: Connection, rows: Iterable[Row[Any]]) -> tuple[FileFacts, ...]:
    rows = list(rows)
    if not rows:
        return ()
    key = {"ids": [row.id for row in rows]}
    held: dict[int, list[int]] = {}
    for one in connection.execute(_HELD, key):
        held.setdefault(one.file_id, []).append(one.item_id)
    beside: dict[int, list[str]] = {}
    for one in connection.execute(_BESIDE, key):
        beside.setdefault(one.file_id, []).append(one.external_path)
    return tuple(_file(row, held.get(row.id, []), beside.get(row.id, [])) for row in rows)


def _file(row: Row[Any], items: list[int], subtitles: list[str]) -> FileFacts:
    return FileFacts(
        id=row.id,
        version_id=row.version_id,
        path=row.path,
        size_bytes=row.size_bytes,
        quality=row.quality,
        revision=(row.revision_version, row.revision_real, row.is_repack),
        format_score=row.format_score,
        formats=tuple(row.formats),
        languages=tuple(row.languages),
        release_title=row.release_title,
        release_group=row.release_group,
        edition=row.edition,
        item_ids=tuple(items),
        subtitles=tuple(subtitles),
        media=row.media,
        recycle_path=row.recycle_path,
        is_deleted=row.deleted_at is not None,
        download_id=row.download_id,
        origin_path=row.origin_path,
        root=row.root_path,
    )


def mappings_of(connection: Connection, client_id: int) -> dict[str, str]:
    """The client's folders that lie elsewhere on this machine: its path, ours."""
    return dict(connection.execute(_MAPPINGS, {"client_id": client_id}).all())


def map_path(remote: str, mappings: Mapping[str, str]) -> str:
    """A client's path as this machine sees it: with its longest mapped folder replaced. Windows paths count slashes
    both ways and ignore case."""
    is_windows = "\\" in remote or remote[1:2] == ":"
    plain = remote.replace("\\", "/") if is_windows else remote
    compared = plain.lower() if is_windows else plain
    for prefix in sorted(mappings, key=len, reverse=True):
        bare = prefix.replace("\\", "/").rstrip("/") if is_windows else prefix.rstrip("/")
        bare_compared = bare.lower() if is_windows else bare
        if compared == bare_compared or compared.startswith(bare_compared + "/"):
            return mappings[prefix].rstrip("/") + plain[len(bare) :]
    return remote


def path_is_taken(connection: Connection, path: str, but: Iterable[int] = ()) -> bool:
    """Whether a file that is not deleted has this path, other than those of `but`."""
    query = select(_F.c.id).where(_F.c.path == path, _F.c.deleted_at.is_(None), _F.c.id.not_in(list(but)))
    return connection.execute(query.limit(1)).first() is not None
