"""Tokens of the streams, from ffprobe's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monarr.core.naming import release
from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.languages import code_of_stream
from monarr.core.naming.model import AudioStream, SubtitleStream

_LAYOUT = re.compile(r"\d\.\d")

_VIDEO = {
    "mpeg2video": "MPEG2",
    "mpeg1video": "MPEG",
    "vc1": "VC1",
    "av1": "AV1",
    "wmv1": "WMV",
    "wmv2": "WMV",
    "wmv3": "WMV",
}
# of which nothing is said: what a name of old days means by them differs
_UNSAID = frozenset(
    ("qtrle", "rpza", "rv10", "rv20", "rv30", "rv40", "cinepak", "rawvideo", "msvideo1", "mpeg4", "msmpeg4v1", "msmpeg4v2",
     "msmpeg4v3")
)  # fmt: skip
_MPEG4_TAGS = {"XviD": ("xvid",), "DivX": ("divx", "dx50", "div3")}
_AUDIO = {
    "aac": "AAC", "ac3": "AC3", "eac3": "EAC3", "flac": "FLAC", "alac": "ALAC", "opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3",
    "mp2": "MP2", "truehd": "TrueHD", "wmav1": "WMA", "wmav2": "WMA", "wmapro": "WMA", "dts": "DTS",
}  # fmt: skip
_DTS = {
    "DTS:X": "DTS-X", "DTS-HD MA + DTS:X": "DTS-X", "DTS-HD MA + DTS:X IMAX": "DTS-X", "DTS-HD MA": "DTS-HD MA",
    "DTS-HD HRA": "DTS-HD HRA", "DTS-ES": "DTS-ES", "DTS Express": "DTS Express", "DTS 96/24": "DTS 96/24",
}  # fmt: skip
_RANGES = {
    "hdr10": "HDR10", "hdr10_plus": "HDR10Plus", "hlg10": "HLG", "pq10": "PQ", "dolby_vision": "DV",
    "dolby_vision_hdr10": "DV HDR10", "dolby_vision_hdr10_plus": "DV HDR10Plus", "dolby_vision_hlg": "DV HLG",
    "dolby_vision_sdr": "DV SDR", "unknown": "HDR",
}  # fmt: skip


def _video_codec(context: Context, argument: str) -> str:
    """H.264 and H.265 by the word that the release's name has for them (`x264`, `AVC`), else by the standard's."""
    streams = context.file.media_info
    if streams is None:
        return ""
    codec, tag = streams.video_codec.strip(), streams.video_codec_tag.lower()
    known = codec.lower()
    if tag in ("x264", "x265"):
        return tag
    if known in ("h264", "avc"):
        return _said(context, "AVC", "x264") or "h264"
    if known in ("hevc", "h265"):
        return _said(context, "HEVC", "x265") or "h265"
    if known == "mpeg4" or known.startswith("msmpeg4"):
        tagged = [name for name, tags in _MPEG4_TAGS.items() if any(one in tag for one in tags)]
        return tagged[0] if tagged else _said(context, "XviD", "DivX")
    if known.startswith(("vp6", "vp7", "vp8", "vp9")):
        return known[:3].upper()
    return "" if known in _UNSAID else _VIDEO.get(known, codec)


def _said(context: Context, *words: str) -> str:
    """The first of the words that the release's name has."""
    name = release.scene_or_file_name(context.file).lower()
    return next((word for word in words if word.lower() in name), "")


def _audio_codec_of(stream: AudioStream) -> str:
    codec, profile, tag = stream.codec.strip(), stream.profile, stream.codec_tag.lower()
    known = codec.lower()
    if known.startswith(("pcm_", "adpcm_")):
        return "PCM"
    if known == "dts":
        return _DTS.get(profile, "DTS")
    if known == "aac" and tag.endswith("/sbr"):
        return "HE-AAC"
    if tag == "thd+" or (known == "truehd" and "atmos" in profile.lower()):
        return "TrueHD Atmos"
    if tag == "ec+3" or (known == "eac3" and "atmos" in profile.lower()):
        return "EAC3 Atmos"
    return _AUDIO.get(known, codec)


