"""The seasons and episodes of a series, as its page shows them."""

from __future__ import annotations

from typing import Any

from monarr.core.text import Text, ntext, text
from monarr.db.queries.series import EpisodeRow, SeasonRow, list_episodes, list_seasons
from monarr.db.queries.titles import TitlePage
from monarr.web.figures import size
from monarr.web.pages._why import ASKED, explain
from monarr.web.pages._words import day, state_words
from monarr.web.templating import PageContext


async def series_context(page: PageContext, found: TitlePage) -> dict[str, Any]:
    """What `title/series.html` needs beside the title. Without a season in the address the newest that has aired."""
    series_id = found.title.id
    seasons = await page.house.db.read(list_seasons, series_id)
    chosen = _chosen(page, seasons)
    episodes = await page.house.db.read(list_episodes, series_id, chosen.number) if chosen else []
    path = f"/title/{series_id}"
    upcoming = min((one.next_airing_at for one in seasons if one.next_airing_at), default=None)
    number = chosen.number if chosen else 0
    next_id = next((one.id for one in episodes if one.aired_at is None or one.aired_at > page.house.clock.now()), None)
    return {
        "sentence": _sentence(page, found, upcoming),
        "summary": _summary(seasons),
        "seasons": [_season(path, one, one is chosen) for one in seasons],
        "season": {
            "number": number,
            "name": season_name(number),
            "about": _about(page, found),
            "monitored": chosen is not None and chosen.monitored_count > 0,
            "path": f"{path}/season/{number}",
        },
        "episodes": [_episode(page, one, one.id == next_id) for one in episodes],
        "missing": sum(max(0, one.aired_count - one.file_count) for one in seasons if one.monitored_count),
    }


def season_name(number: int) -> Text:
    return text("Season {number}", number=number) if number else text("Specials")


def _chosen(page: PageContext, seasons: list[SeasonRow]) -> SeasonRow | None:
    asked = page.request.query_params.get("season", "")
    for season in seasons:
        if str(season.number) == asked:
            return season
    aired = [season for season in seasons if season.aired_count and season.number]
    return next(iter(aired or seasons), None)


def _sentence(page: PageContext, found: TitlePage, upcoming: Any) -> Text | None:
    if upcoming is not None:
        return text("The next episode airs {day}.", day=day(page, upcoming))
    if found.title.status == "ended":
        return text("The series has ended.")
    return None


def _summary(seasons: list[SeasonRow]) -> Text | None:
    aired = sum(season.aired_count for season in seasons if season.number)
    here = sum(season.file_count for season in seasons if season.number)
    bytes_here = sum(season.size_bytes for season in seasons)
    if not aired:
        return None
    words = ntext(
        "{here} of {n} aired episode is here", "{here} of {n} aired episodes are here", aired, here=here, n=aired
    )
    return text("{words}, {size}", words=words, size=size(bytes_here)) if bytes_here else words


def _about(page: PageContext, found: TitlePage) -> Text | str:
    default = found.versions[0] if found.versions else None
    if default is None or not page.may("profiles.read"):
        return ""
    return text("Profile “{profile}”", profile=default.profile_name)


def _season(path: str, season: SeasonRow, on: bool) -> dict[str, Any]:
    of = max(season.aired_count, season.file_count)
    is_monitored = season.monitored_count > 0
    planned = season.episode_count - season.aired_count
    missing = max(0, season.aired_count - season.file_count)
    note: Text | None = None
    if not is_monitored:
        note = text("not monitored")
    elif missing:
        note = ntext("{n} missing", "{n} missing", missing, n=missing)
    elif planned > 0:
        note = ntext("{n} to come", "{n} to come", planned, n=planned)
    state = "idle" if not is_monitored else "done" if of and season.file_count >= of else "run"
    return {
        "number": season.number,
        "name": season_name(season.number),
        "href": f"{path}?season={season.number}",
        "on": on,
        "here": season.file_count,
        "of": of,
        "words": text("{here} of {of}", here=season.file_count, of=of),
        "size_bytes": season.size_bytes,
        "note": note,
        "monitored": is_monitored,
        "share": season.file_count / of if of else 0.0,
        "state": state,
    }


def _episode(page: PageContext, row: EpisodeRow, is_next: bool) -> dict[str, Any]:
    path = f"/title/{row.id}"
    return {
        "id": row.id,
        "number": row.episode_number,
        "name": row.title or text("Episode {number}", number=row.episode_number),
        "path": path,
        "aired_on": row.air_date,
        "state": row.mark,
        "state_words": state_words(row.mark, row.share),
        "quality": row.quality,
        "score": row.score if page.may("releases.read") else None,
        "languages": " ".join(row.languages) or None,
        "size_bytes": row.size_bytes,
        "monitored": row.monitored,
        "share": row.share,
        "dim": row.state in ("unreleased", "unmonitored"),
        "next": is_next,
        "why_path": path if row.mark in ("missing", "better") else None,
        "search_path": f"{path}/search",
        "choose_path": f"{path}/releases",
        "monitor_path": f"{path}/monitor",
    }


async def episode_lanes(page: PageContext, found: TitlePage, item_id: int, season: int) -> list[dict[str, Any]]:
    """An episode in each version of its series."""
    rows = await page.house.db.read(list_episodes, found.title.id, season)
    row = next(one for one in rows if one.id == item_id)
    path = f"/title/{item_id}"
    lanes = []
    for version in found.versions:
        file = next((one for one in version.files if item_id in one.item_ids), None)
        mark = row.mark if version.is_default else ("here" if file else "missing")
        asked = mark in ASKED
        why = await explain(page, found.title.id, episode_id=item_id, version_id=version.id) if asked else None
        badges = [file.quality, *file.languages] if file else []
        moving = mark in ("arriving", "stalled") and row.share is not None
        lanes.append(
            {
                "id": version.id,
                "name": version.name,
                "state": mark,
                "state_words": state_words(mark, row.share),
                "about": _about(page, found) if version.is_default else "",
                "share": row.share if moving else None,
                "mood": "stalled" if mark == "stalled" else "run",
                "progress_words": state_words(mark, row.share) if moving else "",
                "file": {
                    "badges": badges,
                    "size_bytes": file.size_bytes,
                    "path": "",
                    "open_path": f"/title/{found.title.id}/files",
                }
                if file
                else None,
                "why": why,
                "why_open": why is not None,
                "search_path": f"{path}/search?version={version.id}",
                "choose_path": f"{path}/releases?version={version.id}",
                "monitor": {"path": f"{path}/monitor", "on": row.monitored},
                "edit_path": None,  # a version is one of the whole series
                "delete_path": f"/files/{file.id}/delete" if file and page.may("files.delete") else None,
            }
        )
    return lanes
