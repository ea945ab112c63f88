"""The number that counts episodes without seasons, alone or beside season and episode."""

from __future__ import annotations

from monarr.core.releases import numbers
from monarr.core.releases._reading import BETWEEN, Reading
from monarr.core.releases._scan import Find
from monarr.core.releases._sources import TELEVISION, sources_of
from monarr.core.releases.numbering import PACK, SURE, Numbering


def choose_absolute(reading: Reading, kind: str | None, *, is_anime: bool, least: int = 1) -> bool:
    """The number that counts episodes without seasons: set off by a dash, in a bracket of its own, or last before the rest."""
    text, best, best_weight = reading.name.text, None, least - 1
    season, limit = reading.numbering, reading.first_strong()
    is_television = not is_anime and bool(sources_of(reading) & TELEVISION)
    for find in reading.finds:
        if find.property != "number" or (find.start <= reading.title_start and not find.value.counted):
            continue
        if season is not None and season.value.rank == SURE and find.start > season.start:
            break
        weight = absolute_weight(text, find, kind, is_anime=is_anime)
        if is_television and weight < 5 and len(find.value.digits) > 2 and text[find.start - 1] in "_.":
            continue  # `show_-_102_hdtv`: season and episode
        if not weight and kind is None and _is_zero_led(reading, find):
            weight = 1
        if weight and find.start > limit and season is None and weight < 3:
            continue
        if season is not None and season.value.rank == SURE and weight < 3:
            weight *= text[find.end : season.start].strip() in ("(", "[")  # "17 (S02E05)"
        if weight > best_weight or (best is not None and weight == best_weight):
            best, best_weight = find, weight
    if best is None:
        return False
    if season is not None and season.value.rank == PACK:
        touches = is_anime and text[season.end : best.start].strip(" _") == ""
        if best.start < season.start or (best_weight < 3 and not touches) or season.value.seasons:
            return False
        season.value = Numbering(SURE, season.value.season, _range(best.value), version=best.value.version)
        season.end = best.end
        return False
    reading.absolute = best
    return True


def _is_zero_led(reading: Reading, find: Find) -> bool:
    """`Moth 05 [1080p]`: no film of such a number, where no year dates one."""
    digits, after = find.value.digits, reading.name.text[find.end : find.end + 2].lstrip(" _.")
    return (
        len(digits) == 2
        and digits[0] == "0"
        and digits != "00"
        and after[:1] in ("[", "(")
        and not any(one.property == "year" for one in reading.finds)
    )


def absolute_weight(text: str, find: Find, kind: str | None, *, is_anime: bool) -> int:
    """How much a bare number looks like an absolute episode: 0 not at all, 5 said by a word."""
    bare: numbers.Bare = find.value
    if bare.counted:
        return 5
    if not is_anime and bare.digits.strip("0") == "":
        return 0  # "10 000 Moths"
    before = text[max(0, find.start - 3) : find.start]
    after = text[find.end : find.end + 1]
    ends = after == "" or after in " _[(.]"
    if (before[-1:] == "[" and (after == "]" or (after == "+" and bare.last is not None))) or (
        before[-1:] == "(" and after == ")" and bare.last is not None
    ):
        return 3 if is_anime or kind == "series" else 0
    set_off = before.rstrip(" _.").endswith(("-", "–", "#")) and (before[-1:] in " _." or before[-1:] == "#")
    if set_off and ends and (len(bare.digits) > 1 or is_anime or before[-1:] == "#"):
        behind = text[find.end : find.end + 3].lstrip(" _.")
        return 4 if behind[:1] in ("", "-", "–", "[", "(") else 3  # "- 05 - 24 Hours"
    if bare.version is not None or (bare.half and is_anime):
        return 2
    if len(bare.digits) == 3 and bare.digits[0] == "0" and ends:
        return 2
    if is_anime and len(bare.digits) > 1 and ends:
        return 1
    return 1 if kind == "series" and len(bare.digits) == 2 and bare.digits[0] == "0" and ends else 0


def absolute_behind(reading: Reading, season: Find, *, is_anime: bool) -> Find | None:
    """`S02E05 - 017 - Title`, and of anime `S02E05 (17)`: the absolute number beside season and episode."""
    text = reading.name.text
    for find in reading.finds:
        if find.start < season.end:
            continue
        between, after = text[season.end : find.start], text[find.end : find.end + 3]
        if find.property != "number" or not all(character in BETWEEN for character in between):
            return None
        digits = find.value.digits
        is_between_dashes = between == " - " and after == " - "
        is_closed = (between.strip(), after[:1]) in (("(", ")"), ("[", "]"))
        is_last = after == "" or after.lstrip(" ")[:1] in ("[", "(", "")
        if len(digits) == 3 and (is_between_dashes or (digits[0] == "0" and (is_closed or is_last))):
            return find
        return find if is_anime and len(digits) > 1 and (is_between_dashes or is_closed) else None
    return None


def absolute_before(reading: Reading, season: Find) -> Find | None:
    """`Moth - 017 - S02E05`: of three digits, between dashes, before season and episode."""
    text = reading.name.text
    find = next((find for find in reversed(reading.finds) if find.start < season.start), None)
    if find is None or find.property != "number" or find.value.last or len(find.value.digits) != 3:
        return None
    before = text[reading.title_start : find.start]
    return find if text[find.end : season.start] == " - " and before.endswith(" - ") else None


def _range(bare: numbers.Bare) -> list[int]:
    first = int(bare.digits)
    last = bare.last if bare.last is not None and first < bare.last <= first + 2000 else first
    return list(range(first, last + 1))
