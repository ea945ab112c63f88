"""What a check is, and what it finds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec

from monarr.core.text import Text
from monarr.services.context import House


class Finding(msgspec.Struct, frozen=True):
    """Something that needs attention. `fix` is the page where it is mended, such as `/settings/indexers`; None when it
    is mended outside Monarr."""

    message: Text
    fix: str | None = None
    state: Literal["warning", "error"] = "error"


class Check(msgspec.Struct, frozen=True):
    """One thing that is looked at."""

    name: str
    label: Text
    run: Callable[[House], Awaitable[Finding | None]]
