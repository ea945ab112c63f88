"""What the tokens may ask."""

from __future__ import annotations

import msgspec

from monarr.core.naming._pattern import Token
from monarr.core.naming.clean import clean_file_name, truncated
from monarr.core.naming.model import NamingConfig, NamingEpisode, NamingFile, NamingItem


class Context(msgspec.Struct, kw_only=True):
    """One name in the making. `episodes` are in order. `limits`: most bytes for a token's value, set when the name
    came out too long."""

    config: NamingConfig
    item: NamingItem
    is_series: bool
    episodes: tuple[NamingEpisode, ...] = ()
    season: int | None = None
    file: NamingFile = NamingFile()
    limits: dict[str, int] = {}

    def fitted(self, token: Token, value: str, argument: str) -> str:
        """A value made clean, and cut to the token's argument and to what the whole name allows."""
        value = clean_file_name(value, self.config)
        if token.limited and argument.lstrip("-").isdigit():
            value = _cut(value, int(argument))
        limit = self.limits.get(token.key)
        return value if limit is None else truncated(value, limit, ellipsis="...")


def _cut(value: str, most_bytes: int) -> str:
    """To so many bytes; a negative number keeps the end."""
    if most_bytes >= 0:
        return truncated(value, most_bytes, ellipsis="...")
    data = value.encode()
    if len(data) <= -most_bytes:
        return value
    return "..." + data[most_bytes + 3 :].decode(errors="ignore").lstrip(" .-_") if most_bytes < -3 else ""
