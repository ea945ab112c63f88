"""Guides: where formats, profiles, sizes and naming come from; what changed; taking up, pinning, making one's own."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from litestar import get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.guides import EntryType
from monarr.core.text import Text, ntext, stored_text, text
from monarr.db.queries.page_settings import list_libraries
from monarr.services.guide_apply import Applied, apply_guide
from monarr.services.guide_files import LARGEST_ARCHIVE_BYTES
from monarr.services.guide_use import use_naming, use_sizes
from monarr.services.guide_view import EntryState, EntryView, GuideView, view_guide
from monarr.services.guides import add_guide, forget_guide, keep_entry, list_guides, look_again, pin_guide
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/guides"
_KINDS = {"series": text("for series"), "movie": text("for films")}
_GROUPS = (
    (EntryType.PROFILE, text("Profiles")), (EntryType.GROUP, text("Groups of formats")),
    (EntryType.FORMAT, text("Custom formats")),
)  # fmt: skip
_FIELDS = {
    "movie_format": text("Films"), "movie_folder_format": text("Folders of films"),
    "standard_episode_format": text("Episodes"), "daily_episode_format": text("Daily episodes"),
    "anime_episode_format": text("Anime"), "series_folder_format": text("Folders of series"),
    "season_folder_format": text("Folders of seasons"),
}  # fmt: skip
_STATES = {
    EntryState.CURRENT: text("in use"), EntryState.CHANGED: text("changed by the guide"),
    EntryState.GONE: text("the guide has it no more"), EntryState.LET_GO: text("deleted here"),
}  # fmt: skip


@get(PATH, guards=[requires("formats.read")], include_in_schema=False)
async def guides(page: Page) -> Response[str]:
    return await _list(page)


async def _list(
    page: PageContext, errors: Errors | None = None, error: Text | None = None, form: Form | None = None
) -> Response[str]:
    rows = [
        {
            "name": one.name, "path": f"{PATH}/{one.id}", "kind": page.say(_KINDS[one.kind]), "pinned": one.pinned,
            "location": one.location, "version": one.version or one.found_version, "taken": bool(one.version),
            "dated_at": one.dated_at or one.found_dated_at, "newer": one.version and one.version != one.found_version,
        }
        for one in await list_guides(page.house)
    ]  # fmt: skip
    values = {name: form.get(name) if form else "" for name in ("kind", "folder", "address", "name")}
    return await show(
        page, "settings/guides.html", PATH, status=422 if errors or error else 200, guides=rows, values=values,
        errors=errors or Errors(), error=error, may_add=page.may("formats.edit"),
    )  # fmt: skip


@post(PATH, guards=[requires("formats.edit")], include_in_schema=False, status_code=200,
      request_max_body_size=LARGEST_ARCHIVE_BYTES)  # fmt: skip
async def add(page: Page) -> Response[Any]:
    """Reads a guide for the first time."""
    form = await read_form(page.request)
    kind: Any = form.get("kind") if form.get("kind") in _KINDS else "series"
    archive, file_name = await _uploaded(page)
    try:
        made = await add_guide(
            page.house, kind, page.actor, folder=form.get("folder"), address=form.get("address"), archive=archive,
            file_name=file_name, name=form.get("name"),
        )  # fmt: skip
    except MonarrError as problem:
        errors, error = split(problem)
        if isinstance(problem, NotFound) and error is not None:  # the folder, or what should be in it
            errors, error = Errors({"folder": error}), None
        return await _list(page, errors, error, form)
    return page.go(f"{PATH}/{made}", page.toast(text("Read. Nothing is taken up yet.")))


async def _uploaded(page: PageContext) -> tuple[bytes | None, str]:
    """The file of the form, and its name."""
    data = await page.request.form()
    given = data.get("archive")
    if not isinstance(given, UploadFile) or not given.filename:
        return None, ""
    return await given.read(), given.filename


@get(f"{PATH}/{{guide_id:int}}", guards=[requires("formats.read")], include_in_schema=False)
async def one(page: Page, guide_id: FromPath[int]) -> Response[str]:
    return await _show(page, guide_id)


async def _show(page: PageContext, guide_id: int, error: Text | str | None = None) -> Response[str]:
    view = await view_guide(page.house, guide_id)
    path = f"{PATH}/{guide_id}"
    goes = text("Its formats and profiles stay, and follow no guide any more.")
    libraries = await page.house.db.read(list_libraries)
    return await show(
        page, "settings/guide.html", PATH, status=422 if error else 200, guide=view.source, path=path, error=error,
        kind=page.say(_KINDS[view.source.kind]), sentence=page.say(_sentence(view)),
        problems=[
            {"path": one["path"], "message": page.say(stored_text(one["message"]))}
            for one in view.source.problems
        ],
        changed=[_row(page, path, entry) for entry in view.changed],
        groups=[
            {"name": page.say(name), "rows": [_row(page, path, entry) for entry in view.of(type_)]}
            for type_, name in _GROUPS if view.of(type_)
        ],
        sizes=[_row(page, path, entry) for entry in view.of(EntryType.SIZES)],
        naming=[_naming(page, path, entry) for entry in view.of(EntryType.NAMING)],
        libraries=[(library.id, library.name) for library in libraries],
        may_edit=page.may("formats.edit"),
        delete=ask(page, text("Let {name} go?", name=view.source.name), goes, f"{path}/delete"),
    )  # fmt: skip


def _sentence(view: GuideView) -> Text:
    """What there is to do, in one sentence."""
    coming = [entry for entry in view.changed if not entry.pinned and not entry.forked]
    if coming:
        return ntext("The guide changed one thing that you use.", "The guide changed {count} things that you use.",
                     len(coming))  # fmt: skip
    used = [entry for entry in view.entries if entry.state is EntryState.CURRENT]
    if not used:
        return text("Nothing of it is in use yet. Choose a profile, and it brings the formats that it counts.")
    return ntext("One thing of it is in use, as the guide has it.", "{count} things of it are in use, as the guide has "
                 "them.", len(used))  # fmt: skip


def _row(page: PageContext, path: str, entry: EntryView) -> dict[str, Any]:
    return {
        "id": entry.id, "name": entry.name, "state": entry.state.value, "path": f"{path}/entries/{entry.id}",
        "about": _about(page, entry), "pinned": entry.pinned, "forked": entry.forked,
        "used": entry.state in (EntryState.CURRENT, EntryState.CHANGED, EntryState.GONE),
        "changes": [page.say(change) for change in entry.changes],
        "href": _href(entry),
    }  # fmt: skip


def _href(entry: EntryView) -> str | None:
    if entry.local_id is None:
        return None
    return f"/settings/{'profiles' if entry.type is EntryType.PROFILE else 'formats'}/{entry.local_id}"


def _about(page: PageContext, entry: EntryView) -> str:
    counted = {
        EntryType.PROFILE: ntext("{count} format counts", "{count} formats count", entry.count),
        EntryType.GROUP: ntext("{count} format", "{count} formats", entry.count),
        EntryType.FORMAT: ntext("{count} condition", "{count} conditions", entry.count),
        EntryType.SIZES: ntext("{count} quality", "{count} qualities", entry.count),
    }.get(entry.type, ntext("{count} pattern", "{count} patterns", entry.count))
    said = [counted]
    if entry.state in _STATES:
        said.append(_STATES[entry.state])
    if entry.forked:
        said.append(text("yours now"))
    elif entry.pinned:
        said.append(text("pinned"))
    return " · ".join(page.say(words) for words in said)


def _naming(page: PageContext, path: str, entry: EntryView) -> dict[str, Any]:
    fields = [
        {"field": field, "label": page.say(_FIELDS[field]), "options": [("", page.say(text("leave as it is")))]
         + [(name, f"{name}: {pattern}") for name, pattern in variants.items()]}
        for field, variants in entry.patterns.items()
    ]  # fmt: skip
    return _row(page, path, entry) | {"fields": fields}


@post(f"{PATH}/{{guide_id:int}}/look", guards=[requires("formats.edit")], include_in_schema=False, status_code=200,
      request_max_body_size=LARGEST_ARCHIVE_BYTES)  # fmt: skip
async def look(page: Page, guide_id: FromPath[int]) -> Response[Any]:
    """Reads the guide anew."""
    archive, _ = await _uploaded(page)
    return await _done(
        page, guide_id, look_again(page.house, guide_id, page.actor, archive=archive), text("Read anew.")
    )


@post(f"{PATH}/{{guide_id:int}}/apply", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def apply(page: Page, guide_id: FromPath[int]) -> Response[Any]:
    """Takes up what is chosen, what changed, or everything."""
    form = await read_form(page.request)
    chosen = [int(given) for given in form.all("entry") if given.isdecimal()]
    act = form.get("do")
    if act == "chosen" and not chosen:
        return await _show(page, guide_id, text("Choose what to take up."))
    try:
        applied = await apply_guide(
            page.house, guide_id, page.actor, entry_ids=chosen if act == "chosen" else None,
            everything=act == "everything",
        )  # fmt: skip
    except MonarrError as problem:
        return await _show(page, guide_id, problem.message)
    return page.go(f"{PATH}/{guide_id}", page.toast(_told(applied)))


def _told(applied: Applied) -> Text:
    formats = ntext("{count} format", "{count} formats", len(applied.formats))
    profiles = ntext("{count} profile", "{count} profiles", len(applied.profiles))
    return text("Taken up: {formats}, {profiles}.", formats=formats, profiles=profiles)


@post(f"{PATH}/{{guide_id:int}}/pin", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def pin(page: Page, guide_id: FromPath[int]) -> Response[Any]:
    """Keeps the guide at its version, or lets it follow again."""
    on = (await read_form(page.request)).on("on")
    return await _done(page, guide_id, pin_guide(page.house, guide_id, on, page.actor))


@post(f"{PATH}/{{guide_id:int}}/entries/{{entry_id:int}}", guards=[requires("formats.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def keep(page: Page, guide_id: FromPath[int], entry_id: FromPath[int]) -> Response[Any]:
    """Pins an entry, makes it one's own, or lets it follow the guide again."""
    form = await read_form(page.request)
    given = {name: form.on(name) for name in ("pinned", "forked") if name in form}
    return await _done(page, guide_id, keep_entry(page.house, guide_id, entry_id, page.actor, **given))


