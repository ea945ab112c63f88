"""Groups that load a command when it is used, and commands that all take the same global options."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from monarr.cli._terminal import Terminal, terminal
from monarr.core.errors import MonarrError
from monarr.version import __version__

INTERRUPTED = 130


def _remember(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
    """A global option counts wherever it is given; the one nearest to the command wins."""
    if value not in (None, False):
        setattr(context.ensure_object(Terminal), str(parameter.name), value)
    return value


def shared_options() -> list[click.Parameter]:
    return [
        click.Option(["--data-dir"], metavar="FOLDER", expose_value=False, callback=_remember,
                     help="The data folder (MONARR_DATA_DIR)."),
        click.Option(["--database-url"], metavar="URL", expose_value=False, callback=_remember,
                     help="sqlite:///… or postgresql://… (MONARR_DATABASE_URL)."),
        click.Option(["--json"], is_flag=True, expose_value=False, callback=_remember, help="Answer as JSON."),
        click.Option(["--quiet", "-q"], is_flag=True, expose_value=False, callback=_remember,
                     help="Say nothing but the answer."),
    ]  # fmt: skip


class Command(click.Command):
    """A command with the global options."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += shared_options()


class Group(click.Group):
    """A group of commands in one module."""

    command_class = Command

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.params += shared_options()


class LazyGroup(click.Group):
    """The program. `commands` maps names to `module:object` and the line that help shows."""

    def __init__(self, name: str, *, package: str, commands: Mapping[str, tuple[str, str]], help: str) -> None:  # noqa: A002
        super().__init__(
            name, help=help, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]}
        )
        self._package, self._lazy = package, dict(commands)
        self.params += shared_options()
        self.params.append(
            click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
                         help="Show the version.")
        )  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return None
        module, _, name = self._lazy[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(f"{self._package}.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_path, line) in self._lazy.items()])

    def run(self, arguments: list[str] | None = None) -> int:
        """Runs the program and gives its exit code; what went wrong is said in a sentence."""
        spoken = Terminal()
        try:
            result = self.main(arguments, prog_name="monarr", standalone_mode=False, obj=spoken)
            return result if isinstance(result, int) else 0
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except MonarrError as error:
            return spoken.fail(error)
        except BrokenPipeError:
            sys.stderr.close()  # the reader has gone; Python would complain once more while ending
            return 0


def _show_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"Monarr {__version__}")
        context.exit()


__all__ = ["Command", "Group", "LazyGroup", "terminal"]
