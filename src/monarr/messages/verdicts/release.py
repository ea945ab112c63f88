"""Sentences of the rules about the release itself: its name, its words, its files."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
    "title-match": entry(
        text("Title"),
        (text("It names “{found}”, and “{wanted}” is wanted."), text("It names another title.")),
        (text("It names “{found}”."), text("It names this title.")),
        (
            ntext(
                "The only release found names another title, “{found}”.",
                "All {count} releases found name other titles, such as “{found}”.",
                0,
            ),
            text("Only releases of other titles were found."),
        ),
    ),
    "media-type": entry(
        text("Kind"),
        {
            "movie": text("It is a film, and an episode is wanted."),
            "series": text("It is an episode, and a film is wanted."),
            "music": text("It is music."),
            "": text("It is something else than what is wanted."),
        },
        text("It is of the wanted kind."),
        text("Only releases of another kind were found."),
    ),
    "episode-known": entry(
        text("Known episodes"),
        (
            text("It says season {season}, episode {episodes}, which this series does not have."),
            text("It says {air_date}, a day on which this series did not air."),
            text("It does not say which episode it is."),
        ),
        (ntext("{count} episode.", "{count} episodes.", 0), text("Its episodes are known.")),
        (
            ntext(
                "The only release does not say which episode it is.",
                "None of {count} releases names an episode that this series has.",
                0,
            ),
        ),
    ),
    "episode-wanted": entry(
        text("Wanted episode"),
        text("It holds other episodes than the wanted ones."),
        text("It holds what is wanted."),
        (
            ntext(
                "The only release holds another episode.",
                "All {count} releases hold other episodes.",
                0,
            ),
        ),
    ),
    "multi-season": entry(
        text("One season"),
        (text("It holds {season_count} seasons at once."), text("It holds several seasons at once.")),
        text("It holds one season at most."),
        (
            text("The nearest release holds {season_count} seasons at once; packs of one season are taken."),
            text("The nearest release holds several seasons at once; packs of one season are taken."),
        ),
    ),
    "extras": entry(
        text("No extras"),
        (text("It holds the extras of season {season}, no episodes."), text("It holds extras, no episodes.")),
        text("It is no pack of extras."),
        text("Only extras were found."),
    ),
    "raw-disc": entry(
        text("No whole disc"),
        {
            "image": text("It is a disc image, and this profile does not ask for discs."),
            "": text("It is a whole disc, and this profile does not ask for discs."),
        },
        text("It is no disc."),
        ntext(
            "The only release is a whole disc, and this profile does not ask for discs.",
            "The nearest of {count} releases is a whole disc, and this profile does not ask for discs.",
            0,
        ),
    ),
    "hardcoded-subs": entry(
        text("No burnt-in subtitles"),
        (
            text("Its subtitles ({subtitles}) are burnt into the picture."),
            text("Its subtitles are burnt into the picture."),
        ),
        text("It has no burnt-in subtitles that matter."),
        ntext(
            "The only release has subtitles burnt into the picture.",
            "The nearest of {count} releases has subtitles burnt into the picture.",
            0,
        ),
    ),
    "required-words": entry(
        text("Required words"),
        (text("Its name has none of: {words}."), text("Its name lacks a required word.")),
        (text("Its name has {found}."), text("Its name has what is required.")),
        (
            ntext(
                "The only release has none of the required words: {words}.",
                "The nearest of {count} releases has none of the required words: {words}.",
                0,
            ),
            text("The nearest release lacks a required word."),
        ),
    ),
    "forbidden-words": entry(
        text("Forbidden words"),
        (text("Its name has {found}, which is forbidden."), text("Its name has a forbidden word.")),
        text("Its name has no forbidden word."),
        (
            ntext(
                "The only release has {found} in its name, which is forbidden.",
                "The nearest of {count} releases has {found} in its name, which is forbidden.",
                0,
            ),
            text("The nearest release has a forbidden word."),
        ),
    ),
    "dangerous-files": entry(
        text("No dangerous files"),
        (
            text("Among its {file_count} files is a {ending} file, which no film needs."),
            text("It holds programs, which no film needs."),
        ),
        (text("Its {file_count} files are harmless."), text("Its files are harmless.")),
        (
            ntext(
                "The only release holds a {ending} file, which no film needs.",
                "The nearest of {count} releases holds a {ending} file, which no film needs.",
                0,
            ),
            text("The nearest release holds programs, which no film needs."),
        ),
    ),
    "has-video": entry(
        text("Holds a video"),
        (text("None of its {file_count} files is a video."), text("It holds no video.")),
        text("It holds a video."),
        (
            ntext(
                "The only release holds no video among its files.",
                "The nearest of {count} releases holds no video among its files.",
                0,
            ),
        ),
    ),
}
