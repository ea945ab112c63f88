"""Custom formats: signs of a release, tried on a name before they are saved."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.formats import ConditionResult, FormatError, read_format
from monarr.core.formats.export import export_format
from monarr.core.formats.vocabulary import Numbering
from monarr.core.text import Text, text
from monarr.core.what_if import FormatChange
from monarr.db.queries.page_settings import format_scores
from monarr.messages.formats import format_problem
from monarr.services.formats import StoredFormat, delete_format, import_formats, list_formats, save_format
from monarr.services.trials import TriedRelease, try_format
from monarr.web.auth import requires
from monarr.web.pages._conditions import FORMS, form_of, spoken
from monarr.web.pages._forms import Errors, Form, read_form, words_looked_for
from monarr.web.pages._settings import ask, saved, show, split
from monarr.web.pages._trials import short_words
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/formats"
_MOST = 1_000
Spec = dict[str, Any]
_KINDS = {"series": text("for series"), "movie": text("for films")}
_FOR: dict[Numbering | None, Text] = {
    None: text("For films and series"), "movie": text("For films"), "series": text("For series"),
}  # fmt: skip


@get(PATH, guards=[requires("formats.read")], include_in_schema=False)
async def formats(page: Page) -> Response[str]:
    return await _list(page)


async def _list(page: PageContext, toast: Any = None, status: int = 200) -> Response[str]:
    scores = await page.house.db.read(format_scores)
    words = words_looked_for(page.request)
    rows = [
        {
            "id": one.id, "name": one.name, "path": f"{PATH}/{one.id}", "conditions": _sentence(page, one.spec),
            "kind": page.say(_KINDS[one.kind]) if one.kind else "",
            "scores": [{"profile": profile, "score": score} for profile, score in scores.get(one.id, [])],
        }
        for one in await list_formats(page.house)
        if words.casefold() in one.name.casefold()
    ]  # fmt: skip
    path = f"{PATH}/import" if page.may("formats.edit") else None
    toasts = (toast,) if toast else ()
    return await show(
        page, "settings/formats.html", PATH, status=status, formats=rows, words=words, import_path=path, toasts=toasts
    )


def _sentence(page: PageContext, spec: Spec) -> str:
    words = []
    for one in spec["specifications"]:
        label = one.get("name") or page.say(form_of(one["implementation"]).label)
        words.append(page.say(text("not {condition}", condition=label)) if one.get("negate") else label)
    return ", ".join(words) or page.say(text("no conditions"))


@post(f"{PATH}/import", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def read_formats(page: Page) -> Response[Any]:
    """Takes up formats written as JSON: one, or a list."""
    form = await read_form(page.request)
    try:
        given = msgspec.json.decode(form.get("json"))
        specs = given if isinstance(given, list) else [given]
        made = await import_formats(page.house, specs, page.actor, kind=_kind(form.get("kind")))
    except msgspec.DecodeError:
        return await _list(page, page.toast(text("This is no JSON."), "bad"), 422)
    except InvalidInput as error:
        words = next(iter(error.fields.values()), error.message)
        return await _list(page, page.toast(words, "bad"), 422)
    return page.go(PATH, page.toast(text("Read: {count}.", count=len(made))))


def _kind(given: str) -> Numbering | None:
    kinds: dict[str, Numbering] = {"series": "series", "movie": "movie"}
    return kinds.get(given)


@get(f"{PATH}/new", guards=[requires("formats.edit")], include_in_schema=False)
async def new_format(page: Page) -> Response[str]:
    return await _form(page, None, {"name": "", "specifications": [_fresh("ReleaseTitleSpecification", page)]})


@post(f"{PATH}/new", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def add_format(page: Page) -> Response[Any]:
    return await _posted(page, None)


@get(f"{PATH}/{{format_id:int}}", guards=[requires("formats.read")], include_in_schema=False)
async def one_format(page: Page, format_id: FromPath[int]) -> Response[str]:
    one = await _find(page, format_id)
    return await _form(page, one, one.spec)


@post(f"{PATH}/{{format_id:int}}", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def change_format(page: Page, format_id: FromPath[int]) -> Response[Any]:
    return await _posted(page, await _find(page, format_id))


@get(f"{PATH}/{{format_id:int}}/export", guards=[requires("formats.read")], include_in_schema=False)
async def export(page: Page, format_id: FromPath[int]) -> Response[bytes]:
    """The format as a file that Sonarr (`for=series`) or Radarr (`for=movie`) imports."""
    one = await _find(page, format_id)
    custom = read_format(one.spec)
    if isinstance(custom, FormatError):
        raise InvalidInput(format_problem(custom))
    to: Numbering = "movie" if page.request.query_params.get("for") == "movie" else "series"
    body = msgspec.json.format(msgspec.json.encode(export_format(custom, to, one.kind)), indent=2)
    name = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in one.name).strip("-") or "format"
    headers = {"content-disposition": f'attachment; filename="{name}.json"'}
    return Response(body, media_type="application/json", headers=headers)


@post(f"{PATH}/{{format_id:int}}/delete", guards=[requires("formats.edit")], include_in_schema=False, status_code=200)
async def drop_format(page: Page, format_id: FromPath[int]) -> Response[Any]:
    one = await _find(page, format_id)
    await delete_format(page.house, format_id, page.actor)
    return page.go(PATH, page.toast(text("{name} is gone.", name=one.name)))


async def _find(page: PageContext, format_id: int) -> StoredFormat:
    found = next((one for one in await list_formats(page.house) if one.id == format_id), None)
    if found is None:
        raise NotFound(text("There is no such custom format."), subject=f"custom_format:{format_id}")
    return found


def _fresh(implementation: str, page: PageContext) -> Spec:
    label = page.say(form_of(implementation).label)
    return {"name": label, "implementation": implementation, "negate": False, "required": False, "fields": {}}


async def _posted(page: PageContext, one: StoredFormat | None) -> Response[Any]:
    """Adds or drops a condition, tries the format on a name, or saves it."""
    form = await read_form(page.request)
    spec, kind = _read(form, one), one.kind if one else _kind(form.get("media"))
    act = form.get("do")
    if act == "add" and form.get("new_kind") in FORMS:
        spec["specifications"].append(_fresh(form.get("new_kind"), page))
        return await _form(page, one, spec, kind=kind)
    if act.startswith("drop-") and act[5:].isdigit():
        spec["specifications"] = [row for n, row in enumerate(spec["specifications"]) if n != int(act[5:])]
        return await _form(page, one, spec, kind=kind)
    if act == "try":
        return await _form(page, one, spec, kind=kind, release=form.get("release"))
    try:
        score = one.suggested_score if one else 0
        if act == "what-if" and one is not None:
            return await dry_run(page, FormatChange(format_id=one.id, spec=spec, suggested_score=score))
        await save_format(
            page.house, spec, page.actor, format_id=one.id if one else None, kind=kind, suggested_score=score
        )
    except MonarrError as problem:
        errors, error = split(problem)
        if not spec["name"]:
            errors, error = Errors({"name": text("A name is needed.")}), None
        return await _form(page, one, spec, errors, errors.get("conditions") or error, kind=kind, status=422)
    return page.go(PATH, saved(page))


def _read(form: Form, one: StoredFormat | None) -> Spec:
    """The format that the form describes; what it does not show (of an import) stays."""
    rows: list[Spec] = []
    for n in range(_MOST):
        implementation = form.get(f"kind-{n}")
        if not implementation:
            break
        fields: dict[str, Any] = {}
        for field in form_of(implementation).fields:
            name = f"{field.name}-{n}"
            fields[field.name] = form.on(name) if field.kind == "boolean" else form.get(name)
        if not fields and one is not None and n < len(one.spec["specifications"]):
            fields = one.spec["specifications"][n]["fields"]
        rows.append({"name": form.get(f"name-{n}"), "implementation": implementation, "fields": fields,
                     "negate": form.on(f"negate-{n}"), "required": form.on(f"required-{n}")})  # fmt: skip
    kept: Spec = {name: one.spec[name] for name in ("trash_id", "trash_scores") if one is not None and name in one.spec}
    return {"name": form.get("name"), "includeCustomFormatWhenRenaming": form.on("include_when_renaming"),
            "specifications": rows, **kept}  # fmt: skip


async def _trial(page: PageContext, kind: Numbering | None, spec: Spec, release: str) -> dict[str, Any]:
    """What the format says of a name, and of the newest names of the ledger."""
    named = {**spec, "name": spec["name"] or "-"}
    found = await try_format(page.house, named, name=release, kind=kind)
    own = found.own
    blank = {n for n, row in enumerate(spec["specifications"]) if not any(row["fields"].values())}
    return {
        "release": release, "read": own is not None, "matched": own is not None and own.matched,
        "lines": _lines(page, own) if own else [], "waits": bool(found.problems),
        "problems": {n: said for n, said in found.problems.items() if n not in blank}, "seen": found.seen_count,
        "short": short_words(found.seen_count, found.known_count),
        "matching_count": found.matching_count, "matching": [row.name for row in found.matching],
        "near": [{"name": row.name, "said": page.say(_missing(page, row))} for row in found.near],
    }  # fmt: skip


def _lines(page: PageContext, tried: TriedRelease) -> list[dict[str, Any]]:
    return [{"words": _called(page, one), "matched": one.matched} for one in tried.conditions]


def _called(page: PageContext, one: ConditionResult) -> str:
    return one.name or page.say(form_of(one.implementation).label)


def _missing(page: PageContext, tried: TriedRelease) -> Text:
    """The one condition that says no."""
    name = next((_called(page, one) for one in tried.conditions if not one.matched), "")
    return text("only “{condition}” says no", condition=name)


async def _form(
    page: PageContext, one: StoredFormat | None, spec: Spec, errors: Errors | None = None, error: Any = None,
    status: int = 200, release: str = "", kind: Numbering | None = None,
) -> Response[str]:  # fmt: skip
    path = f"{PATH}/{one.id}" if one else f"{PATH}/new"
    kind = one.kind if one else kind
    trial = await _trial(page, kind, spec, release)
    scores = (await page.house.db.read(format_scores)).get(one.id, []) if one else []
    goes = text("Its points go from every profile. No file changes.")
    return await show(
        page, "settings/format_form.html", PATH, status=status, action=path,
        format={"id": one.id if one else None, "name": spec["name"],
                "include_when_renaming": spec.get("includeCustomFormatWhenRenaming", False),
                "kind": kind or "", "kind_words": page.say(_FOR[kind])},
        conditions=[_condition(page, row, kind) for row in spec["specifications"]],
        used_by=[{"profile": profile, "score": score} for profile, score in scores],
        media=[(value or "", page.say(words)) for value, words in _FOR.items()],
        kinds=[(name, page.say(form.label)) for name, form in FORMS.items()],
        trial=trial, errors=errors or Errors(), error=error,
        delete=ask(page, text("Delete {name}?", name=one.name), goes, f"{path}/delete") if one else None,
    )  # fmt: skip


def _condition(page: PageContext, row: Spec, kind: Numbering | None) -> dict[str, Any]:
    form = form_of(row["implementation"])
    values = {name: spoken(row["implementation"], value, kind) for name, value in row["fields"].items()}
    return {
        "kind": row["implementation"], "kind_label": page.say(form.label), "name": row["name"],
        "negate": row["negate"], "required": row["required"], "fields": form.fields, "values": values,
    }  # fmt: skip


ROUTES = [formats, read_formats, new_format, add_format, one_format, change_format, export, drop_format]
