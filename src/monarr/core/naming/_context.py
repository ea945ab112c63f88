"""What the tokens may ask."""

from __future__ import annotations

import msgspec

from monarr.core.kinds import SeriesType
from monarr.core.naming.model import NamingConfig, NamingEpisode, NamingFile, NamingItem


class Context(msgspec.Struct, kw_only=True):
    """One name in the making. `episodes` are in order. `limits`: most bytes for a token's value, set when the name
    came out too long. `current_name_allowed`: whether the file's present name may be part of the new one."""

    config: NamingConfig
    item: NamingItem
    is_series: bool
    episodes: tuple[NamingEpisode, ...] = ()
    season: int | None = None
    file: NamingFile = NamingFile()
    current_name_allowed: bool = True
    limits: dict[str, int] = {}

    @property
    def counts_absolutely(self) -> bool:
        return self.item.series_type is SeriesType.ANIME
