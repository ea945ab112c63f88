"""Where published files go: Kodi's names beside each video, short names in a series' folder (spec/origins.md 2.3)."""

from __future__ import annotations

from pathlib import Path

_PNG = frozenset(("clearlogo", "clearart", "discart", "characterart"))
# what players call a slot when it stands beside a video
_BESIDE = {"discart": "disc"}
_SHORT = {"clearlogo": "logo", "discart": "disc", "characterart": "character"}
_DISC_FOLDERS = ("BDMV", "VIDEO_TS")


def extension_of(slot: str) -> str:
    """Cut-outs need transparency; all else is JPEG."""
    return "png" if slot in _PNG else "jpg"


def beside_video(video: Path, slot: str, rank: int = 1) -> Path:
    """`Sintel (2010) 1080p-poster.jpg`; further ranks count from 1. Beside a disc's structure the names are short."""
    number = "" if rank == 1 else str(rank - 1)
    folder = disc_folder(video)
    if folder is not None:
        return folder / f"{_SHORT.get(slot, slot)}{number}.{extension_of(slot)}"
    return video.with_name(f"{video.stem}-{_BESIDE.get(slot, slot)}{number}.{extension_of(slot)}")


def nfo_of(video: Path) -> Path:
    """`Sintel (2010) 1080p.nfo`, or `movie.nfo` beside a disc's structure."""
    folder = disc_folder(video)
    return video.with_suffix(".nfo") if folder is None else folder / "movie.nfo"


def disc_folder(video: Path) -> Path | None:
    """The folder above `BDMV` or `VIDEO_TS` when the video is part of a disc's structure."""
    for parent in video.parents:
        if parent.name.upper() in _DISC_FOLDERS:
            return parent.parent
    return None


def in_series_folder(folder: Path, slot: str, rank: int = 1) -> Path:
    """`poster.jpg`, `fanart1.jpg`, `logo.png`."""
    number = "" if rank == 1 else str(rank - 1)
    return folder / f"{_SHORT.get(slot, slot)}{number}.{extension_of(slot)}"


def of_season(folder: Path, season: int, slot: str) -> Path:
    """`season01-poster.jpg`, `season-specials-poster.jpg`: in the series' folder."""
    name = "-specials" if season == 0 else f"{season:02}"
    return folder / f"season{name}-{slot}.{extension_of(slot)}"
