"""The goals. Sizes are megabytes (10^6 bytes) per minute: least, preferred, most."""

from __future__ import annotations

from monarr.core.goals.model import Goal
from monarr.core.kinds import ContentType
from monarr.core.quality import SizeLimits

_WEB = {lines: (f"WEBDL-{lines}p", f"WEBRip-{lines}p") for lines in (480, 720, 1080, 2160)}
_SD = ("SDTV", "DVD", *_WEB[480], "Bluray-480p", "Bluray-576p")
_HD720 = ("HDTV-720p", *_WEB[720], "Bluray-720p")
_HD1080 = ("HDTV-1080p", *_WEB[1080], "Bluray-1080p")
_UHD = (*_WEB[2160], "Bluray-2160p")


def _sizes(*given: tuple[tuple[str, ...], tuple[float, float, float | None]]) -> dict[str, SizeLimits]:
    return {name: SizeLimits(*limits) for names, limits in given for name in names}


GOALS: tuple[Goal, ...] = (
    Goal(
        code="1080p-small",
        qualities=(*_HD720, *_HD1080), cutoff="WEB 1080p",
        sizes=_sizes((_HD720, (4, 12, 25)), (("HDTV-1080p", *_WEB[1080]), (6, 20, 40)),
                     (("Bluray-1080p",), (8, 25, 45))),
        formats={"h265": 40, "av1": 60}, refused=("three-d", "upscaled"),
    ),
    Goal(
        code="1080p-best",
        qualities=(*_HD720, *_HD1080), cutoff="Bluray-1080p",
        sizes=_sizes((("HDTV-1080p", *_WEB[1080]), (15, 60, 150)), (("Bluray-1080p",), (30, 110, 260))),
        formats={"lossless": 60}, refused=("three-d", "upscaled"), enough_score=60,
    ),
    Goal(
        code="4k-hdr-direct-play",
        qualities=(*_HD1080, *_UHD), cutoff="WEB 2160p",
        sizes=_sizes((_HD1080, (15, 45, 140)), (_WEB[2160], (40, 130, 260)), (("Bluray-2160p",), (60, 180, 300))),
        formats={"hdr": 100, "vision": 40, "simple-sound": 30, "lossless": -40},
        refused=("vision-only", "three-d", "upscaled", "av1"), enough_score=100,
    ),
    Goal(
        code="4k-best",
        qualities=(*_HD1080, *_UHD), cutoff="Bluray-2160p",
        sizes=_sizes((_WEB[2160], (60, 180, 400)), (("Bluray-2160p",), (90, 320, 700))),
        formats={"hdr": 100, "vision": 80, "lossless": 60}, refused=("vision-only", "three-d", "upscaled"),
        enough_score=160,
    ),
    Goal(
        code="remux-archive",
        qualities=(*_HD1080, *_UHD, "Remux-1080p", "Remux-2160p"), cutoff="Remux-2160p",
        formats={"hdr": 60, "vision": 60, "lossless": 40}, refused=("three-d", "upscaled"), enough_score=60,
    ),
    Goal(
        code="small-screens",
        qualities=(*_SD, *_HD720), cutoff="WEB 720p",
        sizes=_sizes((_SD, (2, 6, 15)), (_HD720, (3, 10, 20))),
        formats={"h264": 40, "simple-sound": 40, "lossless": -60},
        refused=("deep-h264", "hdr", "vision-only", "three-d", "upscaled"),
    ),
    Goal(
        code="smallest-watchable",
        qualities=(*_SD, *_HD720), cutoff="WEB 480p", upgrades=False,
        sizes=_sizes((_SD, (1.5, 4, 9)), (_HD720, (2, 6, 12))),
        formats={"h265": 40, "av1": 60}, refused=("three-d", "upscaled"),
    ),
    Goal(
        code="anime",
        qualities=(*_HD720, *_HD1080), cutoff="Bluray-1080p",
        sizes=_sizes((_HD720, (4, 18, 60)), (("HDTV-1080p", *_WEB[1080]), (6, 35, 140)),
                     (("Bluray-1080p",), (12, 70, 220))),
        formats={"dual-audio": 80, "lossless": 20}, refused=("upscaled",), enough_score=80,
        content_types=(ContentType.SERIES, ContentType.ANIME),
    ),
)  # fmt: skip


def find_goal(code: str) -> Goal | None:
    return next((goal for goal in GOALS if goal.code == code), None)


def goals_for(content_type: ContentType | None) -> tuple[Goal, ...]:
    """Those that fit; None: films and series alike."""
    if content_type is None:
        return tuple(goal for goal in GOALS if ContentType.MOVIE in goal.content_types)
    return tuple(goal for goal in GOALS if content_type in goal.content_types)
