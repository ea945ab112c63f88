"""Quality profiles: what may be grabbed, what is better, and where it is good enough."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.quality import SERIES_ORDER, ProfileItem, QualityProfile
from monarr.core.text import Text, ntext, text
from monarr.core.what_if import ProfileChange
from monarr.db.queries.page_settings import profile_uses
from monarr.services.formats import list_formats
from monarr.services.profiles import create_profile, delete_profile, edit_profile, list_profiles
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/profiles"
LANGUAGES = (
    "Original", "English", "German", "French", "Spanish", "Italian", "Dutch", "Portuguese", "Swedish", "Danish",
    "Norwegian", "Finnish", "Polish", "Czech", "Russian", "Japanese", "Korean", "Chinese", "Hindi", "Turkish",
)  # fmt: skip
_FIELDS = {
    "items": "allowed", "minimum_format_score": "minimum_score", "cutoff_format_score": "cutoff_score",
    "minimum_score_increment": "minimum_upgrade",
}  # fmt: skip


@get(PATH, guards=[requires("profiles.read")], include_in_schema=False)
async def profiles(page: Page) -> Response[str]:
    uses = await page.house.db.read(profile_uses)
    rows = [
        {
            "id": one.id, "name": one.name, "path": f"{PATH}/{one.id}", "goal": one.items[one.cutoff_rank].label,
            "qualities": [item.label for item in reversed(one.items) if item.allowed],
            "upgrades": one.upgrade_allowed, "used_by": page.say(used_words(uses.get(one.id, {}))), "size_words": None,
        }
        for one in await list_profiles(page.house)
    ]  # fmt: skip
    return await show(page, "settings/profiles.html", PATH, profiles=rows)


def used_words(uses: dict[str, int]) -> Text:
    """How many films and series use a profile."""
    films, series = uses.get("movie", 0), uses.get("series", 0)
    film_words = ntext("{count} film", "{count} films", films)
    series_words = ntext("{count} series", "{count} series", series)
    if films and series:
        return text("used by {films} and {series}", films=film_words, series=series_words)
    if films or series:
        return text("used by {titles}", titles=film_words if films else series_words)
    return text("used by nothing yet")


@get(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False)
async def new_profile(page: Page) -> Response[str]:
    items = tuple(_item(qualities) for qualities in SERIES_ORDER if qualities != ("Unknown",))
    return await _form(page, None, QualityProfile(name="", items=items, cutoff="Bluray-1080p"))


def _item(qualities: tuple[str, ...]) -> ProfileItem:
    """Two qualities that differ in how they came from the web are one step."""
    name = qualities[0].replace("WEBDL-", "WEB ") if len(qualities) > 1 else None
    return ProfileItem(qualities, "1080p" in qualities[0] or "720p" in qualities[0], name)


@post(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def add_profile(page: Page) -> Response[Any]:
    items = tuple(_item(qualities) for qualities in SERIES_ORDER if qualities != ("Unknown",))
    return await _posted(page, None, QualityProfile(name="", items=items, cutoff=""))


@get(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.read")], include_in_schema=False)
async def one_profile(page: Page, profile_id: FromPath[int]) -> Response[str]:
    return await _form(page, profile_id, await _find(page, profile_id))


@post(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def change_profile(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    return await _posted(page, profile_id, await _find(page, profile_id))


@post(f"{PATH}/{{profile_id:int}}/delete", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def drop_profile(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    one = await _find(page, profile_id)
    try:
        await delete_profile(page.house, profile_id, page.actor)
    except MonarrError as error:
        return page.go(f"{PATH}/{profile_id}", page.toast(error.message, "bad"))
    return page.go(PATH, page.toast(text("{name} is gone.", name=one.name)))


async def _find(page: PageContext, profile_id: int) -> QualityProfile:
    found = next((one for one in await list_profiles(page.house) if one.id == profile_id), None)
    if found is None:
        raise NotFound(text("There is no such quality profile."), subject=f"quality_profile:{profile_id}")
    return found


async def _posted(page: PageContext, profile_id: int | None, before: QualityProfile) -> Response[Any]:
    """Saves the form; a press on an arrow only moves a step and shows the form again."""
    form = await read_form(page.request)
    try:
        wanted = await _read(page, form, before)
        if form.get("move"):
            return await _form(page, profile_id, wanted)
        if form.get("do") == "what-if" and profile_id is not None:
            return await dry_run(page, ProfileChange(profile_id=profile_id, profile=wanted))
        if profile_id is None:
            await create_profile(page.house, wanted, page.actor)
        else:
            await edit_profile(page.house, profile_id, wanted, page.actor)
    except InvalidInput as problem:
        errors, error = split(problem, _FIELDS)
        shown = before if "wanted" not in locals() else wanted
        return await _form(page, profile_id, shown, errors, errors.get("sizes") or error, 422)
    except MonarrError as problem:
        return await _form(page, profile_id, wanted, Errors({"name": problem.message}), None, 422)
    return page.go(PATH, saved(page))


async def _read(page: PageContext, form: Form, before: QualityProfile) -> QualityProfile:
    """The profile that the form describes. The form lists the best first, a profile the worst."""
    steps = {item.label: item for item in before.items}
    order = [key for key in form.all("order") if key in steps]
    order += [label for label in reversed(list(steps)) if label not in order]
    key, _, way = form.get("move").rpartition(":")
    if key in order:
        place = order.index(key)
        other = max(0, min(len(order) - 1, place + (-1 if way == "up" else 1)))
        order[place], order[other] = order[other], order[place]
    allowed = set(form.all("allowed"))
    items = tuple(ProfileItem(steps[label].qualities, label in allowed, steps[label].name) for label in reversed(order))
    scores = {one.name: form.number(f"score-{one.id}") or 0 for one in await list_formats(page.house)}
    language = form.get("language")
    return msgspec.structs.replace(
        before, name=form.get("name"), items=items, cutoff=form.get("cutoff"),
        upgrade_allowed=form.on("upgrades_allowed"), minimum_format_score=form.number("minimum_score") or 0,
        cutoff_format_score=form.number("cutoff_score") or 0,
        minimum_score_increment=form.number("minimum_upgrade") or 1,
        format_scores={name: score for name, score in scores.items() if score},
        languages=(language,) if language else (),
        reputation_weight=float(form.number("reputation_weight") or 0),
    )  # fmt: skip


async def _form(
    page: PageContext, profile_id: int | None, one: QualityProfile, errors: Errors | None = None, error: Any = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    uses = (await page.house.db.read(profile_uses)).get(profile_id or 0, {})
    path = f"{PATH}/{profile_id}" if profile_id else f"{PATH}/new"
    delete: dict[str, Any] | None = None
    if profile_id is not None:
        goes = text("Nothing uses it, and no file changes.")
        delete = ask(page, text("Delete {name}?", name=one.name), goes, f"{path}/delete")
        delete["reason"] = page.say(used_words(uses)) if uses else None  # type: ignore[assignment]
    language = one.languages[0] if one.languages else ""
    known = [*LANGUAGES, *(name for name in one.languages if name not in LANGUAGES)]
    return await show(
        page, "settings/profile_form.html", PATH, status=status, action=path,
        profile={
            "id": profile_id, "name": one.name, "upgrades_allowed": one.upgrade_allowed,
            "cutoff": one.items[one.cutoff_rank].label, "minimum_score": one.minimum_format_score,
            "cutoff_score": one.cutoff_format_score, "minimum_upgrade": one.minimum_score_increment,
            "reputation_weight": round(one.reputation_weight), "language": language, "used_by": page.say(used_words(uses)) if profile_id else None,
        },
        items=[
            {"key": item.label, "name": item.label, "allowed": item.allowed,
             "members": list(item.qualities) if len(item.qualities) > 1 else []}
            for item in reversed(one.items)
        ],
        formats=[
            {"id": custom.id, "name": custom.name, "score": one.format_scores.get(custom.name, 0)}
            for custom in await list_formats(page.house)
        ],
        languages=[("", page.say(text("Any"))), *((name, name) for name in known)],
        errors=errors or Errors(), error=error, delete=delete,
    )  # fmt: skip


ROUTES = [profiles, new_profile, add_profile, one_profile, change_profile, drop_profile]
