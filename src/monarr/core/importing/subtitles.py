"""Subtitle files beside a video: which language, and what they are for."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import msgspec

# ISO 639-2 (as streams have it) by what people write
_LANGUAGES = {
    "eng": "en english", "ger": "de deu german deutsch", "fre": "fr fra french francais français",
    "spa": "es spanish espanol español castellano", "ita": "it italian italiano", "dut": "nl nld dutch nederlands",
    "por": "pt pob portuguese portugues português brazilian", "dan": "da danish dansk", "swe": "sv swedish svenska",
    "nor": "no nob nb norwegian norsk", "fin": "fi finnish suomi", "pol": "pl polish polski", "cze": "cs ces czech",
    "slo": "sk slk slovak", "hun": "hu hungarian magyar", "rus": "ru russian", "ukr": "uk ukrainian",
    "gre": "el ell greek", "tur": "tr turkish", "ara": "ar arabic", "heb": "he hebrew", "jpn": "ja japanese",
    "kor": "ko korean", "chi": "zh zho chinese chs cht", "hin": "hi hindi", "tha": "th thai", "vie": "vi vietnamese",
    "ind": "id indonesian", "rum": "ro ron romanian", "bul": "bg bulgarian", "hrv": "hr croatian",
    "srp": "sr serbian", "slv": "sl slovenian", "est": "et estonian", "lav": "lv latvian", "lit": "lt lithuanian",
    "ice": "is isl icelandic", "per": "fa fas persian farsi", "may": "ms msa malay", "cat": "ca catalan",
}  # fmt: skip
_SHORT = {word: code for code, words in _LANGUAGES.items() for word in (*words.split(), code)}
_TWO = {code: words.split()[0] for code, words in _LANGUAGES.items()}
_NAMED = {
    code: next(word for word in words.split() if len(word) > 3).capitalize() for code, words in _LANGUAGES.items()
}
_HEARING = frozenset(("sdh", "cc", "hoh"))
_WORDS = re.compile(r"[^\W_]+")


class SubtitleMarks(msgspec.Struct, frozen=True):
    """What the end of a subtitle file's name says. `language` is ISO 639-2, None when it does not say."""

    language: str | None = None
    forced: bool = False
    hearing_impaired: bool = False

    @property
    def suffix(self) -> str:
        """As players read it, to stand between a video's name and the ending: `.en.forced`."""
        language = f".{_TWO[self.language]}" if self.language in _TWO else ""
        return language + (".forced" if self.forced else "") + (".sdh" if self.hearing_impaired else "")


def english_name(code: str | None) -> str | None:
    """The English name of a language that a stream is tagged with (ISO 639-1 or -2); None for one that is not known.

    >>> english_name("deu"), english_name("en"), english_name("und")
    ('German', 'English', None)
    """
    return _NAMED.get(_SHORT.get((code or "").lower()[:3], ""))


def read_marks(path: str, video_stem: str = "") -> SubtitleMarks:
    """The marks of a subtitle file. What its name shares with the video's is no mark; a bare `2_English.srt` is read
    whole."""
    stem = PurePosixPath(path).stem
    rest = stem[len(video_stem) :] if video_stem and stem.lower().startswith(video_stem.lower()) else stem
    words = [word.lower() for word in _WORDS.findall(rest)]
    tail = words if rest is not stem else words[-3:]
    languages = [_SHORT[word] for word in tail if word in _SHORT]
    if "hi" in tail and len(set(languages)) > 1:  # Hindi, or hearing impaired beside a language
        languages = [code for code in languages if code != "hin"]
        return SubtitleMarks(languages[0], "forced" in tail, True)
    return SubtitleMarks(languages[0] if languages else None, "forced" in tail, bool(_HEARING & set(tail)))
