"""What the database itself holds: checks, uniqueness, and who goes with whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from monarr.db.events import record_event
from monarr.db.models import (
    AuditEvent,
    CustomFormatRow,
    Download,
    Episode,
    ErrorEvent,
    EventRow,
    ExternalId,
    FileOperation,
    IndexerRow,
    Job,
    JobDependency,
    Library,
    MediaFile,
    MediaItem,
    Movie,
    QualityProfileRow,
    RatingRow,
    Role,
    RootFolder,
    Schedule,
    Season,
    SeasonStats,
    User,
    UserRole,
    Version,
)
from tests.integration.db import samples
from tests.integration.db.samples import NOW


def refused(connection: Connection, statement: Any, values: Any = None) -> bool:
    """Whether the database refuses it; what came before stays."""
    try:
        with connection.begin_nested():
            connection.execute(statement, values)
    except IntegrityError:
        return True
    return False


def count(connection: Connection, model: type) -> int:
    return int(connection.execute(select(func.count()).select_from(model)).scalar_one())


def title(**values: Any) -> dict[str, Any]:
    plain = {"kind": "movie", "title": "Sintel", "sort_title": "sintel", "clean_title": "sintel", "added_at": NOW}
    return plain | values


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "film"},
        {"year": 1869},
        {"year": 2201},
        {"runtime_seconds": -1},
        {"identity": "perhaps"},
        {"enrichment_priority": 11},
        {"kind": "episode", "parent_id": None},
        {"created_at": NOW, "updated_at": NOW - timedelta(seconds=1)},
        {"library_id": 404},
    ],
)
def test_a_title_that_cannot_be_is_refused(connection: Connection, wrong: dict[str, Any]) -> None:
    assert refused(connection, insert(MediaItem), title(**wrong))


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Library, {"name": "A", "slug": "a", "content_type": "books"}),
        (IndexerRow, {"name": "A", "implementation": "torznab", "protocol": "torrent", "priority": 51}),
        (IndexerRow, {"name": "A", "implementation": "torznab", "protocol": "pigeon"}),
        (Job, {"type": "t", "priority": 3, "run_at": NOW, "created_at": NOW}),
        (Job, {"type": "t", "progress": 1.5, "run_at": NOW, "created_at": NOW}),
        (Job, {"type": "t", "state": "lost", "run_at": NOW, "created_at": NOW}),
        (Schedule, {"name": "s", "job_type": "t", "next_run_at": NOW}),
        (Schedule, {"name": "s", "job_type": "t", "next_run_at": NOW, "interval_seconds": 5, "cron": "0 2 * * *"}),
        (Download, {"release_title": "r", "grabbed_at": NOW, "state": "somewhere"}),
        (Download, {"release_title": "r", "grabbed_at": NOW, "left_bytes": -1}),
        (User, {"username": "ada", "display_name": "Ada", "status": "asleep"}),
        (FileOperation, {"act_id": "a", "act": "import", "position": 0, "kind": "shred", "planned_at": NOW}),
    ],
)
def test_a_row_that_cannot_be_is_refused(connection: Connection, model: type, wrong: dict[str, Any]) -> None:
    assert refused(connection, insert(model), wrong)


def test_a_rating_is_on_its_scale(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    assert refused(connection, insert(RatingRow), {"item_id": title_id, "source": "x", "value": 10.5, "scale": 10})
    assert not refused(connection, insert(RatingRow), {"item_id": title_id, "source": "x", "value": 74, "scale": 100})


def test_two_living_titles_never_share_a_folder(connection: Connection) -> None:
    connection.execute(insert(MediaItem), title(path="/media/sintel", deleted_at=NOW))
    connection.execute(insert(MediaItem), title(path="/media/sintel"))
    assert refused(connection, insert(MediaItem), title(path="/media/sintel"))


def test_two_living_files_never_share_a_path(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    samples.file(connection, title_id, version_id, path="/media/a.mkv", deleted_at=NOW)
    samples.file(connection, title_id, version_id, path="/media/a.mkv")
    row = {"title_id": title_id, "version_id": version_id, "path": "/media/a.mkv", "size_bytes": 1, "imported_at": NOW}
    assert refused(connection, insert(MediaFile), row)


def test_a_provider_id_is_once_in_a_library_and_once_outside(connection: Connection) -> None:
    films = samples.library(connection)
    more = samples.library(connection, "More")

    def give(library_id: int | None, **values: Any) -> bool:
        item_id = samples.item(connection, "Sintel", library_id=library_id)
        row = {"item_id": item_id, "provider": "tmdb", "value": "45745", "kind": "movie", "library_id": library_id}
        return not refused(connection, insert(ExternalId), row | values)

    assert give(films)
    assert not give(films)
    assert give(more)
    assert give(None)
    assert not give(None)
    assert give(films, is_live=False)


def test_a_title_has_one_default_version(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    profile_id = samples.profile(connection)
    row = {"item_id": title_id, "name": "Second", "quality_profile_id": profile_id}
    assert refused(connection, insert(Version), row | {"is_default": True})
    assert not refused(connection, insert(Version), row)
    assert refused(connection, insert(Version), row)


def test_names_are_unique_within_a_library_and_among_the_shared(connection: Connection) -> None:
    library_id = samples.library(connection)
    connection.execute(
        insert(CustomFormatRow), [{"name": "HDR", "library_id": None}, {"name": "HDR", "library_id": library_id}]
    )
    assert refused(connection, insert(CustomFormatRow), {"name": "HDR", "library_id": None})
    assert refused(connection, insert(CustomFormatRow), {"name": "HDR", "library_id": library_id})


def test_there_is_one_owner(connection: Connection) -> None:
    connection.execute(insert(Role), {"name": "owner", "label": "Owner"})
    role_id = connection.execute(select(Role.id)).scalar_one()
    people = [{"username": name, "display_name": name} for name in ("ada", "ben")]
    connection.execute(insert(User), people)
    ada, ben = connection.execute(select(User.id).order_by(User.id)).scalars()
    connection.execute(insert(UserRole), {"user_id": ada, "role_id": role_id, "is_owner": True})
    assert refused(connection, insert(UserRole), {"user_id": ben, "role_id": role_id, "is_owner": True})


def test_one_default_library_of_each_kind(connection: Connection) -> None:
    samples.library(connection, "Films", is_default=True)
    assert refused(connection, insert(Library), {"name": "B", "slug": "b", "content_type": "movie", "is_default": True})
    assert not refused(
        connection, insert(Library), {"name": "C", "slug": "c", "content_type": "series", "is_default": True}
    )


def test_a_library_with_titles_or_folders_is_not_deleted(connection: Connection) -> None:
    library_id = samples.library(connection)
    samples.film(connection, library_id=library_id)
    assert refused(connection, delete(Library).where(Library.id == library_id))
    other = samples.library(connection, "More")
    connection.execute(insert(RootFolder), {"library_id": other, "path": "/media/more"})
    assert refused(connection, delete(Library).where(Library.id == other))


def test_a_profile_in_use_is_not_deleted(connection: Connection) -> None:
    samples.film(connection)
    used = connection.execute(select(Version.quality_profile_id)).scalar_one()
    assert refused(connection, delete(QualityProfileRow).where(QualityProfileRow.id == used))


def test_parts_go_with_their_series(connection: Connection) -> None:
    title_id, season_id, _ = samples.series(connection, "Harbour Lights", aired=2)
    connection.execute(insert(SeasonStats), {"season_id": season_id, "series_id": title_id, "season_number": 1})
    connection.execute(delete(MediaItem).where(MediaItem.id == title_id))
    assert [count(connection, model) for model in (MediaItem, Season, Episode, SeasonStats)] == [0, 0, 0, 0]


def test_versions_and_files_go_with_their_film(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    samples.file(connection, title_id, version_id)
    connection.execute(delete(MediaItem).where(MediaItem.id == title_id))
    assert [count(connection, model) for model in (Movie, Version, MediaFile)] == [0, 0, 0]


def test_history_outlives_titles_files_and_people(connection: Connection) -> None:
    title_id, version_id = samples.film(connection, library_id=samples.library(connection))
    file_id = samples.file(connection, title_id, version_id)
    connection.execute(insert(User), {"username": "ada", "display_name": "Ada"})
    user_id = connection.execute(select(User.id)).scalar_one()
    record_event(connection, "file.imported", now=NOW, title_id=title_id, version_id=version_id, file_id=file_id,
                 user_id=user_id, title="Sintel", actor="Ada")  # fmt: skip
    connection.execute(delete(MediaItem))
    connection.execute(delete(User))
    row = connection.execute(select(EventRow.__table__)).one()
    assert (row.title, row.actor) == ("Sintel", "Ada")
    assert (row.title_id, row.item_id, row.version_id, row.file_id, row.user_id) == (None,) * 5


def test_audit_errors_and_the_journal_outlive_what_they_tell_of(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    connection.execute(insert(User), {"username": "ada", "display_name": "Ada"})
    user_id = connection.execute(select(User.id)).scalar_one()
    audit = {"occurred_at": NOW, "user_id": user_id, "user_name": "ada", "action": "settings.edited"}
    connection.execute(insert(AuditEvent), audit)
    error = {"occurred_at": NOW, "correlation_id": "c", "code": "500", "message": "m", "user_id": user_id}
    connection.execute(insert(ErrorEvent), error)
    step = {"act_id": "a", "act": "import", "position": 0, "kind": "link", "planned_at": NOW, "item_id": title_id}
    connection.execute(insert(FileOperation), step | {"user_id": user_id})
    connection.execute(delete(User))
    connection.execute(delete(MediaItem))
    assert [count(connection, model) for model in (AuditEvent, ErrorEvent, FileOperation)] == [1, 1, 1]


def test_a_download_outlives_its_title(connection: Connection) -> None:
    title_id, version_id = samples.film(connection)
    row = {"release_title": "Sintel", "title_id": title_id, "version_id": version_id, "grabbed_at": NOW}
    connection.execute(insert(Download), row)
    connection.execute(delete(MediaItem))
    assert tuple(connection.execute(select(Download.title_id, Download.version_id)).one()) == (None, None)


def test_a_job_never_waits_for_itself_and_waits_once_under_its_key(connection: Connection) -> None:
    row = {"type": "t", "run_at": NOW, "created_at": NOW, "unique_key": "refresh:1"}
    connection.execute(insert(Job), row)
    job_id = connection.execute(select(Job.id)).scalar_one()
    assert refused(connection, insert(Job), row)
    assert refused(connection, insert(JobDependency), {"job_id": job_id, "needs_id": job_id})
    connection.execute(update(Job).values(state="running"))
    assert not refused(connection, insert(Job), row)


def test_a_moment_without_a_zone_is_not_stored(connection: Connection) -> None:
    with pytest.raises(Exception, match="without a zone"):
        connection.execute(insert(MediaItem), title(added_at=NOW.replace(tzinfo=None)))


def test_moments_come_back_as_they_went_in(connection: Connection) -> None:
    at = NOW.replace(microsecond=123456)
    item_id = samples.item(connection, "Sintel", added_at=at)
    assert connection.execute(select(MediaItem.added_at).where(MediaItem.id == item_id)).scalar_one() == at
