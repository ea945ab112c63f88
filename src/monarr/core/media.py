"""What a media file holds, as read from its own bytes."""

from __future__ import annotations

import msgspec

READER_VERSION = 1  # raised when the same bytes give other facts; what an older one read is read again


class VideoStream(msgspec.Struct, frozen=True, kw_only=True):
    index: int
    codec: str  # ffmpeg's name: h264, hevc, av1, mpeg2video …
    codec_tag: str = ""  # the container's mark for it: avc1, XVID, dvh1 …
    profile: str | None = None
    width: int = 0
    height: int = 0
    frames_per_second: float | None = None
    bit_depth: int | None = None
    # none, hdr10, hdr10plus, hlg10, pq10 (PQ without luminance figures), dolby_vision (which nothing else can show),
    # dolby_vision_hdr10, dolby_vision_hdr10plus, dolby_vision_hlg, dolby_vision_sdr
    hdr: str = "none"
    views_count: int = 1  # two: 3D
    interlaced: bool = False
    bitrate_kbps: int | None = None
    language: str | None = None  # as tagged in the file, mostly ISO 639-2; None: untagged or "und"
    default: bool = False


class AudioStream(msgspec.Struct, frozen=True, kw_only=True):
    index: int
    codec: str  # aac, ac3, eac3, dts, truehd, flac, opus …
    codec_tag: str = ""
    profile: str | None = None  # LC, DTS-HD MA, Dolby TrueHD + Dolby Atmos …
    channels: int = 0
    layout: str | None = None  # stereo, 5.1(side) …
    sample_rate_hz: int | None = None
    bitrate_kbps: int | None = None
    language: str | None = None
    title: str | None = None
    default: bool = False
    forced: bool = False
    commentary: bool = False


class SubtitleStream(msgspec.Struct, frozen=True, kw_only=True):
    index: int
    codec: str  # subrip, ass, hdmv_pgs_subtitle, mov_text …
    language: str | None = None
    title: str | None = None
    default: bool = False
    forced: bool = False
    hearing_impaired: bool = False


class MediaFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One file. Attached pictures (covers) are counted, and are not among `video`."""

    container: str  # ffmpeg's name of the format, the first of its family: matroska, mov, mpegts …
    size_bytes: int
    duration_seconds: float | None = None
    bitrate_kbps: int | None = None
    video: tuple[VideoStream, ...] = ()
    audio: tuple[AudioStream, ...] = ()
    subtitles: tuple[SubtitleStream, ...] = ()
    chapters_count: int = 0
    attached_pictures_count: int = 0
    title: str | None = None

    @property
    def main_video(self) -> VideoStream | None:
        """The picture a player shows: the default one, else the largest."""
        return max(self.video, key=lambda stream: (stream.default, stream.width * stream.height), default=None)
