"""What a file's name alone tells against it: halves of episodes and films, whole seasons in one file, folders that say
something else, clients that still unpack."""

from __future__ import annotations

from pathlib import PurePosixPath

from monarr.core.decisions import Outcome, Verdict
from monarr.core.decisions.parts import episode_part, film_part
from monarr.core.releases import ParsedRelease

_UNPACKING = ("_unpack_", "_failed_")


def check_name(
    path: str, parsed: ParsedRelease | None, folder: ParsedRelease | None, *, is_film: bool, episode_count: int
) -> Verdict | None:
    """The first refusal; None when the name is in order. `folder` is what the download's own name says, `episode_count`
    how many episodes it was grabbed for."""
    name = PurePosixPath(path).name
    if any(part.lower().startswith(_UNPACKING) for part in PurePosixPath(path).parts):
        return _refused("unpacking", file=name)
    if is_film:
        part = film_part(name)
        return None if part is None else _refused("film-part", part=part)
    half = episode_part(name)
    if half is not None:
        return _refused("split-episode", found=half)
    if parsed is not None and parsed.full_season and not parsed.episodes and episode_count > 1:
        return _refused("full-season", count=episode_count)
    if _says_otherwise(parsed, folder):
        return _refused("folder", file=name, count=episode_count)
    return None


def _says_otherwise(parsed: ParsedRelease | None, folder: ParsedRelease | None) -> bool:
    """Both name episodes of a season, and they have none in common."""
    if parsed is None or folder is None or None in (parsed.season, folder.season):
        return False
    if not parsed.episodes or not folder.episodes:
        return False
    return parsed.season != folder.season or set(parsed.episodes).isdisjoint(folder.episodes)


def _refused(code: str, **figures: object) -> Verdict:
    return Verdict(Outcome.REFUSED, figures, code=code)
