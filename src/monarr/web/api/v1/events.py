"""Live changes, as server-sent events."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Stream

from monarr.web.api.v1._base import Api
from monarr.web.auth import requires
from monarr.web.sse import stream_changes

Topics = Annotated[str, QueryParameter(description="Topics, parted by commas: events, queue, jobs, health, progress.")]


@get("/events", guards=[requires("titles.read")], tags=["Live"], media_type="text/event-stream")
async def events(api: Api, topics: Topics = "") -> Stream:
    """Changes as they happen. Those who may read history get events whole, others only that something changed."""
    wanted = [topic.strip() for topic in topics.split(",") if topic.strip()]
    return stream_changes(api.request, wanted or None, with_events=api.may("history.read"))


ROUTES = [events]
