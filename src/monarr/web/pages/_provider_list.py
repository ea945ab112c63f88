"""The list of one kind of providers: each with its health, and above it what does not answer and what to do."""

from __future__ import annotations

from typing import Any

from monarr.core.text import stored_text, text
from monarr.db.queries.page_settings import ProviderHealth, health_of_kind
from monarr.services.provider_settings import Configured, list_providers, offered_providers
from monarr.web.figures import number
from monarr.web.pages._provider_kinds import KindPage
from monarr.web.pages._words import ago, until, when
from monarr.web.templating import PageContext

MARKS = {"ok": "here", "warning": "stalled", "error": "broken"}


async def list_context(page: PageContext, kind: KindPage) -> dict[str, Any]:
    """The context of settings/provider_list.html, but for the menu."""
    rows = await list_providers(page.house, kind.kind)
    health = await page.house.db.read(health_of_kind, kind.kind.value)
    order = (text("Order"),) if kind.order else ()
    shown = {
        "path": kind.path, "name": page.say(kind.name), "about": page.say(kind.about),
        "add_words": page.say(kind.add_words), "empty": page.say(kind.empty),
        "empty_about": page.say(kind.empty_about),
        "columns": [page.say(words) for words in (*order, text("Answers in"), text("Last asked"), text("Answered"))],
    }  # fmt: skip
    return {
        "kind": shown,
        "providers": [_row(page, kind, row, health.get(row.id)) for row in rows],
        "troubles": [
            _trouble(page, kind, row, health[row.id])
            for row in rows
            if row.enabled and row.id in health and health[row.id].state == "error"
        ],
        "choices": [
            {**offered, "href": f"{kind.path}/new?implementation={offered['implementation']}"}
            for offered in offered_providers(page.house, kind.kind)
        ],
    }


def _row(page: PageContext, kind: KindPage, row: Configured, health: ProviderHealth | None) -> dict[str, Any]:
    mark = "off" if not row.enabled else (MARKS.get(health.state, "waiting") if health else "waiting")
    path = f"{kind.path}/{row.id}"
    facts = [{"words": str(row.options[kind.order]), "share": None, "bad": False}] if kind.order else []
    return {
        "id": row.id, "name": row.name, "implementation_label": row.label, "path": path, "on": row.enabled,
        "mark": mark, "facts": [*facts, *_facts(page, health)], "switch_path": f"{path}/switch",
        "test_path": f"{path}/test",
    }  # fmt: skip


def _facts(page: PageContext, health: ProviderHealth | None) -> list[dict[str, Any]]:
    """How long it took, when it was asked, how often it answered."""
    if health is None:
        return [{"words": words, "share": None, "bad": False} for words in ("", page.say(text("not yet")), "")]
    bad = health.state == "error"
    took = text("no answer") if bad else ""
    if not bad and health.response_ms is not None:
        took = text("{count} ms", count=number(health.response_ms))
    share = 1 - health.checks_failed / health.checks_total if health.checks_total else None
    asked = ago(page, health.checked_at) if health.checked_at else ""
    answered = "" if share is None else f"{round(share * 100)} %"
    return [
        {"words": page.say(took), "share": None, "bad": bad},
        {"words": asked, "share": None, "bad": False},
        {"words": answered, "share": share, "bad": False},
    ]


def _trouble(page: PageContext, kind: KindPage, row: Configured, health: ProviderHealth) -> dict[str, Any]:
    message = stored_text(health.message) if health.message else text("{name} does not answer.", name=row.name)
    tried = text("Failing since {when}.", when=when(page, health.first_failure_at))
    rest = text("It is asked again when its settings change.")
    if health.disabled_until is not None:
        rest = text("It is asked again {when}. Nothing was lost.", when=until(page, health.disabled_until))
    return {
        "sentence": page.say(message), "tried": f"{page.say(tried)} {page.say(rest)}", "raw": health.sample, "id": None,
        "ask_path": f"{kind.path}/{row.id}/test", "fix_path": f"{kind.path}/{row.id}",
    }  # fmt: skip
