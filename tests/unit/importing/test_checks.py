"""Does a file keep what its release promised?"""

from __future__ import annotations

import pytest

from monarr.core.importing import Consequence, Promise, check_file, consequence_of
from monarr.core.media import AudioStream, MediaFacts, VideoStream


def _media(width: int = 1920, height: int = 1080, *, seconds: float | None = 5400, sound: bool = True) -> MediaFacts:
    video = (VideoStream(index=0, codec="h264", width=width, height=height),) if width else ()
    audio = (AudioStream(index=1, codec="aac"),) if sound else ()
    return MediaFacts(container="matroska", size_bytes=1, duration_seconds=seconds, video=video, audio=audio)


FILM = Promise(quality="WEBDL-1080p", runtime_seconds=5400)
EPISODE = Promise(quality="WEBDL-1080p", runtime_seconds=3600, is_episode=True)


@pytest.mark.parametrize(
    ("media", "promise", "refused"),
    [
        (_media(), FILM, []),
        (_media(1920, 804), FILM, []),
        (_media(3840, 2160), FILM, []),
        (_media(1280, 720), FILM, ["fake"]),
        (_media(854, 480, sound=False), FILM, ["fake"]),
        (_media(sound=False), FILM, ["fake"]),
        (_media(0, 0), FILM, ["no-picture"]),
        (_media(seconds=600), FILM, ["sample", "runtime"]),
        (_media(seconds=3000), FILM, ["runtime"]),
        (_media(seconds=3600), FILM, []),
        (_media(seconds=11_000), FILM, ["runtime"]),
        (_media(seconds=None), FILM, []),
        (_media(seconds=60), Promise(quality="WEBDL-1080p"), []),
        (_media(seconds=2520), EPISODE, []),
        (_media(seconds=1500), EPISODE, ["runtime"]),
        (_media(720, 400), Promise(quality="SDTV", runtime_seconds=5400), []),
    ],
)
def test_a_file_is_what_it_says_or_not(media: MediaFacts, promise: Promise, refused: list[str]) -> None:
    assert [one.code for one in check_file(media, promise) if one.outcome == "refused"] == refused


def test_a_fake_tells_its_figures() -> None:
    fake = next(one for one in check_file(_media(854, 480, sound=False), FILM) if one.code == "fake")
    assert (fake.figures["promised"], fake.figures["width"], fake.figures["reason"]) == (1080, 854, "both")


def test_what_is_uncertain_is_asked_and_what_is_broken_fails() -> None:
    assert consequence_of("runtime") is Consequence.ASK
    assert consequence_of("anything-new") is Consequence.ASK
    assert consequence_of("dangerous") is Consequence.FAIL
    assert consequence_of("growing") is Consequence.WAIT
