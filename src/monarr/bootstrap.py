"""The composition root: reads settings and plugs the parts together. Only the ways into the program import it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import exc

from monarr.db.defaults import ensure_defaults
from monarr.db.engine import Database
from monarr.db.migrate import state, upgrade
from monarr.db.opening import cannot_open
from monarr.media.probe import Prober
from monarr.ports.clock import Clock, SystemClock
from monarr.providers import registry
from monarr.providers.http import Http
from monarr.secrets import Cipher, load_key
from monarr.services.backup import back_up
from monarr.services.context import House, Paths
from monarr.services.data_folder import check_local, make_data_folder, only_server
from monarr.services.live import Live
from monarr.services.recover import recover
from monarr.services.schedules import ensure_schedules
from monarr.services.sources import Sources
from monarr.services.torrent_session import TorrentSession
from monarr.services.workers import worker_name
from monarr.settings import StartupSettings

log = logging.getLogger(__name__)


@asynccontextmanager
async def open_house(settings: StartupSettings, *, clock: Clock | None = None) -> AsyncIterator[House]:
    """The house, with its data folder made, its database migrated and its parts ready; closed in order at the end.
    Raises MonarrError with what to do when the data cannot be used."""
    clock = clock or SystemClock()
    os.umask(settings.umask)
    paths = make_data_folder(settings.data_dir)
    cipher = Cipher(load_key(paths.data / "secret.key"))
    await asyncio.to_thread(prepare_database, settings, paths, cipher, clock)
    async with AsyncExitStack() as stack:
        db = Database(settings.database_url)
        stack.callback(db.close)
        live = Live()
        live.attach(db)
        stack.push_async_callback(live.close)
        http = Http(clock=clock)
        stack.push_async_callback(http.aclose)
        torrents = TorrentSession(db, clock, worker_name())
        stack.push_async_callback(torrents.close)
        guards = {torrents.implementation: torrents.take}
        sources = Sources(db, clock, http, registry, cipher, paths.data, guards)
        stack.push_async_callback(sources.close)
        prober = Prober()
        stack.push_async_callback(asyncio.to_thread, prober.close)
        yield House(
            db=db,
            clock=clock,
            http=http,
            registry=registry,
            cipher=cipher,
            prober=prober,
            paths=paths,
            sources=sources,
            live=live,
            torrents=torrents,
            key_id=cipher.key_id,
            external_url=settings.external_url or "",
            time_zone=settings.tz,
        )


def prepare_database(settings: StartupSettings, paths: Paths, cipher: Cipher, clock: Clock) -> None:
    """Brings the database to this version; one with anything in it is backed up before. Raises NewerData for one that
    is ahead, and MonarrError when it cannot be reached."""
    url = settings.database_url
    if url.startswith("sqlite:///"):
        check_local(Path(url.removeprefix("sqlite:///")))
    try:
        revision, head = state(url)
        if revision == head:
            return
        if revision is not None:
            saved = back_up(url, paths.backups, now=clock.now(), key_id=cipher.key_id)
            log.info("backed_up_before_migration", extra={"path": str(saved), "from": revision, "to": head})
        upgrade(url)
    except exc.DatabaseError as error:
        raise cannot_open(url, str(error.orig or error)) from error
    log.info("database_migrated", extra={"from": revision or "nothing", "to": head})


async def give_defaults(house: House) -> None:
    """What every house has: profiles, roles, schedules. Safe at every start."""
    now = house.clock.now()
    await house.db.write(ensure_defaults, now)
    await house.db.write(ensure_schedules, now, ZoneInfo(house.time_zone))


async def start_up(house: House) -> None:
    """What a process that does the work does first: defaults, roles, and what a crash left half done."""
    await give_defaults(house)
    await recover(house)


async def serve(settings: StartupSettings, *, ready: Callable[[str], None] | None = None) -> None:
    """The server: web, worker and scheduler in one process, until SIGTERM or SIGINT. `ready` hears the address once the
    first answer can be given. Raises MonarrError when the port is taken."""
    from monarr.serving import run_server

    async with AsyncExitStack() as stack:
        make_data_folder(settings.data_dir)
        if settings.database_url.startswith("sqlite:///"):
            stack.enter_context(only_server(settings.data_dir))
        house = await stack.enter_async_context(open_house(settings))
        await start_up(house)
        await run_server(house, settings, ready)


async def run_worker(settings: StartupSettings, *, ready: Callable[[str], None] | None = None) -> None:
    """A process that runs jobs only, beside a server, until SIGTERM or SIGINT. `ready` hears the worker's name."""
    from monarr.serving import run_work

    async with open_house(settings) as house:
        await start_up(house)
        await run_work(house, ready)
