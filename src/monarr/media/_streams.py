"""One file's streams, read with PyAV. Runs in the probe process only: a damaged file may crash it."""

from __future__ import annotations

import os
import stat
from typing import Any

import av
from av.sidedata.sidedata import Type as SideData

from monarr.core.media import AudioStream, MediaFacts, SubtitleStream, VideoStream

# Containers of films, series and music. Playlists and picture formats are left out: a playlist would make the reader
# open other files, and a picture is no film.
_FORMATS = (
    "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpegts,mpeg,vob,avi,asf,flv,ogg,rm,nut,mxf,wtv,dv,ivf,h264,hevc,m4v,"
    "mpegvideo,wav,w64,mp3,flac,aac,ac3,eac3,dts,truehd,ape,wv,aiff,caf,tta"
)
_QUICK = {"probesize": "300000", "analyzeduration": "200000"}  # bytes, microseconds
_THOROUGH = {"probesize": "50000000", "analyzeduration": "30000000"}
_PQ, _HLG, _UNSAID = 16, 18, (0, 2, 3)  # transfer characteristics, ITU-T H.273 table 3
_UNIT_START = "00011001000010"  # of a Dolby Vision unit: its mark (25) and its type (2), in bits
_VISION = {_PQ: "_hdr10", _HLG: "_hlg"}  # what a player without Dolby Vision shows of the same picture
_DEFAULT, _COMMENT, _FORCED, _HEARING_IMPAIRED, _ATTACHED = 1, 8, 64, 128, 1024  # libavformat dispositions


def read_streams(path: bytes) -> MediaFacts:
    """The file's facts. Raises OSError or av.FFmpegError (ValueError for one) when it is no media."""
    status = os.stat(path)  # noqa: PTH116 - bytes, since names need not be UTF-8
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("not a regular file")
    size_bytes = status.st_size
    facts, complete = _read(path, size_bytes, _QUICK)
    if not complete:
        facts, _ = _read(path, size_bytes, _THOROUGH)
    return facts


def _read(path: bytes, size_bytes: int, effort: dict[str, str]) -> tuple[MediaFacts, bool]:
    options = {"protocol_whitelist": "file", "format_whitelist": _FORMATS, **effort}
    try:
        name = "file:" + path.decode("utf-8")
    except UnicodeDecodeError:
        with open(path, "rb") as file, av.open(file, options=options, metadata_errors="replace") as container:
            return _facts(container, size_bytes)
    with av.open(name, options=options, metadata_errors="replace") as container:
        return _facts(container, size_bytes)


def _facts(container: Any, size_bytes: int) -> tuple[MediaFacts, bool]:
    video, audio, subtitles, pictures, complete = [], [], [], 0, True
    for stream in container.streams:
        context = stream.codec_context
        if stream.type == "video" and int(stream.disposition) & _ATTACHED:
            pictures += 1
        elif stream.type == "video" and context is not None:
            video.append(_video(container, stream))
            complete = complete and bool(context.width and context.format)
        elif stream.type == "audio" and context is not None:
            audio.append(_audio(stream))
            complete = complete and bool(context.sample_rate and context.layout.nb_channels)
        elif stream.type == "subtitle":
            subtitles.append(_subtitle(stream))
    duration = container.duration / 1_000_000 if container.duration else None
    facts = MediaFacts(
        container=container.format.name.split(",")[0],
        size_bytes=size_bytes,
        duration_seconds=duration if duration and duration > 0 else None,
        bitrate_kbps=round(size_bytes * 8 / 1000 / duration) if duration and duration > 0 else None,
        video=tuple(video),
        audio=tuple(audio),
        subtitles=tuple(subtitles),
        chapters_count=len(container.chapters()),
        attached_pictures_count=pictures,
        title=container.metadata.get("title") or None,
    )
    return facts, complete


def _video(container: Any, stream: Any) -> VideoStream:
    context = stream.codec_context
    rate = stream.average_rate or stream.guessed_rate
    codec = context.codec.canonical_name  # the codec's own name; `context.name` is that of its decoder here
    depth = context.format.components[0].bits if context.format else None
    return VideoStream(
        index=stream.index,
        codec=codec,
        codec_tag=_tag(context),
        profile=context.profile,
        width=context.width,
        height=context.height,
        frames_per_second=round(float(rate), 3) if rate else None,
        bit_depth=depth,
        hdr=_hdr(container, stream, codec, depth),
        views_count=_views(stream),
        interlaced=int(getattr(context, "field_order", 0) or 0) > 1,
        bitrate_kbps=_kbps(context),
        language=_language(stream),
        default=bool(int(stream.disposition) & _DEFAULT),
    )


