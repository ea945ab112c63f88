"""The form of a quality profile, both ways: what was posted as a profile, and a profile as values of the template.

A step is named by its qualities, joined by a bar. The form lists the best first, a profile the worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from monarr.core.errors import InvalidInput
from monarr.core.formats.vocabulary import LANGUAGES
from monarr.core.quality import QUALITIES, LanguageGoal, PackPolicy, ProfileItem, QualityProfile, SizeLimits, Strength
from monarr.core.quality.steps import joined, moved, parted, taken_out
from monarr.core.text import text
from monarr.services.formats import StoredFormat
from monarr.web.pages._forms import Form
from monarr.web.templating import PageContext

FIELDS = {
    "items": "allowed", "minimum_format_score": "minimum_score", "cutoff_format_score": "cutoff_score",
    "minimum_score_increment": "minimum_upgrade",
}  # fmt: skip
ACTS = ("up", "down", "join", "part", "out", "more")
_LISTED = sorted({name for name in LANGUAGES["series"].values() if name not in ("Unknown", "Original", "Any")})
_SIZE = ("minimum", "preferred", "maximum")
_MEGABYTE = 1_000_000
FILM_MINUTES, EPISODE_MINUTES = 100, 45


def key_of(item: ProfileItem) -> str:
    return "|".join(item.qualities)


def act_of(form: Form) -> tuple[str, str]:
    """What was pressed besides Save, and for which step; "" for Save."""
    act, _, key = form.get("do").partition(":")
    return (act, key) if act in ACTS else ("", "")


def read_profile(form: Form, before: QualityProfile, formats: Sequence[StoredFormat]) -> QualityProfile:
    """The profile that the form describes, with what was pressed done to its steps. Raises InvalidInput for what is no
    number."""
    steps = _pressed(form, _steps(form, before))
    scores = {one.name: form.number(f"score-{one.id}") or 0 for one in formats}
    policy = form.get("pack_policy")
    return msgspec.structs.replace(
        before, name=form.get("name"), items=tuple(reversed(steps)), cutoff=_cutoff(form, steps),
        upgrade_allowed=form.on("upgrades_allowed"), minimum_format_score=form.number("minimum_score") or 0,
        cutoff_format_score=form.number("cutoff_score") or 0,
        minimum_score_increment=form.number("minimum_upgrade") or 1,
        format_scores={name: score for name, score in scores.items() if score},
        languages=tuple(name for name in form.all("language") if name),
        reputation_weight=float(form.number("reputation_weight") or 0),
        sizes=_sizes(form), audio_goals=_goals(form, "audio"), subtitle_goals=_goals(form, "subtitle"),
        pack_policy=PackPolicy(policy) if policy in set(PackPolicy) else None,
        pack_share_percent=form.number("pack_share_percent"),
    )  # fmt: skip


def _steps(form: Form, before: QualityProfile) -> tuple[ProfileItem, ...]:
    """The steps as they were shown, best first; each quality once, and none that there is not. What the form does not
    name comes last and is not allowed."""
    allowed, met = set(form.all("allowed")), set[str]()
    names = {key_of(item): item.name or "" for item in before.items}
    steps = []
    for key in form.all("order"):
        qualities = tuple(name for name in key.split("|") if name in QUALITIES and name not in met)
        if qualities:
            met.update(qualities)
            name = form.get(f"group-{key}", names.get(key, ""))
            steps.append(ProfileItem(qualities, key in allowed, name or None if len(qualities) > 1 else None))
    unlisted = [item for item in reversed(before.items) if met.isdisjoint(item.qualities)]
    return (*steps, *(msgspec.structs.replace(item, allowed=False) for item in unlisted))


def _pressed(form: Form, steps: tuple[ProfileItem, ...]) -> tuple[ProfileItem, ...]:
    act, key = act_of(form)
    key, _, quality = key.partition("/")
    place = next((n for n, item in enumerate(steps) if key_of(item) == key), -1)
    if act in ("up", "down"):
        return moved(steps, place, -1 if act == "up" else 1)
    if act == "join":
        return joined(steps, place)
    if act == "part":
        return parted(steps, place)
    return taken_out(steps, place, quality) if act == "out" else steps


def _cutoff(form: Form, steps: Sequence[ProfileItem]) -> str:
    """The label of the step that was chosen as the goal; what was grouped since then counts by its first quality."""
    chosen = form.get("cutoff").split("|")
    return next((item.label for item in steps if chosen[0] in item.qualities), "")


def _sizes(form: Form) -> dict[str, SizeLimits]:
    """The limits of their own: of qualities with at least one field that is filled in."""
    found = {}
    for name in QUALITIES:
        given = [_decimal(form, f"{field}-{name}") for field in _SIZE]
        if any(value is not None for value in given):
            found[name] = SizeLimits(given[0] or 0, given[1], given[2])
    return found


def _decimal(form: Form, name: str) -> float | None:
    given = form.get(name).replace(",", ".")
    try:
        return float(given) if given else None
    except ValueError:
        problem = text("Sizes are numbers.")
        raise InvalidInput(problem, fields={"sizes": problem}) from None


def _goals(form: Form, of: str) -> tuple[LanguageGoal, ...]:
    """Rows with a language; an empty one is left out."""
    rows = zip(form.all(f"{of}_language"), form.all(f"{of}_strength"), form.all(f"{of}_wait"), strict=False)
    return tuple(
        LanguageGoal(language, Strength(strength), int(wait) if wait.strip().isdecimal() else None)
        for language, strength, wait in rows
        if language and strength in set(Strength)
    )


def profile_values(one: QualityProfile) -> dict[str, Any]:
    """What stands in the fields."""
    return {
        "name": one.name, "upgrades_allowed": one.upgrade_allowed,
        "cutoff": key_of(one.items[one.cutoff_rank]) if one.items else "", "minimum_score": one.minimum_format_score,
        "cutoff_score": one.cutoff_format_score, "minimum_upgrade": one.minimum_score_increment,
        "reputation_weight": round(one.reputation_weight), "languages": one.languages,
        "pack_policy": one.pack_policy.value if one.pack_policy else "", "pack_share_percent": one.pack_share_percent,
    }  # fmt: skip


def step_rows(one: QualityProfile) -> list[dict[str, Any]]:
    """The steps, best first."""
    return [
        {"key": key_of(item), "name": item.label, "allowed": item.allowed,
         "members": list(item.qualities) if len(item.qualities) > 1 else []}
        for item in reversed(one.items)
    ]  # fmt: skip


def score_rows(one: QualityProfile, formats: Sequence[StoredFormat]) -> list[dict[str, Any]]:
    """Formats with their points: those that count first, the weightiest before the others."""
    rows = [
        {"id": custom.id, "name": custom.name, "score": one.format_scores.get(custom.name, 0),
         "suggested": custom.suggested_score}
        for custom in formats
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["score"] == 0, -abs(row["score"]), row["name"].casefold()))


def size_rows(one: QualityProfile, shared: Mapping[str, SizeLimits]) -> list[dict[str, Any]]:
    """The sizes of what is allowed, and of what has some of its own: what holds elsewhere, and its own."""
    allowed = [quality for item in reversed(one.items) if item.allowed for quality in item.qualities]
    names = [*allowed, *(name for name in one.sizes if name not in allowed)]
    rows = []
    for name in names:
        own, common = one.sizes.get(name), shared.get(name, SizeLimits())
        row = {"name": name, "common": common, "limits": own or common, "own": own is not None}
        rows.append(row | {field: _plain(getattr(own, field)) if own else None for field in _SIZE})
    return rows


def _plain(value: float | None) -> float | None:
    """Without a point zero."""
    return int(value) if value is not None and value == int(value) else value


def goal_rows(goals: Sequence[LanguageGoal], blanks: int) -> list[dict[str, Any]]:
    """Goals for languages and some empty rows."""
    rows = [{"language": goal.language, "strength": goal.strength.value, "wait": goal.wait_days} for goal in goals]
    return [*rows, *({"language": "", "strength": "must", "wait": None} for _ in range(blanks))]


def language_choices(page: PageContext, one: QualityProfile) -> list[tuple[str, str]]:
    """Every language that a name can say; "Original" first."""
    named = {goal.language for goal in (*one.audio_goals, *one.subtitle_goals)} | set(one.languages)
    others = sorted(named - set(_LISTED) - {"Original"})
    return [("Original", page.say(text("the original")))] + [(name, name) for name in (*_LISTED, *others)]


STRENGTHS = (
    (Strength.MUST.value, text("must be there")),
    (Strength.NICE.value, text("is preferred")),
    (Strength.REFUSE.value, text("alone is refused")),
)
PACKS = (
    ("", text("As the house does")),
    (PackPolicy.ALL.value, text("When every episode gains")),
    (PackPolicy.SHARE.value, text("When a share of its episodes gains")),
    (PackPolicy.ANY.value, text("When one episode gains")),
)
