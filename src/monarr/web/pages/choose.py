"""Choosing a release by hand: everything the indexers have, judged and explained, and grabbing, overriding, blocking.

What a search brought is kept for some minutes, so that looking at one release after another asks nobody anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.decisions import Comparison, Contribution, Outcome
from monarr.core.errors import InvalidInput
from monarr.core.reputation import bars_of, key_of
from monarr.core.text import Text, ntext, text
from monarr.db.queries.reputation import groups_named
from monarr.db.queries.titles import find_title_page
from monarr.messages import rule_label, verdict_sentence
from monarr.messages.levels import decided_sentence, level_label, level_value
from monarr.messages.reputation import true_words
from monarr.services.blocklist import block_release
from monarr.services.grab import grab_release
from monarr.services.search import InteractiveReport, ListedRelease, interactive_search
from monarr.web.auth import requires
from monarr.web.pages._forms import read_form
from monarr.web.pages._items import Item, find_item
from monarr.web.pages._titles import picture_of
from monarr.web.pages._why import strong_parts
from monarr.web.templating import Page, PageContext

KEPT_SECONDS = 600.0
MOST_KEPT = 32
SHOWS: dict[str, Text] = {"all": text("All"), "fits": text("Fits"), "refused": text("Refused")}


class Question(msgspec.Struct, frozen=True):
    """What was searched for."""

    title_id: int
    episode_id: int | None = None
    season: int | None = None
    version_id: int | None = None


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
    question = _with_version(page, Question(item.title_id, item.episode_id))
    return await _again(page, question, f"/title/{item_id}/releases")


@post("/title/{item_id:int}/season/{season:int}/releases", guards=[requires("releases.read", kind="search")],
      include_in_schema=False, status_code=200)  # fmt: skip
async def search_season_again(page: Page, item_id: FromPath[int], season: FromPath[int]) -> Response[bytes]:
    item = await find_item(page, item_id, "releases.read")
    question = _with_version(page, Question(item.title_id, season=season))
    return await _again(page, question, f"/title/{item_id}/season/{season}/releases")


async def _again(page: PageContext, question: Question, path: str) -> Response[bytes]:
    await _ask(page, question, anew=True)
    return page.go(path + (f"?version={question.version_id}" if question.version_id else ""))


def _with_version(page: PageContext, question: Question) -> Question:
    given = page.request.query_params.get("version", "")
    return msgspec.structs.replace(question, version_id=int(given)) if given.isdecimal() else question


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
    )
    while len(kept) >= MOST_KEPT:
        del kept[min(kept, key=lambda one: kept[one][0])]
    kept[question] = (monotonic() + KEPT_SECONDS, report)
    return report


async def _show(page: PageContext, item: Item, path: str, plain: Question) -> Response[str]:
    question = _with_version(page, plain)
    report = await _ask(page, question)
    found = await page.house.db.read(find_title_page, item.title_id)
    given = page.request.query_params
    show = given.get("show", "all") if given.get("show", "all") in SHOWS else "all"
    chosen_id = int(given["chosen"]) if given.get("chosen", "").isdecimal() else None
    query = {"version": str(question.version_id)} if question.version_id else {}
    fitting = [one for one in report.releases if one.judged.judgement.accepted]
    counts = {"all": len(report.releases), "fits": len(fitting), "refused": len(report.releases) - len(fitting)}
    shown = [
        one for one in report.releases if show == "all" or one.judged.judgement.accepted == (show == "fits")
    ]  # fmt: skip
    shown.sort(key=lambda one: not one.judged.judgement.accepted)
    values = [_release(page, one, query | {"show": show}, chosen_id) for one in shown]
    await _add_reputation(page, values)
    chosen = next((one for one in report.releases if one.judged.release_id == chosen_id), None)
    here = path + ("?" + urlencode(query) if query else "")
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
        chips=[
            {"words": words, "n": counts[name], "href": "?" + urlencode(query | {"show": name}), "on": name == show,
             "mark": "here" if name == "fits" else None}
            for name, words in SHOWS.items()
        ],
        sort_words=text("Fits first, then the best"),
        releases=values,
        chosen=_chosen(page, chosen, query | {"show": show}) | {"beside": _beside(chosen, report)} if chosen else None,
    )  # fmt: skip


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


def _release(page: PageContext, one: ListedRelease, query: dict[str, str], chosen_id: int | None) -> dict[str, Any]:
    judged, candidate = one.judged, one.judged.candidate
    fits, only_waiting = judged.judgement.accepted, judged.judgement.only_waiting
    may = page.may("releases.grab")
    target = urlencode(
        {
            "title": judged.title_id,
            "version": judged.version_id,
            "items": ",".join(str(item) for item in judged.item_ids),
        }
    )
    path = f"/releases/{judged.release_id}"
    more = len(one.also_on)
    return {
        "id": judged.release_id,
        "name": candidate.release_title,
        "strong": strong_parts(candidate.release_title, candidate.quality),
        "fits": fits,
        "temporary": only_waiting,
        "score": candidate.ranking_score,
        "size_bytes": candidate.size_bytes,
        "age_seconds": candidate.age_minutes * 60 if candidate.age_minutes is not None else None,
        "peers": candidate.seeders,
        "protocol": candidate.protocol.value,
        "group": candidate.parsed.release_group,
        "reputation": None,
        "badges": [candidate.quality, *(match.name for match in candidate.formats)],
        "indexers": f"{candidate.indexer_name} +{more}" if more else candidate.indexer_name,
        "said": _said(one),
        "chosen": judged.release_id == chosen_id,
        "href": f"{page.request.scope['path']}?" + urlencode(query | {"chosen": judged.release_id}),
        "grab_path": f"{path}/grab?{target}" if fits and may else None,
        "override_path": f"{path}/grab?{target}&override=true" if not fits and judged.item_ids and may else None,
        "block_path": f"{path}/block?{target}",
    }


def _said(one: ListedRelease) -> Text:
    refusals = one.judged.judgement.refusals
    if not refusals:
        return text("Fits every rule.")
    first = verdict_sentence(refusals[0])
    if len(refusals) == 1:
        return first
    return ntext("{first} One more rule refuses it.", "{first} {n} more rules refuse it.", len(refusals) - 1,
                 first=first, n=len(refusals) - 1)  # fmt: skip


def _chosen(page: PageContext, one: ListedRelease, query: dict[str, str]) -> dict[str, Any]:
    """A release with its score and every rule, the refusals first."""
    judgement = one.judged.judgement
    refused = len(judgement.refusals)
    order = {Outcome.REFUSED: 0, Outcome.PASSED: 1, Outcome.NOT_ASKED: 2}
    verdicts = sorted(judgement.verdicts, key=lambda verdict: order[verdict.outcome])
    sentence = ntext("Passes every rule but one.", "{n} rules refuse it.", refused, n=refused)
    return _release(page, one, query, None) | {
        "sentence": sentence if refused else text("Passes every rule."),
        "contributions": [
            *({"label": match.name, "value": match.points} for match in judgement.candidate.formats),
            *({"label": _contribution(part), "value": part.points} for part in judgement.candidate.contributions),
        ],
        "verdicts": [{"outcome": verdict.outcome.value, "sentence": _rule(verdict)} for verdict in verdicts],
        "refused": bool(refused),
        "reasons_words": "",
    }


def _beside(one: ListedRelease, report: InteractiveReport) -> dict[str, Any] | None:
    """The release beside the best one, or the best beside the next: every level, and the one that decided."""
    best = report.releases[0]
    other = best if one is not best else next(iter(report.releases[1:]), None)
    levels = (one if one is not best else other).comparison if other is not None else None
    if other is None or levels is None:
        return None
    mine = "a" if one is not best else "b"
    rows = [
        {"label": level_label(level.level), "mine": level_value(level.level, level.a if mine == "a" else level.b),
         "other": level_value(level.level, level.b if mine == "a" else level.a),
         "winner": None if level.winner is None else "mine" if level.winner == mine else "other",
         "decisive": level.decisive}
        for level in levels
    ]  # fmt: skip
    return {
        "name": other.judged.candidate.release_title,
        "said": _before(one, other, levels),
        "is_best": one is best,
        "rows": rows,
    }


def _before(one: ListedRelease, other: ListedRelease, levels: Sequence[Comparison]) -> Text:
    """Why one stands before the other: that a rule refuses it comes before any preference."""
    fits, fits_other = one.judged.judgement.accepted, other.judged.judgement.accepted
    if fits != fits_other:
        return text("The other is refused.") if fits else text("The other fits every rule; this one does not.")
    for level in levels:
        if level.decisive:
            winner, loser = (level.a, level.b) if level.winner == "a" else (level.b, level.a)
            return decided_sentence(level.level, winner, loser)
    return text("They are alike on every level; the name decides.")


def _contribution(part: Contribution) -> Text:
    if part.code == "reputation":
        return text("Reputation of {group}", group=part.figures.get("group", ""))
    return text("{code}", code=part.code)


def _rule(verdict: Any) -> Text:
    if verdict.outcome is Outcome.NOT_ASKED:
        return text("{rule}: not asked", rule=rule_label(verdict.code))
    return verdict_sentence(verdict)


@post("/releases/{release_id:int}/grab", guards=[requires("releases.grab", kind="grab")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def grab(page: Page, release_id: FromPath[int]) -> Response[bytes]:
    """Hands a release to a client; with `override` also one that the rules refuse."""
    given = await _target(page)
    item = await find_item(page, int(given["title"]), "releases.grab")
    items = [int(number) for number in given["items"].split(",") if number.isdecimal()]
    override = given["override"] == "true"
    await grab_release(page.house, release_id, int(given["version"]), items, actor=page.actor, override=override)
    return page.go(f"/title/{item.title_id}", page.toast(text("Grabbed for {title}", title=item.name)))


@post("/releases/{release_id:int}/block", guards=[requires("blocklist.edit")], include_in_schema=False,
      status_code=200)  # fmt: skip
async def block(page: Page, release_id: FromPath[int]) -> Response[bytes]:
    """Never grabs this release for this title."""
    given = await _target(page)
    item = await find_item(page, int(given["title"]), "blocklist.edit")
    await block_release(page.house, release_id, item.title_id, actor=page.actor)
    return page.go("/activity/blocklist", page.toast(text("Blocked for {title}", title=item.name)))


async def _target(page: PageContext) -> dict[str, str]:
    """What a release is for, from the form or the address. Raises InvalidInput."""
    form, query = await read_form(page.request), page.request.query_params
    given = {name: form.get(name) or query.get(name, "") for name in ("title", "version", "items", "override")}
    if not given["title"].isdecimal() or not given["version"].isdecimal():
        raise InvalidInput(text("This does not say which title it is for. Search again."))
    return given


ROUTES = [releases, season_releases, search_again, search_season_again, grab, block]
