"""Adding a title: ask the sources, choose, say where it goes."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import ContentType, MediaKind
from monarr.core.monitoring import MonitorPreset
from monarr.core.text import Text, text
from monarr.db.queries.home import LibraryCount
from monarr.db.queries.places import default_profile_of, list_folders_of, list_profile_names
from monarr.ports.provider import ProviderKind
from monarr.services.add import AddTitle, AlreadyThere, add_title
from monarr.services.lookup import Found, LookupResult, look_up
from monarr.services.previews import preview_picture, preview_token
from monarr.web.auth import may_in_library, requires
from monarr.web.figures import size
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._shell import frame_of
from monarr.web.templating import Page, PageContext

KINDS = (MediaKind.MOVIE, MediaKind.SERIES)
KIND_WORDS = {MediaKind.MOVIE: text("Film"), MediaKind.SERIES: text("Series")}
_NOBODY = text(
    "No metadata source that knows this is switched on, so nobody can be asked. See Settings, Metadata sources."
)
_UNKNOWN_KINDS = {
    MediaKind.MOVIE: text("No source that knows films is switched on. See Settings, Metadata sources."),
    MediaKind.SERIES: text("No source that knows series is switched on. See Settings, Metadata sources."),
}
MONITORS: tuple[tuple[str, Text], ...] = (
    (MonitorPreset.ALL.value, text("All")),
    (MonitorPreset.FUTURE.value, text("From now on")),
    (MonitorPreset.FIRST_SEASON.value, text("First season")),
    (MonitorPreset.LAST_SEASON.value, text("Last season")),
    (MonitorPreset.NONE.value, text("None")),
)


@get("/add", guards=[requires("titles.add")], include_in_schema=False)
async def add(page: Page) -> Response[str]:
    """Results for words, or the form for the one that was picked."""
    given = page.request.query_params
    if given.get("pick"):
        return await _show_pick(page, given["pick"])
    query = given.get("q", "").strip()[:100]
    kind = given.get("kind", "")
    kinds = [one for one in KINDS if one.value == kind] or list(KINDS)
    found = await asyncio.gather(*(look_up(page.house, one, query) for one in kinds)) if query else []
    titles = [title for answer in found for title in answer.titles]
    target = page.headers.get("hx-target")
    if target == "results-add":
        page.headers["hx-target"] = "results"
    return await page.show(
        "add/add.html",
        current="/add",
        query=query,
        kind=kind if len(kinds) == 1 else "",
        searched=bool(query) and any(answer.asked for answer in found),
        sources=_sources(page, kinds, found),
        unsure=any(answer.failed for answer in found),
        results=[_result(page, title) for title in titles],
        pick=None,
    )


def _sources(page: PageContext, kinds: list[MediaKind], found: list[LookupResult]) -> str | None:
    """Who could not be asked, and who did not answer."""
    if not found:
        return None
    if not any(answer.asked for answer in found):
        return page.say(_NOBODY)
    said = [_UNKNOWN_KINDS[kind] for kind, answer in zip(kinds, found, strict=True) if not answer.asked]
    silent = sorted({one.name for answer in found for one in answer.failed})
    if silent:
        said.append(text("{names} did not answer.", names=", ".join(silent)))
    return " ".join(map(page.say, said)) or None


def _key(found: Found) -> str:
    provider, value = next(iter(found.ids.items()))
    return f"{found.kind.value}:{provider}:{value}"


def _result(page: PageContext, found: Found) -> dict[str, Any]:
    here = next((one for one in found.there if one.library_id is not None and not one.in_trash), None)
    return {
        "key": _key(found),
        "name": found.title,
        "year": found.year,
        "overview": found.overview or "",
        "poster": _poster(page, found),
        "facts": _facts(page, found),
        "here_path": f"/title/{here.item_id}" if here else None,
        "pick_href": "/add?" + urlencode({"pick": _key(found)}),
    }


def _poster(page: PageContext, found: Found) -> dict[str, Any] | None:
    token = preview_token(page.house, found.poster_url)
    if token is None:
        return None
    return {"url": f"{page.request.app.state.base_path}/add/picture/{token}", "url_2x": None, "color": None}


def _facts(page: PageContext, found: Found) -> str:
    labels = {one.implementation: one.label for one in page.house.registry.all_providers(ProviderKind.METADATA)}
    sources = " + ".join(labels.get(one, one) for one in found.sources)
    parts = [page.say(KIND_WORDS[found.kind]), found.network or "", sources]
    return " · ".join(part for part in parts if part)


async def _show_pick(
    page: PageContext, key: str, form: Form | None = None, errors: Errors | None = None,
    in_trash: AlreadyThere | None = None,
) -> Response[str]:  # fmt: skip
    found = await _picked(page, key)
    libraries = await _libraries(page, found.kind)
    if not libraries:
        raise InvalidInput(text("There is no library for this kind of title yet. Make one in Settings."))
    asked = form.get("library") if form else ""
    library = next((one for one in libraries if str(one.id) == asked), libraries[0])
    folders = await page.house.db.read(list_folders_of, library.id)
    profiles = await page.house.db.read(list_profile_names, library.id)
    usual = await page.house.db.read(default_profile_of, library.id)
    return await page.show(
        "add/add.html",
        current="/add",
        status=409 if in_trash else 422 if errors else 200,
        query="",
        kind="",
        searched=False,
        sources=None,
        unsure=False,
        results=[],
        pick={
            "key": key,
            "name": found.title,
            "year": found.year,
            "overview": found.overview or "",
            "poster": _poster(page, found),
            "facts": ", ".join(part for part in (str(found.year or ""), _facts(page, found)) if part),
            "kind": found.kind.value,
            "form": {
                "library": library.id,
                "root_folder": form.get("root_folder") if form else "",
                "version": "",
                "profile": form.get("profile") if form else usual,
                "monitor": (form.get("monitor") if form else "") or "all",
                "search": form.on("search") if form else True,
            },
            "libraries": [(one.id, one.name) for one in libraries],
            "folders": [(row.id, _folder(page, row)) for row in folders],
            "profiles": profiles,
            "monitors": MONITORS if found.kind is MediaKind.SERIES else (),
            "then": text("It is described at once, and searched as you say."),
            "in_trash": _in_trash(page, in_trash) if in_trash else None,
            "errors": errors if errors is not None else Errors(),
        },
    )


def _in_trash(page: PageContext, error: AlreadyThere) -> dict[str, Any]:
    """What stands above the form when the title lies in the trash."""
    path = f"/title/{error.item_id}/restore" if page.may("trash.edit") else None
    return {"sentence": error.message, "restore_path": path}


def _folder(page: PageContext, row: Any) -> str:
    if row.free_bytes is None:
        return str(row.path)
    return page.say(text("{path}, {size} free", path=row.path, size=size(row.free_bytes)))


async def _libraries(page: PageContext, kind: MediaKind) -> list[LibraryCount]:
    return [
        one
        for one in (await frame_of(page)).libraries
        if ContentType(one.content_type).title_kind is kind and page.may("titles.add", one.id)
    ]


async def _picked(page: PageContext, key: str) -> Found:
    """The title that a key stands for, as the sources describe it. Raises NotFound."""
    kind, _, identity = key.partition(":")
    if kind in (one.value for one in KINDS) and ":" in identity:
        answer = await look_up(page.house, MediaKind(kind), identity, limit=1)
        if answer.titles:
            return answer.titles[0]
    raise NotFound(text("The sources do not know this title any more. Look for it again."))


@get("/add/picture/{token:str}", guards=[requires("titles.add")], include_in_schema=False)
async def add_picture(page: Page, token: FromPath[str]) -> Response[bytes]:
    """The poster that a source offers for a title that was looked for."""
    headers = {"Cache-Control": "private, max-age=86400"}
    return Response(await preview_picture(page.house, token), media_type="image/webp", headers=headers)


@post("/add", guards=[requires("titles.add")], include_in_schema=False, status_code=200)
async def add_picked(page: Page) -> Response[Any]:
    """Puts the title into its library; it is described, and perhaps searched, right after."""
    form = await read_form(page.request)
    found = await _picked(page, form.get("key"))
    try:
        wanted = _wanted(found, form)
        may_in_library(page.visitor, "titles.add", page.house.clock.now(), wanted.library_id)
        title_id = await add_title(page.house, wanted, page.actor)
    except AlreadyThere as error:
        if error.in_trash:
            return await _show_pick(page, form.get("key"), form, in_trash=error)
        return page.go(f"/title/{error.item_id}", page.toast(error.message, "info"))
    except InvalidInput as error:
        names = {"library_id": "library", "root_folder_id": "root_folder", "quality_profile_id": "profile"}
        errors = Errors({names.get(name, name): words for name, words in error.fields.items()})
        return await _show_pick(page, form.get("key"), form, errors or Errors(library=error.message))
    return page.go(f"/title/{title_id}", page.toast(text("{title} is added", title=found.title)))


def _wanted(found: Found, form: Form) -> AddTitle:
    library = form.number("library")
    if library is None:
        raise InvalidInput(text("Choose a library."), fields={"library": text("Choose a library.")})
    monitor = form.get("monitor") or MonitorPreset.ALL.value
    if monitor not in {value for value, _ in MONITORS}:
        raise InvalidInput(text("Choose which episodes."), fields={"monitor": text("Choose which episodes.")})
    return AddTitle(
        kind=found.kind,
        title=found.title,
        ids=found.ids,
        library_id=library,
        year=found.year,
        original_title=found.original_title,
        overview=found.overview,
        quality_profile_id=form.number("profile"),
        root_folder_id=form.number("root_folder"),
        monitor=MonitorPreset(monitor),
        search=form.on("search"),
        despite_trash=form.on("anew"),
    )


ROUTES = [add, add_picture, add_picked]
