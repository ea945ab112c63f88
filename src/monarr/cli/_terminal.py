"""What a command says and how: tables for people, JSON for programs, sentences for failures, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from monarr.core.errors import Conflict, InvalidInput, MonarrError, NotFound, RateLimited, TooManyRequests, Unavailable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from monarr.settings import StartupSettings

DONE, FAILED, ASKED_WRONGLY, NOT_FOUND, CONFLICT, UNAVAILABLE = range(6)
_WIDE = 1000  # characters


class Terminal:
    """One run of the program: its global options, and the way to speak."""

    def __init__(self) -> None:
        self.data_dir: str | None = None
        self.database_url: str | None = None
        self.json = False
        self.quiet = False

    def settings(self, **options: Any) -> StartupSettings:
        """The start-up settings under the global options and those of the command."""
        from monarr.settings import load_settings

        return load_settings({"data_dir": self.data_dir, "database_url": self.database_url, **options})

    def answer(self, data: Any, show: Callable[[Console], None] | None = None) -> None:
        """The answer of a command: `data` as JSON when that was asked for, else what `show` prints."""
        if self.json:
            click.echo(msgspec.json.encode(data, enc_hook=str))
        elif show is not None:
            show(self.console())

    def say(self, sentence: object) -> None:
        """A remark for people, not part of the answer."""
        if not self.quiet and not self.json:
            click.echo(str(sentence), err=True)

    def console(self) -> Console:
        from rich.console import Console

        # Into a file or a pipe nothing is cut or wrapped.
        return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)

    def table(
        self, columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str
    ) -> Callable[[Console], None]:
        """A table for `answer`; `empty` is said when there is no row. A column whose name begins with `>` is of
        numbers."""

        def show(console: Console) -> None:
            from rich.table import Table
            from rich.text import Text

            lines = [[Text("" if cell is None else str(cell)) for cell in row] for row in rows]
            if not lines:
                console.print(empty)
                return
            table = Table(box=None, pad_edge=False, header_style="bold")
            for name in columns:
                table.add_column(name.lstrip(">"), justify="right" if name.startswith(">") else "left")
            for line in lines:
                table.add_row(*line)
            console.print(table)

        return show

    def progress(self) -> Progress:
        """A progress bar on the error stream; silent with --json, --quiet and without a terminal."""
        from rich.console import Console
        from rich.progress import Progress

        silent = self.json or self.quiet or not sys.stderr.isatty()
        return Progress(console=Console(stderr=True), transient=True, disable=silent)

    def fail(self, error: MonarrError) -> int:
        """Says what went wrong and gives the exit code."""
        if self.json:
            told: dict[str, Any] = {"error": str(error.message), "kind": type(error).__name__}
            if isinstance(error, InvalidInput) and error.fields:
                told["fields"] = {name: str(sentence) for name, sentence in error.fields.items()}
            click.echo(msgspec.json.encode(told), err=True)
        else:
            click.echo(str(error.message), err=True)
            for name, sentence in _fields_of(error).items():
                click.echo(f"  {name}: {sentence}", err=True)
        return exit_code(error)


def _fields_of(error: MonarrError) -> Mapping[str, object]:
    shown = str(error.message)
    fields = error.fields if isinstance(error, InvalidInput) else {}
    return {name: sentence for name, sentence in fields.items() if str(sentence) not in shown}


def exit_code(error: MonarrError) -> int:
    """0 done, 1 failed, 2 asked wrongly, 3 not found, 4 conflict, 5 unavailable."""
    if isinstance(error, NotFound):
        return NOT_FOUND
    if isinstance(error, Conflict):
        return CONFLICT
    if isinstance(error, InvalidInput):
        return ASKED_WRONGLY
    if isinstance(error, Unavailable | RateLimited | TooManyRequests) or type(error).__name__ == "DatabaseUnavailable":
        return UNAVAILABLE
    return FAILED


def terminal() -> Terminal:
    """That of the command that runs now."""
    found = click.get_current_context().find_object(Terminal)
    assert found is not None
    return found
