"""The checks on one file of a download, once it has been read. Each gives a code with figures; its sentence stands in
`monarr.messages.imports`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import msgspec

from monarr.core.decisions import Outcome, Verdict, verdict
from monarr.core.importing.lines import lines_of
from monarr.core.media import MediaFacts
from monarr.core.quality import get_quality

_SAMPLE_SHARE = 0.25
_SHORT_SHARE = 0.6
_SHORT_EPISODE_SHARE = 0.45  # catalogues round an episode up to its slot with the advertisements
_LONG_SHARE = 1.75
_LONG_EPISODE_SHARE = 2.6  # two episodes in one file are no rarity
_SLACK_SECONDS = 15.0


class Consequence(IntEnum):
    """What a refusal leads to; the greater is the graver."""

    NONE = 0
    LEAVE = 1  # nothing to do here: something as good is in the library
    WAIT = 2  # try again soon
    ASK = 3  # a person decides: "your turn"
    FAIL = 4  # the release broke its promise: blocklist, next search


_CONSEQUENCES = {
    "upgrade": Consequence.LEAVE,
    "upgrades-allowed": Consequence.LEAVE,
    "not-grabbed": Consequence.LEAVE,
    "unfinished": Consequence.WAIT,
    "unpacking": Consequence.WAIT,
    "title-required": Consequence.WAIT,
    "absolute-number": Consequence.WAIT,
    "growing": Consequence.WAIT,
    "vanished": Consequence.WAIT,
    "busy": Consequence.WAIT,
    "free-space": Consequence.ASK,
    "dangerous": Consequence.FAIL,
    "fake": Consequence.FAIL,
    "sample": Consequence.FAIL,
    "no-picture": Consequence.FAIL,
    "not-media": Consequence.FAIL,
    "language-broken": Consequence.FAIL,
}


def consequence_of(code: str) -> Consequence:
    """What a refusal with this code leads to; a person is asked about everything that is not certain."""
    return _CONSEQUENCES.get(code, Consequence.ASK)


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The gravest refusal, the first of equals; None when nothing was refused."""
    refused = [each for each in verdicts if each.outcome is Outcome.REFUSED]
    return max(refused, key=lambda each: consequence_of(each.code), default=None)


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What the release said of this file. `runtime_seconds` is of all its episodes together; None: unknown."""

    quality: str = "Unknown"
    runtime_seconds: float | None = None
    is_episode: bool = False


def check_file(media: MediaFacts, promise: Promise) -> tuple[Verdict, ...]:
    """All checks on the streams of a file, in the order in which they are shown."""
    named = (
        ("no-picture", _picture(media)),
        ("fake", _fake(media, promise)),
        ("sample", _sample(media, promise)),
        ("runtime", _runtime(media, promise)),
    )
    return tuple(msgspec.structs.replace(answer, code=code) for code, answer in named)


def _picture(media: MediaFacts) -> Verdict:
    stream = media.main_video
    return verdict(stream is not None, stream_count=len(media.video))


def _fake(media: MediaFacts, promise: Promise) -> Verdict:
    """The picture has the lines that the name says, and there is sound."""
    stream = media.main_video
    if stream is None:
        return Verdict(Outcome.NOT_ASKED)
    promised, lines = get_quality(promise.quality).resolution, lines_of(stream.width, stream.height)
    smaller = promised >= 720 and lines < promised
    reason = {(True, True): "both", (True, False): "picture", (False, True): "sound"}.get((smaller, not media.audio))
    return verdict(
        reason is None,
        promised=promised,
        lines=lines,
        width=stream.width,
        height=stream.height,
        audio_count=len(media.audio),
        reason=reason,
    )


def _sample(media: MediaFacts, promise: Promise) -> Verdict:
    expected, seconds = promise.runtime_seconds, media.duration_seconds
    if not expected or seconds is None:
        return Verdict(Outcome.NOT_ASKED)
    return verdict(seconds >= expected * _SAMPLE_SHARE, seconds=round(seconds), expected_seconds=round(expected))


def _runtime(media: MediaFacts, promise: Promise) -> Verdict:
    expected, seconds = promise.runtime_seconds, media.duration_seconds
    if not expected or seconds is None:
        return Verdict(Outcome.NOT_ASKED)
    least = expected * (_SHORT_EPISODE_SHARE if promise.is_episode else _SHORT_SHARE) - _SLACK_SECONDS
    most = expected * (_LONG_EPISODE_SHARE if promise.is_episode else _LONG_SHARE) + _SLACK_SECONDS
    reason = "short" if seconds < least else "long" if seconds > most else None
    return verdict(reason is None, seconds=round(seconds), expected_seconds=round(expected), reason=reason)
