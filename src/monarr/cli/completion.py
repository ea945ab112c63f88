"""`monarr completion`: what a shell needs to complete commands."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from monarr.cli._group import Command


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion for SHELL.

    \b
    bash: monarr completion bash > ~/.local/share/bash-completion/completions/monarr
    zsh:  monarr completion zsh > "${fpath[1]}/_monarr"
    fish: monarr completion fish > ~/.config/fish/completions/monarr.fish
    """
    from monarr.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(cli, {}, "monarr", "_MONARR_COMPLETE").source())
