"""What lies in a download: videos, samples, extras, subtitles, and what must not be there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

import msgspec

from monarr.core.file_endings import ARCHIVES, DANGEROUS, SUBTITLES, UNFINISHED, VIDEOS, ending

_WORD = r"(?<![^\W_])(?:{words})(?![^\W_])"
_SAMPLE = re.compile(_WORD.format(words="sample|samples|proof"), re.IGNORECASE)
_EXTRA = re.compile(
    _WORD.format(
        words=r"trailers?|featurettes?|deleted[ ._-]?scenes?|behind[ ._-]?the[ ._-]?scenes|interviews?|bloopers?"
        r"|making[ ._-]?of|extras?|bonus|nc(?:op|ed)\d*|creditless"
    ),
    re.IGNORECASE,
)
# Folders of a disc and of fancy packaging that hold no film of their own
_EXTRA_FOLDERS = frozenset(
    ("sample", "samples", "extras", "extra", "featurettes", "bonus", "trailers", "deleted scenes", "interviews",
     "behind the scenes", "shorts", "scenes", "proof")
)  # fmt: skip
_RAW = frozenset((".iso", ".img", ".ifo", ".bdmv", ".vob"))
_TEXT_ONLY = frozenset((".strm",))
_MAIN_SHARE = 0.5  # a second video of half the size may be the film as well
_SAMPLE_MOST_BYTES = 300_000_000


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A regular file of a download. `path` is relative to the download, with `/`; `inode` 0 where there is none."""

    path: str
    size_bytes: int
    modified_ns: int = 0
    inode: int = 0
    device: int = 0

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A download's files by what they are, each list in order of path."""

    videos: tuple[Found, ...] = ()
    samples: tuple[Found, ...] = ()
    extras: tuple[Found, ...] = ()
    subtitles: tuple[Found, ...] = ()
    dangerous: tuple[Found, ...] = ()
    archives: tuple[Found, ...] = ()
    unfinished: tuple[Found, ...] = ()
    raw: tuple[Found, ...] = ()  # discs as they are
    other: tuple[Found, ...] = ()


def sort_contents(files: Iterable[Found]) -> Contents:
    """Tells the files apart by their names."""
    heaps: dict[str, list[Found]] = {name: [] for name in Contents.__struct_fields__}
    for file in sorted(files, key=lambda each: each.path):
        heaps[_kind(file)].append(file)
    return Contents(**{name: tuple(heap) for name, heap in heaps.items()})


def _kind(file: Found) -> str:
    kind = ending(file.path)
    if kind in UNFINISHED:
        return "unfinished"
    if kind in DANGEROUS:
        return "dangerous"
    if kind in ARCHIVES or re.fullmatch(r"\.r\d\d", kind):
        return "archives"
    if kind in SUBTITLES:
        return "subtitles"
    if kind not in VIDEOS or kind in _TEXT_ONLY:
        return "other"
    if kind in _RAW:
        return "raw"
    folders = {part.lower() for part in PurePosixPath(file.path).parts[:-1]}
    stem = PurePosixPath(file.path).stem
    if folders & {"sample", "samples", "proof"} or (_SAMPLE.search(stem) and file.size_bytes < _SAMPLE_MOST_BYTES):
        return "samples"
    return "extras" if folders & _EXTRA_FOLDERS or _is_extra(stem) else "videos"


def _is_extra(stem: str) -> bool:
    """An extra says so at the end of its name; a film may be called “Extras” or “The Interview”."""
    found = list(_EXTRA.finditer(stem))
    return bool(found) and found[-1].end() == len(stem) and found[-1].start() > 0


def main_videos(videos: Iterable[Found]) -> tuple[Found, ...]:
    """Those that may be the film, the largest first: all of at least half the size of the largest."""
    ordered = sorted(videos, key=lambda each: (-each.size_bytes, each.path))
    return tuple(each for each in ordered if each.size_bytes >= ordered[0].size_bytes * _MAIN_SHARE)