@post(f"{PATH}/{{guide_id:int}}/entries/{{entry_id:int}}/sizes", guards=[requires("quality.edit")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def take_sizes(page: Page, guide_id: FromPath[int], entry_id: FromPath[int]) -> Response[Any]:
    """Puts the guide's sizes to use."""
    library_id = (await read_form(page.request)).number("library")
    return await _done(page, guide_id, use_sizes(page.house, guide_id, entry_id, page.actor, library_id=library_id))


@post(f"{PATH}/{{guide_id:int}}/entries/{{entry_id:int}}/naming", guards=[requires("naming.edit")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def take_naming(page: Page, guide_id: FromPath[int], entry_id: FromPath[int]) -> Response[Any]:
    """Puts the chosen patterns to use."""
    form = await read_form(page.request)
    chosen = {field: form.get(field) for field in _FIELDS if form.get(field)}
    if not chosen:
        return await _show(page, guide_id, text("Choose a pattern."))
    library_id = form.number("library")
    return await _done(
        page, guide_id, use_naming(page.house, guide_id, entry_id, chosen, page.actor, library_id=library_id)
    )


@post(f"{PATH}/{{guide_id:int}}/delete", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def drop(page: Page, guide_id: FromPath[int]) -> Response[Any]:
    """Lets the guide go."""
    await forget_guide(page.house, guide_id, page.actor)
    return page.go(PATH, page.toast(text("The guide is gone.")))


async def _done(page: PageContext, guide_id: int, work: Awaitable[Any], said: Text | None = None) -> Response[Any]:
    try:
        await work
    except MonarrError as problem:
        fields = problem.fields if isinstance(problem, InvalidInput) else {}
        return await _show(page, guide_id, next(iter(fields.values()), problem.message))
    return page.go(f"{PATH}/{guide_id}", page.toast(said) if said else saved(page))


ROUTES = [guides, add, one, look, apply, pin, keep, take_sizes, take_naming, drop]
