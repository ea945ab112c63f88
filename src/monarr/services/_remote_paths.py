"""A client's view of a path, turned into ours."""

from __future__ import annotations

from collections.abc import Iterable


def local_path(remote: str, mappings: Iterable[tuple[str, str]]) -> str:
    """The path as Monarr sees it. The longest prefix that matches wins, whole folders only; a path of Windows may be
    written with either slash, and its letters in any case. Without a fitting mapping it is the same path."""
    best: tuple[int, str] | None = None
    for theirs, ours in mappings:
        is_windows = "\\" in theirs or theirs[1:2] == ":"
        given, prefix = (_plain(remote), _plain(theirs)) if is_windows else (remote, theirs)
        prefix = prefix.rstrip("/")
        compared, wanted = (given.casefold(), prefix.casefold()) if is_windows else (given, prefix)
        if compared == wanted or compared.startswith(wanted + "/"):
            rest = given[len(prefix) :].strip("/")
            mapped = f"{ours.rstrip('/')}/{rest}" if rest else ours.rstrip("/") or "/"
            if best is None or len(prefix) > best[0]:
                best = len(prefix), mapped
    return remote if best is None else best[1]


def _plain(path: str) -> str:
    return path.replace("\\", "/")
