"""The numbers that custom-format JSON carries, which are not the same in Sonarr and Radarr, as Monarr's words.

Source: the two applications' public API (`compat/ids.md` holds the tables). Music and video take the numbers of series.
"""

from __future__ import annotations

from typing import Literal

from monarr.core.quality import Modifier, Quality, Source

Numbering = Literal["series", "movie"]

ORIGINAL = "Original"
UNKNOWN = "Unknown"
ANY = "Any"

_LANGUAGES_BOTH: dict[int, str] = {
    -2: ORIGINAL, -1: ANY, 0: UNKNOWN, 1: "English", 2: "French", 3: "Spanish", 4: "German", 5: "Italian", 6: "Danish",
    7: "Dutch", 8: "Japanese", 9: "Icelandic", 10: "Chinese", 11: "Russian", 12: "Polish", 13: "Vietnamese",
    14: "Swedish", 15: "Norwegian", 16: "Finnish", 17: "Turkish", 18: "Portuguese", 19: "Flemish", 20: "Greek",
    21: "Korean", 22: "Hungarian", 23: "Hebrew", 24: "Lithuanian", 25: "Czech", 36: "Latvian", 38: "Catalan",
    39: "Croatian", 40: "Serbian", 41: "Bosnian", 42: "Estonian", 43: "Tamil", 44: "Indonesian",
}  # fmt: skip
_LANGUAGES_SERIES: dict[int, str] = {
    26: "Arabic", 27: "Hindi", 28: "Bulgarian", 29: "Malayalam", 30: "Ukrainian", 31: "Slovak", 32: "Thai",
    33: "Portuguese (Brazil)", 34: "Spanish (Latino)", 35: "Romanian", 37: "Persian", 45: "Macedonian", 46: "Slovenian",
    47: "Azerbaijani", 48: "Uzbek", 49: "Malay", 50: "Urdu", 51: "Romansh", 52: "Georgian",
}  # fmt: skip
_LANGUAGES_MOVIE: dict[int, str] = {
    26: "Hindi", 27: "Romanian", 28: "Thai", 29: "Bulgarian", 30: "Portuguese (Brazil)", 31: "Arabic", 32: "Ukrainian",
    33: "Persian", 34: "Bengali", 35: "Slovak", 37: "Spanish (Latino)", 45: "Telugu", 46: "Macedonian", 47: "Slovenian",
    48: "Malayalam", 49: "Kannada", 50: "Albanian", 51: "Afrikaans", 52: "Marathi", 53: "Tagalog", 54: "Urdu",
    55: "Romansh", 56: "Mongolian", 57: "Georgian",
}  # fmt: skip
LANGUAGES: dict[Numbering, dict[int, str]] = {
    "series": _LANGUAGES_BOTH | _LANGUAGES_SERIES,
    "movie": _LANGUAGES_BOTH | _LANGUAGES_MOVIE,
}

# Sonarr folds the modifier into the source; its words for those are our own additions here.
SOURCES: dict[Numbering, dict[int, str]] = {
    "series": {
        0: "unknown", 1: "television", 2: "television-raw", 3: "webdl", 4: "webrip", 5: "dvd", 6: "bluray",
        7: "bluray-remux",
    },
    "movie": {
        0: "unknown", 1: "cam", 2: "telesync", 3: "telecine", 4: "workprint", 5: "dvd", 6: "television", 7: "webdl",
        8: "webrip", 9: "bluray",
    },
}  # fmt: skip

MODIFIERS: dict[int, str] = {0: "none", 1: "regional", 2: "screener", 3: "rawhd", 4: "brdisk", 5: "remux"}

RELEASE_TYPES: dict[int, str] = {0: "unknown", 1: "single_episode", 2: "multi_episode", 3: "season_pack"}

FLAGS: dict[Numbering, dict[int, str]] = {
    "series": {
        1: "freeleech", 2: "halfleech", 4: "double_upload", 8: "internal", 16: "scene", 32: "freeleech75",
        64: "freeleech25", 128: "nuked", 256: "subtitles",
    },
    "movie": {
        1: "freeleech", 2: "halfleech", 4: "double_upload", 8: "ptp_golden", 16: "ptp_approved", 32: "internal",
        64: "ahd_internal", 128: "scene", 256: "freeleech75", 512: "freeleech25", 1024: "ahd_user_release", 2048: "nuked",
    },
}  # fmt: skip


def source_word(quality: Quality, numbering: Numbering) -> str:
    """The source of a quality as the numbering tells sources apart: Sonarr's has remuxes and raw television as sources
    of their own."""
    if numbering == "series":
        if quality.source is Source.BLURAY and quality.modifier is Modifier.REMUX:
            return "bluray-remux"
        if quality.modifier is Modifier.RAWHD:
            return "television-raw"
    return quality.source.value


def resolution_lines(quality: Quality, numbering: Numbering) -> int:
    """Lines of a quality. Radarr's plain DVD has none, 0."""
    return 0 if numbering == "movie" and quality.name == "DVD" else quality.resolution
