"""What a dry run says: one sentence about the whole, one about the disk, one for each effect."""

from __future__ import annotations

from collections.abc import Sequence

from monarr.core.text import Text, ntext, text
from monarr.core.what_if import Effect, FolderSpace, Totals, WhatIf
from monarr.messages.human import size, wait
from monarr.messages.verdicts import verdict_sentence

_WORTH_SAYING = 0.02  # of what is free; less than that fills no disk


def headline(answer: WhatIf) -> Text:
    """The whole in a sentence: the heaviest thing that would happen, with what it weighs."""
    totals = answer.totals
    for sentence in (
        _replaced(totals), _new(totals), _lost(totals), _later(totals), _other(totals), _sooner(totals), _goals(totals)
    ):  # fmt: skip
        if sentence is not None:
            return sentence
    return text("This change would alter nothing that is known today.")


def _replaced(totals: Totals) -> Text | None:
    count, amount = totals.replaced_files, size(abs(totals.growth_bytes))
    if not count:
        return None
    if totals.growth_bytes > 0:
        return ntext("This change would replace {count} file and add {size}.",
                     "This change would replace {count} files and add {size}.", count, size=amount)  # fmt: skip
    if totals.growth_bytes < 0:
        return ntext("This change would replace {count} file and free {size}.",
                     "This change would replace {count} files and free {size}.", count, size=amount)  # fmt: skip
    return ntext("This change would replace {count} file.", "This change would replace {count} files.", count)


def _new(totals: Totals) -> Text | None:
    if not totals.new:
        return None
    return ntext(
        "This change would find {count} film or episode at last, {size} to download.",
        "This change would find {count} films and episodes at last, {size} to download.",
        totals.new, size=size(max(0, totals.download_bytes)),
    )  # fmt: skip


def _lost(totals: Totals) -> Text | None:
    if not totals.lost:
        return None
    return ntext(
        "This change would refuse what fits today for {count} film or episode.",
        "This change would refuse what fits today for {count} films and episodes.",
        totals.lost,
    )


def _other(totals: Totals) -> Text | None:
    if not totals.other:
        return None
    return ntext(
        "This change would take another release for {count} film or episode.",
        "This change would take another release for {count} films and episodes.",
        totals.other,
    )


def _later(totals: Totals) -> Text | None:
    if not totals.later:
        return None
    return ntext(
        "With this change {count} film or episode would have come {span} later.",
        "With this change {count} films and episodes would have come later, half of them by {span} or more.",
        totals.later, span=wait(totals.usual_wait_minutes),
    )  # fmt: skip


def _sooner(totals: Totals) -> Text | None:
    if not totals.sooner:
        return None
    return ntext(
        "With this change {count} film or episode would have come sooner.",
        "With this change {count} films and episodes would have come sooner.",
        totals.sooner,
    )


def _goals(totals: Totals) -> Text | None:
    if totals.under_goal:
        return ntext(
            "This change would grab nothing yet, and look for a better one of {count} file.",
            "This change would grab nothing yet, and look for better ones of {count} files.",
            totals.under_goal,
        )
    if totals.good_enough:
        return ntext(
            "This change would grab nothing, and be content with {count} file more.",
            "This change would grab nothing, and be content with {count} files more.",
            totals.good_enough,
        )
    return None


def space(folders: Sequence[FolderSpace]) -> Text | None:
    """What it would do to the disk that it fills most; None where it fills none, or nothing is known of it."""
    known = [one for one in folders if one.free_bytes is not None and one.growth_bytes > 0]
    if not known:
        return None
    worst = min(known, key=lambda one: (one.free_bytes or 0) - one.growth_bytes)
    left = (worst.free_bytes or 0) - worst.growth_bytes
    if worst.growth_bytes < (worst.free_bytes or 0) * _WORTH_SAYING:
        return None
    if left < 0:
        return text("{folder} has only {free} free.", folder=f"“{worst.path}”", free=size(worst.free_bytes or 0))
    return text("{folder} would have {left} left of {free}.", folder=f"“{worst.path}”", left=size(left),
                free=size(worst.free_bytes or 0))  # fmt: skip


def effect_sentence(effect: Effect) -> Text:
    """Why this one, in a few words."""
    here, before, after = effect.here, effect.before, effect.after
    if effect.wait_minutes is not None:
        return _timed(effect)
    if effect.what == "lost" and effect.refusal is not None:
        return verdict_sentence(effect.refusal)
    if effect.what == "lost":
        return text("Nothing fits any more.")
    if after is not None and before is not None and before.score != after.score:
        return text("Score {before} to {after}", before=before.score, after=after.score)
    if after is not None and here is not None and here.quality == after.quality and here.score != after.score:
        return text("Score {before} to {after}", before=here.score, after=after.score)
    if effect.what == "new":
        return text("Fits now: {size}", size=size(after.size_bytes)) if after and after.size_bytes else text("Fits now")
    if effect.what == "other":
        return text("Another release comes first")
    return text("Better by this change")


def _timed(effect: Effect) -> Text:
    """Of a delay: how much later or sooner, and what that would have spared."""
    minutes = effect.wait_minutes or 0
    span = wait(abs(minutes))
    if effect.spared_count > 0:
        if minutes > 0:
            return ntext("{span} later, and {count} download less", "{span} later, and {count} downloads less",
                         effect.spared_count, span=span)  # fmt: skip
        return ntext("{count} download less", "{count} downloads less", effect.spared_count)
    if minutes == 0:
        return text("Another release comes first")
    return text("{span} later", span=span) if minutes > 0 else text("{span} sooner", span=span)


def basis(answer: WhatIf) -> Text:
    """What the answer was worked out from, or why there was nothing to work out."""
    if not answer.concerns_profiles:
        return text(
            "Nothing has changed yet. No profile gives points to what would change, so that it decides nothing."
        )
    return ntext(
        "Nothing has changed yet. The answer is worked out from your library and from {count} release seen in the last"
        " 30 days.",
        "Nothing has changed yet. The answer is worked out from your library and from {count} releases seen in the last"
        " 30 days.",
        answer.release_count,
    )
