"""A small house with a library, titles and finished downloads, for the tests of imports. Also used by child processes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from monarr.db.engine import Database
from monarr.db.models import (
    Download,
    DownloadClientRow,
    DownloadItem,
    Episode,
    EventRow,
    FileOperation,
    Library,
    MediaFile,
    MediaFileItem,
    MediaItem,
    Movie,
    RootFolder,
    Season,
    Series,
    Version,
)  # fmt: skip
from monarr.demo.media import AudioTrack, VideoSpec, cached_video
from monarr.media.probe import Prober
from monarr.ports.clock import SystemClock
from monarr.services.context import House, Paths
from tests.support.probing import shared_prober

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CACHE = Path(tempfile.gettempdir()) / f"monarr-test-media-{os.getuid()}"


def film_spec(lines: int = 1080, *, seconds: float = 60, sound: bool = True, label: str = "") -> VideoSpec:
    width = {480: 854, 720: 1280, 1080: 1920}[lines]
    return VideoSpec(
        seconds=seconds, width=width, height=lines, frames_per_second=4,
        audio=(AudioTrack(),) if sound else (), label=label,
    )  # fmt: skip


def video(lines: int = 1080, **more: Any) -> Path:
    """A real file of that size, made once."""
    return cached_video(CACHE, film_spec(lines, **more))


def make_house(url: str, folder: Path, prober: Prober | None = None) -> House:
    paths = Paths(data=folder, assets=folder, cache=folder, backups=folder, logs=folder, downloads=folder)
    nobody: Any = None
    return House(
        db=Database(url), clock=SystemClock(), http=nobody, registry=nobody, cipher=nobody, prober=prober or shared_prober(),
        paths=paths, sources=nobody, live=nobody,
    )  # fmt: skip


def close(house: House) -> None:
    house.prober.close()
    house.db.close()


def _one(connection: Connection, model: Any, **values: Any) -> int:
    key = next(iter(model.__table__.primary_key.columns))
    return int(connection.execute(insert(model.__table__).values(values).returning(key)).scalar_one())


class Scene:
    """Writes rows and files; every method gives the id of what it made."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house, self.folder = house, folder
        self.root, self.downloads = folder / "library", folder / "downloads"
        self.root.mkdir(exist_ok=True)
        self.downloads.mkdir(exist_ok=True)

    def set_up(self) -> Scene:
        self.house.db.write_now(self._set_up)
        return self

    def _set_up(self, c: Connection) -> None:
        from monarr.db.defaults import ensure_defaults
        from monarr.db.models import QualityProfileRow

        ensure_defaults(c, NOW)
        rows = c.execute(
            select(QualityProfileRow.content_type, QualityProfileRow.id).where(QualityProfileRow.name == "Any")
        )
        self.profiles = {row.content_type: row.id for row in rows}
        films = c.execute(select(Library.id).where(Library.content_type == "movie")).scalar()
        series = c.execute(select(Library.id).where(Library.content_type == "series")).scalar()
        stamps = {"created_at": NOW, "updated_at": NOW}
        self.films = films or _one(c, Library, name="Films", slug="films", content_type="movie", **stamps)
        self.shows = series or _one(c, Library, name="Series", slug="series", content_type="series", **stamps)
        self.root_id = _one(c, RootFolder, library_id=self.films, path=str(self.root), **stamps)
        shows = self.folder / "shows"
        shows.mkdir(exist_ok=True)
        self.shows_root = _one(c, RootFolder, library_id=self.shows, path=str(shows), **stamps)

    def film(self, title: str = "Sintel", year: int = 2010, seconds: int | None = 60) -> int:
        return self.house.db.write_now(self._film, title, year, seconds)

    def _title(self, c: Connection, kind: str, title: str, library: int, root: int, **more: Any) -> int:
        from monarr.core.releases import clean_title

        item = _one(
            c, MediaItem, kind=kind, title=title, sort_title=title.lower(), clean_title=clean_title(title),
            library_id=library, added_at=NOW, created_at=NOW, updated_at=NOW, **more,
        )  # fmt: skip
        _one(
            c, Version, item_id=item, name="Default", is_default=True, quality_profile_id=self.profiles.get(kind, self.profiles.get(None)),
            root_folder_id=root, created_at=NOW, updated_at=NOW,
        )  # fmt: skip
        return item

    def _film(self, c: Connection, title: str, year: int, seconds: int | None) -> int:
        item = self._title(c, "movie", title, self.films, self.root_id, year=year, runtime_seconds=seconds)
        c.execute(insert(Movie).values(item_id=item, digital_on=date(2011, 1, 1)))
        return item

    def series(self, title: str = "Pioneer One", episodes: int = 3, seconds: int = 60) -> tuple[int, list[int]]:
        """The series with one season, and the ids of its episodes."""
        return self.house.db.write_now(self._series, title, episodes, seconds)

    def _series(self, c: Connection, title: str, count: int, seconds: int) -> tuple[int, list[int]]:
        series = self._title(c, "series", title, self.shows, self.shows_root, runtime_seconds=seconds)
        c.execute(insert(Series).values(item_id=series))
        part = {"library_id": self.shows, "added_at": NOW, "created_at": NOW, "updated_at": NOW}
        season = _one(c, MediaItem, kind="season", title="Season 1", sort_title="season 1", clean_title="season1",
                      parent_id=series, **part)  # fmt: skip
        c.execute(insert(Season).values(item_id=season, series_id=series, season_number=1))
        ids = []
        for number in range(1, count + 1):
            name = f"Part {number}"
            item = _one(c, MediaItem, kind="episode", title=name, sort_title=name, clean_title=f"part{number}",
                        parent_id=season, runtime_seconds=seconds, **part)  # fmt: skip
            c.execute(insert(Episode).values(
                item_id=item, series_id=series, season_id=season, season_number=1, episode_number=number,
                air_date=date(2012, 1, number), aired_at=datetime(2012, 1, number, tzinfo=UTC)))  # fmt: skip
            ids.append(item)
        return series, ids

    def client(self, **more: Any) -> int:
        values = {"name": "Box", "implementation": "fake", "protocol": "torrent", "created_at": NOW, "updated_at": NOW}
        return self.house.db.write_now(lambda c: _one(c, DownloadClientRow, **{**values, **more}))

    def download(
        self, title_id: int, release: str, files: dict[str, Path | bytes], *, items: Sequence[int] = (), **more: Any
    ) -> int:
        """A finished download of these files: by hardlink of a real video, or of these bytes."""
        folder = self.downloads / release
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_bytes(content.read_bytes())
        return self.house.db.write_now(self._download, title_id, release, str(folder), items, more)

    def _download(
        self, c: Connection, title_id: int, release: str, path: str, items: Sequence[int], more: dict[str, Any]
    ) -> int:
        from monarr.core.releases import parse_release

        parsed = parse_release(release)
        values = {
            "release_title": release, "title_id": title_id, "state": "completed", "grabbed_at": NOW,
            "output_path": path, "created_at": NOW, "updated_at": NOW, "quality": parsed.quality if parsed else "Unknown",
        }  # fmt: skip
        download = _one(c, Download, **{**values, **more})
        for item in items or (title_id,):
            c.execute(insert(DownloadItem).values(download_id=download, item_id=item))
        return download

    # what the tests look at

    def row(self, model: Any, key: int) -> Any:
        return self.house.db.read_now(lambda c: c.execute(select(model.__table__).where(model.id == key)).first())

    def files(self, *, deleted: bool = False) -> list[Any]:
        table: Any = MediaFile.__table__
        where = table.c.deleted_at.is_not(None) if deleted else table.c.deleted_at.is_(None)
        return list(self.house.db.read_now(lambda c: c.execute(select(table).where(where).order_by(table.c.id)).all()))

    def items_of(self, file_id: int) -> list[int]:
        query = select(MediaFileItem.item_id).where(MediaFileItem.file_id == file_id).order_by(MediaFileItem.position)
        return list(self.house.db.read_now(lambda c: c.execute(query).scalars().all()))

    def events(self) -> list[str]:
        return list(
            self.house.db.read_now(lambda c: c.execute(select(EventRow.type).order_by(EventRow.id)).scalars().all())
        )

    def operations(self) -> list[Any]:
        table: Any = FileOperation.__table__
        return list(self.house.db.read_now(lambda c: c.execute(select(table).order_by(table.c.id)).all()))

    def state(self, download_id: int) -> str:
        return str(self.row(Download, download_id).state)

    def set(self, model: Any, key: int, **values: Any) -> None:
        self.house.db.write_now(lambda c: c.execute(update(model.__table__).where(model.id == key).values(values)))

    def library_files(self) -> dict[str, str]:
        """Everything below the library folders, hash by path, the recycle stores included and their marks left out."""
        return {
            str(path.relative_to(self.folder)): hash_of(path)
            for base in (self.root, self.folder / "shows")
            for path in sorted(base.rglob("*"))
            if path.is_file() and path.name not in (".nomedia", ".ignore", ".plexignore")
        }


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def inode_of(path: Path) -> int:
    return path.stat().st_ino
