"""Server-sent events: what changed, as it changes.

`event:` is a topic (`queue`, `jobs`, `health`, `progress`) with empty data, which means "look again", or the type of an
event (`file.imported`) with the event as JSON and its id, so that a browser that comes back with `Last-Event-ID` misses
nothing. A comment every 15 s keeps proxies from closing the line, and asks whether the visitor may still listen.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from typing import Any

import msgspec
from litestar.connection import Request
from litestar.response import Stream

from monarr.core.errors import MonarrError
from monarr.services.changes import events_after, newest_event_id
from monarr.services.context import House
from monarr.web.auth import door_of, headers_of_connection, known_visitor

BEAT_SECONDS = 15.0
MOST_AT_ONCE = 200
EVENTS = "events"
REFRESH = "refresh"


def stream_changes(request: Request[Any, Any, Any], topics: Collection[str] | None, *, with_events: bool) -> Stream:
    """An endless answer. `topics` None: all; `with_events`: whether this visitor may see what events say (they name
    indexers and paths), or only that something happened."""
    house = door_of(request).house
    last_id = _last_event_id(request)
    return Stream(
        _lines(request, house, topics, with_events, last_id),
        media_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _lines(
    request: Request[Any, Any, Any],
    house: House,
    topics: Collection[str] | None,
    with_events: bool,
    last_id: int | None,
) -> AsyncIterator[bytes]:
    async with house.live.listen(topics) as listener:
        seen = await house.db.read(newest_event_id) if last_id is None else last_id
        yield b"retry: 3000\n\n"
        heard: frozenset[str] = frozenset() if last_id is None else frozenset({EVENTS})
        while True:
            for topic in sorted(heard - {EVENTS}):
                yield _line(topic)
            if EVENTS in heard:
                if not with_events:
                    yield _line(EVENTS)
                else:
                    rows = await house.db.read(events_after, seen, MOST_AT_ONCE + 1)
                    if len(rows) > MOST_AT_ONCE:
                        yield _line(REFRESH)
                        seen = await house.db.read(newest_event_id)
                    else:
                        for row in rows:
                            seen = row.id
                            yield _line(row.type, dict(row._mapping), row.id)
            heard = await listener.next(BEAT_SECONDS)
            if not heard:
                if not await _still_welcome(request):
                    return
                yield b": beat\n\n"


async def _still_welcome(request: Request[Any, Any, Any]) -> bool:
    try:
        return known_visitor(request) is not None and await door_of(request).find(request) is not None
    except MonarrError:
        return False


def _line(event: str, data: Any = None, event_id: int | None = None) -> bytes:
    marked = f"id: {event_id}\n" if event_id is not None else ""
    body = msgspec.json.encode(data if data is not None else {}).decode()
    return f"{marked}event: {event}\ndata: {body}\n\n".encode()


def _last_event_id(request: Request[Any, Any, Any]) -> int | None:
    given = headers_of_connection(request).get("last-event-id", "")
    return int(given) if given.isdigit() and len(given) < 19 else None
