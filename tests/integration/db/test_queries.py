"""What pages read: the right rows, in the right order, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, update

from monarr.core.errors import InvalidInput
from monarr.db.events import record_event
from monarr.db.models import AssetBlob, AssetSlot, Download, DownloadItem, ExternalId, MediaItem, Movie
from monarr.db.queries import facets, history, home, series, status, titles
from monarr.db.queries.library import LibraryView, load_library_page
from monarr.db.queries.search import find_titles
from monarr.db.search import index_title
from monarr.db.statistics import recount_title, set_genres, title_added
from tests.integration.db import samples
from tests.integration.db.samples import NOW


@contextmanager
def statements(connection: Connection) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    seen: list[str] = []

    def note(*given: Any) -> None:
        seen.append(given[2])

    event.listen(connection, "before_cursor_execute", note)
    yield seen
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def films(connection: Connection) -> int:
    """A library of five films: one here, one better wanted, three missing."""
    library_id = samples.library(connection)
    rows = [
        ("Sintel", 2010, 7.5),
        ("Spring", 2019, 8.1),
        ("2001 Nights", None, None),
        ("Charade", 1963, 7.9),
        ("Agent 327", 2017, None),
    ]
    for place, (title, year, rating) in enumerate(rows):
        added = NOW - timedelta(days=30 * place)
        title_id, version_id = samples.film(connection, title, library_id, year=year, rating=rating, added_at=added)
        if title in ("Sintel", "Spring"):
            quality = "Bluray-1080p" if title == "Sintel" else "HDTV-1080p"
            samples.file(connection, title_id, version_id, quality=quality, size=len(title) * 100)
        title_added(connection, title_id)
        set_genres(connection, title_id, ["Fantasy"] if year else ["Drama"])
        index_title(connection, title_id, [title])
        recount_title(connection, title_id, NOW)
    return library_id


def page(connection: Connection, library_id: int, *, offset: int = 0, limit: int = 100, **view: Any) -> Any:
    asked = LibraryView(library_id=library_id, content_type="movie", **view)
    return load_library_page(connection, asked, offset=offset, limit=limit)


def names(found: Any) -> list[str]:
    return [row.title for row in found.rows]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("title", "2001 Nights", "Spring"),
        ("added", "Sintel", "Agent 327"),
        ("year", "Charade", "2001 Nights"),
        ("rating", "Spring", "Agent 327"),
        ("size", "Sintel", "Spring"),
    ],
)
def test_a_library_is_sorted(connection: Connection, films: int, sort: str, first: str, last: str) -> None:
    found = names(page(connection, films, sort=sort))
    assert found[0] == first
    assert last in found[-1:] or sort == "size"


@pytest.mark.parametrize(
    ("view", "found"),
    [
        ({"state": "here"}, {"Sintel"}),
        ({"state": "missing"}, {"2001 Nights", "Charade", "Agent 327"}),
        ({"year": 1963}, {"Charade"}),
        ({"genre": "Drama"}, {"2001 Nights"}),
        ({"quality": "HDTV-1080p"}, {"Spring"}),
        ({"words": "spri"}, {"Spring"}),
        ({"words": "nights 2001"}, {"2001 Nights"}),
        ({"words": "?!"}, set()),
        ({"monitored": False}, set()),
        ({"genre": "Fantasy", "state": "missing"}, {"Charade", "Agent 327"}),
    ],
)
def test_a_library_is_filtered(connection: Connection, films: int, view: dict[str, Any], found: set[str]) -> None:
    got = page(connection, films, **view)
    assert set(names(got)) == found
    assert (got.total, got.all) == (len(found), 5)


def test_states_are_counted_without_their_own_filter(connection: Connection, films: int) -> None:
    assert page(connection, films, state="here").states == {"here": 1, "better": 1, "missing": 3}
    assert page(connection, films, state="here", genre="Drama").states == {"missing": 1}


def test_a_window_has_its_place_in_the_whole(connection: Connection, films: int) -> None:
    assert names(page(connection, films, offset=1, limit=2)) == ["Agent 327", "Charade"]
    assert page(connection, films, offset=400, limit=2).rows == ()


def test_jumps_lead_to_the_first_of_each_letter_and_year(connection: Connection, films: int) -> None:
    jumps = [(jump.label, jump.offset) for jump in page(connection, films).jumps]
    assert jumps == [("#", 0), ("A", 1), ("C", 2), ("S", 3)]
    jumps = [(jump.label, jump.offset) for jump in page(connection, films, sort="year").jumps]
    assert jumps == [("1963", 0), ("2010", 1), ("2017", 2), ("2019", 3), ("", 4)]
    months = [jump.label for jump in page(connection, films, sort="added").jumps]
    assert months == ["2026-11", "2026-10", "2026-09", "2026-08", "2026-07"]


def test_jumps_find_every_first_sign_in_its_order(connection: Connection, films: int) -> None:
    keys = {"2001 Nights": "", "Agent 327": "7 dwarfs", "Charade": "éclair", "Sintel": "zebra", "Spring": "\U0001d49c"}
    for title, key in keys.items():
        connection.execute(update(MediaItem).where(MediaItem.title == title), {"sort_title": key})
    jumps = [(jump.label, jump.offset) for jump in page(connection, films).jumps]
    assert jumps == [("#", 0), ("Z", 2), ("É", 3), ("\U0001d49c", 4)]
    jumps = [(jump.label, jump.offset) for jump in page(connection, films, state="missing").jumps]
    assert jumps == [("#", 0), ("É", 2)]


def test_each_row_of_a_jump_is_where_it_says(connection: Connection, films: int) -> None:
    whole = page(connection, films, sort="added")
    for jump in whole.jumps:
        assert whole.rows[jump.offset].added_at.strftime("%Y-%m") == jump.label


def test_an_open_download_marks_its_title(connection: Connection, films: int) -> None:
    row = next(row for row in page(connection, films).rows if row.title == "Charade")
    download = {"title_id": row.id, "release_title": "Charade", "state": "downloading", "grabbed_at": NOW}
    connection.execute(insert(Download), download | {"size_bytes": 100, "left_bytes": 25})
    row = next(row for row in page(connection, films).rows if row.title == "Charade")
    assert (row.mark, row.share, row.state) == ("arriving", 0.75, "missing")


def test_a_bigger_library_needs_no_more_statements(connection: Connection, films: int) -> None:
    with statements(connection) as few:
        page(connection, films, limit=1)
    with statements(connection) as many:
        page(connection, films, limit=100)
    assert len(many) == len(few) <= 9


def test_a_title_page_has_everything_in_a_fixed_number_of_statements(connection: Connection) -> None:
    title_id, version_id = samples.film(connection, "Sintel", samples.library(connection))
    samples.file(connection, title_id, version_id)
    blob = {
        "sha256": "ab" * 32,
        "extension": "jpg",
        "mime": "image/jpeg",
        "size_bytes": 9,
        "created_at": NOW,
        "last_used_at": NOW,
    }
    connection.execute(insert(AssetBlob), blob)
    connection.execute(insert(AssetSlot), {"item_id": title_id, "slot": "poster", "blob_id": 1, "selected_at": NOW})
    connection.execute(insert(ExternalId), {"item_id": title_id, "provider": "tmdb", "value": "45745", "kind": "movie"})
    recount_title(connection, title_id, NOW)
    with statements(connection) as seen:
        found = titles.find_title_page(connection, title_id)
    assert len(seen) <= 15
    assert found is not None
    assert (found.title.library_name, found.title.mark, found.movie is not None) == ("Films", "here", True)
    assert [(lane.name, lane.profile_name, len(lane.files)) for lane in found.versions] == [("Standard", "1080p", 1)]
    assert found.pictures["poster"].sha256 == "ab" * 32
    assert found.ids == {"tmdb": "45745"}


def test_a_deleted_title_and_an_episode_have_no_title_page(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    _, _, episodes = samples.series(connection, "Harbour Lights", aired=1)
    connection.execute(update(MediaItem).where(MediaItem.id == title_id).values(deleted_at=NOW))
    assert titles.find_title_page(connection, title_id) is None
    assert titles.find_title_page(connection, title_id, with_deleted=True) is not None
    assert titles.find_title_page(connection, episodes[0]) is None
    assert titles.find_title_page(connection, 10**9) is None


def test_series_are_listed_with_their_sums(connection: Connection) -> None:
    library_id = samples.library(connection, "Series", "series")
    title_id, _, episodes = samples.series(connection, "Harbour Lights", aired=3, coming=1, library_id=library_id)
    version_id = samples.version(connection, title_id)
    samples.file(connection, title_id, version_id, *episodes[:2], size=700)
    recount_title(connection, title_id, NOW)
    (row,) = series.list_series(connection, library_id)
    assert (row.title, row.state, row.episode_count, row.wanted_count, row.file_count, row.size_bytes) == (
        "Harbour Lights", "partly", 4, 3, 2, 700,
    )  # fmt: skip
    assert row.next_airing_at == NOW + timedelta(days=6)
    assert [one.title for one in series.list_series(connection)] == ["Harbour Lights"]


def test_episodes_come_with_marks_and_files(connection: Connection) -> None:
    title_id, _, episodes = samples.series(connection, "Harbour Lights", aired=2, coming=1)
    version_id = samples.version(connection, title_id)
    samples.file(connection, title_id, version_id, episodes[0], quality="WEBDL-1080p")
    recount_title(connection, title_id, NOW)
    download = {"id": 1, "title_id": title_id, "release_title": "x", "state": "stalled", "grabbed_at": NOW}
    connection.execute(insert(Download), download)
    connection.execute(insert(DownloadItem), {"download_id": 1, "item_id": episodes[1]})
    found = series.list_episodes(connection, title_id, 1)
    assert [(row.episode_number, row.mark, row.quality) for row in found] == [
        (1, "better", "WEBDL-1080p"), (2, "stalled", None), (3, "waiting", None),
    ]  # fmt: skip
    assert [(row.number, row.file_count, row.aired_count) for row in series.list_seasons(connection, title_id)] == [
        (1, 1, 2)
    ]


def test_history_goes_back_page_by_page(connection: Connection) -> None:
    title_id, _ = samples.film(connection)
    for number in range(7):
        record_event(
            connection,
            "item.edited",
            now=NOW + timedelta(minutes=number // 2),
            title_id=title_id,
            payload={"n": number},
        )
    record_event(connection, "item.added", now=NOW, title="Another")
    seen: list[int] = []
    cursor: str | None = None
    for _ in range(4):
        got = history.list_history(connection, title_id=title_id, cursor=cursor, limit=3)
        seen += [row.payload["n"] for row in got.rows]
        cursor = got.next
        if cursor is None:
            break
    assert seen == [6, 5, 4, 3, 2, 1, 0]


def test_history_can_be_of_some_types_only(connection: Connection) -> None:
    record_event(connection, "item.added", now=NOW, title="Sintel")
    record_event(connection, "file.imported", now=NOW, title="Sintel")
    assert [row.type for row in history.list_history(connection, types=["file.imported"]).rows] == ["file.imported"]


@pytest.mark.parametrize("cursor", ["nonsense", "W10", "é", "eyJhIjoxfQ"])
def test_a_cursor_that_no_page_gave_is_refused(connection: Connection, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        history.list_history(connection, cursor=cursor)


def test_home_shows_what_waits_arrives_and_comes(connection: Connection, films: int) -> None:
    title_id, _ = samples.film(connection, "Detour", films)
    more = {"release_title": "Detour.1945", "title_id": title_id, "grabbed_at": NOW}
    connection.execute(
        insert(Download), [more | {"state": "blocked"}, more | {"state": "downloading"}, more | {"state": "imported"}]
    )
    samples.series(connection, "Harbour Lights", aired=1, coming=3)
    connection.execute(update(Movie).where(Movie.item_id == title_id).values(available_at=NOW + timedelta(days=2)))
    record_event(connection, "file.imported", now=NOW, title_id=title_id, title="Detour")
    found = home.load_home(connection, NOW)
    assert [row.title for row in found.turns] == ["Detour"]
    assert [row.state for row in found.arriving] == ["downloading"]
    assert [row.title for row in found.arrived] == ["Detour"]
    assert [row.title for row in found.coming] == ["Detour", "Harbour Lights", "Harbour Lights"]
    assert found.recent[0].title == "Detour"


def test_the_frame_counts_libraries_and_downloads(connection: Connection, films: int) -> None:
    row = {"release_title": "x", "grabbed_at": NOW}
    connection.execute(
        insert(Download), [row | {"state": "downloading", "rate_bytes": 5}, row | {"state": "blocked", "rate_bytes": 0}]
    )
    frame = home.load_frame(connection)
    assert [(one.name, one.count) for one in frame.libraries] == [("Films", 5)]
    assert (frame.decisions, frame.running, frame.rate_bytes, frame.wanted, frame.issues) == (1, 1, 5, 3, 0)


def test_the_palette_finds_titles_with_their_marks(connection: Connection, films: int) -> None:
    (row,) = find_titles(connection, "sintle")
    assert (row.title, row.mark, row.wants, row.quality) == ("Sintel", "here", "1080p", "Bluray-1080p")


def test_genres_come_with_counts_and_averages(connection: Connection, films: int) -> None:
    found = {row.name: row for row in facets.list_genres(connection, "movie")}
    assert (found["Fantasy"].title_count, found["Drama"].average) == (4, None)
    assert found["Fantasy"].average == pytest.approx((7.5 + 8.1 + 7.9) / 3)
    assert facets.count_titles(connection, "movie", films) == facets.count_titles(connection, "movie") == 5
    assert [row.title for row in facets.list_of_genre(connection, found["Fantasy"].id, limit=2)] == ["Sintel", "Spring"]


def test_short_lists_by_one_fact(connection: Connection, films: int) -> None:
    assert [row.title for row in facets.list_newest(connection, "movie", limit=2)] == ["Sintel", "Spring"]
    assert [row.title for row in facets.list_of_year(connection, "movie", 1963)] == ["Charade"]
    assert [row.title for row in facets.list_rated_over(connection, "movie", 7.6)] == ["Spring", "Charade"]
    assert [row.title.title for row in facets.list_biggest(connection, "Bluray-1080p")] == ["Sintel"]
    assert facets.find_by_provider_id(connection, "movie", "tmdb", "1") is None


def test_an_empty_house_has_an_empty_status(connection: Connection) -> None:
    assert status.list_folders(connection) == []
    assert status.list_jobs(connection) == ([], [], [])
    assert status.list_schedules(connection) == []
