"""Quality profiles: what may be grabbed, what is better, and where it is good enough."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.kinds import ContentType
from monarr.core.quality import MOVIE_ORDER, ProfileItem, QualityProfile
from monarr.core.text import Text, ntext, text
from monarr.core.what_if import ProfileChange
from monarr.db.queries.page_settings import libraries_with_profile, profile_kinds, profile_uses, titles_with_profile
from monarr.messages.goals import follow_words
from monarr.services.formats import list_formats
from monarr.services.goals import content_type_of, goals_of_profiles
from monarr.services.profiles import clone_profile, create_profile, delete_profile, edit_profile, list_profiles
from monarr.services.quality import read_sizes
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, read_form, words_looked_for
from monarr.web.pages._profile_form import (
    FIELDS,
    PACKS,
    STRENGTHS,
    act_of,
    goal_rows,
    language_choices,
    profile_values,
    read_profile,
    score_rows,
    size_rows,
    step_rows,
)
from monarr.web.pages._settings import saved, show, split
from monarr.web.pages._sizes import meaning
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/profiles"
KINDS: dict[str, Text] = {"": text("For films and series"), "movie": text("For films"), "series": text("For series")}


@get(PATH, guards=[requires("profiles.read")], include_in_schema=False)
async def profiles(page: Page) -> Response[str]:
    uses = await page.house.db.read(profile_uses)
    kinds = await page.house.db.read(profile_kinds)
    goals = await page.house.db.read(goals_of_profiles)
    words = words_looked_for(page.request)
    rows = [
        {
            "id": one.id, "name": one.name, "for_words": KINDS.get(kinds.get(one.id, ""), KINDS[""]), "path": f"{PATH}/{one.id}", "goal": one.items[one.cutoff_rank].label,
            "qualities": [item.label for item in reversed(one.items) if item.allowed],
            "upgrades": one.upgrade_allowed, "used_by": page.say(used_words(uses.get(one.id, {}))), "size_words": None,
            "follows": page.say(follow_words(goals[one.id].code, goals[one.id].state)) if one.id in goals else None,
        }
        for one in await list_profiles(page.house)
        if words.casefold() in one.name.casefold()
    ]  # fmt: skip
    return await show(page, "settings/profiles.html", PATH, profiles=rows, words=words)


def used_words(uses: dict[str, int]) -> Text:
    films, series = uses.get("movie", 0), uses.get("series", 0)
    film_words = ntext("{count} film", "{count} films", films)
    series_words = ntext("{count} series", "{count} series", series)
    if films and series:
        return text("used by {films} and {series}", films=film_words, series=series_words)
    if films or series:
        return text("used by {titles}", titles=film_words if films else series_words)
    return text("used by nothing yet")


def _fresh() -> QualityProfile:
    """What a new profile begins with: all qualities, 720p and 1080p of them allowed."""
    items = tuple(_item(qualities) for qualities in MOVIE_ORDER if qualities != ("Unknown",))
    return QualityProfile(name="", items=items, cutoff="Bluray-1080p")


def _item(qualities: tuple[str, ...]) -> ProfileItem:
    """Two qualities that differ in how they came from the web are one step."""
    name = qualities[0].replace("WEBDL-", "WEB ") if len(qualities) > 1 else None
    plain = qualities[0].startswith(("HDTV", "WEBDL", "Bluray"))
    return ProfileItem(qualities, plain and ("1080p" in qualities[0] or "720p" in qualities[0]), name)


@get(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False)
async def new_profile(page: Page) -> Response[str]:
    return await _form(page, None, _fresh())


@post(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def add_profile(page: Page) -> Response[Any]:
    return await _posted(page, None, _fresh())


@get(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.read")], include_in_schema=False)
async def one_profile(page: Page, profile_id: FromPath[int]) -> Response[str]:
    return await _form(page, profile_id, await _find(page, profile_id))


@post(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def change_profile(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    return await _posted(page, profile_id, await _find(page, profile_id))


@post(f"{PATH}/{{profile_id:int}}/clone", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def copy_profile(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    """Makes a copy under the first name that is free, and opens it."""
    one = await _find(page, profile_id)
    taken = {other.name.casefold() for other in await list_profiles(page.house)}
    name = page.say(text("{name}, a copy", name=one.name))
    for count in range(2, 100):
        if name.casefold() not in taken:
            break
        name = page.say(text("{name}, copy {count}", name=one.name, count=count))
    made = await clone_profile(page.house, profile_id, name, page.actor)
    return page.go(f"{PATH}/{made}", page.toast(text("This is the copy. Nothing uses it yet.")))


@post(f"{PATH}/{{profile_id:int}}/delete", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def drop_profile(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    one = await _find(page, profile_id)
    form = await read_form(page.request)
    try:
        await delete_profile(page.house, profile_id, page.actor, move_to=form.number("move_to"))
    except MonarrError as error:
        return page.go(f"{PATH}/{profile_id}", page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("{name} is gone.", name=one.name)))


async def _find(page: PageContext, profile_id: int) -> QualityProfile:
    found = next((one for one in await list_profiles(page.house) if one.id == profile_id), None)
    if found is None:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{profile_id}")
    return found


async def _posted(page: PageContext, profile_id: int | None, before: QualityProfile) -> Response[Any]:
    """Saves the form; a press on a button of a step only changes the steps and shows the form again."""
    form = await read_form(page.request)
    act, _key = act_of(form)
    blanks = max(1, min(20, (form.number("blanks") or 1) + (2 if act == "more" else 0)))
    wanted, kind = before, form.get("content_type") if form.get("content_type") in KINDS else ""
    try:
        wanted = read_profile(form, before, await list_formats(page.house))
        if act:
            return await _form(page, profile_id, wanted, blanks=blanks, kind=kind, changed=True)
        if form.get("do") == "what-if" and profile_id is not None:
            return await dry_run(page, ProfileChange(profile_id=profile_id, profile=wanted))
        if profile_id is None:
            await create_profile(page.house, wanted, page.actor, content_type=ContentType(kind) if kind else None)
        else:
            await edit_profile(page.house, profile_id, wanted, page.actor)
    except InvalidInput as problem:
        errors, error = split(problem, FIELDS)
        return await _form(page, profile_id, wanted, errors, error, 422, blanks=blanks, kind=kind)
    except MonarrError as problem:
        return await _form(
            page, profile_id, wanted, Errors({"name": problem.message}), None, 422, blanks=blanks, kind=kind
        )
    return page.go(PATH, saved(page))


async def _form(
    page: PageContext, profile_id: int | None, one: QualityProfile, errors: Errors | None = None, error: Any = None,
    status: int = 200, *, blanks: int = 1, changed: bool = False, kind: str = "",
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{profile_id}" if profile_id else f"{PATH}/new"
    if profile_id:
        stored: ContentType | None = await page.house.db.read(content_type_of, profile_id)
        kind = stored.value if stored is not None else ""
    sizes = size_rows(one, await read_sizes(page.house))
    used = await _use(page, profile_id) if profile_id else None
    return await show(
        page, "settings/profile_form.html", PATH, status=status, action=path, changed=changed, blanks=blanks,
        profile=profile_values(one) | {"id": profile_id, "used_by": used["words"] if used else None,
                                         "kind": kind, "kind_words": page.say(KINDS.get(kind, KINDS[""]))},
        kinds=[(value, page.say(words)) for value, words in KINDS.items()],
        items=step_rows(one), cutoffs=[(row["key"], row["name"]) for row in step_rows(one)], scores=score_rows(one, await list_formats(page.house)),
        sizes=[row | {"means": page.say(meaning(row["limits"]))} for row in sizes],
        goals={"audio": goal_rows(one.audio_goals, blanks), "subtitle": goal_rows(one.subtitle_goals, blanks)},
        strengths=[(value, page.say(words)) for value, words in STRENGTHS],
        packs=[(value, page.say(words)) for value, words in PACKS], languages=language_choices(page, one),
        errors=errors or Errors(), error=error, used=used,
        others=[(other.id, other.name) for other in await list_profiles(page.house) if other.id != profile_id],
    )  # fmt: skip


async def _use(page: PageContext, profile_id: int) -> dict[str, Any]:
    """What uses the profile: in words, some titles by name, and the libraries that give it to what is new."""
    counts = (await page.house.db.read(profile_uses)).get(profile_id, {})
    titles = await page.house.db.read(titles_with_profile, profile_id)
    libraries = await page.house.db.read(libraries_with_profile, profile_id)
    total = sum(counts.values())
    return {
        "words": page.say(used_words(counts)), "total": total, "more": total - len(titles), "libraries": libraries,
        "titles": [{"name": f"{name} ({year})" if year else name, "path": f"/title/{item_id}"}
                   for item_id, name, year in titles],
    }  # fmt: skip


ROUTES = [profiles, new_profile, add_profile, one_profile, change_profile, copy_profile, drop_profile]