def _hdr(container: Any, stream: Any, codec: str, depth: int | None) -> str:
    """The kind of high dynamic range. Luminance figures and Dolby Vision stand in the first frame at the latest, so
    one frame is decoded when the stream may be any of these."""
    transfer = int(stream.codec_context.color_trc)
    tagged = _tag(stream.codec_context) in ("dvh1", "dvhe", "dva1", "dvav", "dav1")
    if not tagged and transfer not in (_PQ, _HLG) and not (codec in ("hevc", "av1") and (depth or 8) > 8):
        return "none"
    found = _first_frame_side_data(container, stream)
    if tagged or found.keys() & {SideData.DOVI_RPU_BUFFER, SideData.DOVI_METADATA}:
        return _dolby_vision(transfer, found)
    if transfer == _HLG:
        return "hlg10"
    if transfer != _PQ:
        return "none"
    if SideData.DYNAMIC_HDR_PLUS in found:
        return "hdr10plus"
    figures = {SideData.MASTERING_DISPLAY_METADATA, SideData.CONTENT_LIGHT_LEVEL}
    return "hdr10" if found.keys() & figures else "pq10"


def _dolby_vision(transfer: int, found: dict[Any, bytes]) -> str:
    """Dolby Vision with what its base is for a player that knows only that: nothing, HDR10, HDR10+, HLG or plain."""
    if transfer in _UNSAID or _has_no_base(found.get(SideData.DOVI_RPU_BUFFER, b"")):
        return "dolby_vision"
    if transfer == _PQ and SideData.DYNAMIC_HDR_PLUS in found:
        return "dolby_vision_hdr10plus"
    return "dolby_vision" + _VISION.get(transfer, "_sdr")


def _has_no_base(unit: bytes) -> bool:
    """Whether a Dolby Vision unit says profile 5: profile 0 of the unit over colours in full range, which only Dolby
    Vision can show. Source: ETSI TS 103 572, reference processing unit header."""
    bits = "".join(f"{byte:08b}" for byte in unit[:16])
    if not bits.startswith(_UNIT_START) or len(bits) < 80 or bits[25:29] != "0000" or bits[33] != "1":
        return False
    place = 37
    if bits[35:37] == "00":  # the coefficients' denominator: a number of variable length
        zeros = len(bits[place:]) - len(bits[place:].lstrip("0"))
        place += 2 * zeros + 1
    return bits[place + 2 : place + 3] == "1"


def _views(stream: Any) -> int:
    """Two for a picture in 3D: both views beside each other, or the second one by itself."""
    layout = stream.metadata.get("stereo_mode", "mono")
    profile = stream.codec_context.profile or ""
    return 2 if layout != "mono" or profile.startswith(("Stereo High", "Multiview")) else 1


def _tag(context: Any) -> str:
    """The container's mark of four characters for the codec; "" for none and for numbers."""
    tag = str(context.codec_tag).strip("\0 ")
    return tag if len(tag) > 2 and tag.isascii() and tag.isprintable() else ""


def _first_frame_side_data(container: Any, stream: Any) -> dict[Any, bytes]:
    try:
        stream.codec_context.thread_count = 1
        for count, packet in enumerate(container.demux(stream)):
            for frame in packet.decode():
                return {entry.type: bytes(entry) for entry in frame.side_data}
            if count > 60:
                break
    except (av.FFmpegError, EOFError):
        pass  # a damaged first frame: the stream's own word has to do
    return {}


def _audio(stream: Any) -> AudioStream:
    context, flags = stream.codec_context, int(stream.disposition)
    return AudioStream(
        index=stream.index,
        codec=context.codec.canonical_name,
        codec_tag=_tag(context),
        profile=context.profile,
        channels=context.layout.nb_channels,
        layout=context.layout.name or None,
        sample_rate_hz=context.sample_rate or None,
        bitrate_kbps=_kbps(context),
        language=_language(stream),
        title=stream.metadata.get("title") or None,
        default=bool(flags & _DEFAULT),
        forced=bool(flags & _FORCED),
        commentary=bool(flags & _COMMENT),
    )


def _subtitle(stream: Any) -> SubtitleStream:
    flags = int(stream.disposition)
    context = stream.codec_context
    return SubtitleStream(
        index=stream.index,
        codec=context.codec.canonical_name if context else "",
        language=_language(stream),
        title=stream.metadata.get("title") or None,
        default=bool(flags & _DEFAULT),
        forced=bool(flags & _FORCED),
        hearing_impaired=bool(flags & _HEARING_IMPAIRED),
    )


def _language(stream: Any) -> str | None:
    tag = (stream.metadata.get("language") or "").strip().lower()
    return tag if tag not in ("", "und") else None


def _kbps(context: Any) -> int | None:
    return round(context.bit_rate / 1000) if context.bit_rate else None
