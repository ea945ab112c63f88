"""`monarr demo`: the offline world."""

from __future__ import annotations

import click

from monarr.cli._group import Command, terminal


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Walk the whole story unattended and report each step with its proof.")
@click.option("--database", metavar="URL", help="An empty database to use instead of a file of the demo's own.")
@click.option("--port", type=int, help="The port to listen on; a free one when not given.")
@click.option("--keep", is_flag=True, help="Leave the world's folder when the demo ends.")
def demo(check: bool, database: str | None, port: int | None, keep: bool) -> None:
    """Show Monarr at work: open films and series, real downloads, no network, no key, nothing to set up."""
    spoken = terminal()
    options = {
        "database_url": database or spoken.database_url,
        "data_dir": spoken.data_dir,
        "port": port,
        "keep": keep,
        "json": spoken.json,
        "quiet": spoken.quiet,
    }
    if check:
        from monarr.demo.check import run_check

        code = run_check(options)
    else:
        from monarr.demo.run import run_demo

        code = run_demo(options)
    if code:
        click.get_current_context().exit(code)
