"""OpenAPI 3.1 of the routes under `/api/v1`: made by Litestar from the routes, with what each requires.

The description is made of an application that is never served, so that Litestar adds no pages of its own to ours."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec
from litestar import Litestar
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme, Server
from litestar.routes import HTTPRoute

from monarr.version import __version__
from monarr.web.api import v1
from monarr.web.api.v1 import api_context
from monarr.web.auth import permission_of
from monarr.web.walking import Routes, routes_in

PREFIX = "/api/v1"
CONFIG = OpenAPIConfig(
    title="Monarr",
    version=__version__,
    description="Everything that the pages do. Times are ISO 8601 in UTC, sizes are bytes, lists are paged by cursor.",
    servers=[Server(url="/")],
    components=Components(
        security_schemes={
            "key": SecurityScheme(type="apiKey", name="X-Api-Key", security_scheme_in="header"),
            "bearer": SecurityScheme(type="http", scheme="bearer"),
            "session": SecurityScheme(type="apiKey", name="monarr_session", security_scheme_in="cookie"),
        }
    ),
    security=[{"key": []}, {"bearer": []}, {"session": []}],
    use_handler_docstrings=True,
)
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "correlation_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for people."},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "correlation_id": {"type": "string", "format": "uuid"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


@lru_cache(maxsize=4)
def description(base_path: str = "") -> dict[str, Any]:
    """The whole description as plain data."""
    dependencies = {"api": Provide(api_context)}
    app = Litestar(
        [Routes({PREFIX: routes_in(v1)})], openapi_config=CONFIG, dependencies=dependencies, logging_config=None
    )
    whole: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    whole["servers"] = [{"url": base_path or "/"}]
    whole["components"].setdefault("schemas", {})["Problem"] = _PROBLEM
    needs = _permissions(app)
    for path, operations in whole["paths"].items():
        for method, operation in operations.items():
            if isinstance(operation, dict):
                _complete(operation, needs.get((path, method.upper()), "public"))
    return whole


def operations(base_path: str = "") -> list[dict[str, Any]]:
    """The same for reading: one entry per operation, in the order of the paths."""
    found = []
    for path, by_method in description(base_path)["paths"].items():
        for method, operation in by_method.items():
            parameters = [
                {"name": one["name"], "words": one.get("description") or one["in"]}
                for one in operation.get("parameters", ())
            ]
            found.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "words": operation.get("description") or operation.get("summary", ""),
                    "permission": operation["x-permission"],
                    "parameters": parameters,
                }
            )
    return found


def _complete(operation: dict[str, Any], permission: str) -> None:
    operation["x-permission"] = permission
    if permission == "public":
        operation["security"] = []
    answers = {code: answer for code, answer in operation["responses"].items() if code < "400"}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers["default"] = {"description": "Could not be done, and why.", "content": problem}
    operation["responses"] = answers


def _permissions(app: Litestar) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for route in app.routes:
        if isinstance(route, HTTPRoute) and route.path_format.startswith(PREFIX):
            for handler in route.route_handlers:
                for method in handler.http_methods:
                    found[route.path_format, str(method)] = permission_of(handler) or ""
    return found
