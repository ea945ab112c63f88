"""The description of this API (OpenAPI 3.1), and a page to read it without anything from outside."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Response

from monarr.web import describing
from monarr.web.auth import public
from monarr.web.templating import HTML, door_context, render_page


@get("/openapi.json", guards=[public], include_in_schema=False)
async def openapi(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """The description."""
    return Response(describing.description(request.app.state.base_path), media_type="application/vnd.oai.openapi+json")


@get("/docs", guards=[public], include_in_schema=False)
async def docs(request: Request[Any, Any, Any]) -> Response[str]:
    """The description, to read."""
    context = door_context(request) | {
        "about": describing.CONFIG.description,
        "operations": describing.operations(request.app.state.base_path),
    }
    return Response(render_page(request, "api/docs.html", context), media_type=HTML)


ROUTES = [openapi, docs]
