"""The web application: Litestar behind the gate, with pages, API, static files and `/ping`.

    app = create_app(house, settings)

is an ASGI application for uvicorn; tests hand it to an HTTP client.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from litestar import Litestar, get
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.static_files import create_static_files_router

from monarr.services.context import House
from monarr.services.hosts import AllowedHosts
from monarr.services.setup import prepare_first_run
from monarr.settings import StartupSettings
from monarr.version import __version__
from monarr.web import pages
from monarr.web.api import v1
from monarr.web.api.v1 import api_context
from monarr.web.auth import Door, public, static_file
from monarr.web.describing import PREFIX
from monarr.web.errors import answer_error
from monarr.web.limits import Limits
from monarr.web.pages import shell_facts
from monarr.web.parts import STATIC, make_environment
from monarr.web.security import LARGEST_BODY_BYTES, Gate
from monarr.web.templating import page_context
from monarr.web.walking import Routes, routes_in

YEAR_SECONDS = 31_536_000
WARM_UP_AFTER_SECONDS = 1.0


class WebApp(Gate):
    """The whole, as an ASGI application. `litestar` is what lies behind the gate."""

    def __init__(self, litestar: Litestar, settings: StartupSettings, hosts: AllowedHosts) -> None:
        super().__init__(litestar, settings, hosts.names)  # type: ignore[arg-type]
        self.litestar = litestar


def create_app(
    house: House, settings: StartupSettings, *, limits: Limits | None = None, routes: Litestar | None = None
) -> WebApp:
    """Plugs the faces together. At its start it opens first run when there is no owner. `routes` are those of
    `make_routes`, which serve one house at a time; None: new ones."""
    hosts = AllowedHosts(house)
    environment = make_environment(base_path=settings.base_path)
    environment.bytecode_cache = _template_cache(house)
    litestar = routes or make_routes()
    litestar.state = State(
        {
            "door": Door(house, settings, limits or Limits()),
            "house": house,
            "hosts": hosts,
            "environment": environment,
            "base_path": settings.base_path,
            "shell_facts": shell_facts,
        }
    )
    return WebApp(litestar, settings, hosts)


def make_routes() -> Litestar:
    """All routes, still without a house. It takes longer than all the rest of an application: tests do it once."""
    return Litestar(
        route_handlers=[_static(), Routes({"/": [ping, *routes_in(pages)], PREFIX: routes_in(v1)})],
        dependencies={"page": Provide(page_context), "api": Provide(api_context)},
        exception_handlers={Exception: answer_error},
        lifespan=[_living],
        openapi_config=None,
        request_max_body_size=LARGEST_BODY_BYTES,
        logging_config=None,
        debug=False,
    )


@asynccontextmanager
async def _living(app: Litestar) -> AsyncIterator[None]:
    state = app.state
    await state.hosts.load()
    await prepare_first_run(state.house)
    warming = asyncio.create_task(warm_up(state.environment))
    yield
    warming.cancel()
    state.door.close()
    state.hosts.close()


@get("/ping", guards=[public], include_in_schema=False, sync_to_thread=False)
def ping() -> dict[str, str]:
    """Says that Monarr is there."""
    return {"status": "ok", "version": __version__}


def _template_cache(house: House) -> FileSystemBytecodeCache:
    """Compiled templates are kept, so that the next start has them at once."""
    folder = house.paths.cache / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder), f"{__version__}-%s.cache")


async def warm_up(environment: Environment) -> None:
    """Soon after the start, reads all templates beside the event loop, so that nobody's first page waits for them."""
    try:
        await asyncio.sleep(WARM_UP_AFTER_SECONDS)
        for name in environment.list_templates(extensions=["html"]):
            await asyncio.to_thread(environment.get_template, name)
        gc.collect()
        gc.freeze()  # what stands since the start is not looked through again: shorter pauses under load
    finally:
        gc.enable()  # `monarr serve` starts without


def _static() -> Any:
    return create_static_files_router(
        path="/static",
        directories=[STATIC],
        cache_control=CacheControlHeader(max_age=YEAR_SECONDS, public=True, immutable=True),
        guards=[static_file],
        include_in_schema=False,
    )
