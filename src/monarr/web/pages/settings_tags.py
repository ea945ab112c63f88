"""Tags: what bears them; rename and delete."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import MonarrError, NotFound
from monarr.core.text import Text, ntext, text
from monarr.services.tags import TagUses, create_tag, delete_tag, list_tags, rename_tag
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, read_form
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.templating import Page, PageContext

PATH = "/settings/tags"
_EDIT = [requires("tags.edit")]


@get(PATH, guards=[requires("tags.read")], include_in_schema=False)
async def tags(page: Page) -> Response[str]:
    return await _list(page)


@post(PATH, guards=_EDIT, include_in_schema=False, status_code=200)
async def add(page: Page) -> Response[Any]:
    label = (await read_form(page.request)).get("label")
    try:
        await create_tag(page.house, label, page.actor)
    except MonarrError as problem:
        errors, error = split(problem)
        return await _list(page, errors, error, 422)
    return page.go(PATH, saved(page))


@get(f"{PATH}/{{tag_id:int}}", guards=_EDIT, include_in_schema=False)
async def one(page: Page, tag_id: FromPath[int]) -> Response[str]:
    tag = await _find(page, tag_id)
    return await _form(page, tag, tag.label)


@post(f"{PATH}/{{tag_id:int}}", guards=_EDIT, include_in_schema=False, status_code=200)
async def rename(page: Page, tag_id: FromPath[int]) -> Response[Any]:
    tag = await _find(page, tag_id)
    label = (await read_form(page.request)).get("label")
    try:
        await rename_tag(page.house, tag_id, label, page.actor)
    except MonarrError as problem:
        errors, error = split(problem)
        return await _form(page, tag, label, errors, error, 422)
    return page.go(PATH, page.toast(text("“{old}” is called “{new}” now.", old=tag.label, new=label)))


@post(f"{PATH}/{{tag_id:int}}/delete", guards=_EDIT, include_in_schema=False, status_code=200)
async def drop(page: Page, tag_id: FromPath[int]) -> Response[Any]:
    tag = await _find(page, tag_id)
    await delete_tag(page.house, tag_id, page.actor)
    return page.go(PATH, page.toast(text("The tag “{label}” is gone.", label=tag.label)))


async def _find(page: PageContext, tag_id: int) -> TagUses:
    found = next((tag for tag in await list_tags(page.house) if tag.id == tag_id), None)
    if found is None:
        raise NotFound(text("There is no such tag."), subject=f"tag:{tag_id}")
    return found


def _uses(page: PageContext, tag: TagUses) -> str:
    """What bears the tag, in words."""
    words: dict[str, Any] = {
        "titles": lambda n: ntext("{n} title", "{n} titles", n, n=n),
        "indexers": lambda n: ntext("{n} indexer", "{n} indexers", n, n=n),
        "clients": lambda n: ntext("{n} download client", "{n} download clients", n, n=n),
        "delays": lambda n: ntext("{n} delay", "{n} delays", n, n=n),
        "release_profiles": lambda n: ntext("{n} release profile", "{n} release profiles", n, n=n),
        "notifications": lambda n: ntext("{n} notification", "{n} notifications", n, n=n),
    }
    parts = [page.say(words[what](count)) for what, count in tag.uses.items()]
    return ", ".join(parts) or page.say(text("not used"))


async def _list(
    page: PageContext, errors: Errors | None = None, error: Text | None = None, status: int = 200
) -> Response[str]:
    rows = [
        {"id": tag.id, "label": tag.label, "uses": _uses(page, tag), "path": f"{PATH}/{tag.id}"}
        for tag in await list_tags(page.house)
    ]
    return await show(
        page, "settings/tags.html", PATH, status=status, tags=rows, may_edit=page.may("tags.edit"),
        errors=errors or Errors(), error=error,
    )  # fmt: skip


async def _form(
    page: PageContext, tag: TagUses, label: str, errors: Errors | None = None, error: Text | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{tag.id}"
    goes = text("It goes from {uses}. What was bound by it counts for all titles then.", uses=_uses(page, tag))
    unused = text("Nothing bears it.")
    delete = ask(
        page, text("Delete the tag “{label}”?", label=tag.label), goes if tag.uses else unused, f"{path}/delete"
    )
    return await show(
        page, "settings/tag_form.html", PATH, status=status, tag={"label": tag.label, "uses": _uses(page, tag)},
        label=label, action=path, errors=errors or Errors(), error=error, delete=delete,
    )  # fmt: skip


ROUTES = [tags, add, one, rename, drop]
