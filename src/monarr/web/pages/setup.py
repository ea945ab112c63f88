"""First run: the owner, the folders, a source. Three steps, each of which can be left and come back to."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from litestar import get, post
from litestar.connection import Request
from litestar.response import Response

from monarr.core.errors import Conflict, InvalidInput, MonarrError, NotAllowed
from monarr.core.kinds import ContentType
from monarr.core.text import Text, ntext, text
from monarr.services.setup import create_owner
from monarr.web.auth import asked_of, door_of, headers_of_connection, public, requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.templating import HTML, Page, door_context, render_page

Asking = Request[Any, Any, Any]
KINDS = ((ContentType.MOVIE, text("Films")), (ContentType.SERIES, text("Series")), (ContentType.ANIME, text("Anime")))
PLACES = ("/media", "/mnt", "/srv", "/data", "/volume1", "/library", "~/Videos", "~/Movies")
_GUESSES = (
    (("film", "movie", "kino"), ContentType.MOVIE),
    (("anime",), ContentType.ANIME),
    (("series", "tv", "shows", "serien"), ContentType.SERIES),
)


@get("/setup", guards=[public], include_in_schema=False)
async def begin(request: Asking) -> Response[Any]:
    """Leads to the step that is next."""
    return _to(request, "/setup/library" if await door_of(request).look_for_owner() else "/setup/owner")


@get("/setup/owner", guards=[public], include_in_schema=False)
async def owner_page(request: Asking) -> Response[Any]:
    if await door_of(request).look_for_owner():
        return _to(request, "/")
    form = {"name": "", "username": "", "email": "", "token": request.query_params.get("token", "")}
    return _owner(request, form, Errors(), None)


@post("/setup/owner", guards=[public], include_in_schema=False, status_code=200)
async def make_owner(request: Asking) -> Response[Any]:
    """Makes the first account and signs it in."""
    door, asked = door_of(request), asked_of(request)
    given = await read_form(request)
    form = {name: given.get(name) for name in ("name", "username", "email", "token")}
    limited = f"first-run:{asked.address}"
    try:
        door.limiter.check(limited, door.limits.sign_in)
        session = await create_owner(
            door.house,
            name=form["name"],
            username=form["username"],
            password=given.raw("password"),
            email=form["email"] or None,
            token=form["token"] or None,
            trusted=asked.local,
            address=asked.address,
            agent=headers_of_connection(request).get("user-agent"),
        )
    except InvalidInput as error:
        return _owner(request, form, Errors(error.fields), None, 422)
    except NotAllowed as error:
        door.limiter.count(limited, door.limits.sign_in)
        return _owner(request, form, Errors({"token": error.message}), None, 422)
    except Conflict as error:
        return _owner(request, form, Errors(), error.message, 409)
    answer = _to(request, "/setup/library")
    answer.set_cookie(door.cookie(session, asked))
    return answer


def _owner(request: Asking, form: Any, errors: Errors, error: Text | None, status: int = 200) -> Response[Any]:
    more = {"step": 1, "form": form, "errors": errors, "error": error, "needs_token": not asked_of(request).local}
    return _step(request, "setup/owner.html", more, status)


@get("/setup/library", guards=[requires("libraries.edit")], include_in_schema=False)
async def library_page(page: Page) -> Response[Any]:
    folders = await asyncio.to_thread(_found_folders, page.house.paths.data)
    return await _library(page, folders, {"other_path": "", "other_kind": "movie", "goal": ""}, Errors(), None)


@post("/setup/library", guards=[requires("libraries.edit")], include_in_schema=False, status_code=200)
async def make_libraries(page: Page) -> Response[Any]:
    """Gives each chosen folder to the library of its kind, which is made when it is not there."""
    from monarr.services.libraries import use_folder

    form = await read_form(page.request)
    folders = await asyncio.to_thread(_found_folders, page.house.paths.data)
    chosen = set(form.all("path"))
    wanted = [
        (folder["path"], form.get(f"kind-{place}"))
        for place, folder in enumerate(folders)
        if folder["path"] in chosen and form.get(f"kind-{place}")
    ]
    other = form.get("other_path")
    if other:
        wanted.append((other, form.get("other_kind", "movie")))
    kept = {"other_path": other, "other_kind": form.get("other_kind", "movie"), "goal": form.get("goal")}
    if not wanted:
        return await _library(page, folders, kept, Errors(), text("Choose a folder, or type the path of one."), 422)
    for path, kind in wanted:
        try:
            await use_folder(page.house, ContentType(kind), path, actor=page.actor, goal=kept["goal"])
        except InvalidInput as error:
            sentence = next(iter(error.fields.values()), error.message)
            if path == other:
                return await _library(page, folders, kept, Errors({"other_path": sentence}), None, 422)
            return await _library(page, folders, kept, Errors(), sentence, 422)
        except MonarrError as error:
            return await _library(page, folders, kept, Errors(), error.message, 409)
    return page.go("/setup/source")


async def _library(
    page: Page, folders: list[dict[str, Any]], form: Any, errors: Errors, error: Text | None, status: int = 200
) -> Response[Any]:
    kinds = [(kind.value, page.say(words)) for kind, words in KINDS]
    goals = await _goals(page)
    more = {
        "step": 2,
        "folders": folders,
        "kinds": kinds,
        "goals": goals,
        "form": form,
        "errors": errors,
        "error": error,
    }
    return _step(page.request, "setup/library.html", more, status)


async def _goals(page: Page) -> list[dict[str, Any]]:
    """The goals for films and series, each with what it weighs."""
    from monarr.messages.goals import episode_words, film_words, goal_about, goal_name
    from monarr.services.goals import preview_goals

    return [
        {
            "code": one.goal.code, "name": goal_name(one.goal.code), "about": goal_about(one.goal.code),
            "means": [film_words(one.weight), episode_words(one.weight)] if one.weight is not None else [],
        }
        for one in await preview_goals(page.house, None)
    ]  # fmt: skip


def _found_folders(data: Path) -> list[dict[str, Any]]:
    """Folders of the usual places that Monarr may see: at most twelve, each looked at only one level deep."""
    found: list[dict[str, Any]] = []
    for place in PLACES:
        root = Path(place).expanduser()
        try:
            inside = sorted(
                entry.path for entry in os.scandir(root) if entry.is_dir() and not entry.name.startswith(".")
            )
        except OSError:
            continue
        for path in inside:
            if not data.is_relative_to(path) and len(found) < 12:
                found.append(_described(path))
    return found


def _described(path: str) -> dict[str, Any]:
    name = Path(path).name.lower()
    kind = next((kind.value for words, kind in _GUESSES if any(word in name for word in words)), "")
    try:
        count = sum(1 for _entry in os.scandir(path))
        space = os.statvfs(path)
        free = space.f_bavail * space.f_frsize
    except OSError:
        return {
            "path": path,
            "facts": text("Monarr may not read it"),
            "kind": "",
            "chosen": False,
            "left_out": text("left out"),
        }
    looks_like_downloads = any(word in name for word in ("download", "torrent", "incomplete", "usenet"))
    if looks_like_downloads:
        words = text("Looks like a download folder, not a library")
        return {"path": path, "facts": words, "kind": "", "chosen": False, "left_out": text("left out")}
    facts = ntext("{count} entry, {free} free", "{count} entries, {free} free", count, free=_size(free))
    return {"path": path, "facts": facts, "kind": kind, "chosen": bool(kind), "left_out": None}


def _size(size_bytes: int) -> str:
    from monarr.messages.human import size

    return str(size(size_bytes))


# What the third step can add: the part of it, the kind of provider, and whose permission it takes.
_ADDED = {"indexer": "indexers.edit", "metadata": "providers.edit"}


@get("/setup/source", guards=[requires("indexers.edit")], include_in_schema=False)
async def source_page(page: Page) -> Response[Any]:
    asked = page.request.query_params
    return await _source(page, _kind(asked.get("kind")), asked.get("add"))


@post("/setup/source", guards=[requires("indexers.edit")], include_in_schema=False, status_code=200)
async def add_source(page: Page) -> Response[Any]:
    """Adds a source after trying it, or ends first run."""
    from monarr.services.provider_settings import ProviderInput, create_provider, set_enabled, test_provider

    form = await read_form(page.request)
    house = page.house
    if form.on("finish"):
        wanted = set(form.all("client"))
        for client in await _rows(page, "download_client"):
            if client.enabled != (client.implementation in wanted):
                await set_enabled(
                    house, "download_client", client.id, client.implementation in wanted, actor=page.actor
                )
        return page.go("/")
    kind, implementation = _kind(form.get("kind")), form.get("implementation")
    if not page.may(_ADDED[kind]):
        raise NotAllowed(text("Your account may not do this. Ask the owner of this house."))
    declared = house.registry.get_provider(kind, implementation)
    values = {name: value for name, value in form.values().items() if name not in ("implementation", "kind")}
    try:
        await test_provider(house, kind, implementation, declared.label, values)
        given = ProviderInput(name=declared.label, implementation=implementation, settings=values)
        await create_provider(house, kind, given, page.actor)
    except MonarrError as error:
        told = (Errors(error.fields), None) if isinstance(error, InvalidInput) else (Errors(), error.message)
        return await _source(page, kind, implementation, values, *told, status=422)
    return page.go("/setup/source")


def _kind(given: str | None) -> str:
    return given if given in _ADDED else "indexer"


async def _rows(page: Page, kind: str) -> list[Any]:
    from monarr.services.provider_settings import list_providers

    return list(await list_providers(page.house, kind))


async def _source(
    page: Page,
    kind: str,
    adding: str | None,
    values: dict[str, Any] | None = None,
    errors: Errors | None = None,
    error: Text | None = None,
    *,
    status: int = 200,
) -> Response[Any]:
    registry = page.house.registry
    helps = {one.implementation: one.help or "" for one in registry.all_providers("download_client")}  # type: ignore[arg-type]
    clients = [
        {
            "implementation": row.implementation,
            "label": row.name,
            "help": helps.get(row.implementation, ""),
            "on": row.enabled,
        }
        for row in await _rows(page, "download_client")
    ]
    open_form = None
    if adding:
        declared = registry.get_provider(kind, adding)
        open_form = {
            "kind": kind,
            "implementation": adding,
            "label": declared.label,
            "settings": declared.settings.declared,
            "values": {one.name: one.default for one in declared.settings.declared} | (values or {}),
            "errors": errors or Errors(),
        }
    more = {
        "step": 3,
        "sources": await _offered(page, "indexer", "rss"),
        "describers": await _offered(page, "metadata", "file-text"),
        "clients": clients,
        "adding": open_form,
        "error": error,
    }
    return _step(page.request, "setup/source.html", more, status)


async def _offered(page: Page, kind: str, icon: str) -> list[dict[str, Any]]:
    """The providers of a kind, and which of them are there."""
    present = {row.implementation for row in await _rows(page, kind) if row.enabled}
    return [
        {
            "implementation": provider.implementation,
            "label": provider.label,
            "help": provider.help or "",
            "icon": icon,
            "answers": text("In place") if provider.implementation in present else None,
        }
        for provider in page.house.registry.all_providers(kind)  # type: ignore[arg-type]
        if provider.implementation in present or page.may(_ADDED[kind])
    ]


def _step(request: Asking, name: str, more: dict[str, Any], status: int) -> Response[Any]:
    base_path = door_of(request).settings.base_path
    context = door_context(request) | {"art_url": f"{base_path}/static/img/first-run.webp"} | more
    return Response(render_page(request, name, context), status_code=status, media_type=HTML)


def _to(request: Asking, path: str) -> Response[Any]:
    return Response(b"", status_code=303, headers={"Location": door_of(request).settings.base_path + path})


ROUTES = [begin, owner_page, make_owner, library_page, make_libraries, source_page, add_source]
