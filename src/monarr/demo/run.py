"""`monarr demo`: the offline world, opened on a library in which things are happening.

All of it comes out of the real pipeline: a film arrives slowly because its seeder gives little, one has just arrived,
one was not what its name says, and one is held back by a delay.
"""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from monarr.bootstrap import open_house, start_up
from monarr.core.errors import Conflict, MonarrError
from monarr.core.text import text
from monarr.db.migrate import state
from monarr.demo.furnish import PATIENT, Furnished, add, furnish, with_4k
from monarr.demo.offers import opening_offers, shelf
from monarr.demo.world import World
from monarr.services.context import House
from monarr.services.data_folder import make_data_folder
from monarr.serving import run_server
from monarr.settings import StartupSettings, load_settings

USUAL_PORT = 8811
SHELVED = ("bbb", "elephants", "hero", "llama", "moon", "carnival")


def run_demo(options: Mapping[str, Any]) -> int:
    """Runs until it is stopped. Returns the exit code."""
    try:
        with demo_folder(options) as folder:
            asyncio.run(_demo(options, folder))
    except KeyboardInterrupt:
        return 0
    return 0


@contextmanager
def demo_folder(options: Mapping[str, Any]) -> Iterator[Path]:
    """The demo's own folder: a temporary one that goes with it, unless it was named or is to be kept."""
    named = options.get("data_dir")
    if named:
        folder = Path(named).absolute()
        if folder.exists() and any(folder.iterdir()):
            raise Conflict(text("{path} is not empty. The demo needs a folder of its own.", path=str(folder)))
        folder.mkdir(parents=True, exist_ok=True)
    else:
        folder = Path(tempfile.mkdtemp(prefix="monarr-demo-"))
    try:
        yield folder
    finally:
        if options.get("keep"):
            print(f"The demo's world is kept in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def demo_settings(options: Mapping[str, Any], folder: Path, port: int) -> StartupSettings:
    """Settings of the demo: loopback, its own folder, and an empty database. Raises Conflict for one that is not."""
    given = {"data_dir": str(folder / "data"), "bind": "127.0.0.1", "port": port, "log_level": "warning"}
    if options.get("database_url"):
        given["database_url"] = options["database_url"]
    settings = load_settings(given, {})
    make_data_folder(settings.data_dir)
    revision, _head = state(settings.database_url)
    if revision is not None:
        raise Conflict(text("This database is not empty. Give the demo an empty one; it never touches what is yours."))
    return settings


async def _demo(options: Mapping[str, Any], folder: Path) -> None:
    settings = demo_settings(options, folder, options.get("port") or _free_port())
    quiet = bool(options.get("quiet"))

    def say(words: str) -> None:
        if not quiet:
            print(words, file=sys.stderr, flush=True)

    say("Making a small world of open films. This takes about ten seconds.")
    async with World(folder, report=lambda name: say(f"  seeding {name}")) as world:
        await world.offer(opening_offers(world.titles))
        await world.fill_shelf(folder / "media" / "movies", shelf(world.titles))
        async with open_house(settings) as house:
            await start_up(house)
            furnished = await furnish(house, world, folder / "media")
            await _fill(house, world, furnished)

            def ready(address: str) -> None:
                say("")
                say(f"Open {address} and sign in as ada with the password {furnished.password}")
                say("The limits of this demo's profiles are small, because its films are. Ctrl+C ends it.")

            await run_server(house, settings, ready)


async def _fill(house: House, world: World, furnished: Furnished) -> None:
    """Adds the whole catalogue. What is searched for is on offer; what stands on the shelf is found there."""
    films = furnished.roots["movie"]
    places = {film.path.partition("/")[2]: film.path.partition("/")[0] for film in shelf(world.titles)}
    folders = dict(zip(SHELVED, places.values(), strict=True))
    searched = {"sintel": {"versions": with_4k(furnished)}, "spring": {}, "sprite": {}, "safety": {}, "signal": {}}
    for title in world.titles:
        if title.key in searched:
            await add(house, world, furnished, title.key, search=True, **searched[title.key])
        elif title.key == "nosferatu":
            await add(house, world, furnished, title.key, search=True, tags=(PATIENT,))
        elif title.key in folders:
            await add(house, world, furnished, title.key, path=str(films / folders[title.key]))
        else:
            await add(house, world, furnished, title.key)


def _free_port() -> int:
    """The usual port, or any free one when that is taken."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise MonarrError(text("There is no free port on this machine."))
