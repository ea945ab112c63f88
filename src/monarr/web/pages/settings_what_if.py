"""A dry run: what a change of the rules would do, and saving it from there."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import Conflict, InvalidInput, NotAllowed
from monarr.core.text import Text, ntext, text
from monarr.core.what_if import Change, DelayOrderChange, Effect, ProfileChange, Side, SizesChange, WhatIf
from monarr.db.queries.page_settings import profile_uses
from monarr.db.queries.pictures import Picture, find_posters
from monarr.messages.human import wait
from monarr.messages.what_if import basis, effect_sentence, headline, space
from monarr.services.what_if import OF_DELAYS, DryRun, read_what_if
from monarr.services.what_if_lines import describe_change
from monarr.services.what_if_saving import save_and_grab, save_what_if
from monarr.web.auth import requires
from monarr.web.figures import MINUS, NBSP, size
from monarr.web.pages._forms import read_form
from monarr.web.pages._titles import picture_of
from monarr.web.pages._what_if import PATH, editor_of
from monarr.web.pages.settings_profiles import used_words
from monarr.web.templating import HTML, Page, PageContext

_EDIT = {
    "ProfileChange": "profiles.edit", "FormatChange": "formats.edit", "SizesChange": "quality.edit",
    "DelayChange": "profiles.edit", "DelayOrderChange": "profiles.edit", "WordsChange": "profiles.edit",
}  # fmt: skip
_GROUPS: tuple[tuple[str, Text], ...] = (
    ("new", text("New")),
    ("replaced", text("Replaced")),
    ("other", text("Another release")),
    ("later", text("Later")),
    ("sooner", text("Sooner")),
    ("lost", text("No longer fits")),
)


@get(f"{PATH}/{{job_id:int}}", guards=[requires("profiles.read")], include_in_schema=False)
async def one_dry_run(page: Page, job_id: FromPath[int]) -> Response[str]:
    dry_run = await read_what_if(page.house, job_id)
    if page.is_htmx and dry_run.state not in ("pending", "running"):  # it waited on this page: now the whole of it
        return Response("", media_type=HTML, headers={"HX-Refresh": "true"})
    return await _show(page, dry_run)


@post(f"{PATH}/{{job_id:int}}", guards=[requires("profiles.read")], include_in_schema=False, status_code=200)
async def save(page: Page, job_id: FromPath[int]) -> Response[Any]:
    """Saves the change; with `do=grab` its releases are grabbed too, less those that the form leaves out."""
    form, dry_run = await read_form(page.request), await read_what_if(page.house, job_id)
    if not page.may(_EDIT[type(dry_run.change).__name__]):
        raise NotAllowed(text("Your account may not change this."))
    grabs = form.get("do") == "grab"
    if grabs and not page.may("releases.grab"):
        raise NotAllowed(text("Your account may not grab releases."))
    try:
        if grabs:
            await save_and_grab(page.house, job_id, form.all("left_out"), page.actor)
        else:
            await save_what_if(page.house, job_id, page.actor)
    except (InvalidInput, Conflict) as error:
        sentence = (
            next(iter(error.fields.values()), error.message) if isinstance(error, InvalidInput) else error.message
        )
        return await _show(page, dry_run, error=sentence, status=422)
    if grabs:
        return page.go("/activity", page.toast(text("Saved. The releases are being grabbed.")))
    return page.go(editor_of(dry_run.change), page.toast(text("Saved. What you have stays as it is.")))


async def _show(
    page: PageContext, dry_run: DryRun, *, error: Text | str | None = None, status: int = 200
) -> Response[str]:
    answer = dry_run.answer
    described = await describe_change(page.house, dry_run.change)
    shown = answer.effects if answer is not None else ()
    posters = await page.house.db.read(find_posters, sorted({one.title_id for one in shown}))
    return await page.show(
        "settings/what_if.html",
        current="/settings",
        status=status,
        path=f"{PATH}/{dry_run.id}",
        back=_back(page, dry_run.change),
        name=described.name or page.say(_nameless(dry_run.change)),
        about=await _about(page, dry_run.change),
        lines=described.lines,
        running=dry_run.state in ("pending", "running"),
        progress=dry_run.progress,
        trouble=dry_run.error if dry_run.state in ("failed", "cancelled") else None,
        error=error,
        **(_told(page, dry_run.change, answer, posters) if answer is not None else {"answer": None}),
        may_save=page.may(_EDIT[type(dry_run.change).__name__]),
        may_grab=page.may("releases.grab"),
    )


def _nameless(change: Change) -> Text:
    return text("The order of delays") if isinstance(change, DelayOrderChange) else text("Quality sizes")


def _back(page: PageContext, change: Change) -> dict[str, Any]:
    names = {
        "ProfileChange": text("Profiles"), "FormatChange": text("Custom formats"), "DelayChange": text("Delays"), "DelayOrderChange": text("Delays"),
        "WordsChange": text("Words"),
    }  # fmt: skip
    lists = {
        "ProfileChange": "/settings/profiles", "FormatChange": "/settings/formats", "DelayChange": "/settings/delays", "DelayOrderChange": "/settings/delays",
        "WordsChange": "/settings/words",
    }  # fmt: skip
    kind = type(change).__name__
    return {
        "words": page.say(names.get(kind, text("Quality sizes"))), "href": lists.get(kind, "/settings/quality"),
        "editor": editor_of(change),
        "is_one": editor_of(change) != lists.get(kind, "/settings/quality"),
    }  # fmt: skip


async def _about(page: PageContext, change: Change) -> Text | None:
    if isinstance(change, ProfileChange):
        return used_words((await page.house.db.read(profile_uses)).get(change.profile_id, {}))
    if isinstance(change, SizesChange) and change.library_id is None:
        return text("for all libraries")
    if isinstance(change, OF_DELAYS):
        return text("tried on the releases of the last 30 days, as they came")
    return None


def _told(page: PageContext, change: Change, answer: WhatIf, posters: dict[int, Picture]) -> dict[str, Any]:
    groups = []
    for what, words in _GROUPS:
        rows = [_effect(page, one, posters) for one in answer.effects if one.what == what]
        if rows:
            groups.append({"id": what, "words": page.say(words), "n": len(rows), "effects": rows})
    grabs = sum(one.release_id is not None for one in answer.effects)
    return {
        "answer": True,
        "sentence": headline(answer),
        "rest": space(answer.folders),
        "numbers": _delay_numbers(answer) if isinstance(change, OF_DELAYS) else _numbers(answer),
        "groups": groups,
        "more": _more(answer),
        "basis": basis(answer),
        "grabs": grabs,
        "grab_words": ntext("Save and grab {n}", "Save and grab {n}", grabs, n=grabs),
    }


def _numbers(answer: WhatIf) -> list[dict[str, Any]]:
    totals = answer.totals
    first = next((one.title for one in answer.effects if one.what == "new"), None)
    growth = f"{_sign(totals.growth_bytes)}{size(abs(totals.growth_bytes))}"
    other = ntext("{count} would be another release", "{count} would be other releases", totals.other)
    fetched = text("{size} to download", size=size(max(0, totals.download_bytes)))
    saved = text("{size} less to download", size=size(abs(totals.download_bytes)))
    return [
        {"value": str(totals.replaced_files), "words": ntext("file replaced", "files replaced", totals.replaced_files),
         "more": other if totals.other else None, "turn": False},
        {"value": growth, "words": text("after the old ones go"),
         "more": saved if totals.download_bytes < 0 else fetched, "turn": False},
        {"value": str(totals.new), "words": ntext("found at last", "found at last", totals.new),
         "more": text("{title} is one", title=first) if first else None, "turn": False},
        {"value": str(totals.lost), "words": ntext("fits today and no longer", "fit today and no longer", totals.lost),
         "more": _goal_words(answer), "turn": totals.lost > 0},
    ]  # fmt: skip


def _delay_numbers(answer: WhatIf) -> list[dict[str, Any]]:
    totals = answer.totals
    spared = text("{size} less to download", size=size(max(0, -totals.download_bytes)))
    longest = text("{span} at most", span=wait(totals.longest_wait_minutes))
    refused = ntext("{count} would not have come", "{count} would not have come", totals.lost)
    return [
        {"value": str(totals.later), "words": ntext("comes later", "come later", totals.later),
         "more": longest if totals.longest_wait_minutes else None, "turn": False},
        {"value": str(totals.other), "words": ntext("is another release", "are other releases", totals.other),
         "more": refused if totals.lost else None, "turn": totals.lost > 0},
        {"value": str(totals.sooner), "words": ntext("comes sooner", "come sooner", totals.sooner), "more": None,
         "turn": False},
        {"value": str(max(0, totals.spared_downloads)),
         "words": ntext("download less", "downloads less", max(0, totals.spared_downloads)),
         "more": spared if totals.download_bytes < 0 else None, "turn": False},
    ]  # fmt: skip


def _goal_words(answer: WhatIf) -> Text | None:
    totals = answer.totals
    if totals.under_goal:
        return ntext("{count} file would no longer be good enough", "{count} files would no longer be good enough",
                     totals.under_goal)  # fmt: skip
    if totals.good_enough:
        return ntext("{count} file would be good enough", "{count} files would be good enough", totals.good_enough)
    return None


def _more(answer: WhatIf) -> list[Text]:
    told = []
    rest = answer.listed_of - len(answer.effects)
    if rest > 0:
        told.append(ntext("and {count} more.", "and {count} more.", rest))
    if answer.unchanged_count:
        told.append(ntext("For {count} other nothing would change.", "For {count} others nothing would change.",
                          answer.unchanged_count))  # fmt: skip
    if answer.cut:
        told.append(text("The ledger holds more; what was judged last is in this answer."))
    return told


def _effect(page: PageContext, one: Effect, posters: dict[int, Picture]) -> dict[str, Any]:
    kept = one.before if one.what in ("other", "later", "sooner", "lost") else one.here
    count = len(one.item_ids)
    detail = None if one.is_film else ntext("{count} episode", "{count} episodes", count)
    return {
        "key": one.key,
        "path": f"/title/{one.title_id}",
        "name": one.title,
        "detail": detail,
        "version": one.version,
        "poster": picture_of(page, posters.get(one.title_id), 64),
        "sentence": effect_sentence(one),
        "has": _side(page, kept) if kept is not None else page.say(text("Nothing yet")),
        "has_none": kept is None,
        "gets": _side(page, one.after) if one.after is not None else None,
        "is_new": one.what == "new",
        "is_same": one.what in ("later", "sooner"),
        "grabs": one.release_id is not None,
        "size": "" if one.growth_bytes == 0 and one.wait_minutes is not None else _signed(one.growth_bytes),
        "release": one.after.release_title if one.after is not None else None,
    }


def _side(page: PageContext, side: Side) -> str:
    formats = [name for name in side.formats[:2] if len(name) <= 12]
    return " ".join((side.quality, *formats))


def _sign(number: int) -> str:
    return "" if number == 0 else "+" if number > 0 else MINUS


def _signed(size_bytes: int) -> str:
    if size_bytes == 0:
        return f"0{NBSP}B"
    return f"{_sign(size_bytes)}{size(abs(size_bytes))}"


ROUTES = [one_dry_run, save]
