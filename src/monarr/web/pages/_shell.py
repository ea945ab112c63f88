"""What the frame around every page shows besides who is signed in: libraries and counts."""

from __future__ import annotations

from typing import Any

from monarr.web.templating import PageContext


async def shell_facts(page: PageContext) -> dict[str, Any]:
    """Values for `shell` (see layout.html) beside those of the person."""
    return {}
