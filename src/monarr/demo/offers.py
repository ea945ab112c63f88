"""What the demo's indexer offers, and what already stands on the shelf when the demo opens.

Every release is a real file behind a real seeder; the size in the feed is the size of the bytes. Four of them make the
four happenings: one arrives slowly, one arrives at once, one is not what its name says, and one comes before the house
is willing to take it.
"""

from __future__ import annotations

import msgspec

from monarr.demo.catalogue import DemoEpisode, DemoTitle
from monarr.demo.media import VideoSpec

MOVIE_HD, MOVIE_UHD, TV_HD, TV_ANIME = 2040, 2045, 5040, 5070
SLOW_BYTES = 32_000  # per second: eighteen megabytes take about ten minutes


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A release and how it is seeded. `upload_limit_bytes` is per second."""

    name: str
    title: DemoTitle
    spec: VideoSpec
    category: int = MOVIE_HD
    age_hours: float = 24
    seeders: int = 12
    leechers: int = 2
    upload_limit_bytes: int | None = None
    flags: frozenset[str] = frozenset()


class Shelved(msgspec.Struct, frozen=True):
    """A film that is here already: its file's name below the folder of films."""

    path: str
    spec: VideoSpec


def _by_key(titles: tuple[DemoTitle, ...]) -> dict[str, DemoTitle]:
    return {title.key: title for title in titles}


def opening_offers(titles: tuple[DemoTitle, ...]) -> tuple[Offer, ...]:
    """The feed at the opening, newest first."""
    known = _by_key(titles)
    sintel, sprite, spring = known["sintel"], known["sprite"], known["spring"]
    return (
        Offer(
            name="Nosferatu.1922.1080p.WEB-DL.x264.AAC-LANTERN",
            title=known["nosferatu"], spec=known["nosferatu"].video(note="LANTERN"), age_hours=0.5, seeders=7,
        ),
        Offer(
            name="Sprite.Fright.2021.1080p.WEB-DL.x264.AAC-MUSHROOM",
            title=sprite, spec=sprite.video(note="MUSHROOM"), age_hours=3, seeders=1,
            upload_limit_bytes=SLOW_BYTES,
        ),
        Offer(
            name="Spring.2019.1080p.WEB-DL.x264.AAC-ALMA",
            title=spring, spec=spring.video(note="ALMA"), age_hours=5, seeders=18, flags=frozenset({"freeleech"}),
        ),
        Offer(
            name="Safety.Last.1923.1080p.BluRay.x264.AAC-QuickRip",
            title=known["safety"], spec=known["safety"].counterfeit(), age_hours=8, seeders=312,
        ),
        *sintel_offers(sintel),
        *_signal_offers(known["signal"]),
    )  # fmt: skip


def sintel_offers(sintel: DemoTitle) -> tuple[Offer, ...]:
    """Several releases of one film: one fits, the others show what may be wrong with a release."""
    large = msgspec.structs.replace(sintel.video("2160p", note="MANGO"), bitrate_kbps=3000)
    return (
        Offer(name="Sintel.2010.1080p.WEB-DL.x264.AAC-ORANGE", title=sintel, spec=sintel.video(note="ORANGE"),
              age_hours=30, seeders=41),
        Offer(name="Sintel.2010.2160p.WEB-DL.x264.AAC-MANGO", title=sintel, spec=large, category=MOVIE_UHD,
              age_hours=216, seeders=18),
        Offer(name="Sintel.2010.720p.WEB-DL.x264.AAC-PEACH", title=sintel, spec=sintel.video("720p", note="PEACH"),
              age_hours=2011, seeders=5),
    )  # fmt: skip


def better_sintel(sintel: DemoTitle) -> Offer:
    """What appears next week: the same film from a disc."""
    return Offer(
        name="Sintel.2010.1080p.BluRay.x264.AAC-DURIAN",
        title=sintel,
        spec=sintel.video(bitrate_kbps=900, note="DURIAN"),
        age_hours=0.1,
        seeders=63,
    )


def _signal_offers(signal: DemoTitle) -> tuple[Offer, ...]:
    """The first two episodes of the first season."""
    episodes: list[DemoEpisode] = list(signal.episodes)[:2]
    return tuple(
        Offer(
            name=f"The.Long.Signal.S{e.season_number:02d}E{e.episode_number:02d}.1080p.WEB-DL.x264.AAC-BEACON",
            title=signal, spec=signal.video(episode=e, note="BEACON"), category=TV_HD, age_hours=48 + number,
        )
        for number, e in enumerate(episodes)
    )  # fmt: skip


def shelf(titles: tuple[DemoTitle, ...]) -> tuple[Shelved, ...]:
    """Films that stood in the folder before Monarr came, named by somebody else."""
    known = _by_key(titles)
    rows = (
        ("bbb", "Big Buck Bunny (2008)/Big.Buck.Bunny.2008.1080p.BluRay.x264.AAC-PEACH.mkv", "1080p"),
        ("elephants", "Elephants Dream (2006)/Elephants.Dream.2006.720p.BluRay.x264.AAC-ORANGE.mkv", "720p"),
        ("hero", "Hero (2018)/Hero.2018.1080p.WEB-DL.x264.AAC-PENCIL.mkv", "1080p"),
        ("llama", "Caminandes Llamigos (2016)/Caminandes.Llamigos.2016.1080p.WEB-DL.x264.AAC-PAMPA.mkv", "1080p"),
        ("moon", "A Trip to the Moon (1902)/A.Trip.to.the.Moon.1902.720p.BluRay.x264.AAC-STAR.mkv", "720p"),
        ("carnival", "Carnival of Souls (1962)/Carnival.of.Souls.1962.1080p.BluRay.x264.AAC-ORGAN.mkv", "1080p"),
    )
    return tuple(Shelved(path, known[key].video(resolution)) for key, path, resolution in rows)
