"""Release profiles: words that a name must, or must not, have; tried on the newest names before they are saved."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.restricting import ReleaseProfileInput
from monarr.core.text import Text, text
from monarr.core.what_if import WordsChange
from monarr.db.queries.page_settings import list_libraries
from monarr.services.provider_settings import list_providers
from monarr.services.release_profiles import (
    StoredReleaseProfile,
    delete_release_profile,
    list_release_profiles,
    save_release_profile,
)
from monarr.services.trials import RefusedName, try_words
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.pages._trials import short_words
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/words"


@get(PATH, guards=[requires("profiles.read")], include_in_schema=False)
async def words(page: Page) -> Response[str]:
    rows = [
        {"id": one.id, "name": one.name, "path": f"{PATH}/{one.id}", "enabled": one.enabled,
         "required": one.required, "forbidden": one.forbidden, "tags": one.tags}
        for one in await list_release_profiles(page.house)
    ]  # fmt: skip
    return await show(page, "settings/words.html", PATH, profiles=rows, may_edit=page.may("profiles.edit"))


@get(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False)
async def new_words(page: Page) -> Response[str]:
    return await _form(page, None, ReleaseProfileInput(name=""))


@post(f"{PATH}/new", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def add_words(page: Page) -> Response[Any]:
    return await _posted(page, None)


@get(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.read")], include_in_schema=False)
async def one_words(page: Page, profile_id: FromPath[int]) -> Response[str]:
    return await _form(page, profile_id, await _find(page, profile_id))


@post(f"{PATH}/{{profile_id:int}}", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def change_words(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    await _find(page, profile_id)
    return await _posted(page, profile_id)


@post(f"{PATH}/{{profile_id:int}}/delete", guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def drop_words(page: Page, profile_id: FromPath[int]) -> Response[Any]:
    one = await _find(page, profile_id)
    await delete_release_profile(page.house, profile_id, page.actor)
    return page.go(PATH, page.toast(text("{name} is gone.", name=one.name)))


async def _find(page: PageContext, profile_id: int) -> StoredReleaseProfile:
    for one in await list_release_profiles(page.house):
        if one.id == profile_id:
            return one
    raise NotFound(text("There is no such release profile."), subject=f"release_profile:{profile_id}")


async def _posted(page: PageContext, profile_id: int | None) -> Response[Any]:
    """Saves; with do=try only shows what the words would refuse, with do=what-if what they would change."""
    form = await read_form(page.request)
    given = ReleaseProfileInput(name=form.get("name"))
    try:
        given = _read(form)
        if form.get("do") == "try":
            return await _form(page, profile_id, given)
        if form.get("do") == "what-if":
            return await dry_run(page, WordsChange(profile_id=profile_id, profile=given))
        await save_release_profile(page.house, given, page.actor, profile_id=profile_id)
    except MonarrError as problem:
        errors, error = split(problem)
        if not isinstance(problem, InvalidInput):
            errors, error = Errors({"name": problem.message}), None
        return await _form(page, profile_id, given, errors, error, 422)
    return page.go(PATH, saved(page))


def _read(form: Form) -> ReleaseProfileInput:
    return ReleaseProfileInput(
        name=form.get("name"), library_id=form.number("library_id"), enabled=form.on("enabled"),
        required=_lines(form.get("required")), forbidden=_lines(form.get("forbidden")),
        indexer_ids=tuple(int(value) for value in form.all("indexer_ids") if value.isdecimal()),
        tags=_commas(form.get("tags")), excluded_tags=_commas(form.get("excluded_tags")),
        refuse_before_air=form.on("refuse_before_air"), grace_days=form.number("grace_days") or 0,
    )  # fmt: skip


def _lines(given: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in given.splitlines() if line.strip())


def _commas(given: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(",") if part.strip())


async def _form(
    page: PageContext, profile_id: int | None, one: ReleaseProfileInput, errors: Errors | None = None,
    error: Any = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{profile_id}" if profile_id else f"{PATH}/new"
    libraries = [(str(row.id), row.name) for row in await page.house.db.read(list_libraries)]
    indexers = [(row.id, row.name) for row in await list_providers(page.house, "indexer")]
    trial = await try_words(page.house, one.required, one.forbidden)
    return await show(
        page, "settings/words_form.html", PATH, status=status, action=path, id=profile_id,
        profile=msgspec.structs.asdict(one), libraries=[("", page.say(text("All libraries"))), *libraries],
        indexers=indexers, errors=Errors({**trial.problems, **(errors or {})}), error=error,
        trial={"seen": trial.seen_count, "short": short_words(trial.seen_count, trial.known_count), "refused_count": trial.refused_count, "kept": trial.kept,
               "refused": [{"name": row.name, "said": _said(row)} for row in trial.refused],
               "asked": bool(one.required or one.forbidden) and not trial.problems},
        delete=ask(page, text("Delete {name}?", name=one.name), text("Releases that only it refuses may be grabbed then."),
                   f"{path}/delete") if profile_id else None,
    )  # fmt: skip


def _said(row: RefusedName) -> Text:
    if row.missing:
        return text("has none of the words that are asked for")
    return text("has {words}", words=", ".join(f"“{word}”" for word in row.words))


ROUTES = [words, new_words, add_words, one_words, change_words, drop_words]
