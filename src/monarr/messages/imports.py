"""What is said when a download was not brought in, and about each check on its files."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from monarr.core.decisions import Outcome, Verdict
from monarr.core.text import Text, ntext, text
from monarr.messages.sentence import Variant, choose

_FAKE = {
    "both": text("Says {promised}p; the file is {width}×{height} and has no sound."),
    "picture": text("Says {promised}p; the file is {width}×{height}."),
    "sound": text("The file has no sound."),
}
_SENTENCES: dict[str, Text | Mapping[str, Text]] = {
    "fake": _FAKE,
    "no-picture": text("The file has no picture."),
    "not-media": text("The file is no video that can be read."),
    "sample": text("A sample: it runs {length} of {expected_length}."),
    "runtime": {
        "short": text("It runs {length}; {expected_length} were expected."),
        "long": text("It runs {length}; only {expected_length} were expected."),
        "": text("It does not run as long as expected."),
    },
    "dangerous": text("It holds a program: {file}. Films need none."),
    "archive": text("It is packed. Unpack it, then choose the file."),
    "raw-disc": text("It is a disc, not a file. Choose what to take from it."),
    "no-video": text("There is no video in it."),
    "several-videos": ntext("{count} file could be it. Choose one.", "{count} files could be it. Choose one.", 0),
    "unpacking": text("The client is still unpacking it."),
    "split-episode": text("{found} is a part of an episode. Join the parts, or choose what it is."),
    "film-part": text("It is part {part} of the film. Join the parts, or choose it all the same."),
    "full-season": text("One file holds the whole season of {count} episodes. Choose which it is."),
    "folder": text("The file says other episodes than its folder. Choose which it is: {file}."),
    "language-broken": text("It was said to have {missing_languages}; the file is in {languages}."),
    "language": text("The file is in {languages}; this profile cannot do without {missing_languages}."),
    "subtitles": {
        "none": text("The file has no subtitles; this profile cannot do without {missing_languages}."),
        "": text("Its subtitles are {languages}; this profile cannot do without {missing_languages}."),
    },
    "title-required": text("The episode has no title yet, and file names here have one. It waits until {until}."),
    "absolute-number": text(
        "The episode has no absolute number yet, and file names here have one. It waits until {until}."
    ),
    "title": text("The file says “{named}”, not “{title}”."),
    "episodes": text("The file does not say which episode it is. Choose."),
    "not-grabbed": text("It was not asked for."),
    "upgrade": text("The {existing_quality} here is as good or better."),
    "upgrades-allowed": text("{profile} allows no upgrades; the {existing_quality} stays."),
    "covers-more": text("The file here holds more episodes than this one. Choose which to keep."),
    "target-exists": text("A file that Monarr does not know is in the way: {file}."),
    "free-space": text("It needs {size_bytes}; the disk has {free_bytes} free."),
    "unfinished": text("The client is still writing {file}."),
    "growing": text("{file} is still changing."),
    "vanished": text("{file} went away during the import."),
    "busy": text("Another change to this title is still running."),
    "not-there": {
        "client": text("{client} says it is in {folder}; Monarr finds nothing there. Check the path mapping."),
        "": text("Nothing is left where the download was."),
    },
    "no-folder": text("The library has no folder. Add one in the settings."),
    "root-missing": text("The library folder {folder} is not there. Is its disk connected?"),
    "cannot-link": text("{client} is set to hardlink, but the folders are on different disks."),
    "title-deleted": text("“{title}” was deleted meanwhile."),
    "disk": text("{problem}"),
}
_LABELS = {
    "fake": text("Keeps its promise"), "no-picture": text("Picture"), "not-media": text("Readable"),
    "sample": text("Sample"), "runtime": text("Running time"), "dangerous": text("Dangerous files"),
    "title": text("Title"), "episodes": text("Episodes"), "upgrade": text("Upgrade"),
    "language": text("Languages"), "language-broken": text("Promised languages"), "subtitles": text("Subtitles"),
    "folder": text("Folder"), "split-episode": text("Whole episode"), "film-part": text("Whole film"),
    "full-season": text("One episode a file"), "title-required": text("Episode title"),
    "absolute-number": text("Absolute number"), "unpacking": text("Unpacked"), "free-space": text("Free space"),
    "target-exists": text("Place in the library"),
}  # fmt: skip
_REFUSED, _PASSED = text("It was not imported."), text("Passed.")
_KEPT_WHOLE = ("file", "folder", "title", "named", "problem", "client")


def import_label(code: str) -> Text:
    """A short name of a check; the code itself for one without."""
    return _LABELS.get(code) or text("{code}", code=code)


def import_sentence(verdict: Verdict) -> Text:
    """One sentence about a check on a download or on one of its files."""
    if verdict.outcome is not Outcome.REFUSED:
        return _PASSED
    entry = _SENTENCES.get(verdict.code)
    if entry is None:
        return _REFUSED
    given = dict(verdict.figures)
    for name, shown in (("seconds", "length"), ("expected_seconds", "expected_length")):
        if isinstance(given.get(name), (int, float)):
            given[shown] = running_time(given[name])
    for name in _KEPT_WHOLE:
        if isinstance(given.get(name), str):
            given[name] = Text("{whole}", params={"whole": given[name]})
    variants = (entry,) if isinstance(entry, Text) else tuple(entry.values())
    chosen = None
    if isinstance(entry, Mapping) and verdict.figures.get("reason") in entry:
        variants = (entry[verdict.figures["reason"]],)
    chosen = choose((Variant(one) for one in variants), given, given.get("count"), longest=None)
    return chosen or msgspec.structs.replace(variants[-1], params=given)


def partly_sentence(imported_count: int, refused_count: int, first: Text, name: str) -> Text:
    """A pack of which some files were refused; `first` is what is wrong with the first of them, called `name`."""
    return text(
        "{imported} of {all} files are here. {name}: {reason}",
        imported=imported_count,
        all=imported_count + refused_count,
        name=name,
        reason=first,
    )


def running_time(seconds: float) -> Text:
    """A running time as short as it can be said: "45 s", "2 min 5 s", "42 min", "1 h 40 min"."""
    whole = round(seconds)
    if whole < 60:
        return text("{seconds} s", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 10 and rest:
        return text("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    hours, minutes = divmod(round(whole / 60), 60)
    if not hours:
        return text("{minutes} min", minutes=minutes)
    return text("{hours} h {minutes} min", hours=hours, minutes=minutes) if minutes else text("{hours} h", hours=hours)
