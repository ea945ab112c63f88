"""What Monarr reads out of a release name or a path."""

from __future__ import annotations

from typing import Any

from litestar import get
from litestar.params import FromQuery

from monarr.core.errors import InvalidInput
from monarr.core.releases import parse_path, parse_release
from monarr.core.text import text
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires

_LONGEST = 2000


@get("/parse", guards=[requires("titles.search")], tags=["Releases"])
async def parse(api: Api, name: FromQuery[str] = "", path: FromQuery[str] = "") -> dict[str, Any]:
    """Reads a release name, or the path of a file."""
    given = name or path
    if not given or len(given) > _LONGEST:
        problem = text("Give a name or a path of at most {count} characters.", count=_LONGEST)
        raise InvalidInput(problem, fields={"name" if name else "path": problem})
    read: dict[str, Any] = api.shown(parse_release(name) if name else parse_path(path))
    return read


ROUTES = [parse]
