"""How big a release of each quality may be."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.response import Response

from monarr.core.errors import InvalidInput
from monarr.core.quality import QUALITIES, SizeLimits
from monarr.core.text import Text, text
from monarr.core.what_if import SizesChange
from monarr.messages.human import size
from monarr.services.quality import change_sizes, read_sizes
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import saved, show
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/quality"
FIELDS = ("minimum", "preferred", "maximum")
_MINUTES, _MEGABYTE = 90, 1_000_000


@get(PATH, guards=[requires("quality.read")], include_in_schema=False)
async def sizes(page: Page) -> Response[str]:
    return await _show(page, await read_sizes(page.house))


@post(PATH, guards=[requires("quality.edit")], include_in_schema=False, status_code=200)
async def change(page: Page) -> Response[Any]:
    """Changes the limits that the form holds; a quality that it does not name stays."""
    form = await read_form(page.request)
    before = await read_sizes(page.house)
    wanted, errors = _read(form, before)
    if not errors:
        try:
            if form.get("do") == "what-if":
                return await dry_run(
                    page, SizesChange(sizes={name: one for name, one in wanted.items() if one != before[name]})
                )
            await change_sizes(page.house, wanted, page.actor)
        except InvalidInput as error:
            ids = {name: number for number, name in enumerate(QUALITIES)}
            errors = Errors({f"minimum-{ids[name]}": sentence for name, sentence in error.fields.items()})
    if errors:
        return await _show(page, {**before, **wanted}, errors, 422)
    return page.go(PATH, saved(page))


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
    page: PageContext, limits: dict[str, SizeLimits], errors: Errors | None = None, status: int = 200
) -> Response[str]:
    rows = [
        {
            "id": number, "name": name, "title": name, "minimum": _plain(limits[name].minimum),
            "preferred": _plain(limits[name].preferred), "maximum": _plain(limits[name].maximum),
            "example": page.say(_example(limits[name])),
        }
        for number, name in enumerate(QUALITIES)
    ]  # fmt: skip
    more = {"definitions": rows, "errors": errors or Errors(), "error": None}
    return await show(page, "settings/quality.html", PATH, status=status, **more)


def _plain(value: float | None) -> float | None:
    """Without a point zero."""
    return int(value) if value is not None and value == int(value) else value


def _example(limits: SizeLimits) -> Text:
    least = size(int(limits.minimum * _MINUTES * _MEGABYTE))
    if limits.maximum is None:
        return text("a 90-minute film: {least} or more", least=least)
    return text(
        "a 90-minute film: {least} to {most}", least=least, most=size(int(limits.maximum * _MINUTES * _MEGABYTE))
    )


ROUTES = [sizes, change]
