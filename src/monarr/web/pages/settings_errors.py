"""Errors nobody expected: what came up where and how often, one with its trace, and let go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.text import Text, ntext, text
from monarr.db.queries.errors import (
    JOB,
    ErrorDetail,
    ErrorGroup,
    ErrorsWanted,
    list_error_codes,
    list_error_groups,
    list_errors,
)
from monarr.services.errors_log import forget_errors, get_error
from monarr.web.auth import requires
from monarr.web.pages._job_words import job_name
from monarr.web.pages._settings import ask, show
from monarr.web.templating import Page, PageContext

PATH = "/settings/errors"
PAGE_SIZE, TIMES_SHOWN = 50, 20
_SOURCES = {"": text("All"), "request": text("Pages and API"), "job": text("Jobs")}
_LONGEST_WORDS = 200


@get(PATH, guards=[requires("settings.read")], include_in_schema=False)
async def errors(page: Page) -> Response[str]:
    """All of them, or those of one source or kind, or with some words or a correlation id; `before` goes on."""
    query = page.request.query_params
    chosen = {
        "show": query.get("show", "") if query.get("show") in _SOURCES else "",
        "kind": query.get("kind", ""),
        "q": query.get("q", "").strip()[:_LONGEST_WORDS],
    }
    wanted = ErrorsWanted(chosen["show"], chosen["kind"], "", chosen["q"])
    before = _number(query.get("before", ""))
    rows = await page.house.db.read(list_error_groups, wanted, before_id=before, limit=PAGE_SIZE + 1)
    codes = await page.house.db.read(list_error_codes)
    shown = rows[:PAGE_SIZE]
    return await show(
        page, "settings/errors.html", PATH, lines=[_group(page, row) for row in shown],
        chips=[
            {"words": page.say(words), "href": _query(chosen | {"show": name}), "on": chosen["show"] == name}
            for name, words in _SOURCES.items()
        ],
        kinds=[("", page.say(text("Every kind"))), *((code, code) for code in codes)], chosen=chosen,
        filtered=any(chosen.values()),
        older=_query(chosen | {"before": str(shown[-1].id)}) if len(rows) > PAGE_SIZE else None,
        newer=_query(chosen) if before else None,
    )  # fmt: skip


@get(f"{PATH}/{{error_id:int}}", guards=[requires("settings.read")], include_in_schema=False)
async def one(page: Page, error_id: FromPath[int]) -> Response[str]:
    error = await get_error(page.house, error_id)
    before = _number(page.request.query_params.get("before", ""))
    alike = ErrorsWanted(code=error.code, place=error.place)
    times = await page.house.db.read(list_errors, alike, before_id=before, limit=TIMES_SHOWN + 1)
    path = f"{PATH}/{error.id}"
    return await show(
        page, "settings/error.html", PATH, error={
            "code": error.code, "message": error.message, "often": page.say(_often(error.count)),
            "first_at": error.first_at, "last_at": error.last_at, "count": error.count, "trace": error.trace,
            "facts": _facts(page, error), "correlation_id": error.correlation_id, "job_path": _job_path(page, error),
        },
        times=[
            {"at": line.occurred_at, "asked": _asked(page, line.method, line.path), "id": line.correlation_id,
             "path": f"{PATH}/{line.id}", "on": line.id == error.id}
            for line in times[:TIMES_SHOWN]
        ],
        older=f"?before={times[TIMES_SHOWN - 1].id}" if len(times) > TIMES_SHOWN else None, newer="?" if before else None,
        forget=ask(
            page, text("Let this error go?"),
            ntext("One entry goes with its trace. Should it come up again, it is listed again.",
                  "{n} entries go with their traces. Should it come up again, it is listed again.",
                  error.count, n=error.count),
            f"{path}/forget",
        ) if page.may("settings.edit") else None,
    )  # fmt: skip


@post(f"{PATH}/{{error_id:int}}/forget", guards=[requires("settings.edit")], include_in_schema=False, status_code=200)
async def forget(page: Page, error_id: FromPath[int]) -> Response[Any]:
    count = await forget_errors(page.house, error_id, page.actor)
    return page.go(PATH, page.toast(ntext("One entry is gone.", "{n} entries are gone.", count, n=count)))


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None


def _query(chosen: dict[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


def _group(page: PageContext, row: ErrorGroup) -> dict[str, Any]:
    return {
        "id": row.id, "code": row.code, "message": _first_line(row.message), "place": row.place,
        "often": page.say(_often(row.count)), "count": row.count, "first_at": row.first_at, "last_at": row.last_at,
        "asked": _asked(page, row.method, row.path), "correlation_id": row.correlation_id, "path": f"{PATH}/{row.id}",
        "is_job": row.method == JOB,
    }  # fmt: skip


def _often(count: int) -> Text:
    return ntext("once", "{n} times", count, n=count)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]


def _asked(page: PageContext, method: str | None, path: str | None) -> str:
    """The request, the job, or the part that runs by itself, at which it came up."""
    if method == JOB and path and not path.startswith("job:"):
        return page.say(text("In the background: {what}", what=path.replace(":", " ", 1)))
    if method == JOB:
        return page.say(text("Job: {name}", name=page.say(job_name((path or "").removeprefix("job:")))))
    return " ".join(part for part in (method, path) if part)


def _facts(page: PageContext, error: ErrorDetail) -> list[tuple[str, str]]:
    """Names and values; what is not known is left out."""
    facts = [
        (text("At work"), _asked(page, error.method, error.path)),
        (text("Where"), error.place if error.place != error.path else ""),
        (text("Answered"), str(error.status) if error.status and error.method != JOB else ""),
        (text("By"), error.user_name or ""),
    ]
    return [(page.say(words), value) for words, value in facts if value]


def _job_path(page: PageContext, error: ErrorDetail) -> str | None:
    """Where the tasks show the job first."""
    if error.job_id is None or not page.may("jobs.read"):
        return None
    return f"/status/tasks?before={error.job_id + 1}#job-{error.job_id}"


ROUTES = [errors, one, forget]
