"""How far two titles are apart: letters to insert, delete, replace or swap with their neighbour."""

from __future__ import annotations


def distance(one: str, other: str, limit: int | None = None) -> int:
    """The number of such steps; `limit` + 1 as soon as it is certain to be more than `limit`."""
    if one == other:
        return 0
    if limit is not None and abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, facing in enumerate(other, 1):
            cost = 0 if letter == facing else 1
            steps = min(above[column] + 1, current[-1] + 1, above[column - 1] + cost)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                steps = min(steps, before[column - 2] + 1)
            current.append(steps)
        if limit is not None and min(current) > limit:
            return limit + 1
        before, above = above, current
    return above[-1]
