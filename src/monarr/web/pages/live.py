"""What pages hear while they are open: the topics that parts of them listen to, and the pulse."""

from __future__ import annotations

from collections.abc import AsyncIterator

from litestar import get
from litestar.response import Response, Stream

from monarr.core.errors import MonarrError
from monarr.db.queries.page_live import moving_titles, titles_since
from monarr.services.changes import newest_event_id
from monarr.web.auth import door_of, requires
from monarr.web.parts import render
from monarr.web.sse import BEAT_SECONDS
from monarr.web.templating import HTML, Page, PageContext

REFRESH = "refresh"
# What a change in the house means for the parts of pages.
HEARD_BY: dict[str, tuple[str, ...]] = {
    "downloads": ("pulse", "home", "queue", "library"),
    "events": ("home", "library", "wanted"),
    "files": ("home", "library", "wanted"),
    "blocklist": ("queue",),
    "jobs": ("tasks",),
    "schedules": ("tasks",),
    "progress": ("tasks",),
    "health": ("health",),
    REFRESH: ("pulse", "home", "queue", "library", "wanted", "tasks", "health"),
}


@get(
    "/events",
    guards=[requires("titles.read", by_library=True)],
    include_in_schema=False,
    media_type="text/event-stream",
)
async def events(page: Page) -> Stream:
    """Topics only: a page asks again for what it shows, so nothing is told that a person may not see."""
    return Stream(
        _lines(page),
        media_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _lines(page: PageContext) -> AsyncIterator[bytes]:
    house = page.house
    async with house.live.listen(set(HEARD_BY)) as listener:
        seen = await house.db.read(newest_event_id)
        yield b"retry: 3000\n\n"
        while True:
            heard = await listener.next(BEAT_SECONDS)
            if not heard:
                if not await _still_welcome(page):
                    return
                yield b": beat\n\n"
                continue
            topics = {topic for name in heard for topic in HEARD_BY.get(name, ())}
            if heard & {"events", REFRESH}:
                titles, seen = await house.db.read(titles_since, seen)
                topics |= {f"title-{title_id}" for title_id in titles}
            if heard & {"downloads", REFRESH}:
                topics |= {f"title-{title_id}" for title_id in await house.db.read(moving_titles)}
            for topic in sorted(topics):
                yield f"event: {topic}\ndata: {{}}\n\n".encode()


async def _still_welcome(page: PageContext) -> bool:
    try:
        return await door_of(page.request).find(page.request) is not None
    except MonarrError:
        return False


@get("/pulse", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def pulse(page: Page) -> Response[str]:
    """What is arriving, for the top bar alone."""
    shell = await page.shell("")
    context = {"viewer": page.viewer, "csrf_token": page.visitor.csrf_token, "shell": shell}
    body = render(page.request.app.state.environment, "components/pulse.html", context)
    return Response(body, media_type=HTML, headers={"Cache-Control": "no-store"})


ROUTES = [events, pulse]
