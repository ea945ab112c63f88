"""How a service has answered in the last day: as bars, and as words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monarr.core.text import Text, text
from monarr.db.queries.answers import LastDay, Slot
from monarr.web.figures import number
from monarr.web.pages._words import clock
from monarr.web.templating import PageContext

_FULL = 18  # height of a bar that is hollow or failed; the others are a little lower
_SPANS = 4


def answer_bars(page: PageContext, day: LastDay) -> dict[str, Any]:
    """What `ui.bars` draws, and the same in words."""
    if not day.answers:
        answered, words = text("not asked"), text("Not asked in the last 24 hours.")
    else:
        good, asked = number(day.answers - day.failures), number(day.answers)
        answered = text("{good} of {asked}", good=good, asked=asked)
        words = text("{good} of {asked} answers in the last 24 hours.", good=good, asked=asked)
        if day.failures:
            words = text("{sentence} In vain: {spans}.", sentence=words, spans=_spans(page, day.slots))
    return {"bars": [_bar(slot) for slot in day.slots], "bars_words": page.say(words), "answered": page.say(answered)}


def _bar(slot: Slot) -> dict[str, Any]:
    """A bar is full, hollow up to the share that got no answer, or failed."""
    if not slot.answers:
        return {"state": "none", "height": 0}
    if not slot.failures:
        return {"state": "ok", "height": 14}
    if slot.failures == slot.answers:
        return {"state": "down", "height": _FULL}
    return {"state": "part", "height": max(2, round(_FULL * (1 - slot.failures / slot.answers)))}


def _spans(page: PageContext, slots: Sequence[Slot]) -> Text | str:
    """The half hours with failures, those side by side as one; the last four, and how many came before."""
    runs: list[list[Slot]] = []
    for slot in slots:
        if not slot.failures:
            continue
        if runs and runs[-1][-1].until == slot.at:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    said = ", ".join(f"{clock(page, run[0].at)} – {clock(page, run[-1].until)}" for run in runs[-_SPANS:])
    if len(runs) > _SPANS:
        return text("{spans}, and before that {n} times", spans=said, n=len(runs) - _SPANS)
    return said
