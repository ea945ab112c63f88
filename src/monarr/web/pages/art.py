"""Pictures of titles, from the store, by the sum of their content: a changed picture has another address."""

from __future__ import annotations

import asyncio
import re

from litestar import get
from litestar.params import FromPath
from litestar.response import Response

from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.services.pictures import image_path
from monarr.web.auth import requires
from monarr.web.templating import Page

_NAME = re.compile(r"([0-9a-f]{64})\.(jpg|jpeg|png|webp|avif|gif)")
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif",
          "gif": "image/gif"}  # fmt: skip
_KEPT = "private, max-age=31536000, immutable"


@get("/art/{name:str}", guards=[requires("titles.read", by_library=True)], include_in_schema=False)
async def art(page: Page, name: FromPath[str]) -> Response[bytes]:
    """A picture as it came, or with `w` a WebP of about that width."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound(text("There is no such picture."))
    sha256, extension = found.groups()
    given = page.request.query_params.get("w", "")
    width = int(given) if given.isdecimal() and len(given) < 5 else None
    tag = f'"{sha256[:32]}-{width or extension}"'
    headers = {"Cache-Control": _KEPT, "ETag": tag}
    if page.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers=headers)
    path = await image_path(page.house, sha256, extension, width)
    if path is None:
        raise NotFound(text("There is no such picture."))
    kind = _TYPES[path.suffix.lstrip(".")]
    return Response(await asyncio.to_thread(path.read_bytes), media_type=kind, headers=headers)


ROUTES = [art]
