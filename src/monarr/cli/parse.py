"""`monarr parse`: what release names say, one line in, one line out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click
import msgspec

from monarr.cli._group import Command, terminal
from monarr.core.releases import ParsedRelease, explain_release, parse_path, parse_release
from monarr.messages.parsing import considered_sentence, property_label, refusal_sentence

LONGEST = 4096  # characters of a name


@click.command(cls=Command)
@click.argument("names", nargs=-1)
@click.option("--kind", "--type", "kind", type=click.Choice(["series", "movie", "music"]),
              help="Names of other media give null.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Show what every part of the name was taken for.")
def parse(names: tuple[str, ...], kind: str | None, explain: bool) -> None:
    """Read release NAMES, or those of the standard input, one per line.

    A line that begins with "/" is a path. With --json each line gives one JSON object, or null when it is no release.
    """
    spoken = terminal()
    lines: Iterable[str | None] = names or _decoded(sys.stdin.buffer)
    for line in lines:
        if explain:
            _explain(line or "", kind, spoken.json)
        elif spoken.json:
            found = read(line, kind)
            click.echo(b"null" if found is None else msgspec.json.encode(_as_data(found)))
        else:
            _tell(line, read(line, kind))


def _decoded(stream: Iterable[bytes]) -> Iterator[str | None]:
    """The lines of a stream; None for one that is not UTF-8."""
    for raw in stream:
        try:
            yield raw.rstrip(b"\r\n").decode()
        except UnicodeDecodeError:
            yield None


def read(line: str | None, kind: str | None) -> ParsedRelease | None:
    """What a name or path says; None for what is no release, too long, or of another kind."""
    if not line or len(line) > LONGEST:
        return None
    return parse_path(line, kind) if line.startswith("/") else parse_release(line, kind)


def _as_data(found: ParsedRelease) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(found)
    data["absolute_episodes"] = [int(one) if one == int(one) else one for one in found.absolute_episodes]
    return data


def _tell(line: str | None, found: ParsedRelease | None) -> None:
    if found is None:
        click.echo(f"{line or ''}\n  no release name")
        return
    data = _as_data(found)
    data["revision"] = data["revision"] if data["revision"]["version"] != 1 or found.revision.real else None
    click.echo(line)
    for name, value in data.items():
        if value not in (None, [], False, {}):
            shown = ", ".join(str(one) for one in value) if isinstance(value, list) else value
            click.echo(f"  {name.replace('_', ' '):<18} {shown}")


def _explain(line: str, kind: str | None, as_json: bool) -> None:
    found = explain_release(line, kind)
    if as_json:
        parsed = _as_data(found.parsed) if found.parsed else None
        click.echo(
            msgspec.json.encode({"name": line, "parsed": parsed, "refused": found.refused, "tokens": found.tokens})
        )
        return
    click.echo(line)
    if found.refused is not None:
        click.echo(f"  {refusal_sentence(found.refused)}")
    for token in found.tokens:
        value = "" if token.value in (None, token.text) else f" = {_spoken(token.value)}"
        click.echo(f"  {token.text:<30} {property_label(token.property)}{value}")
        for one in token.considered:
            thought = f"{property_label(one.property)}?"
            click.echo(f"    {one.text:<28} {thought} no, {considered_sentence(one.reason)}")


def _spoken(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_spoken(one)}" for name, one in value.items() if one not in (None, []))
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value if one is not None)
    return str(value)
