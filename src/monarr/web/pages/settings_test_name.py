"""Test a name: each part of it explained, what was read, its formats, how it would be judged, and what its file would be
called. The address holds the question, so that an answer can be passed on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import get
from litestar.response import Response

from monarr.core.decisions import Outcome
from monarr.core.errors import MonarrError
from monarr.core.text import Text, text
from monarr.db.queries.search import find_titles
from monarr.messages import named_verdict_sentence, refusals_sentence
from monarr.messages.parsing import refusal_sentence
from monarr.services.profiles import list_profiles
from monarr.services.try_name import TriedName, try_name
from monarr.web.auth import requires
from monarr.web.pages._name_words import fact_rows, thought_rows, token_rows
from monarr.web.pages._settings import show
from monarr.web.pages._shell import frame_of
from monarr.web.pages._why import Subject, fix_link
from monarr.web.templating import Page, PageContext

PATH = "/settings/test-a-name"
MOST_NAMES = 50
_MEGABYTE = 1_000_000
_ORDER = {Outcome.REFUSED: 0, Outcome.PASSED: 1, Outcome.NOT_ASKED: 2}
EXAMPLES = (
    "Sintel.2010.2160p.UHD.BluRay.REMUX.HDR10.DTS-HD.MA.5.1.HEVC-OPEN",
    "Pioneer.One.S01E02E03.German.DL.1080p.WEB-DL.DD5.1.H.264-OPEN",
    "[Lantern] Paper Cranes - 07v2 (1080p) [ABCD1234].mkv",
    "/films/Nosferatu (1922)/Nosferatu.1922.Restored.720p.BluRay.x264.mkv",
)


@get(PATH, guards=[requires("releases.read")], include_in_schema=False)
async def try_a_name(page: Page) -> Response[str]:
    """One name in full, several as a list."""
    given = page.request.query_params
    names = [line.strip() for line in given.get("name", "").splitlines() if line.strip()]
    asked = {name: given.get(name, "").strip() for name in ("title", "version", "profile", "size", "for")}
    titles = await _titles(page, asked["for"]) if asked["for"] and not asked["title"] else []
    if titles:
        asked["title"] = str(titles[0].id)
    one, rows, error = None, [], None
    try:
        if len(names) == 1:
            one = _one(page, await _tried(page, names[0], asked), asked)
        else:
            rows = [_row(page, await _tried(page, name, asked), asked) for name in names[:MOST_NAMES]]
    except MonarrError as problem:
        error = problem.message
    if not error and asked["for"] and not titles and not asked["title"]:
        error = text("No title here is called “{words}”.", words=asked["for"])
    profiles = [(str(one.id), one.name) for one in await list_profiles(page.house)]
    return await show(
        page, "settings/test_name.html", PATH, path=PATH, name="\n".join(names), asked=asked, error=error,
        profiles=[("", page.say(text("That of the title"))), *profiles], one=one, rows=rows,
        left_out=max(0, len(names) - MOST_NAMES),
        others=[_other(found, names, asked) for found in titles[1:6]],
        examples=[{"name": example, "href": f"{PATH}?{urlencode({'name': example})}"} for example in EXAMPLES],
    )  # fmt: skip


async def _titles(page: PageContext, words: str) -> tuple[Any, ...]:
    """Films and series that bear these words, of the libraries that this person reads."""
    seen = [one.id for one in (await frame_of(page)).libraries if page.may("releases.read", one.id)]
    return await page.house.db.read(find_titles, words[:100], limit=6, library_ids=seen)


async def _tried(page: PageContext, name: str, asked: dict[str, str]) -> TriedName:
    size = asked["size"].replace(",", ".")
    try:
        size_bytes = round(float(size) * 1000 * _MEGABYTE) if size else None
    except ValueError:
        size_bytes = None
    found = await try_name(
        page.house, name, title_id=_number(asked["title"]), version_id=_number(asked["version"]),
        profile_id=_number(asked["profile"]), size_bytes=size_bytes,
    )  # fmt: skip
    if found.title is not None and not page.may("releases.read", found.title.library_id):
        raise MonarrError(text("This title is in a library that is not yours to see."))
    return found


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 16 else None


def _other(found: Any, names: list[str], asked: dict[str, str]) -> dict[str, str]:
    query = {"name": "\n".join(names), "title": found.id, "profile": asked["profile"], "size": asked["size"]}
    words = f"{found.title} ({found.year})" if found.year else found.title
    return {"words": words, "href": f"{PATH}?" + urlencode({key: value for key, value in query.items() if value})}


def _row(page: PageContext, tried: TriedName, asked: dict[str, str]) -> dict[str, Any]:
    """One of several names."""
    parsed, judgement = tried.parsed, tried.judgement
    query = {"name": tried.name, **{key: value for key, value in asked.items() if value and key != "for"}}
    return {
        "name": tried.name,
        "href": f"{PATH}?{urlencode(query)}",
        "title": parsed.title if parsed else None,
        "numbers": _numbers(parsed) if parsed else "",
        "quality": parsed.quality if parsed else None,
        "score": sum(one.points for one in tried.formats) if tried.profile else None,
        "fits": judgement.accepted if judgement else None,
        "said": page.say(_verdict_words(tried)),
    }


def _numbers(parsed: Any) -> str:
    if parsed.type == "movie":
        return str(parsed.year or "")
    if parsed.air_date:
        return str(parsed.air_date.isoformat())
    if parsed.season is None:
        return ", ".join(f"{one:g}" for one in parsed.absolute_episodes)
    return (
        f"{parsed.season}×" + ", ".join(f"{one:02d}" for one in parsed.episodes)
        if parsed.episodes
        else f"{parsed.season}"
    )


def _verdict_words(tried: TriedName) -> Text:
    """The sentence of the page: what would become of it."""
    if tried.parsed is None:
        return refusal_sentence(tried.refused or "")
    if tried.judgement is None:
        return text("Read. No title here is called so, so nothing judges it.")
    refusals = tried.judgement.refusals
    return refusals_sentence(refusals) if refusals else text("It fits every rule.")


def _one(page: PageContext, tried: TriedName, asked: dict[str, str]) -> dict[str, Any]:
    """Everything about one name."""
    verdicts = sorted(tried.judgement.verdicts, key=lambda one: _ORDER[one.outcome]) if tried.judgement else []
    title = tried.title
    about = Subject(
        profile_id=(tried.profile.id or None) if tried.profile else None,
        title_id=title.id if title else None,
        kind=title.kind if title else "movie",
        episode_id=next(iter(tried.judgement.candidate.episode_ids), None) if tried.judgement else None,
    )
    return {
        "said": _verdict_words(tried),
        "fits": tried.judgement.accepted if tried.judgement else None,
        "pieces": [token_rows(piece.tokens) or [{"text": piece.text, "words": "", "form": "rest"}]
                   for piece in tried.pieces],
        "thoughts": [said for piece in tried.pieces for said in thought_rows(piece.tokens)],
        "facts": fact_rows(tried.parsed) if tried.parsed else [],
        "formats": [{"label": one.name, "value": one.points} for one in tried.formats],
        "profile": tried.profile.name if tried.profile else None,
        "score": sum(one.points for one in tried.formats) if tried.profile else None,
        "title": {"name": f"{title.title} ({title.year})" if title.year else title.title, "path": f"/title/{title.id}",
                  "guessed": title.guessed} if title else None,
        "versions": [{"words": one.name, "href": _with(asked, tried, version=one.id), "on": one.id == tried.version_id}
                     for one in title.versions] if title and len(title.versions) > 1 else [],
        "verdicts": [
            {"outcome": one.outcome.value, "sentence": named_verdict_sentence(one),
             "fix": fix_link(page, one.fix, about) if one.outcome is Outcome.REFUSED else None}
            for one in verdicts
        ],
        "target": tried.target,
    }  # fmt: skip


def _with(asked: dict[str, str], tried: TriedName, **changes: Any) -> str:
    query = {"name": tried.name, **asked, "title": tried.title.id if tried.title else "", "for": "", **changes}
    return f"{PATH}?" + urlencode({key: value for key, value in query.items() if value})


ROUTES = [try_a_name]
