"""Quality = source + resolution + modifier, with the names of the field.

Names and order follow PRODUCT.md 6. Sizes are megabytes (10^6 bytes) per minute of running time.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from monarr.core.quality.goals import LanguageGoal, PackPolicy


class Source(StrEnum):
    UNKNOWN = "unknown"
    WORKPRINT = "workprint"
    CAM = "cam"
    TELESYNC = "telesync"
    TELECINE = "telecine"
    TELEVISION = "television"
    DVD = "dvd"
    WEBDL = "webdl"
    WEBRIP = "webrip"
    BLURAY = "bluray"


class Modifier(StrEnum):
    NONE = "none"
    REGIONAL = "regional"
    SCREENER = "screener"
    RAWHD = "rawhd"
    BRDISK = "brdisk"
    REMUX = "remux"


class Quality(msgspec.Struct, frozen=True):
    """A named quality. `resolution` is in lines, 0 where the name does not fix one."""

    name: str
    source: Source
    resolution: int
    modifier: Modifier = Modifier.NONE


def _table() -> dict[str, Quality]:
    listed = [
        Quality("Unknown", Source.UNKNOWN, 0),
        Quality("WORKPRINT", Source.WORKPRINT, 0),
        Quality("CAM", Source.CAM, 0),
        Quality("TELESYNC", Source.TELESYNC, 0),
        Quality("TELECINE", Source.TELECINE, 0),
        Quality("REGIONAL", Source.DVD, 480, Modifier.REGIONAL),
        Quality("DVDSCR", Source.DVD, 480, Modifier.SCREENER),
        Quality("SDTV", Source.TELEVISION, 480),
        Quality("DVD", Source.DVD, 480),
        Quality("DVD-R", Source.DVD, 480, Modifier.REMUX),
        Quality("Raw-HD", Source.TELEVISION, 1080, Modifier.RAWHD),
        Quality("BR-DISK", Source.BLURAY, 1080, Modifier.BRDISK),
        Quality("Bluray-576p", Source.BLURAY, 576),
        Quality("Remux-1080p", Source.BLURAY, 1080, Modifier.REMUX),
        Quality("Remux-2160p", Source.BLURAY, 2160, Modifier.REMUX),
    ]
    for lines in (720, 1080, 2160):
        listed.append(Quality(f"HDTV-{lines}p", Source.TELEVISION, lines))
    for lines in (480, 720, 1080, 2160):
        listed.append(Quality(f"WEBDL-{lines}p", Source.WEBDL, lines))
        listed.append(Quality(f"WEBRip-{lines}p", Source.WEBRIP, lines))
        listed.append(Quality(f"Bluray-{lines}p", Source.BLURAY, lines))
    return {quality.name: quality for quality in listed}


QUALITIES: dict[str, Quality] = _table()
UNKNOWN = QUALITIES["Unknown"]

# Groups are tuples: their members are equal. Worst first.
SERIES_ORDER: tuple[tuple[str, ...], ...] = (
    ("Unknown",), ("SDTV",), ("WEBDL-480p", "WEBRip-480p"), ("DVD",), ("Bluray-480p",), ("Bluray-576p",),
    ("HDTV-720p",), ("HDTV-1080p",), ("Raw-HD",), ("WEBDL-720p", "WEBRip-720p"), ("Bluray-720p",),
    ("WEBDL-1080p", "WEBRip-1080p"), ("Bluray-1080p",), ("Remux-1080p",), ("HDTV-2160p",),
    ("WEBDL-2160p", "WEBRip-2160p"), ("Bluray-2160p",), ("Remux-2160p",),
)  # fmt: skip
MOVIE_ORDER: tuple[tuple[str, ...], ...] = (
    ("Unknown",), ("WORKPRINT",), ("CAM",), ("TELESYNC",), ("TELECINE",), ("REGIONAL",), ("DVDSCR",), ("SDTV",),
    ("DVD",), ("DVD-R",), ("WEBDL-480p", "WEBRip-480p"), ("Bluray-480p",), ("Bluray-576p",), ("HDTV-720p",),
    ("WEBDL-720p", "WEBRip-720p"), ("Bluray-720p",), ("HDTV-1080p",), ("WEBDL-1080p", "WEBRip-1080p"),
    ("Bluray-1080p",), ("Remux-1080p",), ("HDTV-2160p",), ("WEBDL-2160p", "WEBRip-2160p"), ("Bluray-2160p",),
    ("Remux-2160p",), ("BR-DISK",), ("Raw-HD",),
)  # fmt: skip


class SizeLimits(msgspec.Struct, frozen=True):
    """Megabytes per minute. `maximum` None means no upper limit; `preferred` None means the bigger the better."""

    minimum: float = 0
    preferred: float | None = None
    maximum: float | None = None

    @property
    def agree(self) -> bool:
        """From least to most: minimum, preferred, maximum."""
        steps = [step for step in (self.minimum, self.preferred, self.maximum) if step is not None]
        return self.minimum >= 0 and steps == sorted(steps)


def _sizes() -> dict[str, SizeLimits]:
    sizes = {name: SizeLimits() for name in QUALITIES}
    table: list[tuple[tuple[str, ...], tuple[float, float, float | None]]] = [
        (("SDTV", "DVD", "WEBDL-480p", "WEBRip-480p"), (2, 12, 40)),
        (("Bluray-480p", "Bluray-576p"), (4, 15, 60)),
        (("HDTV-720p", "WEBDL-720p", "WEBRip-720p"), (5, 25, 70)),
        (("Bluray-720p",), (8, 40, 100)),
        (("HDTV-1080p", "WEBDL-1080p", "WEBRip-1080p"), (8, 45, 140)),
        (("Bluray-1080p",), (15, 90, 220)),
        (("Remux-1080p", "Raw-HD"), (60, 200, None)),
        (("HDTV-2160p", "WEBDL-2160p", "WEBRip-2160p"), (25, 130, 350)),
        (("Bluray-2160p",), (40, 250, 550)),
        (("Remux-2160p",), (150, 450, None)),
    ]
    for names, (minimum, preferred, maximum) in table:
        for name in names:
            sizes[name] = SizeLimits(minimum, preferred, maximum)
    return sizes


DEFAULT_SIZES: dict[str, SizeLimits] = _sizes()


class ProfileItem(msgspec.Struct, frozen=True):
    """One step of a profile: a quality, or a group of equal qualities with a name of its own."""

    qualities: tuple[str, ...]
    allowed: bool = True
    name: str | None = None  # None: the name of the single quality

    @property
    def label(self) -> str:
        return self.name or self.qualities[0]


class QualityProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted, worst step first. `cutoff` is the label of the step from which nothing better is looked for.

    Scores are the sums of `format_scores` (custom format name to points). A release under `minimum_format_score` is
    refused; from `cutoff_format_score` on its score is good enough; a step up in score smaller than
    `minimum_score_increment` is no upgrade.
    """

    id: int = 0
    name: str
    items: tuple[ProfileItem, ...]
    cutoff: str
    upgrade_allowed: bool = True
    minimum_format_score: int = 0
    cutoff_format_score: int = 10_000
    minimum_score_increment: int = 1
    format_scores: dict[str, int] = {}
    sizes: dict[str, SizeLimits] = {}  # overrides of the quality definitions
    reputation_weight: float = 0  # points in the order for a release group that is perfectly trusted; 0: no say
    languages: tuple[str, ...] = ()  # one of these must be heard, English names or "Original"; empty: any
    audio_goals: tuple[LanguageGoal, ...] = ()  # in the order of preference
    subtitle_goals: tuple[LanguageGoal, ...] = ()
    pack_policy: PackPolicy | None = None  # None: as the house does
    pack_share_percent: int | None = None

    def rank(self, quality: str) -> int | None:
        """Place of a quality in the profile, 0 is worst; None when the profile does not list it."""
        for place, item in enumerate(self.items):
            if quality in item.qualities:
                return place
        return None

    def allows(self, quality: str) -> bool:
        return any(item.allowed and quality in item.qualities for item in self.items)

    @property
    def cutoff_rank(self) -> int:
        """Place of the cutoff; the last step when the label names none."""
        for place, item in enumerate(self.items):
            if self.cutoff == item.label or self.cutoff in item.qualities:
                return place
        return len(self.items) - 1


def get_quality(name: str) -> Quality:
    """The quality of that name; Sonarr's spelling of remuxes is understood. Unknown names give Unknown."""
    if name.endswith(" Remux"):
        name = "Remux-" + name.removesuffix(" Remux").rpartition("-")[2]
    return QUALITIES.get(name, UNKNOWN)


def version_name(profile: QualityProfile) -> str:
    """What to call a wanted version with this profile: the resolution it aims at, as people say it (“1080p”, “4K”);
    “Default” where it takes better ones than its goal as well, or the goal has no resolution."""
    goal = _lines(profile.items[profile.cutoff_rank]) if profile.items else 0
    best = max((_lines(item) for item in profile.items if item.allowed), default=0)
    return {0: "Default", 2160: "4K"}.get(goal, f"{goal}p") if goal == best else "Default"


def _lines(item: ProfileItem) -> int:
    return max(get_quality(name).resolution for name in item.qualities)
