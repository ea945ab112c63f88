"""Status: what does not work and where to mend it, the services and disks it depends on, and what runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import get
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.db.queries.errors import count_errors
from monarr.db.queries.status import list_jobs, list_schedules
from monarr.services.disk_forecast import forecast_disks
from monarr.services.health import HealthLine, list_health
from monarr.web.auth import requires
from monarr.web.figures import number
from monarr.web.pages._answers import answer_bars
from monarr.web.pages._disks import disk_row
from monarr.web.pages._job_words import job_name
from monarr.web.pages._words import ago, until, when
from monarr.web.pages.settings_general import server_facts
from monarr.web.templating import Page, PageContext

PATH = "/status"
_KINDS = {
    "indexer": (text("indexer"), "/settings/indexers", "indexers.edit"),
    "download_client": (text("download client"), "/settings/download-clients", "clients.edit"),
    "metadata": (text("metadata source"), "/settings/metadata", "providers.edit"),
    "player": (text("player"), "/settings/players", "players.edit"),
    "notification": (text("notification"), "/settings/notifications", "notifications.edit"),
}
_MARKS = {"ok": "here", "warning": "stalled", "error": "broken"}
_SHOWN = 6


@get(PATH, guards=[requires("status.read")], include_in_schema=False)
async def status(page: Page) -> Response[str]:
    health = await page.house.db.read(list_health, page.house.clock.now())
    disks = await forecast_disks(page.house)
    broken = [row for row in health if row.state != "ok"]
    tasks, total = await _tasks(page)
    sentence, rest = _head(broken)
    facts = server_facts(page) if page.may("settings.read") else []
    unforeseen = await _unforeseen(page) if facts else None
    return await page.show(
        "status/status.html", current=PATH, sentence=sentence, rest=rest, issues=[_issue(page, row) for row in broken],
        services=[_service(page, row) for row in health if row.last_day is not None],
        disks=[disk_row(page, line) for line in disks], tasks=tasks, tasks_total=total, facts=facts, unforeseen=unforeseen,
    )  # fmt: skip


async def _unforeseen(page: PageContext) -> dict[str, str] | None:
    """The errors of the last day that nobody expected, with the way to them."""
    count = await page.house.db.read(count_errors, page.house.clock.now() - timedelta(days=1))
    if not count:
        return None
    words = ntext("One unexpected error in the last day", "{n} unexpected errors in the last day", count, n=count)
    return {"words": page.say(words), "href": "/settings/errors"}


def _head(broken: list[HealthLine]) -> tuple[Text, Text]:
    if not broken:
        return text("Everything works."), text("Nothing waits for you here.")
    errors = sum(row.state == "error" for row in broken)
    if not errors:
        return (
            ntext("One thing is worth a look.", "{n} things are worth a look.", len(broken), n=len(broken)),
            text("Nothing is broken."),
        )
    return (
        ntext("One thing does not work.", "{n} things do not work.", errors, n=errors),
        text("The rest goes on without it."),
    )


def _said(row: HealthLine) -> Text:
    return row.message or text("{name} does not answer.", name=row.name)


def _issue(page: PageContext, row: HealthLine) -> dict[str, Any]:
    kind, _, number_ = row.subject.partition(":")
    path, permission = row.fix, "settings.read"
    if kind in _KINDS:
        _words, base, permission = _KINDS[kind]
        path = f"{base}/{number_}"
    act = {"words": text("Mend it"), "href": path, "decide": False} if path and page.may(permission) else None
    detail = text("Since {when}.", when=when(page, row.since)) if row.since else ""
    if row.until is not None and kind in _KINDS:
        detail = text("{since} Asked again {until}.", since=detail, until=until(page, row.until))
    return {
        "id": row.subject.replace(":", "-"), "mark": "broken" if row.state == "error" else "turn",
        "sentence": page.say(_said(row)), "detail": page.say(detail), "act": act, "details_href": None,
        "later_path": None,
    }  # fmt: skip


def _service(page: PageContext, row: HealthLine) -> dict[str, Any]:
    """How a provider fares: whether it answers, how quickly, and how often it has in the last day."""
    kind = row.subject.partition(":")[0]
    words = _KINDS[kind][0] if kind in _KINDS else text("service")
    bad = row.state == "error"
    took = (
        page.say(text("no answer")) if bad else f"{number(row.response_ms)} ms" if row.response_ms is not None else ""
    )
    asked = text("{kind}, {ago}", kind=words, ago=ago(page, row.checked_at)) if row.checked_at else words
    return {
        "name": row.name, "kind_words": page.say(asked), "mark": _MARKS.get(row.state, "waiting"), "took": took,
        "bad": bad, **(answer_bars(page, row.last_day) if row.last_day else {}),
    }  # fmt: skip


async def _tasks(page: PageContext) -> tuple[list[dict[str, Any]], int]:
    """What runs, then the next by the clock; and how many schedules there are."""
    running, _waiting, _finished = await page.house.db.read(list_jobs)
    schedules = await page.house.db.read(list_schedules)
    edit = page.may("jobs.edit")
    tasks = [
        {
            "id": job.id, "name": page.say(job_name(job.type)), "detail": "", "when_words": page.say(text("runs")),
            "share": job.progress or None, "run_path": None,
            "stop_path": f"/status/tasks/jobs/{job.id}/cancel" if edit else None,
        }
        for job in running
    ]  # fmt: skip
    coming = sorted((one for one in schedules if one.enabled), key=lambda one: one.next_run_at)
    tasks += [
        {
            "id": one.name, "name": page.say(job_name(one.job_type)), "detail": "",
            "when_words": until(page, one.next_run_at), "share": None, "stop_path": None,
            "run_path": f"/status/tasks/schedules/{one.name}/run" if edit else None,
        }
        for one in coming[:_SHOWN]
    ]  # fmt: skip
    return tasks[: _SHOWN + len(running)], len(schedules)


ROUTES = [status]
