"""Who changed what: the audit log, newest first."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.response import Response

from monarr.core.text import text
from monarr.services.accounts import list_users
from monarr.services.audit import AuditLine, list_audit
from monarr.web.auth import requires
from monarr.web.pages._audit_words import KINDS, audit_words, change_lines
from monarr.web.pages._settings import show
from monarr.web.templating import Page, PageContext

PATH = "/settings/audit"
PAGE_SIZE = 50


@get(PATH, guards=[requires("audit.read")], include_in_schema=False)
async def audit(page: Page) -> Response[str]:
    """All changes, or those of one kind or person; `before` goes on."""
    query = page.request.query_params
    kind = query.get("show") if query.get("show") in KINDS else None
    who = int(query["who"]) if query.get("who", "").isdecimal() and len(query["who"]) < 12 else None
    before = int(query["before"]) if query.get("before", "").isdecimal() and len(query["before"]) < 19 else None
    rows = await list_audit(
        page.house, before_id=before, limit=PAGE_SIZE + 1, user_id=who, action=f"{kind}." if kind else ""
    )  # fmt: skip
    chosen = "&".join(f"{name}={value}" for name, value in (("show", kind), ("who", who)) if value)
    people = [("", page.say(text("Everybody"))), *((one.id, one.name) for one in await list_users(page.house))]
    return await show(
        page, "settings/audit.html", PATH, lines=[_line(page, row) for row in rows[:PAGE_SIZE]],
        chips=_chips(page, kind, who), people=people, who=who or "", kind=kind or "",
        older=f"?{chosen}&before={rows[PAGE_SIZE - 1].id}".replace("?&", "?") if len(rows) > PAGE_SIZE else None,
        newer=f"?{chosen}" if before else None,
    )  # fmt: skip


def _chips(page: PageContext, kind: str | None, who: int | None) -> list[dict[str, Any]]:
    person = f"who={who}" if who else ""
    chips = [{"words": page.say(text("All")), "href": f"?{person}", "on": kind is None}]
    chips += [
        {"words": page.say(words), "href": f"?show={name}&{person}".rstrip("&"), "on": kind == name}
        for name, words in KINDS.items()
    ]
    return chips


def _line(page: PageContext, row: AuditLine) -> dict[str, Any]:
    return {
        "id": row.id, "at": row.occurred_at, "who": row.user_name or page.say(text("Monarr")),
        "words": page.say(audit_words(row.action)), "action": row.action, "warns": row.severity != "info",
        "details": change_lines(row.changes), "subject": row.subject, "address": row.address,
        "correlation_id": row.correlation_id,
    }  # fmt: skip


ROUTES = [audit]
