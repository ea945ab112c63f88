"""Choosing a release by hand: everything the indexers have, judged and explained, and grabbing, overriding, blocking.

What a search brought is kept for some minutes, so that looking at one release after another asks nobody anew.
"""

from __future__ import annotations

from time import monotonic
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import InvalidInput
from monarr.core.reputation import bars_of, key_of
from monarr.core.text import Text, ntext, text
from monarr.db.queries.reputation import groups_named
from monarr.db.queries.titles import find_title_page
from monarr.messages.reputation import true_words
from monarr.services.blocklist import block_release, unblock_release
from monarr.services.grab import grab_release
from monarr.services.ledger import distance_of
from monarr.services.search import InteractiveReport, ListedRelease, interactive_search, with_blocked
from monarr.web.auth import requires
from monarr.web.pages._chosen import chosen_pane, release_row
from monarr.web.pages._facets import Chosen, facets_of, fits, read_chosen, write_chosen
from monarr.web.pages._forms import read_form
from monarr.web.pages._items import Item, find_item
from monarr.web.pages._titles import picture_of
from monarr.web.templating import Page, PageContext

KEPT_SECONDS = 600.0
MOST_KEPT = 32
MOST_WORDS = 200
TARGET = ("title", "version", "items", "override", "reason", "back")
SHOWS: dict[str, Text] = {"all": text("All"), "fits": text("Fits"), "refused": text("Refused")}


class Question(msgspec.Struct, frozen=True):
    """What was searched for."""

    title_id: int
    episode_id: int | None = None
    season: int | None = None
    version_id: int | None = None
    words: str | None = None


@get("/title/{item_id:int}/releases", guards=[requires("releases.read", kind="search")], include_in_schema=False)
async def releases(page: Page, item_id: FromPath[int]) -> Response[str]:
    """The releases of a film, of a series or of an episode."""
    item = await find_item(page, item_id, "releases.read")
    return await _show(page, item, f"/title/{item_id}/releases", Question(item.title_id, item.episode_id))


@get("/title/{item_id:int}/season/{season:int}/releases", guards=[requires("releases.read", kind="search")],
     include_in_schema=False)  # fmt: skip
async def season_releases(page: Page, item_id: FromPath[int], season: FromPath[int]) -> Response[str]:
    """The releases of a season: packs, and single episodes."""
    item = await find_item(page, item_id, "releases.read")
    path = f"/title/{item_id}/season/{season}/releases"
    return await _show(page, item, path, Question(item.title_id, season=season))


