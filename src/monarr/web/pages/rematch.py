"""Re-match: a release that seems to be of another title is judged for the one that a person names, and can be grabbed for
it. First the title is looked up, then its version and episodes are chosen; the address holds both."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.decisions import Outcome
from monarr.core.errors import MonarrError
from monarr.core.text import Text, text
from monarr.db.queries.search import find_titles
from monarr.db.queries.series import list_episodes, list_seasons
from monarr.db.queries.titles import TitlePage
from monarr.messages import named_verdict_sentence, refusals_sentence
from monarr.services.judging import Judged
from monarr.services.rematch import find_listed, rematch_release
from monarr.web.auth import may_in_library, requires
from monarr.web.pages._forms import Form, read_form
from monarr.web.pages._series import season_name
from monarr.web.pages._shell import frame_of
from monarr.web.pages._why import Subject, fix_link, strong_parts
from monarr.web.pages._words import numbered
from monarr.web.pages.title import load_title
from monarr.web.templating import Page, PageContext

_PATH = "/releases/{release_id:int}/match"
_MOST_TITLES = 12
_GUARDS = [requires("releases.read")]


@get(_PATH, guards=_GUARDS, include_in_schema=False)
async def match(page: Page, release_id: FromPath[int]) -> Response[str]:
    """Which title it is of, and which part of that."""
    return await _show(page, release_id)


@post(_PATH, guards=_GUARDS, include_in_schema=False, status_code=200)
async def judge_for(page: Page, release_id: FromPath[int]) -> Response[str]:
    """Judges it for what was chosen."""
    form = await read_form(page.request)
    title_id, version = form.get("title"), form.get("version")
    found = await _readable(page, int(title_id)) if title_id.isdecimal() else None
    if found is None:
        return await _show(page, release_id, error=text("Choose a title first."), status=422)
    given = [int(one) for one in form.all("episodes") if one.isdecimal()]
    try:
        judged = await rematch_release(
            page.house, release_id, found.title.id, episode_ids=given,
            version_id=int(version) if version.isdecimal() else None,
        )  # fmt: skip
    except MonarrError as problem:
        return await _show(page, release_id, form=form, error=problem.message, status=422)
    return await _show(page, release_id, form=form, judged=judged)


async def _readable(page: PageContext, title_id: int) -> TitlePage:
    found = await load_title(page, title_id)
    may_in_library(page.visitor, "releases.read", page.house.clock.now(), found.title.library_id)
    return found


async def _show(
    page: PageContext, release_id: int, *, form: Form | None = None, judged: Judged | None = None,
    error: Text | str | None = None, status: int = 200,
) -> Response[str]:  # fmt: skip
    listed = await find_listed(page.house, release_id)
    query, seems = page.request.query_params, listed.seems
    words = query.get("for", "").strip()[:100] or seems
    back = query.get("back", "") if query.get("back", "").startswith("/title/") else "/activity/history"
    title_id = form.get("title") if form is not None else query.get("title", "")
    found = await _readable(page, int(title_id)) if title_id.isdecimal() else None
    kept = {"back": back, "for": words}
    path = f"/releases/{release_id}/match"
    return await page.show(
        "search/match.html",
        current="/",
        status=status,
        release={
            "name": listed.name, "strong": strong_parts(listed.name, listed.quality), "seems": seems,
            "indexer": listed.indexer_name, "size_bytes": listed.size_bytes,
        },
        back=back,
        path=path,
        words=words,
        titles=[] if found else await _titles(page, words, path, kept),
        chosen=await _chosen(page, found, form, path, kept) if found else None,
        answer=_answer(page, judged) if judged is not None else None,
        error=error,
    )  # fmt: skip


async def _titles(page: PageContext, words: str, path: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    """Titles of the libraries that bear these words."""
    if not words:
        return []
    seen = [one.id for one in (await frame_of(page)).libraries if page.may("releases.read", one.id)]
    rows = await page.house.db.read(find_titles, words, limit=_MOST_TITLES, library_ids=seen)
    return [
        {"words": f"{row.title} ({row.year})" if row.year else row.title,
         "href": f"{path}?" + urlencode(kept | {"title": str(row.id)})}
        for row in rows
    ]  # fmt: skip


async def _chosen(
    page: PageContext, found: TitlePage, form: Form | None, path: str, kept: dict[str, str]
) -> dict[str, Any]:
    """The title with what is to be said of it: its version, and for a series the episodes of one season."""
    title, query = found.title, page.request.query_params
    version = form.get("version") if form is not None else ""
    here: dict[str, Any] = {
        "id": title.id,
        "name": f"{title.title} ({title.year})" if title.year else title.title,
        "other_href": f"{path}?" + urlencode(kept),
        "action": f"{path}?" + urlencode(kept | {name: query[name] for name in ("season",) if name in query}),
        "versions": [(one.id, one.name) for one in found.versions],
        "version": int(version) if version.isdecimal() else None,
        "seasons": [],
        "episodes": [],
    }
    if found.series is None:
        return here
    numbers = [one.number for one in await page.house.db.read(list_seasons, title.id)]
    asked = query.get("season", "")
    season = int(asked) if asked.isdecimal() and int(asked) in numbers else next(iter(numbers), 0)
    ticked = set(form.all("episodes")) if form is not None else set()
    at = kept | {"title": str(title.id)}
    return here | {
        "seasons": [
            {"words": season_name(number), "href": f"{path}?" + urlencode(at | {"season": str(number)}),
             "on": number == season}
            for number in numbers
        ],
        "episodes": [
            {"id": one.id, "words": f"{numbered(one.season_number, one.episode_number)} {one.title or ''}".strip(),
             "on": str(one.id) in ticked}
            for one in await page.house.db.read(list_episodes, title.id, season)
        ],
    }  # fmt: skip


def _answer(page: PageContext, judged: Judged) -> dict[str, Any]:
    judgement, may = judged.judgement, page.may("releases.grab")
    order = {Outcome.REFUSED: 0, Outcome.PASSED: 1, Outcome.NOT_ASKED: 2}
    verdicts = sorted(judgement.verdicts, key=lambda verdict: order[verdict.outcome])
    about = Subject(
        profile_id=judged.facts.profile.id or None,
        indexer_id=judged.candidate.indexer_id,
        title_id=judged.title_id,
        kind=judged.facts.kind,
        episode_id=next(iter(judged.candidate.episode_ids), None),
    )
    target = urlencode(
        {"title": judged.title_id, "version": judged.version_id, "items": ",".join(map(str, judged.item_ids))}
    )
    grab = f"/releases/{judged.release_id}/grab?{target}"
    return {
        "sentence": refusals_sentence(judgement.refusals) if judgement.refusals else text("It fits every rule."),
        "fits": judgement.accepted,
        "score": judged.candidate.ranking_score,
        "verdicts": [
            {"outcome": one.outcome.value, "sentence": named_verdict_sentence(one),
             "fix": fix_link(page, one.fix, about) if one.outcome is Outcome.REFUSED else None}
            for one in verdicts
        ],
        "grab_path": grab if may and judgement.accepted else None,
        "override_path": f"{grab}&override=true" if may and not judgement.accepted else None,
    }  # fmt: skip


ROUTES = [match, judge_for]
