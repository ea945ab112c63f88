"""How files and folders are called, with what the patterns make of an open film and an open series."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.response import Response

from monarr.core.errors import InvalidInput
from monarr.core.naming import NamingConfig
from monarr.core.text import Text, text
from monarr.services.naming import NamingPreview, change_naming, check_naming, preview_naming, read_naming
from monarr.web.auth import requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._settings import saved, show
from monarr.web.templating import Page, PageContext

PATH = "/settings/naming"
GROUPS: tuple[tuple[Text, tuple[tuple[str, Text, str], ...]], ...] = (
    (
        text("Films"),
        (
            ("movie_folder_format", text("Folder of a film"), "movie_folder"),
            ("movie_format", text("File of a film"), "movie"),
        ),
    ),
    (
        text("Series"),
        (
            ("series_folder_format", text("Folder of a series"), "series_folder"),
            ("season_folder_format", text("Folder of a season"), "season_folder"),
            ("specials_folder_format", text("Folder of specials"), "specials_folder"),
            ("standard_episode_format", text("Episode"), "episode"),
            ("daily_episode_format", text("Episode by date"), "daily_episode"),
            ("anime_episode_format", text("Episode of an anime"), "anime_episode"),
        ),
    ),
)
FIELDS = tuple(field for _name, patterns in GROUPS for field, _label, _shown in patterns)
COLONS = (
    ("smart", text("Smart: dash with space where it fits")), ("delete", text("Left out")), ("dash", text("Dash")),
    ("space_dash", text("Space and dash")), ("space_dash_space", text("Dash between spaces")),
)  # fmt: skip
SEVERAL = (
    ("prefixed_range", "S01E01-E03"), ("range", "S01E01-03"), ("extend", "S01E01-02-03"), ("scene", "S01E01-E02-E03"),
    ("repeat", "S01E01E02E03"), ("duplicate", "S01E01.S01E02.S01E03"),
)  # fmt: skip
TOKENS = (
    (text("Film"), ("{Movie Title}", "{Movie CleanTitle}", "{Release Year}", "{ImdbId}", "{TmdbId}")),
    (text("Quality"), ("{Quality Full}", "{Quality Title}", "{Release Group}", "{Custom Formats}")),
)


@get(PATH, guards=[requires("naming.read")], include_in_schema=False)
async def naming(page: Page) -> Response[str]:
    return await _show(page, await read_naming(page.house), {})


@post(PATH, guards=[requires("naming.edit")], include_in_schema=False, status_code=200)
async def change(page: Page) -> Response[Any]:
    """Saves the patterns, or only shows what they would make."""
    form = await read_form(page.request)
    config = _read(form, await read_naming(page.house))
    problems = check_naming(config)
    if form.get("do") != "save":
        return await _show(page, config, problems, 422 if problems else 200)
    try:
        await change_naming(page.house, config, page.actor)
    except InvalidInput as error:
        return await _show(page, config, error.fields, 422)
    return page.go(PATH, saved(page))


def _read(form: Form, before: NamingConfig) -> NamingConfig:
    values: dict[str, Any] = {field: form.get(field) for field in FIELDS if field in form}
    values["rename"] = form.on("rename")
    values["replace_illegal_characters"] = form.on("replace_illegal_characters")
    if form.get("colon_replacement") in dict(COLONS):
        values["colon_replacement"] = form.get("colon_replacement")
    if form.get("multi_episode_style") in dict(SEVERAL):
        values["multi_episode_style"] = form.get("multi_episode_style")
    return msgspec.structs.replace(before, **values)


async def _show(page: PageContext, config: NamingConfig, problems: Any, status: int = 200) -> Response[str]:
    preview = preview_naming(config) if not problems else None
    return await show(
        page, "settings/naming.html", PATH, status=status, rename=config.rename, error=None,
        groups=[
            {"name": page.say(name), "patterns": [_pattern(page, config, one, preview, problems) for one in patterns]}
            for name, patterns in GROUPS
        ],
        options=_options(page, config), tokens=_tokens(page),
    )  # fmt: skip


def _pattern(
    page: PageContext, config: NamingConfig, one: tuple[str, Text, str], preview: NamingPreview | None, problems: Any
) -> dict[str, Any]:
    field, label, shown = one
    return {
        "field": field, "label": page.say(label), "value": getattr(config, field),
        "example": getattr(preview, shown) if preview else "", "error": problems.get(field),
    }  # fmt: skip


def _options(page: PageContext, config: NamingConfig) -> list[dict[str, Any]]:
    colons = [(value, page.say(words)) for value, words in COLONS]
    if config.colon_replacement == "custom":
        colons.append(("custom", config.custom_colon_replacement))
    return [
        {"field": "colon_replacement", "label": page.say(text("Colons")), "kind": "choice", "choices": colons,
         "value": config.colon_replacement, "help": None},
        {"field": "multi_episode_style", "label": page.say(text("Several episodes in one file")), "kind": "choice",
         "choices": SEVERAL, "value": config.multi_episode_style, "help": None},
        {"field": "replace_illegal_characters", "label": page.say(text("Replace characters that disks refuse")),
         "kind": "boolean", "choices": (), "value": config.replace_illegal_characters,
         "help": page.say(text("Otherwise they are left out."))},
    ]  # fmt: skip


def _tokens(page: PageContext) -> list[dict[str, Any]]:
    """The most used tokens with what each makes of the open film."""
    plain = NamingConfig()
    found = []
    for family, tokens in TOKENS:
        made = [
            (token, preview_naming(msgspec.structs.replace(plain, movie_format=token)).movie.removesuffix(".mkv"))
            for token in tokens
        ]
        found.append({"family": page.say(family), "tokens": made})
    return found


ROUTES = [naming, change]
