"""Sentences of the rules about the languages of sound and subtitles."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "language": entry(
        text("Language"),
        (
            text("It is in {languages}, and this profile wants {wanted_languages}."),
            text("It is not in a language that this profile wants."),
        ),
        (text("It is in {languages}."), text("The language is wanted.")),
        (
            ntext(
                "The only release is in {languages}, and this profile wants {wanted_languages}.",
                "The nearest of {count} releases is in {languages}, and this profile wants {wanted_languages}.",
                0,
            ),
            text("No release is in a language that this profile wants."),
        ),
    ),
    "audio-goal": entry(
        text("Languages that must be heard"),
        {
            "waits": text("It lacks {missing_languages}, which this profile waits for; it gives up in {wait_minutes}."),
            "": text("It is in {languages}; this profile cannot do without {missing_languages}."),
        },
        (text("{wanted_languages} can be heard."), text("What must be heard is there.")),
        {
            "waits": text("No release has {missing_languages} yet; in {wait_minutes} one without it is taken."),
            "": ntext(
                "The only release lacks {missing_languages}, which this profile cannot do without.",
                "The nearest of {count} releases lacks {missing_languages}, which this profile cannot do without.",
                0,
            ),
        },
    ),
    "refused-language": entry(
        text("Refused languages"),
        (text("It is only in {languages}, which this profile refuses."), text("Its only language is refused.")),
        text("It is in a language that is not refused."),
        (
            ntext(
                "The only release is only in {languages}, which this profile refuses.",
                "The nearest of {count} releases is only in {languages}, which this profile refuses.",
                0,
            ),
            text("The nearest release is in a language that this profile refuses."),
        ),
    ),
    "subtitle-goal": entry(
        text("Subtitles that must be there"),
        (
            text("Its subtitles are {subtitle_languages}; this profile cannot do without {missing_languages}."),
            text("It lacks subtitles that this profile cannot do without."),
        ),
        (text("It has subtitles in {subtitle_languages}."), text("It has the wanted subtitles.")),
        (
            ntext(
                "The only release has no {missing_languages} subtitles, which this profile cannot do without.",
                "The nearest of {count} releases has no {missing_languages} subtitles, which this profile needs.",
                0,
            ),
            text("The nearest release lacks subtitles that this profile cannot do without."),
        ),
    ),
}
