"""The order of preference in words: what each level is called, and how its values read."""

from __future__ import annotations

from typing import Any

from monarr.core.text import Text, ntext, text
from monarr.messages.human import age, listing, size

_LEVELS = {
    "quality": text("Quality"),
    "revision": text("Revision"),
    "languages": text("Languages of the sound"),
    "subtitles": text("Subtitles"),
    "format-score": text("Score"),
    "protocol": text("Protocol"),
    "indexer-priority": text("Priority of the indexer"),
    "flags": text("Marks of the indexer"),
    "episodes": text("Episodes in it"),
    "seeders": text("Seeders"),
    "age": text("Age"),
    "size": text("Size"),
}
_DECIDED = {
    "quality": text("The quality decides: {winner} over {loser}."),
    "revision": text("The later attempt decides: version {winner} over {loser}."),
    "languages": text("The languages of the sound decide: {winner} over {loser}."),
    "subtitles": text("The subtitles decide: {winner} over {loser}."),
    "format-score": text("The score decides: {winner} over {loser}."),
    "protocol": text("The preferred protocol decides: {winner} over {loser}."),
    "indexer-priority": text("The priority of the indexer decides: {winner} over {loser}."),
    "flags": text("The marks of the indexer decide: {winner} over {loser}."),
    "episodes": text("The episodes in it decide: {winner} over {loser}."),
    "seeders": text("The seeders decide: {winner} over {loser}."),
    "age": text("The age decides: {winner} over {loser}."),
    "size": text("The size decides: {winner} over {loser}."),
}
_NOTHING = text("none")
_UNKNOWN = text("unknown")


def level_label(code: str) -> Text:
    """What a level is called; the code itself for one that the catalogue does not know."""
    return _LEVELS.get(code) or text("{code}", code=code)


def level_value(code: str, value: Any) -> Text | str:
    """A value of a level for people."""
    if isinstance(value, list | tuple):
        return listing(value) if value else _NOTHING
    if value is None:
        return _UNKNOWN
    if code == "size":
        return size(value)
    if code == "age":
        return age(value)
    if code == "episodes" and value:
        return ntext("{count} episode", "{count} episodes", value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def decided_sentence(code: str, winner: Any, loser: Any) -> Text:
    """Why one release stands before another."""
    sentence = _DECIDED.get(code) or text("{winner} stands before {loser}.")
    values = {"winner": level_value(code, winner), "loser": level_value(code, loser)}
    return Text(sentence.template, params=values)
