"""What the demo knows of a title."""

from __future__ import annotations

import colorsys
import zlib
from collections.abc import Iterator
from datetime import date

import msgspec

from monarr.core.kinds import ContentType, MediaKind
from monarr.demo.art import art_path
from monarr.demo.media import AudioTrack, SubtitleTrack, VideoSpec

# height and bitrate of a release's picture by its resolution word
_PICTURES = {"480p": (854, 480, 250), "720p": (1280, 720, 400), "1080p": (1920, 1080, 700), "2160p": (3840, 2160, None)}


class DemoEpisode(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    season_number: int
    episode_number: int
    title: str
    overview: str
    air_date: date
    runtime_minutes: int = 1
    absolute_number: int | None = None


class DemoSeason(msgspec.Struct, frozen=True):
    number: int
    title: str
    episodes: tuple[DemoEpisode, ...]


class DemoTitle(msgspec.Struct, frozen=True, kw_only=True):
    """`key` names its artwork. `cast` holds names with their roles, in order."""

    key: str
    kind: MediaKind
    content_type: ContentType
    title: str
    released_on: date
    overview: str
    genres: tuple[str, ...]
    ids: dict[str, str]
    runtime_minutes: int = 2
    original_title: str | None = None
    language: str = "en"
    country: str = "US"
    studio: str = ""
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    composers: tuple[str, ...] = ()
    cast: tuple[tuple[str, str], ...] = ()
    tagline: str = ""
    rating: float = 7.0
    certification: str = ""
    collection: tuple[int, str] | None = None
    aliases: tuple[str, ...] = ()
    continuing: bool = False
    air_time: str = ""
    time_zone: str = ""
    seasons: tuple[DemoSeason, ...] = ()

    @property
    def year(self) -> int:
        return self.released_on.year

    @property
    def tmdb_id(self) -> int:
        return int(self.ids["tmdb"])

    @property
    def episodes(self) -> Iterator[DemoEpisode]:
        return (episode for season in self.seasons for episode in season.episodes)

    @property
    def color(self) -> str:
        """A calm colour of its own, for the test picture."""
        hue = zlib.crc32(self.key.encode()) % 360 / 360
        red, green, blue = colorsys.hls_to_rgb(hue, 0.3, 0.45)
        return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"

    def has_art(self, slot: str) -> bool:
        """Whether there is a picture for `poster` or `fanart`."""
        return art_path(slot, self.key).exists()

    def video(
        self,
        resolution: str = "1080p",
        *,
        episode: DemoEpisode | None = None,
        codec: str = "h264",
        bitrate_kbps: int | None = None,
        languages: tuple[str, ...] = ("eng",),
        hdr: bool = False,
        note: str = "",
    ) -> VideoSpec:
        """The file of a release of this title: its real duration is the runtime that the catalogue states. `note` goes
        into the picture, so that two releases differ."""
        width, height, usual_kbps = _PICTURES[resolution]
        name = self.title if episode is None else f"{self.title} {episode.season_number}x{episode.episode_number:02d}"
        runtime_minutes = self.runtime_minutes if episode is None else episode.runtime_minutes
        return VideoSpec(
            seconds=runtime_minutes * 60,
            width=width,
            height=height,
            codec=codec,
            hdr=hdr,
            frames_per_second=12 if height <= 1080 else 4,
            bitrate_kbps=bitrate_kbps or usual_kbps,
            audio=tuple(AudioTrack(language=language, tone_hz=220 + 55 * n) for n, language in enumerate(languages)),
            subtitles=(SubtitleTrack("eng"),),
            title=name,
            label=f"{name}\n{note}" if note else name,
            color=self.color,
        )

    def counterfeit(self, *, episode: DemoEpisode | None = None) -> VideoSpec:
        """What a dishonest release holds whose name says 1080p: 854x480, and no sound."""
        honest = self.video("480p", episode=episode, note="?")
        return msgspec.structs.replace(honest, audio=(), subtitles=(), bitrate_kbps=None)
