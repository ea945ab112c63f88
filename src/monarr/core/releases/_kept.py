"""Which finds count: strong ones everywhere behind the title, weak ones where no episode title can stand."""

from __future__ import annotations

from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find

_ALSO_WORDS = ("language", "revision", "source", "edition", "streaming_service")


def keep(reading: Reading) -> None:
    """Strong finds count everywhere behind the title; weak ones where no episode title can stand."""
    numbered = [find for find in (reading.numbering, reading.absolute, reading.aired) if find is not None]
    chosen = {id(find) for find in numbered}
    behind = [find for find in reading.finds if find.start >= reading.title_end and id(find) not in chosen]
    behind = [find for find in behind if not any(one.start <= find.start < one.end for one in numbered)]
    if not numbered:
        reading.kept = [find for find in behind if find.property not in ("number", "year", "numbering")]
        return
    counting = _without_episode_title(behind, reading)
    reading.kept = [find for find in counting if find.property not in ("number", "year", "numbering", "air_date")]


def _is_plain_word(reading: Reading, find: Find) -> bool:
    """`The Web` ends an episode's title; `WEB` and `web` tell a source."""
    word = reading.name.raw(find.first)
    return word[0].isupper() and word[1:].islower()


def _without_episode_title(behind: list[Find], reading: Reading) -> list[Find]:
    """Drop weak finds amid the words between the number and the first strong find; they are the episode's title."""
    text = reading.name.text
    first_strong = next((find for find in behind if find.strong and find.start >= reading.body), None)
    limit = first_strong.start if first_strong else len(text)
    early = [find for find in behind if find.start < limit]
    late = [find for find in behind if find.start >= limit]
    kept: list[Find] = []
    place = reading.body
    for find in early:
        if find.start >= place and not all(character in BETWEEN for character in text[place : find.start]):
            break
        kept.append(find)
        place = find.end
    rest = early[len(kept) :]
    shouted: list[Find] = []
    if rest and not text.isupper():
        shouted = [find for find in rest if find.property == "revision" and _is_shouted(reading, find)]
    chain: list[Find] = []
    place = limit
    for find in reversed(rest):
        touches = all(character in BETWEEN for character in text[find.end : place])
        if first_strong is None and find.property == "source" and place == limit and _is_plain_word(reading, find):
            break
        if not touches and text[find.start - 1] not in "([":
            break
        chain.append(find)
        place = find.start
    if kept and any(character.isalnum() for character in text[kept[-1].end : place]):
        marked = any(find.property == "multi" for find in kept)  # "German.DL" is no title's beginning
        kept = [find for find in kept if find.start < reading.body or marked or not _begins_title(reading, find)]
    chain.reverse()
    chained = {id(find) for find in chain}
    return kept + [find for find in shouted if id(find) not in chained] + chain + late


def _is_shouted(reading: Reading, find: Find) -> bool:
    """`PROPER` in capitals is no word of a title that has small letters."""
    raw = reading.name.raw(find.first)
    return raw.isupper() and raw.isalpha() and len(raw) > 4


def _begins_title(reading: Reading, find: Find) -> bool:
    """`German Engineering`: written like a word and followed by words, it is one of the episode's title."""
    if find.strong or find.property not in _ALSO_WORDS:
        return False
    return _is_plain_word(reading, find) and reading.name.text[find.start - 1] not in "(["
