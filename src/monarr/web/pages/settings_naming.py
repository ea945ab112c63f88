"""How files and folders are called, shared or by a library of its own, with what the patterns make while one types."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromQuery
from litestar.response import Response

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.naming import PRESETS, NamingConfig, PatternProblem, check_config, find_preset
from monarr.core.text import text
from monarr.db.queries.page_settings import LibraryRow, libraries_with_naming, list_libraries
from monarr.messages.naming import PRESETS as ABOUT
from monarr.messages.naming import pattern_sentence
from monarr.services.naming import NamingPreview, change_naming, forget_naming, preview_naming, read_naming
from monarr.services.naming_help import token_help
from monarr.web.auth import requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._naming_words import COLONS, FAMILIES, GROUPS, SEVERAL, PatternField, PatternGroup
from monarr.web.pages._settings import saved, show
from monarr.web.templating import Page, PageContext

PATH = "/settings/naming"
_FIELDS = tuple(field.name for group in GROUPS for field in group.fields)
_FILMS, _SERIES = ("movie",), ("series", "anime")


@get(PATH, guards=[requires("naming.read")], include_in_schema=False)
async def naming(page: Page, library: FromQuery[int | None] = None, preset: FromQuery[str] = "") -> Response[str]:
    """The patterns; with `preset` those of it, to be looked at and saved."""
    await _library(page, library)
    config, found = await read_naming(page.house, library), find_preset(preset)
    if found is None:
        return await _show(page, config, library)
    return await _show(page, found.applied(config), library, chosen=found.key)


@post(PATH, guards=[requires("naming.edit")], include_in_schema=False, status_code=200)
async def change(page: Page) -> Response[Any]:
    """Saves the patterns, goes back to the shared ones, or only shows what they would make."""
    form = await read_form(page.request)
    library_id, do = form.number("library"), form.get("do")
    await _library(page, library_id)
    if do == "forget" and library_id is not None:
        await forget_naming(page.house, library_id, page.actor)
        return page.go(_path(library_id), page.toast(text("This library is named as the others.")))
    config = _read(form, await read_naming(page.house, library_id))
    if do != "save":
        blocked = any(one.blocks for one in check_config(config))
        return await _show(page, config, library_id, status=422 if blocked and not page.is_htmx else 200)
    try:
        await change_naming(page.house, config, page.actor, library_id=library_id)
    except InvalidInput:
        return await _show(page, config, library_id, status=422)
    return page.go(_path(library_id), saved(page))


def _path(library_id: int | None) -> str:
    return PATH if library_id is None else f"{PATH}?library={library_id}"


async def _library(page: PageContext, library_id: int | None) -> LibraryRow | None:
    """The library whose naming it is; None for the shared one. Raises NotFound."""
    if library_id is None:
        return None
    for row in await page.house.db.read(list_libraries):
        if row.id == library_id:
            return row
    raise NotFound(text("This library is no longer known."), subject=f"library:{library_id}")


def _read(form: Form, before: NamingConfig) -> NamingConfig:
    values: dict[str, Any] = {field: form.get(field) for field in _FIELDS if field in form}
    values["rename"] = form.on("rename")
    values["replace_illegal_characters"] = form.on("replace_illegal_characters")
    if form.get("colon_replacement") in dict(COLONS):
        values["colon_replacement"] = form.get("colon_replacement")
    if "custom_colon_replacement" in form:
        values["custom_colon_replacement"] = form.raw("custom_colon_replacement")[:8]
    if form.get("multi_episode_style") in dict(SEVERAL):
        values["multi_episode_style"] = form.get("multi_episode_style")
    return msgspec.structs.replace(before, **values)


async def _show(
    page: PageContext, config: NamingConfig, library_id: int | None, *, status: int = 200, chosen: str = ""
) -> Response[str]:
    libraries = await page.house.db.read(list_libraries)
    own = await page.house.db.read(libraries_with_naming)
    content = next((str(row.content_type) for row in libraries if row.id == library_id), "")
    preview, problems = preview_naming(config), check_config(config)
    groups = [group for group in GROUPS if not content or content in (_FILMS if group.key == "films" else _SERIES)]
    return await show(
        page, "settings/naming.html", PATH, status=status, config=config, library_id=library_id,
        has_own=library_id in own, may_edit=page.may("naming.edit"), chosen=chosen,
        scopes=[
            {"words": page.say(text("Shared by all")), "href": PATH, "on": library_id is None, "own": False},
            *({"words": row.name, "href": _path(row.id), "on": row.id == library_id, "own": row.id in own}
              for row in libraries if str(row.content_type) in (*_FILMS, *_SERIES)),
        ],
        presets=[{"key": one.key, "name": one.name, "about": page.say(ABOUT[one.key])} for one in PRESETS],
        groups=[_group(page, group, config, preview, problems) for group in groups],
        colons=[(value, page.say(words)) for value, words in COLONS], several=SEVERAL,
        colon_problem=next((page.say(pattern_sentence(one)) for one in problems if one.code == "colon-illegal"), None),
        has_series=any(group.key == "series" for group in groups),
    )  # fmt: skip


def _group(
    page: PageContext, group: PatternGroup, config: NamingConfig, preview: NamingPreview,
    problems: tuple[PatternProblem, ...],
) -> dict[str, Any]:  # fmt: skip
    return {
        "key": group.key, "name": page.say(group.name),
        "patterns": [_pattern(page, field, config, preview, problems) for field in group.fields],
        "tokens": [
            {"family": page.say(FAMILIES[one.code]), "tokens": [(token.token, token.example) for token in one.tokens]}
            for one in token_help(group.tokens)
        ],
    }  # fmt: skip


def _pattern(
    page: PageContext, field: PatternField, config: NamingConfig, preview: NamingPreview,
    problems: tuple[PatternProblem, ...],
) -> dict[str, Any]:  # fmt: skip
    mine = [one for one in problems if one.field == field.name]
    return {
        "field": field.name, "label": page.say(field.label), "value": getattr(config, field.name),
        "examples": [getattr(preview, sample) for sample in field.samples],
        "error": next((page.say(pattern_sentence(one)) for one in mine if one.blocks), None),
        "notes": [page.say(pattern_sentence(one)) for one in mine if not one.blocks],
    }  # fmt: skip


ROUTES = [naming, change]
