"""What the fake player took up: titles read from NFO files, with their pictures."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from monarr.core.nfo import NfoDocument, NfoKind, read_nfo

_VIDEOS = (".mkv", ".mp4", ".avi", ".webm", ".m4v", ".ts")
_PICTURES = ("poster", "fanart", "banner", "clearlogo", "thumb", "landscape")
_ID_KEYS = {"movies": "movieid", "tvshows": "tvshowid", "episodes": "episodeid"}


class PlayerLibrary:
    """Items by list: `movies`, `tvshows`, `episodes`; each a mapping in Kodi's words."""

    def __init__(self) -> None:
        self.items: dict[str, dict[int, dict[str, Any]]] = {"movies": {}, "tvshows": {}, "episodes": {}}
        self._numbers = count(1)

    def list(self, key: str, rule: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """The items of a list for which a rule holds (fields path and filename; operators is and startswith)."""
        return [item for item in self.items[key].values() if rule is None or _holds(item, rule)]

    def scan(self, folder: Path) -> None:
        """Takes up what is new below the folder; what is known stays as it is."""
        for path in sorted(folder.rglob("*")):
            if path.name.startswith(".") or any(part.startswith(".") for part in path.relative_to(folder).parts):
                continue
            if path.name == "tvshow.nfo":
                self._add("tvshows", f"{path.parent}/")
            elif path.suffix.lower() in _VIDEOS:
                kind = _kind_of(path)
                if kind is not None:
                    self._add("episodes" if kind is NfoKind.EPISODE else "movies", str(path))

    def refresh(self, key: str, number: int) -> None:
        """Reads one item again. Raises KeyError when there is none."""
        file = self.items[key][number]["file"]
        self.items[key][number] = _read(key, number, file)

    def clean(self, directory: str) -> None:
        """Forgets what lies below the directory and is no longer there."""
        for items in self.items.values():
            for number, item in list(items.items()):
                if item["file"].startswith(directory) and not Path(item["file"]).exists():
                    del items[number]

    def _add(self, key: str, file: str) -> None:
        if all(item["file"] != file for item in self.items[key].values()):
            number = next(self._numbers)
            self.items[key][number] = _read(key, number, file)


def _holds(item: dict[str, Any], rule: dict[str, Any]) -> bool:
    file = Path(item["file"])
    value = file.name if rule["field"] == "filename" else item["file"]
    wanted = str(rule["value"])
    return bool(value == wanted if rule["operator"] == "is" else value.startswith(wanted))


def _nfo_of(path: Path) -> Path | None:
    own, common = path.with_suffix(".nfo"), path.with_name("movie.nfo")
    return next((nfo for nfo in (own, common) if nfo.is_file()), None)


def _kind_of(path: Path) -> NfoKind | None:
    nfo = _nfo_of(path)
    facts = read_nfo(nfo.read_bytes()) if nfo else None
    return facts.kind if facts else None


def _read(key: str, number: int, file: str) -> dict[str, Any]:
    path = Path(file)
    nfo = path / "tvshow.nfo" if key == "tvshows" else _nfo_of(path)
    facts = read_nfo(nfo.read_bytes()) if nfo is not None and nfo.is_file() else None
    document = facts.document if facts and facts.document else NfoDocument(kind=NfoKind.MOVIE, title=path.stem)
    return {
        _ID_KEYS[key]: number,
        "label": document.title,
        "title": document.title,
        "year": document.year or 0,
        "plot": document.plot or "",
        "uniqueid": document.ids,
        "season": document.season,
        "episode": document.episode,
        "showtitle": document.show_title or "",
        "file": file,
        "art": _art(path, is_folder=key == "tvshows"),
    }


def _art(path: Path, *, is_folder: bool) -> dict[str, str]:
    folder, stem = (path, "") if is_folder else (path.parent, path.stem)
    found: dict[str, str] = {}
    for slot in _PICTURES:
        names = [f"{stem}-{slot}", slot] if stem else [slot]
        for name in names:
            for suffix in (".jpg", ".png", ".webp"):
                picture = folder / (name + suffix)
                if slot not in found and picture.is_file():
                    found[slot] = str(picture)
    return found