@post("/title/{item_id:int}/releases", guards=[requires("releases.read", kind="search")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def search_again(page: Page, item_id: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "releases.read")
    question = _as_asked(page, Question(item.title_id, item.episode_id))
    return await _again(page, question, f"/title/{item_id}/releases")


@post("/title/{item_id:int}/season/{season:int}/releases", guards=[requires("releases.read", kind="search")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def search_season_again(page: Page, item_id: FromPath[int], season: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "releases.read")
    question = _as_asked(page, Question(item.title_id, season=season))
    return await _again(page, question, f"/title/{item_id}/season/{season}/releases")


async def _again(page: PageContext, question: Question, path: str) -> Response[bytes]:
    await _ask(page, question, anew=True)
    query = _query(question)
    return page.go(path + ("?" + urlencode(query) if query else ""))


def _as_asked(page: PageContext, question: Question) -> Question:
    """With the version and the words that the address says."""
    given = page.request.query_params
    version, words = given.get("version", ""), " ".join(given.get("words", "").split())[:MOST_WORDS]
    return msgspec.structs.replace(
        question, version_id=int(version) if version.isdecimal() else None, words=words or None
    )


def _query(question: Question) -> dict[str, str]:
    version = {"version": str(question.version_id)} if question.version_id else {}
    return version | ({"words": question.words} if question.words else {})


async def _ask(page: PageContext, question: Question, *, anew: bool = False) -> InteractiveReport:
    """What the indexers have; what was found a short while ago unless it is asked `anew`."""
    state = page.request.app.state
    if "interactive_reports" not in state:
        state["interactive_reports"] = {}
    kept: dict[Question, tuple[float, InteractiveReport]] = state["interactive_reports"]
    found = kept.get(question)
    if found is not None and found[0] > monotonic() and not anew:
        return found[1]
    report = await interactive_search(
        page.house,
        question.title_id,
        episode_id=question.episode_id,
        season=question.season,
        version_id=question.version_id,
        words=question.words,
    )
    while len(kept) >= MOST_KEPT:
        del kept[min(kept, key=lambda one: kept[one][0])]
    kept[question] = (monotonic() + KEPT_SECONDS, report)
    return report


async def _show(page: PageContext, item: Item, path: str, plain: Question) -> Response[str]:
    question = _as_asked(page, plain)
    report = await _ask(page, question)
    found = await page.house.db.read(find_title_page, item.title_id)
    given = page.request.query_params
    show = given.get("show", "all") if given.get("show", "all") in SHOWS else "all"
    chosen_id = int(given["chosen"]) if given.get("chosen", "").isdecimal() else None
    query = _query(question)
    chosen_facets = read_chosen(given.get("only", ""))
    fitting = [one for one in report.releases if one.judged.judgement.accepted]
    counts = {"all": len(report.releases), "fits": len(fitting), "refused": len(report.releases) - len(fitting)}
    shown = _shown(report, show, chosen_facets)
    asked = next((one for one in report.releases if one.judged.release_id == chosen_id), None)
    chosen = asked or next(iter(shown), None)
    query |= ({"show": show} if show != "all" else {}) | (
        {"only": only} if (only := write_chosen(chosen_facets)) else {}
    )
    facets = facets_of(page, report.releases, chosen_facets, query)
    values = [release_row(page, one, path, query, is_chosen=one is chosen) for one in shown]
    await _add_reputation(page, values)
    plain_query, facet_query = _query(question), {name: value for name, value in query.items() if name != "show"}
    here = path + ("?" + urlencode(plain_query) if plain_query else "")
    return await page.show(
        "search/choose.html",
        current=f"/library/{found.title.library_slug}" if found and found.title.library_slug else "/",
        title={
            "id": item.title_id,
            "name": item.name,
            "path": f"/title/{item.title_id}",
            "poster": picture_of(page, found.pictures.get("poster") if found else None, 64),
        },
        heading=_heading(page, item, question, report),
        version=report.version_name,
        path=here,
        summary=_summary(report),
        fits_words=ntext("{n} fits.", "{n} fit.", len(fitting), n=len(fitting)) if fitting else None,
        silent=_silent(report),
        searching=False,
        words=question.words or "",
        usual_words=item.name,
        plain_href=path + (f"?version={question.version_id}" if question.version_id else ""),
        hidden={"version": question.version_id} if question.version_id else {},
        chips=[
            {"words": words, "n": counts[name], "href": "?" + urlencode(facet_query | {"show": name}), "on": name == show,
             "mark": "here" if name == "fits" else None}
            for name, words in SHOWS.items()
        ],
        facets=facets,
        found_count=len(report.releases),
        all_href=here,
        sort_words=text("Fits first, then the best") if fitting else text("The nearest first, then the best"),
        releases=values,
        chosen=chosen_pane(page, chosen, report, path, query) if chosen else None,
        asked=asked is not None,
        list_href=path + ("?" + urlencode(query) if query else ""),
    )  # fmt: skip


def _shown(report: InteractiveReport, show: str, chosen: Chosen) -> list[ListedRelease]:
    """What fits first, then the best. Where nothing fits, the one that is nearest to it leads."""
    rows = [one for one in report.releases if show == "all" or one.judged.judgement.accepted == (show == "fits")]
    rows = [one for one in rows if fits(one, chosen)]
    rows.sort(key=lambda one: not one.judged.judgement.accepted)
    if rows and not rows[0].judged.judgement.accepted:
        nearest = min(rows, key=lambda one: distance_of(one.judged.judgement))
        rows = [nearest, *(one for one in rows if one is not nearest)]
    return rows


async def _add_reputation(page: PageContext, values: list[dict[str, Any]]) -> None:
    """How the groups of these releases stand, where that is known."""
    groups = await page.house.db.read(groups_named, [value["group"] for value in values if value["group"]])
    for value in values:
        row = groups.get(key_of(value["group"])) if value["group"] else None
        if row is not None:
            ended = row.imported_count + row.failed_count + row.fake_count
            value["reputation"] = {
                "bars": bars_of(row.score), "words": page.say(true_words(row.imported_count, ended)),
            }  # fmt: skip


def _heading(page: PageContext, item: Item, question: Question, report: InteractiveReport) -> str:
    name = item.name
    if question.words is not None:
        return page.say(text("“{words}”, for {title}", words=question.words, title=name))
    if question.season is not None:
        name = page.say(text("{title}, season {season}", title=name, season=question.season))
    elif item.season is not None and item.episode_id is not None:
        name = page.say(text("{title}, one episode of season {season}", title=name, season=item.season))
    return page.say(text("{title}, {version}", title=name, version=report.version_name))


def _summary(report: InteractiveReport) -> Text:
    count = len(report.releases)
    where = ntext("{n} indexer", "{n} indexers", report.indexer_count, n=report.indexer_count)
    return ntext(
        "{n} release from {indexers} in {seconds} s.", "{n} releases from {indexers} in {seconds} s.", count, n=count,
        indexers=where, seconds=f"{report.seconds:.1f}",
    )  # fmt: skip


def _silent(report: InteractiveReport) -> Text | None:
    names = ", ".join(problem.indexer_name for problem in report.problems)
    return text("{names} did not answer.", names=names) if names else None


@post("/releases/{release_id:int}/grab", guards=[requires("releases.grab", kind="grab")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def grab(page: Page, release_id: FromPath[int]) -> Response[bytes]:
    """Hands a release to a client; with `override` also one that the rules refuse."""
    given = await _target(page)
    item = await find_item(page, int(given["title"]), "releases.grab")
    items = [int(number) for number in given["items"].split(",") if number.isdecimal()]
    override = given["override"] == "true"
    await grab_release(
        page.house,
        release_id,
        int(given["version"]),
        items,
        actor=page.actor,
        override=override,
        reason=given["reason"],
    )
    return page.go(f"/title/{item.title_id}", page.toast(text("Grabbed for {title}", title=item.name)))


@post("/releases/{release_id:int}/block", guards=[requires("blocklist.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def block(page: Page, release_id: FromPath[int]) -> Response[bytes]:
    """Never grabs this release for this title."""
    given = await _target(page)
    item = await find_item(page, int(given["title"]), "blocklist.edit")
    await block_release(page.house, release_id, item.title_id, actor=page.actor)
    _note_blocked(page, release_id, item.title_id, blocked=True)
    back = given["back"] if given["back"].startswith("/title/") else "/activity/blocklist"
    undo = f"/releases/{release_id}/unblock?" + urlencode(
        {"title": item.title_id, "version": given["version"], "back": back}
    )
    return page.go(back, page.toast(text("Blocked for {title}", title=item.name), undo_path=undo))


@post("/releases/{release_id:int}/unblock", guards=[requires("blocklist.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def unblock(page: Page, release_id: FromPath[int]) -> Response[bytes]:
    """Takes it off the blocklist again."""
    given = await _target(page)
    item = await find_item(page, int(given["title"]), "blocklist.edit")
    await unblock_release(page.house, release_id, item.title_id)
    _note_blocked(page, release_id, item.title_id, blocked=False)
    back = given["back"] if given["back"].startswith("/title/") else "/activity/blocklist"
    return page.go(back, page.toast(text("No longer blocked for {title}", title=item.name)))


def _note_blocked(page: PageContext, release_id: int, title_id: int, *, blocked: bool) -> None:
    """What was found a short while ago shows at once that one of it is blocked, or no longer is."""
    kept: dict[Question, tuple[float, InteractiveReport]] = page.request.app.state.get("interactive_reports", {})
    for question, (until, report) in kept.items():
        if question.title_id == title_id:
            kept[question] = until, with_blocked(report, release_id, blocked=blocked)


async def _target(page: PageContext) -> dict[str, str]:
    """What a release is for, from the form or the address. Raises InvalidInput."""
    form, query = await read_form(page.request), page.request.query_params
    given = {name: form.get(name) or query.get(name, "") for name in TARGET}
    if not given["title"].isdecimal() or not given["version"].isdecimal():
        raise InvalidInput(text("This does not say which title it is for. Search again."))
    return given


ROUTES = [releases, season_releases, search_again, search_season_again, grab, block, unblock]
