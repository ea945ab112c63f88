"""Tokens of the streams, from ffprobe's words."""

from __future__ import annotations

from monarr.core.naming._context import Context
from monarr.core.naming._pattern import Token
from monarr.core.naming.model import AudioStream, NamingMediaInfo

_VIDEO = {
    "h264": "h264", "hevc": "h265", "av1": "AV1", "vp9": "VP9", "vp8": "VP8", "vp7": "VP7", "vp6": "VP6", "mpeg2video": "MPEG2",
    "mpeg1video": "MPEG", "vc1": "VC1", "wmv1": "WMV", "wmv2": "WMV", "wmv3": "WMV", "rv40": "RV", "theora": "Theora",
}  # fmt: skip
_AUDIO = {
    "aac": "AAC", "ac3": "AC3", "eac3": "EAC3", "flac": "FLAC", "alac": "ALAC", "opus": "Opus", "vorbis": "Vorbis", "mp3": "MP3",
    "mp2": "MP2", "truehd": "TrueHD", "mlp": "TrueHD", "wmav1": "WMA", "wmav2": "WMA", "wmapro": "WMA", "ape": "APE",
}  # fmt: skip
_DTS = {"DTS-HD MA": "DTS-HD MA", "DTS-HD HRA": "DTS-HD HRA", "DTS-ES": "DTS-ES", "DTS 96/24": "DTS", "DTS Express": "DTS Express",
        "DTS:X": "DTS-X", "DTS-HD MA + DTS:X": "DTS-X", "DTS-HD MA + DTS:X IMAX": "DTS-X"}  # fmt: skip
_RANGES = {
    "hdr10": "HDR10", "hdr10_plus": "HDR10Plus", "hlg10": "HLG", "pq10": "PQ", "dolby_vision": "DV",
    "dolby_vision_hdr10": "DV HDR10", "dolby_vision_hdr10_plus": "DV HDR10Plus", "dolby_vision_hlg": "DV HLG",
    "dolby_vision_sdr": "DV SDR",
}  # fmt: skip
_LANGUAGES = {
    "eng": "EN", "fre": "FR", "fra": "FR", "ger": "DE", "deu": "DE", "spa": "ES", "ita": "IT", "por": "PT", "dut": "NL",
    "nld": "NL", "dan": "DA", "swe": "SV", "nor": "NO", "nob": "NB", "nno": "NN", "fin": "FI", "ice": "IS", "isl": "IS",
    "jpn": "JA", "chi": "ZH", "zho": "ZH", "kor": "KO", "rus": "RU", "ukr": "UK", "pol": "PL", "cze": "CS", "ces": "CS",
    "slo": "SK", "slk": "SK", "slv": "SL", "hrv": "HR", "srp": "SR", "bos": "BS", "mac": "MK", "mkd": "MK", "bul": "BG",
    "rum": "RO", "ron": "RO", "hun": "HU", "gre": "EL", "ell": "EL", "tur": "TR", "heb": "HE", "ara": "AR", "per": "FA",
    "fas": "FA", "hin": "HI", "ben": "BN", "tam": "TA", "tel": "TE", "mal": "ML", "kan": "KN", "mar": "MR", "urd": "UR",
    "tha": "TH", "vie": "VI", "ind": "ID", "may": "MS", "msa": "MS", "tgl": "TL", "est": "ET", "lav": "LV", "lit": "LT",
    "cat": "CA", "alb": "SQ", "sqi": "SQ", "geo": "KA", "kat": "KA", "afr": "AF", "mon": "MN", "lat": "LA",
}  # fmt: skip


def _video_codec(context: Context, argument: str) -> str:
    """An encoder's own name (`x264`) where the release's name says so."""
    streams = context.file.media_info
    if streams is None:
        return ""
    codec = streams.video_codec.lower()
    scene = (context.file.scene_name or "").lower()
    if codec == "h264":
        return "x264" if "x264" in scene else "h264"
    if codec == "hevc":
        return "x265" if "x265" in scene else "h265"
    if codec in ("mpeg4", "msmpeg4v3"):
        tag = streams.video_codec_tag.lower()
        return "XviD" if tag == "xvid" else "DivX" if tag in ("divx", "dx50", "div3") else "MPEG4"
    return _VIDEO.get(codec, streams.video_codec)


def _audio_codec_of(stream: AudioStream) -> str:
    codec, profile = stream.codec.lower(), stream.profile
    atmos = "atmos" in profile.lower() or stream.codec_tag == "thd+"
    if codec == "dts":
        return _DTS.get(profile, "DTS")
    if codec.startswith("pcm_"):
        return "PCM"
    named = _AUDIO.get(codec, stream.codec)
    return f"{named} Atmos" if atmos and named in ("TrueHD", "EAC3") else named


def _primary(context: Context) -> AudioStream | None:
    streams = context.file.media_info
    return streams.audio[0] if streams is not None and streams.audio else None


def _audio_codec(context: Context, argument: str) -> str:
    stream = _primary(context)
    return _audio_codec_of(stream) if stream else ""


def _channels(context: Context, argument: str) -> str:
    """`5.1`: the layout's own figure, else from the number of channels."""
    stream = _primary(context)
    if stream is None or not stream.channels:
        return ""
    layout = stream.channel_layout.split("(")[0]
    if layout.replace(".", "", 1).isdigit() and "." in layout:
        return layout
    return {3: "2.1", 6: "5.1", 7: "6.1", 8: "7.1"}.get(stream.channels, f"{stream.channels}.0")


def _languages(codes: list[str], argument: str, *, english_alone: bool) -> str:
    """`[EN+DE]`; filtered by `EN+DE` or `-DE`. English by itself says nothing unless `english_alone`."""
    found = list(dict.fromkeys(_LANGUAGES.get(code.lower(), code.upper()) for code in codes if code and code != "und"))
    if argument.startswith("-"):
        refused = argument[1:].upper().split("+")
        found = [language for language in found if language not in refused]
    elif argument:
        wanted = argument.upper().split("+")
        more = [language for language in found if language not in wanted]
        found = [language for language in found if language in wanted] + (["--"] if more and "" in wanted else [])
    if not found or (found == ["EN"] and not english_alone):
        return ""
    return f"[{'+'.join(found)}]"


def _audio_languages(context: Context, argument: str) -> str:
    return _languages(_audio_codes(context.file.media_info), argument, english_alone=False)


def _audio_languages_all(context: Context, argument: str) -> str:
    return _languages(_audio_codes(context.file.media_info), argument, english_alone=True)


def _subtitle_languages(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return _languages(
        [stream.language for stream in streams.subtitles] if streams else [], argument, english_alone=True
    )


def _audio_codes(streams: NamingMediaInfo | None) -> list[str]:
    return [stream.language for stream in streams.audio] if streams else []


def _range(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return "HDR" if streams is not None and streams.hdr_format not in ("", "none") else ""


def _range_type(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return _RANGES.get(streams.hdr_format, "") if streams is not None else ""


def _bit_depth(context: Context, argument: str) -> str:
    streams = context.file.media_info
    return str(streams.video_bit_depth or "") if streams is not None else ""


def _simple(context: Context, argument: str) -> str:
    return " ".join(part for part in (_video_codec(context, ""), _audio_codec(context, "")) if part)


def _full(context: Context, argument: str) -> str:
    parts = (_simple(context, ""), _audio_languages(context, ""), _subtitle_languages(context, ""))
    return " ".join(part for part in parts if part)


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
