"""What file endings mean in a release, and in a download.

Left out of the dangerous ones: `.com`, which is more often the end of an address, and `.bin`, which is more often a disc.
"""

from __future__ import annotations

from pathlib import PurePosixPath

PROGRAMS = frozenset(
    [
        ".exe",
        ".bat",
        ".cmd",
        ".msi",
        ".msix",
        ".scr",
        ".pif",
        ".cpl",
        ".hta",
        ".jar",
        ".apk",
        ".dmg",
        ".pkg",
        ".deb",
        ".rpm",
        ".app",
        ".sh",
        ".elf",
    ]
)
SCRIPTS = frozenset(
    [".ps1", ".psm1", ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".lnk", ".url", ".reg", ".dll", ".sys"]
)
BAIT_ARCHIVES = frozenset([".arj", ".ace", ".lzh", ".lha", ".zipx", ".cab", ".alz", ".uue"])
DANGEROUS = PROGRAMS | SCRIPTS | BAIT_ARCHIVES
VIDEOS = frozenset(
    [
        ".mkv",
        ".mp4",
        ".m4v",
        ".avi",
        ".mov",
        ".wmv",
        ".asf",
        ".mpg",
        ".mpeg",
        ".m2v",
        ".ts",
        ".m2ts",
        ".mts",
        ".webm",
        ".ogm",
        ".ogv",
        ".flv",
        ".divx",
        ".vob",
        ".iso",
        ".img",
        ".rm",
        ".rmvb",
        ".3gp",
        ".wtv",
        ".dvr-ms",
        ".strm",
        ".mk3d",
        ".bdmv",
        ".ifo",
    ]
)
ARCHIVES = frozenset([".rar", ".zip", ".7z", ".tar", ".gz", ".bz2", ".xz", ".001", ".r00", ".z01"])


SUBTITLES = frozenset([".srt", ".ass", ".ssa", ".vtt", ".sub", ".idx", ".sup"])
# what clients call a file that is not all there yet; `.aria2` stands beside it
UNFINISHED = frozenset([".!qb", ".!ut", ".part", ".partial", ".crdownload", ".bc!", ".aria2", ".downloading", ".dctmp"])


def ending(name: str) -> str:
    """The lower-case ending with its dot; empty when there is none. Both slashes part folders."""
    return PurePosixPath(name.replace("\\", "/").strip()).suffix.lower()
