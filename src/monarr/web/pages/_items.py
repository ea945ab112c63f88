"""What a number in an address stands for: a film, a series, or an episode of one."""

from __future__ import annotations

import msgspec

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.db.queries.page_title import find_episode
from monarr.db.queries.titles import find_title_row
from monarr.web.auth import may_in_library
from monarr.web.templating import PageContext


class Item(msgspec.Struct, frozen=True):
    """`episode_id` is None for a whole title."""

    title_id: int
    name: str
    kind: str
    library_id: int | None
    path: str | None
    season: int | None = None
    episode_id: int | None = None


async def find_item(page: PageContext, item_id: int, permission: str, *, with_deleted: bool = False) -> Item:
    """Raises NotFound, and NotAllowed where the person may not do this in the item's library."""
    row = await page.house.db.read(find_title_row, item_id)
    if row is None:
        raise NotFound(text("There is no such title."))
    episode = None
    if row.parent_id is not None:
        episode = await page.house.db.read(find_episode, item_id)
        row = await page.house.db.read(find_title_row, episode.series_id) if episode is not None else None
    if row is None or (row.deleted_at is not None and not with_deleted):
        raise NotFound(text("There is no such title."))
    may_in_library(page.visitor, permission, page.house.clock.now(), row.library_id)
    return Item(
        title_id=row.id,
        name=row.title,
        kind=row.kind,
        library_id=row.library_id,
        path=row.path,
        season=episode.season_number if episode is not None else None,
        episode_id=item_id if episode is not None else None,
    )
