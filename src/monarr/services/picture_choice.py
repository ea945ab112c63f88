"""What the sources offer for a person to choose from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from monarr.db.repositories.artwork import list_candidates
from monarr.services.context import House


async def list_offered(house: House, item_id: int) -> list[Row[Any]]:
    """The pictures offered for an item, with their scores."""
    return await house.db.read(list_candidates, item_id)
