"""Tokens of the release that the file came from."""

from __future__ import annotations

from pathlib import PurePosixPath

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.model import NamingFile


def file_name(file: NamingFile) -> str:
    """The file's name as it is, without its extension; "" when it has none yet."""
    path = file.relative_path or file.path
    return PurePosixPath(path.replace("\\", "/")).stem if path else ""


def scene_or_file_name(file: NamingFile) -> str:
    return file.scene_name or file_name(file)


def _current_name(context: Context, argument: str) -> str:
    """Nothing where the present name would be put into the next one, to grow with each renaming."""
    return file_name(context.file) if context.current_name_allowed else ""


def _original_title(context: Context, argument: str) -> str:
    return context.file.scene_name or _current_name(context, "")


def _formats(context: Context, argument: str) -> str:
    """Those marked for names; `:A,B` takes these only, `:-A,B` all but these."""
    names = [found.name for found in context.file.custom_formats if found.include_when_renaming]
    if argument.startswith("-"):
        refused = argument[1:].split(",")
        names = [name for name in names if name not in refused]
    elif argument:
        names = [name for name in names if name in argument.split(",")]
    return " ".join(names)


def _format(context: Context, argument: str) -> str:
    marked = {found.name for found in context.file.custom_formats if found.include_when_renaming}
    return argument if argument in marked else ""


TOKENS = (
    Token("Release Group", lambda context, _: context.file.release_group or "", limited=True, default="Monarr"),
    Token("Release Hash", lambda context, _: context.file.release_hash or ""),
    Token("Custom Formats", _formats),
    Token("Custom Format", _format),
    Token("Original Title", _original_title),
    Token("Original Filename", _current_name),
)
