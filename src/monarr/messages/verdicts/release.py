"""Sentences of the rules about the release itself: its words, its subtitles, its files."""

from __future__ import annotations

from monarr.core.text import ntext, text
from monarr.messages.verdicts._entry import entry

ENTRIES = {
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
    "dangerous-programs": entry(
        text("No programs"),
        (
            text("Among its {file_count} files is a {ending} file, a program, which no film needs."),
            text("It holds programs, which no film needs."),
        ),
        (text("None of its {file_count} files is a program."), text("It holds no program.")),
        (
            ntext(
                "The only release holds a {ending} file, which no film needs.",
                "The nearest of {count} releases holds a {ending} file, which no film needs.",
                0,
            ),
            text("The nearest release holds programs, which no film needs."),
        ),
    ),
    "dangerous-files": entry(
        text("No dangerous files"),
        {
            "archive": text("Among its {file_count} files is a {ending} archive, which only fakes use."),
            "script": text("Among its {file_count} files is a {ending} file, which does something when opened."),
            "": text("It holds files that are dangerous to open."),
        },
        (text("Its {file_count} files are harmless."), text("Its files are harmless.")),
        (
            ntext(
                "The only release holds a {ending} file, which is dangerous to open.",
                "The nearest of {count} releases holds a {ending} file, which is dangerous to open.",
                0,
            ),
            text("The nearest release holds files that are dangerous to open."),
        ),
    ),
    "refused-files": entry(
        text("No unwanted files"),
        (text("It holds a {ending} file, which this house does not want."), text("It holds unwanted files.")),
        text("It holds no file that this house does not want."),
        (
            ntext(
                "The only release holds a {ending} file, which this house does not want.",
                "The nearest of {count} releases holds a {ending} file, which this house does not want.",
                0,
            ),
            text("The nearest release holds files that this house does not want."),
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
