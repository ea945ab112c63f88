"""Players: who shows the library, and must be told when it changes."""

from __future__ import annotations

from typing import Protocol

import msgspec

from monarr.core.kinds import MediaKind


class ChangedTitle(msgspec.Struct, frozen=True, kw_only=True):
    """What changed, with paths already in the player's own view. `path` is the file or folder to look at."""

    kind: MediaKind  # MOVIE, SERIES or EPISODE
    title: str
    year: int | None = None
    path: str
    folder: str
    ids: dict[str, str] = {}
    removed: bool = False


class Told(msgspec.Struct, frozen=True):
    """What a player was told: `method` such as scan, refresh or clean; `detail` is its own answer, shortened."""

    method: str
    detail: str = ""


class Player(Protocol):
    async def test(self) -> None: ...

    async def tell(self, change: ChangedTitle) -> Told:
        """Makes the player take up a change. Raises ProviderError."""
        ...

    async def is_playing(self) -> bool: ...

    async def close(self) -> None: ...
