"""What a guide changed, in words."""

from __future__ import annotations

from monarr.core.guides import Change
from monarr.core.text import Text, text

_SENTENCES = {
    "renamed": text("Is called “{after}” now, not “{before}”."),
    "condition-added": text("New condition “{what}”."),
    "condition-removed": text("Without the condition “{what}”."),
    "condition-changed": text("Condition “{what}”: {before} becomes {after}."),
    "steps": text("Takes {after}; it took {before}."),
    "cutoff": text("Looks for better ones up to {after}, not {before}."),
    "minimum-score": text("Takes a score from {after} on; it was {before}."),
    "cutoff-score": text("A score of {after} is good enough; it was {before}."),
    "increment": text("Better by {after} is an upgrade; it was {before}."),
    "languages": text("Language: {after}; it was {before}."),
    "score-set": text("Counts by the scores “{after}”, not “{before}”."),
    "counts": text("Counts {what} now."),
    "counts-not": text("Counts {what} no more."),
    "group": text("Holds {after} formats; it held {before}, or others."),
}
_ON_OFF = {
    ("in-names", True): text("Stands in file names now."),
    ("in-names", False): text("Stands in file names no more."),
    ("upgrades", True): text("Looks for better ones now."),
    ("upgrades", False): text("Looks for better ones no more."),
}
_TABLES = {
    "size": text("{what}: {before} MB a minute become {after}."),
    "size-added": text("{what}: {after} MB a minute, which is new."),
    "size-removed": text("{what} has no limits any more; they were {before} MB a minute."),
    "score": text("Scores “{what}”: {before} points become {after}."),
    "score-added": text("Scores “{what}”: {after} points, which is new."),
    "score-removed": text("Scores “{what}” are gone; they were {before} points."),
    "pattern": text("{what}: {before} becomes {after}."),
    "pattern-added": text("{what}: {after} is new."),
    "pattern-removed": text("{what} is gone; it was {before}."),
    "points": text("{what}: {before} points become {after}."),
}


def change_sentence(change: Change) -> Text:
    """The sentence of a change."""
    if isinstance(change.after, bool):
        return _ON_OFF[change.code, change.after]
    sentence = _SENTENCES.get(change.code) or _TABLES[change.code]
    nothing = text("nothing")
    params = {
        "what": change.what,
        "before": nothing if change.before in (None, "") else change.before,
        "after": nothing if change.after in (None, "") else change.after,
    }
    return Text(sentence.template, params=params)
