"""`monarr name`: preview names of files and folders; one JSON object a line in, one out. Touches no file."""

from __future__ import annotations

import sys
from typing import Any, Literal

import click
import msgspec

from monarr.cli._group import Command
from monarr.core.errors import MonarrError
from monarr.core.naming import (
    NamingConfig,
    NamingEpisode,
    NamingFile,
    NamingItem,
    clean_file_name,
    episode_file_name,
    movie_file_name,
    movie_folder_name,
    season_folder_name,
    series_folder_name,
)

Target = Literal["file", "path", "folder", "season_folder", "clean"]


class Question(msgspec.Struct, kw_only=True):
    """One line in. What is missing, null or "" is not known."""

    kind: Literal["series", "movie"] = "movie"
    target: Target = "file"
    config: NamingConfig = NamingConfig()
    item: NamingItem = NamingItem(title="", season_folder=False)
    episodes: list[NamingEpisode] = []
    season: int | None = None
    text: str = ""
    extension: str = ""
    file: NamingFile | None = None


@click.command(cls=Command)
def name() -> None:
    """Preview names: JSON objects from the standard input, one per line.

    Each line gives {"name": …} or {"error": …}. Keys: kind, target (file, path, folder, season_folder, clean), config,
    item, episodes, season, file, extension, text.
    """
    for line in sys.stdin.buffer:
        click.echo(msgspec.json.encode(answer(line)))


def answer(line: bytes) -> dict[str, str]:
    """The name that a question asks for, or why there is none."""
    try:
        given = _known(msgspec.json.decode(line))
        if isinstance(given, dict) and isinstance(given.get("item"), dict):
            given["item"] = {"title": "", "season_folder": False} | given["item"]
        question = msgspec.convert(given, Question, strict=False)
        return {"name": named(question)}
    except (msgspec.MsgspecError, MonarrError, ValueError) as error:
        return {"error": str(error)}


def _known(value: Any) -> Any:
    """The object without what is not known. In the settings "" is a value: an empty pattern, no replacement."""
    if isinstance(value, dict):
        return {
            key: _known(one)
            for key, one in value.items()
            if one is not None and (one != "" or key == "custom_colon_replacement")
        }
    return [_known(one) for one in value] if isinstance(value, list) else value


def named(question: Question) -> str:
    """The name, with folders parted by "/"."""
    if question.target == "clean":
        return clean_file_name(question.text, question.config)
    if question.target == "folder":
        return _folder(question)
    if question.target == "season_folder":
        season = question.season if question.season is not None else _season_of(question)
        return season_folder_name(question.item, season, question.config)
    name = _file(question)
    if question.target == "file":
        return name
    parts = [question.item.path.rstrip("/")]
    if question.kind == "series" and question.item.season_folder:
        parts.append(season_folder_name(question.item, _season_of(question), question.config))
    return "/".join([*(part for part in parts if part), name])


def _folder(question: Question) -> str:
    if question.kind == "series":
        return series_folder_name(question.item, question.config)
    return movie_folder_name(question.item, question.config, question.file)


def _season_of(question: Question) -> int:
    if question.episodes:
        return min(episode.season for episode in question.episodes)
    return question.season or 0


def _file(question: Question) -> str:
    extension = question.extension
    file = msgspec.structs.replace(question.file or NamingFile(), extension=extension)
    if question.kind == "movie":
        return movie_file_name(question.item, file, question.config) + extension
    if not question.episodes and question.config.rename:
        raise ValueError("A file of a series needs its episodes.")
    return episode_file_name(question.item, question.episodes, file, question.config) + extension
