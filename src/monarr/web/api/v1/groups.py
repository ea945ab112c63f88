"""Release groups: their standing, and what it is made of."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromPath, FromQuery
from sqlalchemy import Row

from monarr.core.errors import NotFound
from monarr.core.reputation import bars_of, certainty_of, tier_of
from monarr.core.text import text
from monarr.db.queries.reputation import SORTS, GroupPage, find_group, list_groups
from monarr.messages.reputation import factor_label, factor_sentence, group_sentence, true_words
from monarr.web.api.v1._base import Api, ApiContext, Cursor, Items, Limit, read_id_cursor, write_cursor
from monarr.web.auth import requires


@get("/groups", guards=[requires("releases.read")], tags=["Judging"])
async def groups(
    api: Api, sort: FromQuery[str] = "score", name: FromQuery[str] = "", limit: Limit = 50, cursor: Cursor = None
) -> Items:
    """Release groups in an order: score, worst, name, releases, imported, fakes or last; with `name` those
    that are called so."""
    offset = read_id_cursor(cursor) or 0
    rows = await api.house.db.read(
        list_groups, sort=sort if sort in SORTS else "score", words=name, limit=limit + 1, offset=offset
    )
    more = write_cursor(offset + limit) if len(rows) > limit else None
    return Items([api.shown(_line(row)) for row in rows[:limit]], more)


@get("/groups/{name:str}", guards=[requires("releases.read")], tags=["Judging"])
async def one_group(api: Api, name: FromPath[str]) -> dict[str, Any]:
    """A group by its name: the eight factors with their scale, source and contribution, and its history."""
    found = await api.house.db.read(find_group, name)
    if found is None:
        raise NotFound(text("Nothing of a group called “{name}” was seen yet.", name=name))
    return described(api, found)


def described(api: ApiContext, found: GroupPage) -> dict[str, Any]:
    """A group with everything that is known of it."""
    reputation = found.reputation
    factors = [
        {"code": one.code, "label": factor_label(one.code), "value": one.value, "points": round(one.points, 2),
         "most": one.most, "source": one.source, "figures": one.figures, "sentence": factor_sentence(one)}
        for one in reputation.factors
    ]  # fmt: skip
    whole = _line(found.row) | {
        "sentence": group_sentence(found.row.name, reputation.score, reputation.tier, reputation.certainty),
        "factors": factors, "adjustments": reputation.adjustments, "history": found.history,
    }  # fmt: skip
    told: dict[str, Any] = api.shown(whole)
    return told


def _line(row: Row[Any]) -> dict[str, Any]:
    ended = row.imported_count + row.failed_count + row.fake_count
    return {
        "id": row.id, "name": row.name, "score": row.score, "bars": bars_of(row.score), "tier": tier_of(row.score, row.confidence),
        "confidence": row.confidence, "certainty": certainty_of(row.confidence), "releases": row.release_count,
        "imported": row.imported_count, "failed": row.failed_count, "fakes": row.fake_count,
        "upgraded_away": row.upgraded_count, "ended": ended, "words": true_words(row.imported_count, ended),
        "first_seen_at": row.first_seen_at, "last_seen_at": row.last_seen_at, "analysed_at": row.analysed_at,
    }  # fmt: skip


ROUTES = [groups, one_group]
