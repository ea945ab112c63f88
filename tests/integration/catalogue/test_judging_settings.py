"""Profiles, formats, naming, sizes, tags and path mappings: checked before they are stored."""

from __future__ import annotations

import msgspec
import pytest

from monarr.core.errors import Conflict, InvalidInput
from monarr.core.naming import NamingConfig
from monarr.core.quality import SizeLimits
from monarr.db.models import AuditEvent, DownloadClientRow
from monarr.services.add import add_title
from monarr.services.context import MONARR, House
from monarr.services.formats import (
    delete_format,
    explain_name,
    get_format,
    import_formats,
    list_formats,
    save_format,
)
from monarr.services.naming import change_naming, forget_naming, preview_naming, read_naming
from monarr.services.path_mappings import Mapping, list_mappings, save_mapping
from monarr.services.profiles import create_profile, delete_profile, edit_profile, list_profiles
from monarr.services.quality import change_sizes, read_sizes, reset_sizes
from monarr.services.tags import create_tag, delete_tag, list_tags, rename_tag
from tests.integration.catalogue.conftest import Shelves
from tests.integration.catalogue.test_add import rows, sintel


def words(name: str, expression: str) -> dict[str, object]:
    condition = {
        "name": "word", "implementation": "ReleaseTitleSpecification", "negate": False, "required": False,
        "fields": {"value": expression},
    }  # fmt: skip
    return {"name": name, "includeCustomFormatWhenRenaming": False, "specifications": [condition]}


async def test_a_profile_is_stored_with_the_scores_of_its_formats(house: House) -> None:
    await save_format(house, words("Remastered", r"\bremaster"), MONARR)
    plain = (await list_profiles(house))[0]
    wanted = msgspec.structs.replace(plain, name="Mine", format_scores={"Remastered": 50})
    profile_id = await create_profile(house, wanted, MONARR)
    stored = next(one for one in await list_profiles(house) if one.id == profile_id)
    assert (stored.format_scores, stored.items, stored.cutoff) == ({"Remastered": 50}, plain.items, plain.cutoff)
    await edit_profile(house, profile_id, msgspec.structs.replace(stored, format_scores={}), MONARR)
    assert next(one for one in await list_profiles(house) if one.id == profile_id).format_scores == {}


async def test_a_profile_that_contradicts_itself_is_refused_by_field(house: House) -> None:
    plain = (await list_profiles(house))[0]
    wrong = msgspec.structs.replace(plain, name="", cutoff="Laserdisc", minimum_score_increment=0)
    with pytest.raises(InvalidInput) as raised:
        await create_profile(house, wrong, MONARR)
    assert set(raised.value.fields) == {"name", "cutoff", "minimum_score_increment"}


async def test_a_profile_in_use_stays(house: House, shelves: Shelves) -> None:
    await add_title(house, sintel(shelves))
    with pytest.raises(Conflict, match="1 title uses"):
        await delete_profile(house, shelves.profile, MONARR)


async def test_a_format_with_a_broken_expression_names_the_condition(house: House) -> None:
    with pytest.raises(InvalidInput) as raised:
        await save_format(house, words("Broken", "(unclosed"), MONARR)
    assert "word" in str(raised.value.fields["conditions"])


async def test_formats_are_imported_all_or_none_and_those_of_a_name_anew(house: House) -> None:
    with pytest.raises(InvalidInput):
        await import_formats(house, [words("One", "a"), words("Two", "(")], MONARR)
    assert await list_formats(house) == []
    first = await import_formats(house, [words("One", "a"), words("Two", "b")], MONARR)
    assert await import_formats(house, [words("one", "c")], MONARR) == first[:1]
    await delete_format(house, first[1], MONARR)
    assert [one.name for one in await list_formats(house)] == ["one"]


async def test_a_library_may_name_its_own_way_and_go_back(house: House, shelves: Shelves) -> None:
    own = NamingConfig(movie_format="{Movie Title} {Quality Full}")
    await change_naming(house, own, MONARR, library_id=shelves.movies)
    assert await read_naming(house, shelves.movies) == own
    assert await read_naming(house, shelves.series) == NamingConfig()
    assert preview_naming(own).movie == "Sintel WEBDL-1080p.mkv"
    await forget_naming(house, shelves.movies, MONARR)
    assert await read_naming(house, shelves.movies) == NamingConfig()


async def test_patterns_under_which_all_files_would_be_one_are_refused(house: House) -> None:
    wrong = NamingConfig(movie_format="film", standard_episode_format="{Series Title", movie_folder_format="../x")
    with pytest.raises(InvalidInput) as raised:
        await change_naming(house, wrong, MONARR)
    assert set(raised.value.fields) == {"movie_format", "standard_episode_format", "movie_folder_format"}


async def test_sizes_are_changed_audited_and_reset(house: House) -> None:
    before = await read_sizes(house)
    await change_sizes(house, {"DVD": SizeLimits(1, 2, 3)}, MONARR)
    assert (await read_sizes(house))["DVD"] == SizeLimits(1, 2, 3)
    with pytest.raises(InvalidInput):
        await change_sizes(house, {"DVD": SizeLimits(5, 2, 3)}, MONARR)
    await reset_sizes(house, MONARR)
    assert await read_sizes(house) == before
    assert [row.action for row in await rows(house, AuditEvent)] == [
        "settings.quality.edited",
        "settings.quality.reset",
    ]


async def test_tags_are_compared_without_case(house: House) -> None:
    tag_id = await create_tag(house, "Kids", MONARR)
    assert await create_tag(house, "KIDS", MONARR) == tag_id
    other = await create_tag(house, "4k", MONARR)
    with pytest.raises(Conflict):
        await rename_tag(house, other, "kids", MONARR)
    await delete_tag(house, other, MONARR)
    assert [(one.label, one.uses) for one in await list_tags(house)] == [("Kids", {})]


async def test_a_mapping_belongs_to_a_client_or_to_players(house: House) -> None:
    client = (await rows(house, DownloadClientRow))[0].id
    given = Mapping(remote_path="/downloads/", local_path="/srv/downloads/", download_client_id=client)
    await save_mapping(house, given, MONARR)
    assert [(row.remote_path, row.local_path) for row in await list_mappings(house)] == [
        ("/downloads", "/srv/downloads")
    ]
    with pytest.raises(Conflict):
        await save_mapping(house, given, MONARR)
    with pytest.raises(InvalidInput) as raised:
        await save_mapping(house, Mapping(remote_path="", local_path="downloads"), MONARR)
    assert set(raised.value.fields) == {"remote_path", "local_path", "subject"}


async def test_a_format_for_films_keeps_its_kind_and_is_asked_in_radarrs_numbers(house: House) -> None:
    web = {
        "name": "s",
        "implementation": "SourceSpecification",
        "negate": False,
        "required": False,
        "fields": {"value": 7},
    }
    spec = {"name": "Web", "includeCustomFormatWhenRenaming": False, "specifications": [web]}
    made = await save_format(house, spec, MONARR, kind="movie")
    await save_format(house, spec, MONARR, format_id=made)
    assert (await get_format(house, made)).kind == "movie"
    await save_format(house, {**spec, "name": "Other"}, MONARR, kind="series")
    told = await explain_name(house, "Sintel.2010.1080p.WEB-DL.H264-OPEN", "movie")
    assert [(one.name, one.matched) for one in told] == [("Web", True)]
    assert (await explain_name(house, "Pioneer.One.S01E01.1080p.WEB-DL.H264-OPEN", "series"))[0].matched is False
    with pytest.raises(InvalidInput):
        await explain_name(house, "x", "series", [words("Bad", "(")])
