"""Release groups: how they stand, what that is made of, and how it went."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.params import FromPath
from litestar.response import Response
from sqlalchemy import Row

from monarr.core.errors import NotFound
from monarr.core.reputation import bars_of, tier_of
from monarr.core.text import Text, ntext, text
from monarr.db.queries.reputation import SORTS, GroupPage, HistoryPoint, count_groups, find_group, list_groups
from monarr.messages.reputation import (
    certainty_words,
    factor_about,
    factor_label,
    factor_sentence,
    source_words,
    tier_words,
    true_words,
)
from monarr.web.auth import requires
from monarr.web.pages._forms import words_looked_for
from monarr.web.pages._settings import show
from monarr.web.pages._words import day
from monarr.web.templating import Page, PageContext

PATH = "/settings/groups"
_LIMIT = 50
_ORDERS: tuple[tuple[str, Text], ...] = (
    ("score", text("Best first")), ("worst", text("Worst first")), ("releases", text("Most releases")),
    ("imported", text("Most imported")), ("fakes", text("Most fakes")), ("last", text("Seen last")),
    ("name", text("By name")),
)  # fmt: skip
_WIDTH, _HEIGHT = 400, 60


@get(PATH, guards=[requires("releases.read")], include_in_schema=False)
async def groups(page: Page) -> Response[str]:
    given = page.request.query_params
    sort = given.get("sort", "score") if given.get("sort", "score") in SORTS else "score"
    words = words_looked_for(page.request)
    offset = min(int(given["from"]), 1_000_000) if given.get("from", "").isdecimal() else 0
    rows = await page.house.db.read(list_groups, sort=sort, words=words, limit=_LIMIT + 1, offset=offset)
    total = await page.house.db.read(count_groups, words)
    query = {"sort": sort} | ({"q": words} if words else {})
    return await show(
        page, "settings/groups.html", PATH, groups=[_row(page, row) for row in rows[:_LIMIT]], words=words, sort=sort,
        sentence=_sentence(total, words),
        orders=[{"words": words_, "href": "?" + urlencode(query | {"sort": key}), "on": key == sort}
                for key, words_ in _ORDERS],
        older=f"?{urlencode(query | {'from': str(offset + _LIMIT)})}" if len(rows) > _LIMIT else None,
        newer=f"?{urlencode(query | {'from': str(max(0, offset - _LIMIT))})}" if offset else None,
    )  # fmt: skip


@get(f"{PATH}/{{group_id:int}}", guards=[requires("releases.read")], include_in_schema=False)
async def one_group(page: Page, group_id: FromPath[int]) -> Response[str]:
    found = await page.house.db.read(find_group, group_id)
    if found is None:
        raise NotFound(text("There is no such release group."), subject=f"release_group:{group_id}")
    reputation = found.reputation
    return await show(
        page, "settings/group.html", PATH, group=_row(page, found.row),
        sentence=text("{tier}, and that is {certainty}.", tier=tier_words(reputation.tier),
                      certainty=certainty_words(reputation.certainty)),
        factors=[_factor(page, one) for one in reputation.factors],
        adjustments=[{"label": factor_label(code), "about": factor_about(code), "points": round(points, 1)}
                     for code, points in reputation.adjustments.items()],
        history=_history(page, found),
    )  # fmt: skip


def _sentence(total: int, words: str) -> Text:
    if words:
        return ntext("{count} group is called so.", "{count} groups are called so.", total)
    return ntext("{count} release group is known.", "{count} release groups are known.", total)


def _row(page: PageContext, row: Row[Any]) -> dict[str, Any]:
    ended = row.imported_count + row.failed_count + row.fake_count
    return {
        "id": row.id, "name": row.name, "path": f"{PATH}/{row.id}", "score": round(row.score, 1),
        "bars": bars_of(row.score), "tier": tier_words(tier_of(row.score, row.confidence)), "true": true_words(row.imported_count, ended),
        "releases": row.release_count, "imported": row.imported_count, "failed": row.failed_count,
        "fakes": row.fake_count, "gone": row.upgraded_count, "last_seen_at": row.last_seen_at,
        "first_seen": day(page, row.first_seen_at) if row.first_seen_at else None,
    }  # fmt: skip


def _factor(page: PageContext, one: Any) -> dict[str, Any]:
    return {
        "label": factor_label(one.code), "about": factor_about(one.code), "known": one.value is not None,
        "value": None if one.value is None else f"{one.value:.2f}", "points": f"{one.points:.1f}",
        "most": f"{one.most:.0f}", "share": round(100 * one.points / one.most) if one.most else 0,
        "source": source_words(one.source), "sentence": factor_sentence(one),
    }  # fmt: skip


def _history(page: PageContext, found: GroupPage) -> dict[str, Any] | None:
    """A line from the first day to the last, with its text twin; None for a single day."""
    points = found.history
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    words = text("From {before} on {first} to {after} on {last}.", before=f"{first.score:g}",
                 first=day(page, first.on), after=f"{last.score:g}", last=day(page, last.on))  # fmt: skip
    lowest, highest = min(one.score for one in points), max(one.score for one in points)
    return {"line": _line(points), "words": words, "lowest": f"{lowest:g}", "highest": f"{highest:g}",
            "width": _WIDTH, "height": _HEIGHT}  # fmt: skip


def _line(points: tuple[HistoryPoint, ...]) -> str:
    """The corners of the line; scores of 0 to 100 over days."""
    days = max(1, (points[-1].on - points[0].on).days)
    return " ".join(
        f"{_WIDTH * (one.on - points[0].on).days / days:.1f},{_HEIGHT * (1 - one.score / 100):.1f}" for one in points
    )


ROUTES = [groups, one_group]
