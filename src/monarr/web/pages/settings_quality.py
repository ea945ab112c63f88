"""How big a release of each quality may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import get, post
from litestar.response import Response

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.quality import DEFAULT_SIZES, MOVIE_ORDER, QUALITIES, SizeLimits
from monarr.core.text import Text, text
from monarr.core.what_if import SizesChange
from monarr.db.queries.page_settings import list_libraries
from monarr.services.quality import change_sizes, read_sizes, reset_sizes
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import saved, show
from monarr.web.pages._sizes import EPISODE_MINUTES, FILM_MINUTES, span
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/quality"
_ORDER = {name: place for place, name in enumerate(name for step in MOVIE_ORDER for name in step)}  # worst first
_FIRST_OPEN = text("1080p")
_TITLES = (
    (text("No resolution"), (0,)), (text("480p and 576p"), (480, 576)), (text("720p"), (720,)), (_FIRST_OPEN, (1080,)),
    (text("2160p"), (2160,)),
)  # fmt: skip
_GROUPS = tuple(
    (title, frozenset(name for name, quality in QUALITIES.items() if quality.resolution in lines))
    for title, lines in _TITLES
)
FIELDS = ("minimum", "preferred", "maximum")


@get(PATH, guards=[requires("quality.read")], include_in_schema=False)
async def sizes(page: Page) -> Response[str]:
    """The limits of all libraries, or with `library` those of one."""
    given = page.request.query_params.get("library", "")
    library = await _library(page, int(given) if given.isdecimal() else None)
    return await _show(page, await read_sizes(page.house, library), library)


@post(PATH, guards=[requires("quality.edit")], include_in_schema=False, status_code=200)
async def change(page: Page) -> Response[Any]:
    """Changes the limits that the form holds; a quality that it does not name stays. With do=reset a library goes back
    to the shared limits, and these to those that Monarr came with."""
    form = await read_form(page.request)
    library = await _library(page, form.number("library"))
    path = f"{PATH}?library={library}" if library else PATH
    if form.get("do") == "reset":
        await reset_sizes(page.house, page.actor, library_id=library)
        return page.go(path, saved(page))
    before = await read_sizes(page.house, library)
    wanted, errors = _read(form, before)
    if not errors:
        try:
            if form.get("do") == "what-if":
                changed = {name: one for name, one in wanted.items() if one != before[name]}
                return await dry_run(page, SizesChange(sizes=changed, library_id=library))
            await change_sizes(page.house, wanted, page.actor, library_id=library)
        except InvalidInput as error:
            ids = {name: number for number, name in enumerate(QUALITIES)}
            errors = Errors({f"minimum-{ids[name]}": sentence for name, sentence in error.fields.items()})
    if errors:
        return await _show(page, {**before, **wanted}, library, errors, 422)
    return page.go(path, saved(page))


async def _library(page: PageContext, library_id: int | None) -> int | None:
    """The library that was asked for. Raises NotFound when there is no such one."""
    if library_id is not None and library_id not in [row.id for row in await page.house.db.read(list_libraries)]:
        raise NotFound(text("There is no such library."), subject=f"library:{library_id}")
    return library_id


def _read(form: Form, before: dict[str, SizeLimits]) -> tuple[dict[str, SizeLimits], Errors]:
    wanted, errors = {}, Errors()
    for number, name in enumerate(QUALITIES):
        if f"minimum-{number}" not in form:
            continue
        given: list[float | None] = []
        for field in FIELDS:
            try:
                typed = form.get(f"{field}-{number}")
                given.append(float(typed) if typed else None)
            except ValueError:
                errors[f"{field}-{number}"] = text("This takes a number.")
                given.append(getattr(before[name], field))
        wanted[name] = SizeLimits(given[0] or 0, given[1], given[2])
    return wanted, errors


async def _show(
    page: PageContext, limits: dict[str, SizeLimits], library: int | None, errors: Errors | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    shared = await read_sizes(page.house)
    rows = [
        {
            "id": number, "name": name, "title": name, "minimum": _plain(limits[name].minimum),
            "preferred": _plain(limits[name].preferred), "maximum": _plain(limits[name].maximum),
            "film": page.say(span(limits[name], FILM_MINUTES)), "episode": page.say(span(limits[name], EPISODE_MINUTES)),
            "own": library is not None and limits[name] != shared[name],
            "shipped": limits[name] == DEFAULT_SIZES[name],
        }
        for number, name in enumerate(QUALITIES)
    ]  # fmt: skip
    rows.sort(key=lambda row: _ORDER[str(row["name"])])
    groups = [_group(page, title, [row for row in rows if row["name"] in names], errors or Errors())
              for title, names in _GROUPS]  # fmt: skip
    libraries = await page.house.db.read(list_libraries)
    places = [{"words": page.say(text("All libraries")), "href": PATH, "on": library is None}]
    places += [{"words": row.name, "href": f"{PATH}?library={row.id}", "on": row.id == library} for row in libraries]
    goes = (
        text("Every limit goes back to that of all libraries.")
        if library
        else text("Every limit goes back to what Monarr came with.")
    )
    return await show(
        page, "settings/quality.html", PATH, status=status, groups=groups, errors=errors or Errors(), error=None,
        library=library, places=places, film_minutes=FILM_MINUTES, episode_minutes=EPISODE_MINUTES,
        resets=any(row["own"] if library else not row["shipped"] for row in rows), goes=page.say(goes),
    )  # fmt: skip


def _group(page: PageContext, title: Text, rows: list[dict[str, Any]], errors: Mapping[str, Any]) -> dict[str, Any]:
    """The qualities of a resolution. What is amiss or its own is shown without being asked for; so is 1080p."""
    amiss = any(f"{field}-{row['id']}" in errors for row in rows for field in FIELDS)
    return {
        "title": page.say(title), "definitions": rows, "names": ", ".join(row["name"].removesuffix(f"-{title}") for row in rows),
        "own": any(row["own"] for row in rows), "open": amiss or any(row["own"] for row in rows) or title is _FIRST_OPEN,
    }  # fmt: skip


def _plain(value: float | None) -> float | None:
    """Without a point zero."""
    return int(value) if value is not None and value == int(value) else value


ROUTES = [sizes, change]
