"""Finds routes: each module of a package that has `ROUTES` adds them. Adding a page or a part of the API is adding its
file; modules whose names begin with `_` are shared pieces."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from copy import copy
from types import ModuleType
from typing import Any

from litestar import HttpMethod, Request, Router, route
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from litestar.types.internal_types import RouteHandlerMapItem
from litestar.utils import join_paths


def routes_in(package: ModuleType) -> list[HTTPRouteHandler]:
    """The route handlers of all modules of a package, in the order of their names."""
    found: list[HTTPRouteHandler] = []
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            found.extend(getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "ROUTES", ()))
    return found


class Routes(Router):
    """All handlers, by the prefix of their paths, given to the application in one piece.

    Litestar's own routers take them one by one: whenever a path gets another method, all that it has so far is made
    again, each path gets an answer to OPTIONS of its own, and the routers are copied into the application with all
    that is in them. For hundreds of routes that is half of what a start takes."""

    def __init__(self, handlers: Mapping[str, Iterable[HTTPRouteHandler]]) -> None:
        super().__init__("/", route_handlers=())
        self._by_path: dict[str, RouteHandlerMapItem] = {}
        for prefix, some in handlers.items():
            for handler in some:
                self._add(prefix, handler)
        options = self._owned(_options)
        for methods in self._by_path.values():
            methods.setdefault("OPTIONS", options)

    def _add(self, prefix: str, handler: HTTPRouteHandler) -> None:
        own = self._owned(handler)
        for path in handler.paths:
            methods = self._by_path.setdefault(join_paths([prefix, path]), {})
            for method in handler.http_methods:
                if method in methods:
                    raise ValueError(f"There are two handlers for {method} {prefix}{path}.")
                methods[method] = own

    def _owned(self, handler: HTTPRouteHandler) -> HTTPRouteHandler:
        """A handler of this application: those of the modules are templates, several applications use them."""
        own = copy(handler)
        own.owner = self
        return own

    @property
    def route_handler_method_map(self) -> dict[str, RouteHandlerMapItem]:
        """What the application asks for: handlers by path and method."""
        return self._by_path

    def __deepcopy__(self, _memo: dict[int, Any]) -> Routes:
        return self  # made for this one application already


@route(http_method=[HttpMethod.OPTIONS], include_in_schema=False, status_code=204, sync_to_thread=False)
def _options(request: Request[Any, Any, Any]) -> Response[None]:
    """Which methods a path has."""
    path = request.scope["path_template"]
    allow = {method for known in request.app.routes if known.path_format == path for method in known.methods}
    return Response(None, headers={"Allow": ", ".join(sorted(allow))}, media_type="text/plain")
