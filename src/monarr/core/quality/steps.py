"""Changing the steps of a profile: moving, grouping, parting. Steps stand in any order that both sides agree on; a place
that there is not changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from monarr.core.quality.model import ProfileItem, get_quality

Steps = tuple[ProfileItem, ...]


def moved(steps: Sequence[ProfileItem], place: int, by: int) -> Steps:
    """With the step at `place` so many places further, at most to the end."""
    if not 0 <= place < len(steps):
        return tuple(steps)
    others = [*steps[:place], *steps[place + 1 :]]
    target = max(0, min(len(others), place + by))
    return (*others[:target], steps[place], *others[target:])


def joined(steps: Sequence[ProfileItem], place: int) -> Steps:
    """With the step at `place` and the one behind it as one group of equals; it is allowed if one of them was."""
    if not 0 <= place < len(steps) - 1:
        return tuple(steps)
    first, second = steps[place], steps[place + 1]
    qualities = (*first.qualities, *second.qualities)
    name = first.name or second.name or _name_for(qualities)
    group = ProfileItem(qualities, first.allowed or second.allowed, name)
    return (*steps[:place], group, *steps[place + 2 :])


def parted(steps: Sequence[ProfileItem], place: int) -> Steps:
    """With each quality of the group at `place` as a step of its own."""
    if not 0 <= place < len(steps):
        return tuple(steps)
    group = steps[place]
    singles = (ProfileItem((quality,), group.allowed) for quality in group.qualities)
    return (*steps[:place], *singles, *steps[place + 1 :])


def taken_out(steps: Sequence[ProfileItem], place: int, quality: str) -> Steps:
    """With one quality out of the group at `place`, as a step of its own behind it."""
    if not 0 <= place < len(steps) or quality not in steps[place].qualities or len(steps[place].qualities) < 2:
        return tuple(steps)
    group = steps[place]
    rest = tuple(one for one in group.qualities if one != quality)
    left = msgspec.structs.replace(group, qualities=rest, name=group.name if len(rest) > 1 else None)
    return (*steps[:place], left, ProfileItem((quality,), group.allowed), *steps[place + 1 :])


def _name_for(qualities: tuple[str, ...]) -> str:
    """The resolution where all have the same, else the names one after the other."""
    lines = {get_quality(name).resolution for name in qualities}
    only = lines.pop() if len(lines) == 1 else 0
    return f"{only}p" if only else " / ".join(qualities)
