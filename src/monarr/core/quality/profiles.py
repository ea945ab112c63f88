"""The profiles that a new installation has: Any, SD, 1080p and 4K, for films and for series.

"Any" takes whatever can be watched with pleasure and does not chase a better one: recordings from a cinema, whole discs
and unknown qualities are listed but switched off.
"""

from __future__ import annotations

from monarr.core.kinds import ContentType
from monarr.core.quality.model import MOVIE_ORDER, SERIES_ORDER, ProfileItem, QualityProfile

_OFF_IN_ANY = frozenset({"Unknown", "WORKPRINT", "CAM", "TELESYNC", "TELECINE", "BR-DISK", "Raw-HD"})
_SD = frozenset({"SDTV", "DVD", "WEBDL-480p", "WEBRip-480p", "Bluray-480p", "Bluray-576p"})
_1080P = frozenset({"HDTV-1080p", "WEBDL-1080p", "WEBRip-1080p", "Bluray-1080p"})
_4K = frozenset({"HDTV-2160p", "WEBDL-2160p", "WEBRip-2160p", "Bluray-2160p", "Remux-2160p"})


def builtin_profiles(content_type: ContentType) -> tuple[QualityProfile, ...]:
    """The shipped profiles, the first being the default's plainest. Music and online video have no such ladder: ()."""
    if content_type not in (ContentType.MOVIE, ContentType.SERIES, ContentType.ANIME):
        return ()
    order = MOVIE_ORDER if content_type is ContentType.MOVIE else SERIES_ORDER
    everything = frozenset(name for step in order for name in step)
    return (
        _profile("Any", order, everything - _OFF_IN_ANY, cutoff="SDTV"),
        _profile("SD", order, _SD, cutoff="DVD"),
        _profile("1080p", order, _1080P, cutoff="Bluray-1080p"),
        _profile("4K", order, _4K, cutoff="Bluray-2160p"),
    )


def profile_items(order: tuple[tuple[str, ...], ...], allowed: frozenset[str]) -> tuple[ProfileItem, ...]:
    """Every step of an order as an item of a profile; a group is named after its resolution ("WEB 1080p")."""
    return tuple(ProfileItem(step, allowed.issuperset(step), _group_name(step)) for step in order)


def _group_name(step: tuple[str, ...]) -> str | None:
    return None if len(step) == 1 else "WEB " + step[0].rpartition("-")[2]


def _profile(name: str, order: tuple[tuple[str, ...], ...], allowed: frozenset[str], *, cutoff: str) -> QualityProfile:
    return QualityProfile(name=name, items=profile_items(order, allowed), cutoff=cutoff)