def _primary(context: Context) -> AudioStream | None:
    streams = context.file.media_info
    return streams.audio[0] if streams is not None and streams.audio else None


def _audio_codec(context: Context, argument: str) -> str:
    stream = _primary(context)
    return _audio_codec_of(stream) if stream else ""


def _channels(context: Context, argument: str) -> str:
    """`5.1`: the layout's own figure, else the number of channels."""
    stream = _primary(context)
    if stream is None:
        return ""
    layout = _LAYOUT.match(stream.channel_layout)
    return layout[0] if layout else f"{stream.channels}.0" if stream.channels else ""


def _languages(found: list[str], argument: str, *, english_alone: bool) -> str:
    """`[EN+DE]`. `:EN+DE` takes these in that order, `:EN+` says `--` for those left out (`-` in a
    name, where doubled signs stand once), `:-DE-FR` takes all but these.
    English by itself says nothing unless `english_alone`."""
    wanted = argument.upper()
    kept = found
    if wanted.startswith("-"):
        refused = wanted.replace("+", "-").split("-")
        kept = [code for code in found if code not in refused]
    elif wanted:
        kept = [code for code in dict.fromkeys(wanted.split("+")) if code in found]
        if wanted.endswith("+") and len(kept) < len(found):
            kept.append("--")
    if not kept or (kept == ["EN"] and not english_alone):
        return ""
    return f"[{'+'.join(kept)}]"


def _codes(streams: Sequence[AudioStream | SubtitleStream]) -> list[str]:
    return list(dict.fromkeys(code for one in streams if (code := code_of_stream(one.language))))


def _audio_languages(context: Context, argument: str) -> str:
    return _languages(_audio_codes(context), argument, english_alone=False)


def _audio_languages_all(context: Context, argument: str) -> str:
    return _languages(_audio_codes(context), argument, english_alone=True)


def _subtitle_languages(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return _languages(_codes(streams.subtitles) if streams else [], argument, english_alone=True)


def _audio_codes(context: Context) -> list[str]:
    streams = context.file.media_info
    return _codes(streams.audio) if streams else []


def _range(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return "HDR" if streams is not None and streams.hdr_format not in ("", "none") else ""


def _range_type(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return _RANGES.get(streams.hdr_format, "") if streams is not None else ""


def _bit_depth(context: Context, argument: str) -> str:
    """Eight where the streams are known and their depth is not."""
    streams = context.file.media_info
    return str(streams.video_bit_depth or 8) if streams is not None else ""


def _simple(context: Context, argument: str) -> str:
    return f"{_video_codec(context, '')} {_audio_codec(context, '')}".strip()


def _full(context: Context, argument: str) -> str:
    audio, subtitles = _audio_languages(context, argument), _subtitle_languages(context, argument)
    return f"{_simple(context, '')}{audio} {subtitles}".strip()


def _three_d(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return "3D" if streams is not None and streams.multi_view_count > 1 else ""


TOKENS = (
    Token("MediaInfo Simple", _simple),
    Token("MediaInfo Full", _full),
    Token("MediaInfo Video", _video_codec),
    Token("MediaInfo VideoCodec", _video_codec),
    Token("MediaInfo VideoBitDepth", _bit_depth),
    Token("MediaInfo VideoDynamicRange", _range),
    Token("MediaInfo VideoDynamicRangeType", _range_type),
    Token("MediaInfo Audio", _audio_codec),
    Token("MediaInfo AudioCodec", _audio_codec),
    Token("MediaInfo AudioChannels", _channels),
    Token("MediaInfo AudioLanguages", _audio_languages),
    Token("MediaInfo AudioLanguagesAll", _audio_languages_all),
    Token("MediaInfo SubtitleLanguages", _subtitle_languages),
    Token("MediaInfo SubtitleLanguagesAll", _subtitle_languages),
    Token("MediaInfo 3D", _three_d),
)
