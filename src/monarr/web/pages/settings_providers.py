"""Indexers, download clients, metadata sources, players and notifications: five lists and one form, made from what each
provider declares. Secrets never come back to the browser; one that is left empty stays as it was."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

from litestar import get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError
from monarr.core.text import Text, text
from monarr.ports.provider import Provider, Setting
from monarr.services.provider_settings import (
    Configured,
    ProviderInput,
    create_provider,
    delete_provider,
    edit_provider,
    find_provider,
    list_providers,
    set_enabled,
    test_provider,
)
from monarr.web.auth import requires
from monarr.web.pages._forms import Errors, Form, read_form
from monarr.web.pages._provider_kinds import KINDS, KindPage, option_values
from monarr.web.pages._provider_list import list_context
from monarr.web.pages._settings import ask, given_values, saved, show, split
from monarr.web.templating import HTML, Page, PageContext

RENDER_SWITCH = "components/switch.html"


def _routes(kind: KindPage) -> list[HTTPRouteHandler]:
    """The pages of one kind."""
    may_read, may_edit = [requires(f"{kind.permission}.read")], [requires(f"{kind.permission}.edit")]
    name = kind.permission

    @get(kind.path, guards=may_read, include_in_schema=False, name=f"settings_{name}")
    async def listed(page: Page) -> Response[str]:
        return await show(page, "settings/provider_list.html", kind.path, **await list_context(page, kind))

    @get(f"{kind.path}/new", guards=may_edit, include_in_schema=False, name=f"settings_{name}_new")
    async def new(page: Page) -> Response[str]:
        provider = _declared(page, kind, page.request.query_params.get("implementation", ""))
        return await _form(page, kind, provider, None, provider.label, True, _defaults(kind, provider))

    @post(f"{kind.path}/new", guards=may_edit, include_in_schema=False, status_code=200, name=f"settings_{name}_add")
    async def add(page: Page) -> Response[Any]:
        return await _posted(page, kind, None)

    @post(f"{kind.path}/test", guards=may_edit, include_in_schema=False, status_code=200, name=f"settings_{name}_all")
    async def ask_all(page: Page) -> Response[Any]:
        rows = [row for row in await list_providers(page.house, kind.kind) if row.enabled]
        failed = [name for name in await asyncio.gather(*(_ask(page, kind, row) for row in rows)) if name]
        if failed:
            words = text("No good answer from {names}.", names=", ".join(failed))
            return page.go(kind.path, page.toast(words, "bad"))
        return page.go(kind.path, page.toast(text("All of them answer.")))

    @get(f"{kind.path}/{{row_id:int}}", guards=may_read, include_in_schema=False, name=f"settings_{name}_one")
    async def one(page: Page, row_id: FromPath[int]) -> Response[str]:
        row = await find_provider(page.house, kind.kind, row_id)
        provider = _declared(page, kind, row.implementation)
        return await _form(page, kind, provider, row, row.name, row.enabled, {**row.settings, **row.options})

    @post(
        f"{kind.path}/{{row_id:int}}",
        guards=may_edit,
        include_in_schema=False,
        status_code=200,
        name=f"settings_{name}_save",
    )
    async def change(page: Page, row_id: FromPath[int]) -> Response[Any]:
        return await _posted(page, kind, await find_provider(page.house, kind.kind, row_id))

    @post(
        f"{kind.path}/{{row_id:int}}/test",
        guards=may_edit,
        include_in_schema=False,
        status_code=200,
        name=f"settings_{name}_ask",
    )
    async def ask_one(page: Page, row_id: FromPath[int]) -> Response[Any]:
        row = await find_provider(page.house, kind.kind, row_id)
        failed = await _ask(page, kind, row)
        words = (
            text("{name} gives no good answer.", name=row.name) if failed else text("{name} answers.", name=row.name)
        )
        return page.go(kind.path, page.toast(words, "bad" if failed else "good"))

    @post(
        f"{kind.path}/{{row_id:int}}/switch",
        guards=may_edit,
        include_in_schema=False,
        status_code=200,
        name=f"settings_{name}_switch",
    )
    async def switch(page: Page, row_id: FromPath[int]) -> Response[Any]:
        on = (await read_form(page.request)).on("on")
        await set_enabled(page.house, kind.kind, row_id, on, actor=page.actor)
        row = await find_provider(page.house, kind.kind, row_id)
        return switched(page, f"{kind.path}/{row_id}/switch", row.name, on, kind.path)

    @post(
        f"{kind.path}/{{row_id:int}}/delete",
        guards=may_edit,
        include_in_schema=False,
        status_code=200,
        name=f"settings_{name}_drop",
    )
    async def drop(page: Page, row_id: FromPath[int]) -> Response[Any]:
        row = await find_provider(page.house, kind.kind, row_id)
        await delete_provider(page.house, kind.kind, row_id, page.actor)
        return page.go(kind.path, page.toast(text("{name} is gone.", name=row.name)))

    return [listed, new, add, ask_all, one, change, ask_one, switch, drop]


def switched(page: PageContext, path: str, label: str, on: bool, back: str) -> Response[Any]:
    """The answer to a switch: for htmx the switch as it stands now, else the way back to its page."""
    if not page.is_htmx:
        return page.go(back)
    context = {"path": path, "label": label, "on": on, "viewer": page.viewer, "csrf_token": page.visitor.csrf_token}
    template = page.request.app.state.environment.get_template(RENDER_SWITCH)
    return Response(template.render(context), media_type=HTML)


async def _ask(page: PageContext, kind: KindPage, row: Configured) -> str | None:
    """Asks a configured provider now, though it rests; its name when it gives no good answer."""
    try:
        async with page.house.sources.using(kind.kind, row.id, even_resting=True) as adapter:
            await adapter.test()
    except MonarrError:
        return row.name
    return None


def _declared(page: PageContext, kind: KindPage, implementation: str) -> Provider:
    return page.house.registry.get_provider(kind.kind, implementation)


def _fields(kind: KindPage, provider: Provider) -> list[Setting]:
    return [*provider.settings.declared, *kind.options]


def _defaults(kind: KindPage, provider: Provider) -> dict[str, Any]:
    return {one.name: one.default for one in _fields(kind, provider)}


async def _posted(page: PageContext, kind: KindPage, row: Configured | None) -> Response[Any]:
    """Tests or saves what the form holds."""
    form = await read_form(page.request)
    provider = _declared(page, kind, row.implementation if row else form.get("implementation"))
    values = given_values(form, _fields(kind, provider))
    settings = {one.name: values[one.name] for one in provider.settings.declared}
    if row is not None:
        settings = {name: value for name, value in settings.items() if value or not _is_secret(provider, name)}
    name, enabled = form.get("name"), form.on("enabled")

    async def again(errors: Errors, error: Text | str | None, test: Any = None, status: int = 422) -> Response[str]:
        kept = {"tags": form.get("tags"), "priority": form.get("priority")}
        return await _form(page, kind, provider, row, name, enabled, values, errors, error, test, kept, status)

    if form.get("do") == "test":
        errors, error, steps = await _tried(page, kind, provider, row, name, settings)
        return await again(errors, error, steps, 200 if error is None and not errors else 422)
    try:
        given = _input(kind, provider, form, name, enabled, settings, values)
        if row is None:
            await create_provider(page.house, kind.kind, given, page.actor)
        else:
            await edit_provider(page.house, kind.kind, row.id, given, page.actor)
    except MonarrError as problem:
        errors, error = split(problem, {kind.order: "priority"} if kind.order else None)
        return await again(errors, error)
    return page.go(kind.path, saved(page))


def _is_secret(provider: Provider, name: str) -> bool:
    return any(one.name == name and one.is_secret for one in provider.settings.declared)


def _input(
    kind: KindPage, provider: Provider, form: Form, name: str, enabled: bool, settings: Any, values: dict[str, Any]
) -> ProviderInput:
    options = option_values(kind, values)
    if kind.order is not None:
        number = form.number("priority")
        if number is not None:
            options[kind.order] = number
    tags = tuple(part.strip() for part in form.get("tags").split(",") if part.strip()) if kind.has_tags else None
    return ProviderInput(
        name=name, implementation=provider.implementation, settings=settings, enabled=enabled, options=options,
        tags=tags, protocol=provider.protocol,
    )  # fmt: skip


async def _tried(
    page: PageContext, kind: KindPage, provider: Provider, row: Configured | None, name: str, settings: dict[str, Any]
) -> tuple[Errors, Text | None, list[dict[str, Any]] | None]:
    """The settings, tried for real: what does not fit, and the steps of the test."""
    fits = {"words": text("The settings fit together"), "state": "passed", "took_ms": None}
    started = monotonic()
    try:
        await test_provider(
            page.house,
            kind.kind,
            provider.implementation,
            name or provider.label,
            settings,
            row_id=row.id if row else None,
        )
    except InvalidInput as error:
        return (*split(error), None)
    except MonarrError as error:
        return Errors(), error.message, [fits, {"words": error.message, "state": "failed", "took_ms": None}]
    took = round((monotonic() - started) * 1000)
    answers = {
        "words": text("{name} answers as it should", name=name or provider.label),
        "state": "passed",
        "took_ms": took,
    }
    return Errors(), None, [fits, answers]


async def _form(
    page: PageContext,
    kind: KindPage,
    provider: Provider,
    row: Configured | None,
    name: str,
    enabled: bool,
    values: dict[str, Any],
    errors: Errors | None = None,
    error: Text | str | None = None,
    test: Any = None,
    kept: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    secret = {one.name for one in provider.settings.declared if one.is_secret}
    held = row.settings if row else {}
    path = f"{kind.path}/{row.id}" if row else f"{kind.path}/new"
    order: Any = None
    if kind.order is not None:
        stands = row.options.get(kind.order) if row else (25 if kind.permission == "indexers" else 1)
        order = kept["priority"] if kept and kept["priority"] else stands
    return await show(
        page,
        "settings/provider_form.html",
        kind.path,
        status=status,
        kind={"path": kind.path, "name": kind.name},
        heading=row.name if row else text("Add {name}", name=provider.label),
        action=path,
        implementation=provider.implementation,
        help=provider.help,
        docs_url=provider.docs_url,
        name=name,
        priority=order,
        priority_help=text("Lower is asked first."),
        tags=(kept["tags"] if kept else ", ".join(row.tags if row else ())) if kind.has_tags else None,
        enabled=enabled,
        settings=_fields(kind, provider),
        values={key: value for key, value in values.items() if key not in secret},
        stored={key: page.say(text("set")) for key in secret if held.get(key)},
        errors=errors or Errors(),
        error=error,
        test=test,
        delete=_question(page, row, path) if row else None,
    )


def _question(page: PageContext, row: Configured, path: str) -> dict[str, str]:
    goes = text("Its settings and secrets go. What it brought stays, and history keeps its name.")
    return ask(page, text("Delete {name}?", name=row.name), goes, f"{path}/delete")


ROUTES = [route for kind in KINDS for route in _routes(kind)]
