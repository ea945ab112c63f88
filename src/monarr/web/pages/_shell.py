"""What the frame around every page shows besides who is signed in: libraries and counts.

The counts are read once for all people and kept until something they count has changed.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from monarr.db.queries.home import Frame, load_frame
from monarr.services.context import House
from monarr.web.templating import PageContext

KEPT_SECONDS = 5.0
ICONS = {"movie": "clapperboard", "series": "tv", "anime": "sparkles", "music": "disc-3", "video": "square-play"}


class FrameCache:
    """The counts as they were last read. A change while they are read makes that reading old at once."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._kept: tuple[float, Frame] | None = None
        self._changes = 0
        house.db.listen(self._forget)

    def _forget(self, _topics: frozenset[str]) -> None:
        self._changes += 1
        self._kept = None

    async def frame(self) -> Frame:
        kept = self._kept
        if kept is not None and kept[0] > monotonic():
            return kept[1]
        before = self._changes
        found = await self._house.db.read(load_frame)
        if before == self._changes:
            self._kept = (monotonic() + KEPT_SECONDS, found)
        return found


async def frame_of(page: PageContext) -> Frame:
    """The counts for this application."""
    state = page.request.app.state
    if "frame_cache" not in state:
        state["frame_cache"] = FrameCache(page.house)
    cache: FrameCache = state["frame_cache"]
    return await cache.frame()


async def shell_facts(page: PageContext) -> dict[str, Any]:
    """Values for `shell` (see layout.html) beside those of the person. What somebody may not read counts as nothing."""
    frame = await frame_of(page)
    queue, status = page.may("queue.read"), page.may("status.read")
    rate = float(frame.rate_bytes) if frame.running else None
    folders = sum(1 for library_id in frame.unmatched if page.may("titles.add", library_id))
    return {
        "libraries": [
            {
                "name": library.name,
                "path": f"/library/{library.slug}",
                "icon": library.icon if library.icon in ICONS.values() else ICONS.get(library.content_type, "library"),
                "count": library.count,
            }
            for library in frame.libraries
            if page.may("libraries.read", library.id) and page.may("titles.read", library.id)
        ],
        "decisions": (frame.decisions if queue else 0) + folders,
        "running": frame.running if queue else 0,
        "wanted": frame.wanted if page.may("wanted.read") else 0,
        "issues": frame.issues if status else 0,
        "pulse": {"arriving": frame.running, "bytes_per_second": rate},
    }
