"""`monarr serve` and `monarr worker`."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import click

from monarr.cli._group import Command, terminal

if TYPE_CHECKING:
    from monarr.settings import StartupSettings


@click.command(cls=Command)
@click.option("--bind", metavar="ADDRESS", help="The address to listen on (MONARR_BIND, 127.0.0.1).")
@click.option("--port", type=int, help="The port to listen on (MONARR_PORT, 8810).")
@click.option("--base-path", metavar="PATH", help="The path under which a proxy shows Monarr (MONARR_BASE_PATH).")
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]))
@click.option("--log-format", type=click.Choice(["text", "json"]))
def serve(**options: str | int | None) -> None:
    """Start the server: pages, API, jobs and schedules in one process."""
    gc.disable()  # what a start loads stays: looking through it again and again is a sixth of the start
    from monarr.bootstrap import serve as start
    from monarr.cli._house import run

    settings = terminal().settings(**options)
    said = terminal()
    _logging(settings)
    run(start(settings, ready=lambda address: said.say(f"Monarr answers at {address}")))


@click.command(cls=Command)
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]))
@click.option("--log-format", type=click.Choice(["text", "json"]))
def worker(**options: str | None) -> None:
    """Start a process that runs jobs beside a server, on the same database."""
    from monarr.bootstrap import run_worker
    from monarr.cli._house import run

    settings = terminal().settings(**options)
    said = terminal()
    _logging(settings)
    run(run_worker(settings, ready=lambda name: said.say(f"Working as {name}")))


def _logging(settings: StartupSettings) -> None:
    from monarr.logging import set_up_logging
    from monarr.services.data_folder import make_data_folder

    set_up_logging(settings.log_level, settings.log_format, make_data_folder(settings.data_dir).logs)
