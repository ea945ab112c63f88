"""What goals are called, what they are for, and what their rules mean."""

from __future__ import annotations

from collections.abc import Iterator

from monarr.core.goals import FORMATS, Goal, Weight
from monarr.core.goals.consequences import EPISODE_MINUTES, FILM_MINUTES
from monarr.core.text import Text, text
from monarr.messages.human import listing, size

_GOALS: dict[str, tuple[Text, Text]] = {
    "1080p-small": (text("1080p, small"), text("A sharp picture that fills no disk: small 1080p copies, 720p until one is there.")),
    "1080p-best": (text("1080p, best"), text("The best 1080p there is short of a whole disc, with lossless sound if it can be had.")),
    "4k-hdr-direct-play": (
        text("4K HDR, direct play"),
        text("4K with HDR that common televisions and players play without help; 1080p until it is there."),
    ),
    "4k-best": (text("4K, best"), text("The best 4K short of a whole disc: HDR, Dolby Vision with HDR10 beneath, lossless sound.")),
    "remux-archive": (text("Remux archive"), text("The disc’s own picture and sound, untouched, for a big shelf.")),
    "small-screens": (text("Small screens"), text("For telephones and tablets: up to 720p, with sound that plays anywhere.")),
    "smallest-watchable": (text("As small as watchable"), text("As little space as possible; the first that fits stays.")),
    "anime": (text("Anime"), text("1080p for animation, several languages before one, up to Blu-ray.")),
}  # fmt: skip


def goal_name(code: str) -> Text:
    return _GOALS[code][0] if code in _GOALS else text("{code}", code=code)


def follow_words(code: str, state: str) -> Text:
    """How a profile stands to the goal that it was made from."""
    if state == "edited":
        return text("made from {goal}, then changed", goal=goal_name(code))
    if state == "newer":
        return text("follows {goal}, which has new rules", goal=goal_name(code))
    return text("follows {goal}", goal=goal_name(code))


def goal_about(code: str) -> Text:
    return _GOALS[code][1] if code in _GOALS else text("")


def goal_reasons(goal: Goal) -> Iterator[Text]:
    """Its rules, one sentence each."""
    yield text("Takes {qualities}.", qualities=listing(_short(goal.qualities), 200))
    if goal.upgrades:
        yield text("Replaces what is here by a better one up to {quality}.", quality=goal.cutoff)
    else:
        yield text("Keeps the first that fits.")
    liked = [FORMATS[code].name.removeprefix("Goal: ") for code, points in goal.formats.items() if points > 0]
    disliked = [FORMATS[code].name.removeprefix("Goal: ") for code, points in goal.formats.items() if points < 0]
    if liked:
        yield text("Prefers {formats}.", formats=listing(liked, 200))
    if disliked:
        yield text("Takes {formats} only where nothing else fits.", formats=listing(disliked, 200))
    if goal.refused:
        names = [FORMATS[code].name.removeprefix("Goal: ") for code in goal.refused]
        yield text("Never takes {formats}.", formats=listing(names, 200))


def film_words(weight: Weight) -> Text:
    """What a film of 100 minutes weighs."""
    return _weighs(weight, FILM_MINUTES, (
        text("A film of 100 minutes is some {usual}, from {least} to {most}."),
        text("A film of 100 minutes is some {usual}, at least {least}."),
        text("A film of 100 minutes is at least {least}."),
    ))  # fmt: skip


def episode_words(weight: Weight) -> Text:
    """What an episode of 45 minutes weighs."""
    return _weighs(weight, EPISODE_MINUTES, (
        text("An episode of 45 minutes is some {usual}, from {least} to {most}."),
        text("An episode of 45 minutes is some {usual}, at least {least}."),
        text("An episode of 45 minutes is at least {least}."),
    ))  # fmt: skip


def library_words(weight: Weight, minutes: float, size_bytes: int) -> Text | None:
    """What everything that is here would weigh; None where nothing is here or nothing is preferred."""
    usual = weight.of_minutes(minutes)[1]
    if usual is None or not minutes or not size_bytes:
        return None
    return text("All that is in your library would be some {usual}; it is {now} today.", usual=size(usual),
                now=size(size_bytes))  # fmt: skip


def _weighs(weight: Weight, minutes: float, words: tuple[Text, Text, Text]) -> Text:
    least, usual, most = weight.of_minutes(minutes)
    known = {"least": size(least), "usual": size(usual or 0), "most": size(most or 0)}
    chosen = words[2] if usual is None else words[1] if most is None else words[0]
    return text(chosen.template, **known)


def _short(qualities: tuple[str, ...]) -> list[str]:
    """WEBDL and WEBRip of one resolution are one thing to people."""
    named = [
        name.replace("WEBDL-", "WEB ") for name in qualities if not name.startswith("WEBRip-")
    ]  # fmt: skip
    return list(dict.fromkeys(named))
