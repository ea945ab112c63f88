"""Contexts of what decides: goals, release groups, delays, words, the dry run, and a name that is tried."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monarr.services.delays import DelayInput
from monarr.services.release_profiles import ReleaseProfileInput
from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import NOW, common, picture

LIBRARIES = [("", "All libraries"), ("1", "Films")]
MANGO = "Sintel.2010.2160p.WEB.x265-MANGO"


def goals() -> dict[str, Any]:
    """For a new profile."""
    goal = {
        "code": "1080p-small", "name": "1080p, small", "typed": "1080p, small",
        "about": "A sharp picture that fills no disk.", "reasons": ["Takes Bluray-1080p and WEB 1080p."],
        "means": ["A film of 100 minutes is some 4.0 GB, from 2.0 GB to 6.0 GB."],
        "qualities": ["Bluray-1080p", "WEB 1080p"], "cutoff": "Bluray-1080p",
    }  # fmt: skip
    kinds = [
        {"words": "Films", "href": "?kind=movie", "on": True},
        {"words": "Series", "href": "?kind=series", "on": False},
    ]
    return common(
        "/settings", menu=s.menu("/settings/profiles"), kind="movie", kinds=kinds, chosen=None, error=None,
        goals=[goal, goal | {"code": "remux-archive", "name": "Remux archive", "typed": "Mine", "means": []}],
    )  # fmt: skip


def goals_of_profile() -> dict[str, Any]:
    """For a profile that is there."""
    return goals() | {"chosen": {"id": 2, "name": "1080p"}, "kinds": [], "error": "It is not for this kind of library."}


def _group() -> dict[str, Any]:
    return {
        "id": 7, "name": "DURIAN", "path": "/settings/groups/7", "score": 88, "bars": 5, "tier": "trusted",
        "true": "34 of 34 true", "releases": 412, "imported": 34, "failed": 1, "fakes": 1, "gone": 3,
        "last_seen_at": NOW - timedelta(hours=3), "first_seen": "3 March 2025",
    }  # fmt: skip


def groups() -> dict[str, Any]:
    orders = [
        {"words": "Best first", "href": "?sort=score", "on": True},
        {"words": "By name", "href": "?sort=name", "on": False},
    ]
    rows = [
        _group(),
        _group() | {"id": 8, "name": "QuickRip", "bars": 1, "score": 21, "last_seen_at": None, "fakes": 0},
    ]
    return common(
        "/settings", menu=s.menu("/settings/groups"), sentence="212 groups are known.", words="", sort="score",
        orders=orders, groups=rows, older="?from=20", newer=None,
    )  # fmt: skip


def group() -> dict[str, Any]:
    factor = {
        "label": "Kept promises", "about": "What was imported, of what ended.", "known": True, "value": 0.97,
        "points": 28, "most": 30, "share": 93, "source": "from this house", "sentence": "34 of 35.",
    }  # fmt: skip
    return common(
        "/settings", menu=s.menu("/settings/groups"), group=_group(), sentence="It keeps what it promises.",
        factors=[factor, factor | {"label": "Speed", "known": False, "share": 50}],
        adjustments=[{"label": "A fake", "about": "One file was not what it said.", "points": -6}],
        history={"line": "0,10 50,20 100,5", "words": "It rose.", "lowest": 61, "highest": 88, "width": 100, "height": 30},
    )  # fmt: skip


def what_if() -> dict[str, Any]:
    effect = {
        "key": "5-1", "path": "/title/5", "name": "Sintel", "detail": None, "version": "1080p",
        "poster": picture("sintel"), "sentence": "A better one is there.", "has": "WEBDL-1080p", "has_none": False,
        "gets": "Bluray-1080p", "is_new": True, "is_same": False, "grabs": True, "size": "+2.1 GB", "release": MANGO,
    }  # fmt: skip
    groups = [
        {"id": "gain", "words": "Would be replaced", "n": 1, "effects": [effect]},
        {
            "id": "loss",
            "words": "Would be refused",
            "n": 1,
            "effects": [effect | {"key": "6-1", "gets": None, "detail": "1×02"}],
        },
    ]
    return common(
        "/settings", path="/settings/what-if/3", name="1080p", about="used by 312 films", running=False, progress=1.0,
        back={"words": "Profiles", "href": "/settings/profiles", "editor": "/settings/profiles/2", "is_one": True},
        lines=[{"label": "Goal", "before": "WEB 1080p", "after": "Bluray-1080p"}], trouble=None, error=None,
        may_save=True, may_grab=True, answer=True, sentence="This change would replace 41 files and add 212 GB.",
        rest="On /media 2.1 TB are free.", basis="From 9,412 releases of the last 30 days.",
        numbers=[{"value": "41", "words": "replaced", "more": "of 312", "turn": True}], more=["12 more are not shown."],
        grabs=1, grab_words="Save and get 1", groups=groups,
    )  # fmt: skip


def what_if_running() -> dict[str, Any]:
    return what_if() | {"running": True, "progress": 0.4, "answer": None}


def delays() -> dict[str, Any]:
    row = {"id": 1, "name": "Wait for Blu-ray", "path": "/settings/delays/1", "tags": ["patient"], "library": "Films",
           "means": "Torrents wait 6 h.", "up": None, "down": "/settings/delays?order=2,1#delay-1"}  # fmt: skip
    other = row | {"id": 2, "name": "Everything", "tags": [], "library": None, "down": None}
    return common("/settings", menu=s.menu("/settings/delays"), may_edit=True, order=None,
                  delays=[row, other | {"up": "/settings/delays?order=2,1#delay-2"}])  # fmt: skip


def delays_moved() -> dict[str, Any]:
    """An order that is not saved yet."""
    return delays() | {"order": "2,1"}


def delay_form() -> dict[str, Any]:
    return common(
        "/settings", menu=s.menu("/settings/delays"), id=1, action="/settings/delays/1",
        delay=DelayInput(name="Wait for Blu-ray", torrent_minutes=360, tags=("patient",)), libraries=LIBRARIES,
        protocols=[("", "Neither"), ("torrent", "Torrents")], errors={}, error=None, delete=s.ask("Delete it?"),
    )  # fmt: skip


def words() -> dict[str, Any]:
    row = {"id": 1, "name": "No screeners", "path": "/settings/words/1", "enabled": True, "required": [],
           "forbidden": ["screener"], "tags": ["films"]}  # fmt: skip
    return common("/settings", menu=s.menu("/settings/words"), may_edit=True,
                  profiles=[row, row | {"id": 2, "enabled": False, "required": ["x265"]}])  # fmt: skip


def words_form() -> dict[str, Any]:
    trial = {
        "seen": 500, "short": "That is slow: 500 of 2,000 names were tried before the time was up.", "refused_count": 1,
        "asked": True, "refused": [{"name": MANGO, "said": "it has x265"}], "kept": ["Spring.2019.1080p.WEB-ALMA"],
    }  # fmt: skip
    return common(
        "/settings", menu=s.menu("/settings/words"), id=1, action="/settings/words/1",
        profile=ReleaseProfileInput(name="No x265", forbidden=("x265",)), libraries=LIBRARIES,
        indexers=[(3, "Archive")], errors={}, error=None, trial=trial, delete=s.ask("Delete it?"),
    )  # fmt: skip


def test_name() -> dict[str, Any]:
    one = {
        "said": "It says: Sintel, of 2010, in WEBDL-2160p.", "fits": False, "thoughts": ["WEB alone means WEB-DL."],
        "pieces": [[{"text": "Sintel", "words": "title", "form": "title"}, {"text": "2160p", "words": "resolution", "form": "quality"}]],
        "facts": [("Title", "Sintel")], "formats": [{"label": "HDR", "value": 500}], "profile": "4K", "score": 500,
        "title": {"name": "Sintel (2010)", "path": "/title/5", "guessed": True},
        "versions": [{"words": "4K", "href": "?version=5", "on": True}],
        "verdicts": [
            {"outcome": "refused", "sentence": "Too big: 14 GB.",
             "fix": {"words": "Change the sizes of this profile", "href": "/settings/profiles/7#sizes"}},
            {"outcome": "passed", "sentence": "It is no sample.", "fix": None},
        ],
        "target": "/media/films/Sintel (2010)/Sintel (2010) WEBDL-2160p.mkv",
    }  # fmt: skip
    asked = {"title": "5", "version": "", "profile": "", "size": "", "for": ""}
    return common(
        "/settings", menu=s.menu("/settings/test-a-name"), path="/settings/test-a-name", name=MANGO, asked=asked,
        profiles=[("", "The title’s own"), ("2", "1080p")], error=None, one=one, rows=[], left_out=0,
        others=[{"words": "Sintel, the series", "href": "?title=9"}], examples=[],
    )  # fmt: skip


def test_names() -> dict[str, Any]:
    row = {"name": MANGO, "href": "?name=x", "title": "Sintel (2010)", "numbers": "", "quality": "WEBDL-2160p",
           "score": 500, "fits": True, "said": "Fits every rule."}  # fmt: skip
    return test_name() | {"one": None, "rows": [row, row | {"fits": None, "title": None, "score": None}], "left_out": 3}
