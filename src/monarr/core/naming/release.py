"""Tokens of the release that the file came from."""

from __future__ import annotations

from pathlib import PurePosixPath

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token


def current_name(context: Context) -> str:
    """The file's name as it is, without its extension; "" when it has none yet."""
    path = context.file.relative_path or context.file.path
    name = PurePosixPath(path.replace("\\", "/")).name
    extension = context.file.extension
    return name[: -len(extension)] if extension and name.lower().endswith(extension.lower()) else name


def _original_title(context: Context, argument: str) -> str:
    return context.file.scene_name or current_name(context)


def _formats(context: Context, argument: str) -> str:
    """Those marked for names; `:A,B` takes these only, `:-A` all but these."""
    names = [found.name for found in context.file.custom_formats if found.include_when_renaming]
    if argument.startswith("-"):
        refused = argument[1:].split(",")
        names = [name for name in names if name not in refused]
    elif argument:
        names = [name for name in names if name in argument.split(",")]
    return " ".join(names)


def _format(context: Context, argument: str) -> str:
    matched = {found.name for found in context.file.custom_formats}
    return argument if argument in matched else ""


TOKENS = (
    Token("Release Group", lambda context, _: context.file.release_group or "", limited=True, default="Monarr"),
    Token("Release Hash", lambda context, _: context.file.release_hash or ""),
    Token("Custom Formats", _formats),
    Token("Custom Format", _format),
    Token("Original Title", _original_title),
    Token("Original Filename", lambda context, _: current_name(context)),
)
