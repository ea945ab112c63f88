"""What a title, a version or an episode is to its owner: here, missing, better wanted … The lasting half of the cue
mark; what is under way (arriving, stalled, your turn) is read from the downloads."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class State(StrEnum):
    """The text is stored."""

    HERE = "here"
    PARTLY = "partly"  # a series of which some aired, monitored episodes lack
    MISSING = "missing"
    BETTER = "better"  # here, and under the goal of its profile
    UNRELEASED = "unreleased"
    UNMONITORED = "unmonitored"  # not here, and not looked for


def item_state(*, here: bool, good: bool, monitored: bool, available: bool) -> State:
    """One film or episode in one version. `good`: its file meets the profile's goal, or the profile asks for no
    upgrade; `available`: it is out, as far as its owner asks."""
    if here:
        return State.HERE if good or not monitored else State.BETTER
    if not monitored:
        return State.UNMONITORED
    return State.MISSING if available else State.UNRELEASED


def series_state(episodes: Collection[State]) -> State:
    """A series in one version, from its episodes."""
    held = State.HERE in episodes or State.BETTER in episodes
    if State.MISSING in episodes:
        return State.PARTLY if held else State.MISSING
    for state in (State.BETTER, State.HERE, State.UNRELEASED):
        if state in episodes:
            return state
    return State.UNMONITORED


def title_state(versions: Collection[State], *, is_series: bool) -> State:
    """One mark over several versions (PRODUCT.md 6): if one is here and another is missing or under its goal, a better
    one is wanted; a series is then partly here."""
    held = State.HERE in versions or State.BETTER in versions
    if State.PARTLY in versions or (is_series and held and State.MISSING in versions):
        return State.PARTLY
    if State.BETTER in versions or (held and State.MISSING in versions):
        return State.BETTER
    for state in (State.HERE, State.MISSING, State.UNRELEASED):
        if state in versions:
            return state
    return State.UNMONITORED


_UNDER_WAY = frozenset({"grabbing", "queued", "downloading", "paused", "completed", "importing"})
_MARKS = {State.UNRELEASED: "waiting", State.UNMONITORED: "off"}


def cue(state: str, downloads: Collection[str] = (), *, searching: bool = False, broken: bool = False) -> str:
    """The name of the one mark that is shown, from what lasts and from the states of the title's open downloads.
    Broken, your turn, stalled, arriving, searching win, in that order."""
    if broken:
        return "broken"
    if "blocked" in downloads:
        return "turn"
    if "stalled" in downloads:
        return "stalled"
    if not _UNDER_WAY.isdisjoint(downloads):
        return "arriving"
    return "searching" if searching else _MARKS.get(State(state), str(state))
