"""How a title is looked for: monitored, from when on, how it is counted, its tags, and the names that releases bear. An
episode has its own switch; the numbers of a season are a page of their own."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, text
from monarr.db.queries.numbers import EpisodeNumbers, list_numbers
from monarr.db.queries.page_title import EpisodePlace, find_episode
from monarr.db.queries.series import list_episodes, list_seasons
from monarr.db.queries.title_names import TitleName, list_names
from monarr.db.queries.titles import TitlePage
from monarr.services.edit import edit_title, set_monitored, set_tags, unlock_fields
from monarr.services.numbers import NumbersInput, set_numbers
from monarr.services.title_names import PERSON, NewName, add_name, remove_name
from monarr.web.auth import may_in_library, requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._items import Item, find_item
from monarr.web.pages._series import season_name
from monarr.web.pages._settings import saved, split
from monarr.web.pages._words import day, numbered
from monarr.web.pages.title import load_title, menu_entry, title_value
from monarr.web.templating import Page, PageContext

_EDIT = [requires("titles.edit")]
_PATH = "/title/{item_id:int}/edit"
_NAMES = "/title/{item_id:int}/names"
_NUMBERS = "/title/{item_id:int}/numbers"
_AVAILABILITY = (
    ("announced", text("As soon as it is announced")),
    ("in_cinemas", text("Once it is in cinemas")),
    ("released", text("Once it can be bought or streamed")),
)
_SERIES_TYPES = (
    ("standard", text("By season and number")),
    ("daily", text("By the day on which they air")),
    ("anime", text("In one row from the first episode on")),
)
_SOURCES: dict[str, Text] = {PERSON: text("given by hand"), "provider": text("from a metadata source")}
_NUMBER_FIELDS = ("absolute_number", "scene_season", "scene_number", "scene_absolute")


@get(_PATH, guards=_EDIT, include_in_schema=False)
async def edit(page: Page, item_id: FromPath[int]) -> Response[str]:
    item = await find_item(page, item_id, "titles.edit")
    if item.episode_id is not None:
        return await _episode_form(page, item)
    found = await _editable(page, item.title_id)
    return await _form(page, found)


@post(_PATH, guards=_EDIT, include_in_schema=False, status_code=200)
async def change(page: Page, item_id: FromPath[int]) -> Response[Any]:
    item = await find_item(page, item_id, "titles.edit")
    form = await read_form(page.request)
    if item.episode_id is not None:
        await set_monitored(page.house, [item.episode_id], form.on("monitored"), page.actor)
        return page.go(f"/title/{item.episode_id}", saved(page))
    found = await _editable(page, item.title_id)
    try:
        await edit_title(page.house, item.title_id, _given(found, form), page.actor)
        await set_monitored(page.house, [item.title_id], form.on("monitored"), page.actor)
        await set_tags(page.house, [item.title_id], _tags(form), page.actor)
    except MonarrError as problem:
        errors, error = split(problem)
        return await _form(page, found, errors=errors, error=error, status=422)
    return page.go(f"/title/{item.title_id}", saved(page))


@post(_NAMES, guards=_EDIT, include_in_schema=False, status_code=200)
async def give_name(page: Page, item_id: FromPath[int]) -> Response[Any]:
    """Gives it another name; an Undo says in the address which was taken away."""
    found = await _editable(page, item_id)
    form, query = await read_form(page.request), page.request.query_params
    season = form.get("season") or query.get("season", "")
    given = NewName(
        title=form.get("name") or query.get("name", ""), season_number=int(season) if season.isdecimal() else None
    )
    try:
        await add_name(page.house, item_id, given, page.actor)
    except MonarrError as problem:
        errors, _ = split(problem, {"title": "name", "season_number": "season"})
        return await _form(page, found, errors=errors or Errors({"name": problem.message}), new=given, status=422)
    words = text("{title} is also called “{name}”", title=found.title.title, name=given.title)
    return page.go(f"/title/{item_id}/edit#aliases", page.toast(words))


@post(f"{_NAMES}/{{name_id:int}}/remove", guards=_EDIT, include_in_schema=False, status_code=200)
async def take_name(page: Page, item_id: FromPath[int], name_id: FromPath[int]) -> Response[Any]:
    await _editable(page, item_id)
    gone = await remove_name(page.house, item_id, name_id, page.actor)
    season = "" if gone.season_number is None else f"&season={gone.season_number}"
    undo = f"/title/{item_id}/names?name={quote(gone.title, safe='')}{season}"
    words = text("“{name}” is no longer one of its names", name=gone.title)
    return page.go(f"/title/{item_id}/edit#aliases", page.toast(words, undo_path=undo))


@post(f"{_NAMES}/unlock", guards=_EDIT, include_in_schema=False, status_code=200)
async def unlock_names(page: Page, item_id: FromPath[int]) -> Response[Any]:
    """Lets the sources add names again."""
    await _editable(page, item_id)
    await unlock_fields(page.house, item_id, ["aliases"], page.actor)
    return page.go(f"/title/{item_id}/edit#aliases", page.toast(text("The sources are asked for its names"), "info"))


@get(_NUMBERS, guards=_EDIT, include_in_schema=False)
async def numbers(page: Page, item_id: FromPath[int]) -> Response[str]:
    """The numbers of a season; of an episode, of its season."""
    item = await find_item(page, item_id, "titles.edit")
    return await _numbers(page, await _series(page, item), await _season(page, item), marked=item.episode_id)


@post(_NUMBERS, guards=_EDIT, include_in_schema=False, status_code=200)
async def change_numbers(page: Page, item_id: FromPath[int]) -> Response[Any]:
    """Sets and confirms all that the form has."""
    item = await find_item(page, item_id, "titles.edit")
    found = await _series(page, item)
    season = await _season(page, item)
    rows = await page.house.db.read(list_numbers, item.title_id, season)
    form = await read_form(page.request)
    errors = _unreadable(form, rows)
    try:
        if not errors:
            await set_numbers(page.house, item.title_id, [_numbers_given(form, row.id) for row in rows], page.actor)
    except MonarrError as problem:
        errors, error = split(problem)
        if error is not None:
            raise
    if errors:
        return await _numbers(page, found, season, form=form, errors=errors, status=422)
    words = text("The numbers of {season} are set and confirmed", season=season_name(season))
    return page.go(f"/title/{item.title_id}?season={season}", page.toast(words))


async def _editable(page: PageContext, title_id: int) -> TitlePage:
    found = await load_title(page, title_id)
    may_in_library(page.visitor, "titles.edit", page.house.clock.now(), found.title.library_id)
    return found


async def _series(page: PageContext, item: Item) -> TitlePage:
    found = await _editable(page, item.title_id)
    if found.series is None:
        raise NotFound(text("A film has no episodes."), subject=f"title:{item.title_id}")
    return found


async def _season(page: PageContext, item: Item) -> int:
    """The one that the address says, else the episode's, else one with numbers that nobody has confirmed, else the newest."""
    asked = page.request.query_params.get("season", "")
    if asked.isdecimal():
        return int(asked)
    if item.season is not None:
        return item.season
    rows = await page.house.db.read(list_numbers, item.title_id)
    unsure = [row.season_number for row in rows if row.is_confirmed is False]
    return unsure[0] if unsure else max((row.season_number for row in rows), default=1)


