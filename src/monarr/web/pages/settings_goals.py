"""Goals: pick what is wanted, see its rules and what it means, and have a profile of it."""

from __future__ import annotations

from typing import Any

from litestar import get, post
from litestar.response import Response

from monarr.core.errors import InvalidInput, MonarrError, NotFound
from monarr.core.kinds import ContentType
from monarr.core.text import Text, text
from monarr.core.what_if import ProfileChange
from monarr.messages.goals import episode_words, film_words, goal_about, goal_name, goal_reasons, library_words
from monarr.services.goals import (
    Preview,
    apply_goal,
    content_type_of,
    create_from_goal,
    preview_goals,
    profile_for_goal,
)
from monarr.services.profiles import list_profiles
from monarr.web.auth import requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._settings import show
from monarr.web.pages._what_if import dry_run
from monarr.web.templating import Page, PageContext

PATH = "/settings/profiles/goals"
_PROFILES = "/settings/profiles"
_KINDS: tuple[tuple[ContentType, Text], ...] = (
    (ContentType.MOVIE, text("Films")), (ContentType.SERIES, text("Series")),
)  # fmt: skip


@get(PATH, guards=[requires("profiles.edit")], include_in_schema=False)
async def goals(page: Page) -> Response[str]:
    """All goals, for a new profile or (`?profile=`) for one that is there."""
    given = page.request.query_params
    return await _show(page, given.get("kind", ""), given.get("profile", ""))


@post(PATH, guards=[requires("profiles.edit")], include_in_schema=False, status_code=200)
async def choose(page: Page) -> Response[Any]:
    """Makes a profile of a goal, or gives its rules to one; `do=what-if` shows first what that would do."""
    form = await read_form(page.request)
    code, profile_id = form.get("goal"), form.number("profile")
    try:
        if profile_id is None:
            made = await create_from_goal(page.house, code, page.actor, name=form.get("name"), content_type=_kind(form))
            return page.go(f"{_PROFILES}/{made}", page.toast(text("{name} is there.", name=goal_name(code))))
        if form.get("do") == "what-if":
            wanted = await profile_for_goal(page.house, profile_id, code)
            return await dry_run(page, ProfileChange(profile_id=profile_id, profile=wanted))
        await apply_goal(page.house, profile_id, code, page.actor)
        return page.go(f"{_PROFILES}/{profile_id}", page.toast(text("It has the rules of this goal.")))
    except NotFound:
        raise
    except MonarrError as error:
        fields = error.fields if isinstance(error, InvalidInput) else {}
        sentence = next(iter(fields.values()), error.message)
        return await _show(page, form.get("kind"), form.get("profile"), code, form.get("name"), sentence, 422)


def _kind(form: Form) -> ContentType:
    return ContentType.SERIES if form.get("kind") == "series" else ContentType.MOVIE


async def _show(
    page: PageContext, kind: str, profile: str, code: str = "", name: str = "", error: Text | str | None = None,
    status: int = 200,
) -> Response[str]:  # fmt: skip
    chosen = None
    content: ContentType | None = ContentType.SERIES if kind == "series" else ContentType.MOVIE
    if profile.isdecimal():
        content = await page.house.db.read(content_type_of, int(profile))
        chosen = next(one for one in await list_profiles(page.house) if one.id == int(profile))
    previews = await preview_goals(page.house, content)
    return await show(
        page, "settings/goals.html", _PROFILES, status=status, kind="series" if kind == "series" else "movie",
        kinds=[] if chosen else [
            {"words": page.say(words), "href": f"?kind={one.value}", "on": one is content} for one, words in _KINDS
        ],
        chosen={"id": chosen.id, "name": chosen.name} if chosen else None,
        goals=[_goal(page, one, content, name if one.goal.code == code else "") for one in previews], error=error,
    )  # fmt: skip


def _goal(page: PageContext, one: Preview, content: ContentType | None, typed: str) -> dict[str, Any]:
    films, series = content in (None, ContentType.MOVIE), content is not ContentType.MOVIE
    means: list[Text] = []
    if one.weight is not None:
        means += [film_words(one.weight)] if films else []
        means += [episode_words(one.weight)] if series else []
        kinds = [kind for kind, wanted in (("movie", films), ("series", series)) if wanted]
        minutes = sum(one.held[kind].minutes for kind in kinds)
        whole = library_words(one.weight, minutes, sum(one.held[kind].size_bytes for kind in kinds))
        means += [whole] if whole is not None else []
    name = page.say(goal_name(one.goal.code))
    return {
        "code": one.goal.code, "name": name, "typed": typed or name, "about": goal_about(one.goal.code),
        "reasons": list(goal_reasons(one.goal)), "means": means,
        "qualities": [item.label for item in reversed(one.profile.items) if item.allowed], "cutoff": one.goal.cutoff,
    }  # fmt: skip


ROUTES = [goals, choose]
