"""Why? as an intertitle: one sentence, one row of evidence, one way out, and when Monarr looks again."""

from __future__ import annotations

from typing import Any

import msgspec

from monarr.core.kinds import MediaKind
from monarr.core.text import Text, ntext, text
from monarr.messages import fix_label
from monarr.services.why import WhyReport, explain_why
from monarr.web.figures import number, size
from monarr.web.pages._words import until
from monarr.web.templating import PageContext

# Where a refusal can be changed: the page, and on it the very field.
FIX_PATHS = {
    "profile": "/settings/profiles/{profile}",
    "profile.items": "/settings/profiles/{profile}#steps",
    "profile.cutoff": "/settings/profiles/{profile}#cutoff",
    "profile.upgrade_allowed": "/settings/profiles/{profile}#upgrades_allowed",
    "profile.upgrades": "/settings/profiles/{profile}#minimum_upgrade",
    "profile.sizes": "/settings/profiles/{profile}#sizes",
    "profile.minimum_format_score": "/settings/profiles/{profile}#minimum_score",
    "profile.languages": "/settings/profiles/{profile}#languages",
    "profile.audio_goals": "/settings/profiles/{profile}#audio",
    "profile.subtitle_goals": "/settings/profiles/{profile}#subtitle",
    "settings.releases.repairs": "/settings/general#repairs",
    "settings.releases.refused_endings": "/settings/general#refused_endings",
    "settings.indexers.maximum_size": "/settings/general#maximum_size_bytes",
    "settings.indexers.minimum_age": "/settings/general#minimum_age_minutes",
    "settings.indexers.retention": "/settings/general#retention_days",
    "settings.indexers.hardcoded_subs": "/settings/general#allow_hardcoded_subs",
    "settings.release_profiles": "/settings/words",
    "settings.delay_profiles": "/settings/delays",
    "settings.download_clients": "/settings/download-clients",
    "settings.root_folders": "/settings/libraries",
    "indexer": "/settings/indexers/{indexer}",
    "indexer.minimum_seeders": "/settings/indexers/{indexer}#minimum_seeders",
    "indexer.required_flags": "/settings/indexers/{indexer}#required_flags",
    "indexer.tags": "/settings/indexers/{indexer}#tags",
    "indexer.single_episode_days": "/settings/indexers/{indexer}#single_episode_days",
    "title.aliases": "/title/{title}/edit#aliases",
    "title.numbering": "/title/{item}/numbers#numbering",
    "title.monitored": "/title/{item}/edit#monitored",
    "title.minimum_availability": "/title/{title}/edit#minimum_availability",
    "blocklist": "/activity/blocklist",
    "queue": "/activity",
}
ASKED = frozenset({"missing", "better", "partly", "waiting", "off"})


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a verdict is about, as far as it is known: the places of its fixes are made of it."""

    profile_id: int | None = None
    indexer_id: int | None = None
    title_id: int | None = None
    kind: str = "movie"
    episode_id: int | None = None


def fix_path(fix: str | None, about: Subject = Subject()) -> str | None:  # noqa: B008 (it is frozen)
    """The address of the place that a verdict names; None where there is none. Without the profile or indexer that
    decides it is the list of them. What is of an episode is changed with the episode, where it is known, else with the
    title; when an episode airs nobody can change."""
    path = FIX_PATHS.get(fix or "")
    if path is None or (fix == "title.minimum_availability" and about.kind != MediaKind.MOVIE):
        return None
    for name, known in (("/{profile}", about.profile_id), ("/{indexer}", about.indexer_id)):
        if name in path:
            path = path.replace(name, f"/{known}") if known is not None else path.partition(name)[0]
    if not path.startswith("/title/"):
        return path
    if about.title_id is None:
        return None
    return path.format(title=about.title_id, item=about.episode_id or about.title_id)


def fix_link(page: PageContext, fix: str | None, about: Subject) -> dict[str, Any] | None:
    """A fix in words, with where it leads; None where it leads nowhere, or where this person may not go."""
    path, words = fix_path(fix, about), fix_label(fix)
    if path is None or words is None:
        return None
    needed = {"/settings": "settings.read", "/title": "titles.edit", "/activity": "queue.read"}
    if any(path.startswith(start) and not page.may(permission) for start, permission in needed.items()):
        return None
    return {"words": words, "href": path}


async def explain(
    page: PageContext, title_id: int, *, episode_id: int | None = None, version_id: int | None = None
) -> dict[str, Any]:
    """The value of `voice.intertitle` for a version of a title or episode."""
    report = await explain_why(page.house, title_id, episode_id=episode_id, version_id=version_id)
    then = _then(page, report)
    if not page.may("releases.read"):
        plain = {"proof": None, "decide": None, "change": None, "all": None}
        return {"sentence": report.why.for_members, "then": then, **plain}
    item_id = episode_id or title_id
    return {
        "sentence": report.why.sentence,
        "proof": _proof(report),
        "decide": _decide(page, report),
        "change": _change(page, report),
        "all": _all(report, item_id),
        "then": then,
    }


def _then(page: PageContext, report: WhyReport) -> Text | None:
    if report.next_look_at is None:
        return None
    return text("Monarr looks again {when}.", when=until(page, report.next_look_at))


def _proof(report: WhyReport) -> dict[str, Any] | None:
    nearest = report.why.nearest
    if nearest is None:
        return None
    candidate = nearest.candidate
    refusals = len(nearest.refusals)
    facts = ntext("One rule refuses it", "{n} rules refuse it", refusals, n=refusals) if refusals else text("It fits")
    where = candidate.indexer_name
    return {
        "name": candidate.release_title,
        "strong": strong_parts(candidate.release_title, candidate.quality),
        "facts": text("{indexer} · {facts}", indexer=where, facts=facts) if where else facts,
        "figures": [
            {"value": number(candidate.score), "label": text("score")},
            {"value": size(candidate.size_bytes), "label": text("size")},
        ],
    }


def strong_parts(name: str, quality: str) -> tuple[str, ...]:
    """What to set in bold in a release name: its resolution and source, as they are written."""
    resolution = quality.rpartition("-")[2]
    source = quality.partition("-")[0].lower()
    words = name.replace("-", ".").split(".")
    return tuple(word for word in words if word and (word.lower() == source or word == resolution))[:3]


def _decide(page: PageContext, report: WhyReport) -> dict[str, Any] | None:
    override = report.override
    if override is None or not page.may("releases.grab"):
        return None
    fields = {
        "title": report.title_id,
        "version": override.version_id,
        "items": ",".join(str(item) for item in override.item_ids),
    }
    path = f"/releases/{override.release_id}/grab"
    if report.why.nearest is not None and report.why.nearest.accepted:
        return {"words": text("Grab it now"), "path": path, "fields": fields, "against": False}
    return {"words": text("Grab it anyway"), "path": path, "fields": fields | {"override": "true"}, "against": True}


def _change(page: PageContext, report: WhyReport) -> dict[str, Any] | None:
    nearest = report.why.nearest
    about = Subject(
        profile_id=report.profile_id,
        indexer_id=nearest.candidate.indexer_id if nearest is not None else None,
        title_id=report.title_id,
        kind=report.kind,
        episode_id=report.episode_id,
    )
    return fix_link(page, report.why.fix, about)


def _all(report: WhyReport, item_id: int) -> dict[str, Any] | None:
    count = report.why.release_count
    if not count:
        return None
    words = ntext("See the release", "See all {n}", count, n=number(count))
    return {"words": words, "href": f"/title/{item_id}/releases?version={report.version_id}"}