def _given(found: TitlePage, form: Form) -> dict[str, Any]:
    """What is set by this form of a film or a series, apart from what is set for both."""
    if found.series is None:
        return {"minimum_availability": form.get("minimum_availability")}
    switches = {name: form.on(name) for name in ("monitor_new_seasons", "season_folder")}
    return {"series_type": form.get("series_type"), **switches}


def _tags(form: Form) -> list[str]:
    return [label.strip() for label in form.get("tags").split(",") if label.strip()]


async def _form(
    page: PageContext, found: TitlePage, *, errors: Errors | None = None, error: Any = None,
    new: NewName | None = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    facts = found.title
    names = await page.house.db.read(list_names, facts.id)
    seasons = sorted(one.number for one in await page.house.db.read(list_seasons, facts.id))
    return await page.show(
        "title/edit.html",
        current=menu_entry(found),
        status=status,
        title=title_value(page, found),
        action=f"/title/{facts.id}/edit",
        kind=facts.kind,
        form={
            "monitored": facts.monitored,
            "minimum_availability": found.movie.minimum_availability if found.movie else None,
            "tags": ", ".join(found.tags),
            **(msgspec.structs.asdict(found.series) if found.series else {}),
        },
        notes=_notes(page, found),
        availability=[(value, page.say(words)) for value, words in _AVAILABILITY],
        out=_out(page, found),
        series_types=[(value, page.say(words)) for value, words in _SERIES_TYPES],
        numbers_path=f"/title/{facts.id}/numbers" if found.series else None,
        names=[_name(page, facts.id, one) for one in names],
        names_path=f"/title/{facts.id}/names",
        names_locked="aliases" in facts.locked_fields,
        seasons=[("", page.say(text("All seasons"))), *((number, page.say(season_name(number))) for number in seasons)],
        new={"name": new.title if new else "", "season": new.season_number if new else ""},
        errors=errors or Errors(),
        error=error,
    )


def _notes(page: PageContext, found: TitlePage) -> list[dict[str, Any]]:
    """What else keeps it from being looked for."""
    return [
        {
            "words": text("Its version “{version}” is not monitored.", version=version.name),
            "path": f"/title/{found.title.id}/versions/{version.id}#monitored",
        }
        for version in found.versions
        if not version.monitored
    ]


def _out(page: PageContext, found: TitlePage) -> Text | None:
    """From when on a film counts as out, as it is set now."""
    if found.movie is None:
        return None
    if found.movie.available_at is None:
        return text("As it is set now, nobody knows when it is out.")
    if found.movie.available_at <= page.house.clock.now():
        return text("As it is set now, it counts as out.")
    return text("As it is set now, it counts as out {day}.", day=day(page, found.movie.available_at))


def _name(page: PageContext, title_id: int, one: TitleName) -> dict[str, Any]:
    return {
        "id": one.id,
        "words": one.title,
        "season": season_name(one.season_number) if one.season_number is not None else None,
        "source": _SOURCES.get(one.source, one.source),
        "also_of": [
            {
                "words": f"{other.title} ({other.year})" if other.year else other.title,
                "path": f"/title/{other.id}/edit#aliases",
            }
            for other in one.also_of
        ],
        "remove_path": f"/title/{title_id}/names/{one.id}/remove",
    }


async def _episode_form(page: PageContext, item: Item) -> Response[str]:
    episode_id = int(item.episode_id or 0)
    found = await _editable(page, item.title_id)
    place: EpisodePlace | None = await page.house.db.read(find_episode, episode_id)
    rows = await page.house.db.read(list_episodes, item.title_id, item.season)
    row = next((one for one in rows if one.id == episode_id), None)
    if place is None or row is None:
        raise NotFound(text("There is no such episode."))
    notes = _notes(page, found)
    if not found.title.monitored:
        words = text("The series itself is not monitored.")
        notes.insert(0, {"words": words, "path": f"/title/{item.title_id}/edit#monitored"})
    return await page.show(
        "title/edit_episode.html",
        current=menu_entry(found),
        episode={
            "name": place.title or text("Episode {number}", number=place.episode_number),
            "number_words": numbered(place.season_number, place.episode_number),
            "path": f"/title/{episode_id}",
            "series_name": found.title.title,
            "series_path": f"/title/{item.title_id}?season={place.season_number}",
        },
        action=f"/title/{episode_id}/edit",
        monitored=row.monitored,
        notes=notes,
        numbers_path=f"/title/{episode_id}/numbers",
    )


async def _numbers(
    page: PageContext, found: TitlePage, season: int, *, form: Form | None = None, errors: Errors | None = None,
    marked: int | None = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    title_id = found.title.id
    rows = await page.house.db.read(list_numbers, title_id, season)
    seasons = sorted((one.number for one in await page.house.db.read(list_seasons, title_id)), reverse=True)
    unsure = sum(row.is_confirmed is False for row in rows)
    return await page.show(
        "title/numbers.html",
        current=menu_entry(found),
        status=status,
        title=title_value(page, found),
        action=f"/title/{title_id}/numbers?season={season}",
        season=season_name(season),
        seasons=[
            {"words": season_name(number), "href": f"/title/{title_id}/numbers?season={number}", "on": number == season}
            for number in seasons
        ],
        unsure=unsure,
        episodes=[_row(row, form, errors or Errors(), marked) for row in rows],
        errors=errors or Errors(),
        cancel=f"/title/{title_id}?season={season}",
    )


def _row(row: EpisodeNumbers, form: Form | None, errors: Errors, marked: int | None) -> dict[str, Any]:
    def value(name: str) -> str | int:
        if form is not None:
            return form.get(f"{name}:{row.id}")
        held: int | None = getattr(row, name)
        return "" if held is None else held

    return {
        "id": row.id,
        "number": numbered(row.season_number, row.episode_number),
        "name": row.title or text("Episode {number}", number=row.episode_number),
        "aired_on": row.air_date,
        "given": {name: value(name) for name in _NUMBER_FIELDS},
        "errors": {name: errors[f"{name}:{row.id}"] for name in _NUMBER_FIELDS},
        "unsure": row.is_confirmed is False,
        "marked": row.id == marked,
    }


def _unreadable(form: Form, rows: list[EpisodeNumbers]) -> Errors:
    names = [f"{name}:{row.id}" for row in rows for name in _NUMBER_FIELDS]
    words = text("This takes a whole number.")
    return Errors({name: words for name in names if form.get(name) and not form.get(name).isdecimal()})


def _numbers_given(form: Form, episode_id: int) -> NumbersInput:
    return NumbersInput(id=episode_id, **{name: form.number(f"{name}:{episode_id}") for name in _NUMBER_FIELDS})


ROUTES = [edit, change, give_name, take_name, unlock_names, numbers, change_numbers]
