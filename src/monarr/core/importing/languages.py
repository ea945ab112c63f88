"""Does the file speak the languages that the profile cannot do without? Asked of its streams, which know better than its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from monarr.core.decisions import Outcome, Verdict, verdict
from monarr.core.importing.subtitles import english_name
from monarr.core.media import MediaFacts
from monarr.core.quality import LanguageGoal, Strength

_NOT_ASKED = Verdict(Outcome.NOT_ASKED)


class WantedLanguages(msgspec.Struct, frozen=True, kw_only=True):
    """What a profile asks, and what the release said. `out_at` is when the title came out: some goals lapse after it."""

    audio: tuple[LanguageGoal, ...] = ()
    subtitles: tuple[LanguageGoal, ...] = ()
    original_language: str | None = None
    promised: frozenset[str] = frozenset()
    out_at: datetime | None = None


def check_languages(
    media: MediaFacts, wanted: WantedLanguages, now: datetime, *, beside: Iterable[str] = ()
) -> tuple[Verdict, ...]:
    """The answers about sound and subtitles. A stream without a tag may be in any language, so where one is, nothing can
    be said. `beside` are ISO 639-2 codes of subtitle files that lie with it."""
    heard = {english_name(stream.language) for stream in media.audio if not stream.commentary}
    read = {english_name(code) for code in (*(stream.language for stream in media.subtitles), *beside)}
    lacking = _lacking(wanted.audio, heard, wanted, now)
    broken = sorted(set(lacking) & wanted.promised)
    named = (
        ("language-broken", lacking is not None, broken, heard),
        ("language", lacking is not None and not broken, lacking, heard),
        ("subtitles", True, _lacking(wanted.subtitles, read, wanted, now), read),
    )
    return tuple(
        msgspec.structs.replace(_answer(missing, found) if asked else _NOT_ASKED, code=code)
        for code, asked, missing, found in named
    )


def heard_in(audio: Iterable[tuple[str | None, bool]], told: Iterable[str]) -> tuple[str, ...]:
    """English names of the languages that are heard in a file: those of its streams (code, whether it is a commentary),
    or what was `told` of it where a stream does not say.

    >>> heard_in([("deu", False), ("eng", True)], ["English"]), heard_in([(None, False)], ["English"])
    (('German',), ('English',))
    """
    named = {english_name(code) for code, is_commentary in audio if not is_commentary}
    if not named or None in named:
        return tuple(told)
    return tuple(sorted(name for name in named if name is not None))


def heard_of(media: Mapping[str, Any], told: Iterable[str]) -> tuple[str, ...]:
    """As `heard_in`, of a file by what is stored of it: its streams and what was told of it."""
    return heard_in([(one.get("language"), bool(one.get("commentary"))) for one in media.get("audio") or ()], told)


def _answer(missing: list[str], found: set[str | None]) -> Verdict:
    return verdict(not missing, missing_languages=missing, languages=sorted(name for name in found if name))


def _lacking(
    goals: tuple[LanguageGoal, ...], found: set[str | None], wanted: WantedLanguages, now: datetime
) -> list[str]:
    if None in found:
        return []
    names = [
        (wanted.original_language if goal.language == "Original" else goal.language)
        for goal in goals
        if goal.strength is Strength.MUST and not _has_lapsed(goal, wanted, now)
    ]
    return [name for name in names if name is not None and name not in found]


def _has_lapsed(goal: LanguageGoal, wanted: WantedLanguages, now: datetime) -> bool:
    if goal.wait_days is None or wanted.out_at is None:
        return False
    return now >= wanted.out_at + timedelta(days=goal.wait_days)
