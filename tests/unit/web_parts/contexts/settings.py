"""Contexts of all settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monarr.core.naming import NamingConfig
from monarr.core.quality import SizeLimits
from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import GB, NOW, common

KINDS = [("movie", "Films"), ("series", "Series"), ("anime", "Anime")]


def settings_index() -> dict[str, Any]:
    return common("/settings", menu=s.menu(""), query="")


def provider_list() -> dict[str, Any]:
    def row(n: int, name: str, mark: str, words: list[str], share: float | None, bad: bool = False) -> dict[str, Any]:
        facts = [
            {"words": word, "share": share if at == 2 else None, "bad": bad and at == 1}
            for at, word in enumerate(words)
        ]
        return {
            "id": n,
            "name": name,
            "implementation_label": "Torznab",
            "path": f"/settings/indexers/{n}",
            "on": mark != "off",
            "mark": mark,
            "facts": facts,
            "switch_path": "/switch",
            "test_path": "/test",
        }

    return common(
        "/settings",
        menu=s.menu("/settings/indexers"),
        kind={
            "path": "/settings/indexers",
            "name": "Indexers",
            "about": "Where releases are looked for. One search serves every library.",
            "add_words": "Add an indexer",
            "empty": "Monarr has nowhere to look yet.",
            "empty_about": "Add an indexer you have an account with.",
            "columns": ["Serves", "Answers in", "Today’s budget", "Useful"],
        },
        providers=[
            row(1, "Torznab A", "here", ["Films, series", "620 ms", "290 of 500", "118 of 4,112"], 0.58),
            row(2, "Newznab C", "here", ["All", "280 ms", "1,420 of 2,000", "204 of 3,777"], 0.71),
            row(
                3, "Torznab D", "broken", ["Series", "no answer", "back at 21:20", "Failing for 46 min"], None, bad=True
            ),
            row(4, "Scene feed", "off", ["Films", "", "", "Off since 2 Nov"], None),
        ],
        troubles=[
            {
                "sentence": "Torznab D has not answered for 46 minutes; the other four cover its searches.",
                "tried": "The server’s name is not known (DNS). It was asked at 20:06, 20:16 and 20:36; next at 21:20. Nothing was lost.",
                "raw": "Name or service not known · tracker-d.example",
                "id": "7f3c-19a2",
                "ask_path": "/test",
                "fix_path": "/settings/indexers/3",
            }
        ],
        choices=[
            {
                "implementation": "torznab",
                "label": "Torznab",
                "help": "Prowlarr, Jackett and sites that speak it.",
                "protocol": "torrent",
                "href": "/settings/indexers/new?implementation=torznab",
            }
        ],
    )


def provider_form() -> dict[str, Any]:
    return common(
        "/settings",
        menu=s.menu("/settings/indexers"),
        kind={"path": "/settings/indexers", "name": "Indexers"},
        heading="Add a Torznab indexer",
        action="/settings/indexers/new",
        implementation="torznab",
        help="Prowlarr, Jackett and sites that speak it.",
        docs_url=None,
        name="Torznab E",
        priority=25,
        priority_help="Lower is asked first.",
        tags="",
        enabled=True,
        settings=s.SETTINGS,
        values={
            "url": "https://indexer.example/api",
            "limit": 500,
            "kind": "private",
            "categories": [2000, 2040],
            "words": [],
            "feeds": True,
        },
        stored={"api_key": "set on 3 Nov"},
        errors={"api_key": "The indexer answered “wrong API key”. Keys there have 32 characters; this one has 14."},
        error=None,
        test=[
            {"words": "The address answers", "state": "passed", "took_ms": 180},
            {"words": "Speaks Torznab, 14 categories", "state": "passed", "took_ms": 90},
            {"words": "Key refused (code 100)", "state": "failed", "took_ms": None},
            {"words": "Sample search, waits for the key", "state": "waits", "took_ms": None},
        ],
        delete=s.ask("Delete Torznab E?"),
    )


def profiles() -> dict[str, Any]:
    one = {
        "id": 2,
        "name": "1080p",
        "for_words": "For films",
        "path": "/settings/profiles/2",
        "goal": "Bluray-1080p",
        "qualities": ["Bluray-1080p", "WEB 1080p"],
        "upgrades": True,
        "used_by": "312 films and 9 series",
        "size_words": "about 2.3 GB an hour",
        "follows": "follows 1080p, small",
    }
    return common(
        "/settings",
        menu=s.menu("/settings/profiles"),
        profiles=[one, one | {"id": 3, "name": "Any", "upgrades": False}],
        words="",
    )


def profile_form() -> dict[str, Any]:
    return common(
        "/settings",
        menu=s.menu("/settings/profiles"),
        profile={
            "id": 2,
            "name": "1080p",
            "upgrades_allowed": True,
            "cutoff": "b1080",
            "minimum_score": 0,
            "cutoff_score": 2000,
            "minimum_upgrade": 1,
            "reputation_weight": 0,
            "languages": ["English"],
            "pack_policy": "share",
            "pack_share_percent": 60,
            "used_by": "Used by 312 films and 9 series.",
            "kind": "movie",
            "kind_words": "For films",
        },
        kinds=[("", "For films and series"), ("movie", "For films"), ("series", "For series")],
        changed=False,
        blanks=1,
        cutoffs=[("b1080", "Bluray-1080p"), ("w1080", "WEB 1080p")],
        scores=[{"id": 1, "name": "HDR", "score": 500, "suggested": 450}],
        sizes=[
            {
                "name": "Bluray-1080p",
                "common": SizeLimits(15, 90, 220),
                "own": True,
                "minimum": 15,
                "preferred": 60,
                "maximum": 120,
                "means": "1.5 to 12 GB for 100 minutes",
            }
        ],
        goals={
            "audio": [{"language": "English", "strength": "must", "wait": 7}],
            "subtitle": [{"language": "German", "strength": "nice", "wait": None}],
        },
        strengths=[("must", "must be there"), ("nice", "is nice to have"), ("refuse", "must not be there")],
        packs=[("", "As the house does"), ("share", "If enough episodes gain")],
        others=[(3, "Any")],
        used={
            "words": "Used by 312 films",
            "total": 312,
            "more": 310,
            "libraries": ["Films"],
            "titles": [{"name": "Sintel", "path": "/title/5"}, {"name": "Spring", "path": "/title/6"}],
        },
        items=[
            {"key": "b1080", "name": "Bluray-1080p", "allowed": True, "members": []},
            {"key": "w1080", "name": "WEB 1080p", "allowed": True, "members": ["WEBDL-1080p", "WEBRip-1080p"]},
            {"key": "dvd", "name": "DVD", "allowed": False, "members": []},
        ],
        action="/settings/profiles/2",
        formats=[{"id": 1, "name": "HDR", "score": 500}],
        languages=[("any", "Any"), ("original", "The original one")],
        errors={},
        error=None,
        delete=s.ask("Delete 1080p?") | {"reason": "312 films use it"},
    )


def quality() -> dict[str, Any]:
    rows = [
        ("SDTV", 2, 12, 40),
        ("WEB 1080p", 8, 45, 140),
        ("Bluray-1080p", 15, 90, 220),
        ("Remux-2160p", 150, 450, None),
    ]
    definitions = [
        {
            "id": n,
            "name": name,
            "title": name,
            "minimum": low,
            "preferred": mid,
            "maximum": top,
            "film": "1.5 to 22 GB",
            "episode": "0.7 to 9.9 GB",
            "own": n == 1,
        }
        for n, (name, low, mid, top) in enumerate(rows)
    ]
    return common(
        "/settings",
        menu=s.menu("/settings/quality"),
        groups=[
            {"title": "1080p", "names": "SDTV, WEB, Bluray", "own": True, "open": True, "definitions": definitions[:3]},
            {"title": "2160p", "names": "Remux", "own": False, "open": False, "definitions": definitions[3:]},
        ],
        library=None,
        places=[
            {"words": "Shared by all", "href": "/settings/quality", "on": True},
            {"words": "Films", "href": "/settings/quality?library=1", "on": False},
        ],
        film_minutes=100,
        episode_minutes=45,
        resets=True,
        goes="All sizes are again those that Monarr ships.",
        errors={"minimum-1": "The least is above the most."},
        error=None,
    )


def formats() -> dict[str, Any]:
    rows = [
        {
            "id": 1,
            "name": "HDR",
            "kind": "for films",
            "path": "/settings/formats/1",
            "conditions": "Release title, not source DVD",
            "scores": [{"profile": "4K", "score": 500}],
        },
        {
            "id": 2,
            "name": "x265",
            "path": "/settings/formats/2",
            "conditions": "Release title",
            "scores": [],
            "kind": "",
        },
    ]
    return common(
        "/settings", menu=s.menu("/settings/formats"), formats=rows, words="", import_path="/settings/formats/import"
    )


def format_form() -> dict[str, Any]:
    condition = {
        "kind": "ReleaseTitle",
        "kind_label": "Release title",
        "name": "HDR",
        "negate": False,
        "required": True,
        "fields": [s.SETTINGS[8]],
        "values": {"path": r"\bHDR\b"},
    }
    return common(
        "/settings",
        menu=s.menu("/settings/formats"),
        format={"id": 1, "name": "HDR", "include_when_renaming": False, "kind": "movie", "kind_words": "For films"},
        media=[("", "For films and series"), ("movie", "For films"), ("series", "For series")],
        action="/settings/formats/1",
        errors={},
        error=None,
        conditions=[condition],
        kinds=[("ReleaseTitle", "Release title"), ("Source", "Source")],
        trial={
            "release": "Sintel.2010.2160p.HDR-X",
            "matched": True,
            "lines": [{"words": "Release title HDR", "matched": True}],
            "read": True,
            "waits": False,
            "problems": {},
            "seen": 500,
            "short": "That is slow: 500 of 2,000 names were tried before the time was up.",
            "matching_count": 12,
            "matching": ["Sintel.2010.2160p.HDR.x265-DURIAN"],
            "near": [{"name": "Spring.2019.2160p.SDR-MANGO", "said": "Release title HDR says no"}],
        },
        used_by=[{"profile": "4K", "score": 500}],
        delete=s.ask("Delete HDR?"),
    )


def naming() -> dict[str, Any]:
    pattern = {
        "field": "movie_format",
        "label": "Film file",
        "value": "{Movie Title} ({Release Year}) {Quality Full}",
        "examples": ["Sintel (2010) Bluray-1080p.mkv"],
        "error": "Without a title all films would have one name.",
        "notes": ["{Moth} is no token that Monarr knows. It says nothing."],
    }
    tokens = [{"family": "Titles", "tokens": [("{Movie Title}", "Sintel.mkv")]}]
    return common(
        "/settings",
        menu=s.menu("/settings/naming"),
        config=NamingConfig(),
        library_id=2,
        has_own=True,
        may_edit=True,
        chosen="plex",
        scopes=[
            {"words": "Shared by all", "href": "/settings/naming", "on": False, "own": False},
            {"words": "Films", "href": "/settings/naming?library=2", "on": True, "own": True},
            {"words": "Series", "href": "/settings/naming?library=3", "on": False, "own": False},
        ],
        presets=[{"key": "plex", "name": "Plex", "about": "Ids and editions in braces."}],
        groups=[{"key": "films", "name": "Films", "patterns": [pattern], "tokens": tokens}],
        colons=[("smart", "Smart")],
        several=[("range", "S01E01-03")],
        colon_problem="“?” cannot stand for a colon.",
        has_series=True,
    )


def libraries() -> dict[str, Any]:
    folder = {"path": "/media/films", "free_bytes": 2100 * GB, "total_bytes": 8000 * GB, "broken": None}
    one = {
        "id": 1,
        "name": "Films",
        "path": "/settings/libraries/1",
        "icon": "clapperboard",
        "kind_words": "Films",
        "titles": 1284,
        "folders": [folder, folder | {"broken": "cannot be read"}],
        "profile": "1080p",
    }
    return common("/settings", menu=s.menu("/settings/libraries"), libraries=[one])


def library_form() -> dict[str, Any]:
    folder = {
        "id": 1,
        "path": "/media/films",
        "facts": "2.1 TB free",
        "broken": None,
        "remove": s.ask("Take /media/films away?"),
    }
    return common(
        "/settings",
        menu=s.menu("/settings/libraries"),
        library={"id": None, "name": "Films", "slug": "movies", "content_type": "movie"},
        action="/settings/libraries/new",
        kinds=KINDS,
        profiles=[(2, "1080p")],
        profile=2,
        new_folder="",
        folders=[folder],
        errors={},
        error=None,
        delete=s.ask("Delete the library?"),
    )


def users() -> dict[str, Any]:
    ada = {
        "id": 1,
        "name": "Ada Lindqvist",
        "username": "ada",
        "hue": 0,
        "role_words": "owner",
        "path": "/settings/users/1",
        "last_seen_at": NOW,
        "on": True,
    }
    return common(
        "/settings",
        menu=s.menu("/settings/users"),
        roles_path="/settings/roles",
        users=[
            ada,
            ada | {"id": 2, "name": "Ben", "username": "ben", "hue": 1, "role_words": "member", "last_seen_at": None},
        ],
    )


def user_form() -> dict[str, Any]:
    session = {"id": "a", "words": "Firefox on Linux", "seen_at": NOW, "current": True, "end_path": "/end"}
    return common(
        "/settings",
        menu=s.menu("/settings/users"),
        user={"id": 2, "name": "Ben", "username": "ben", "email": "", "roles": ["member"], "enabled": True},
        roles=[("admin", "Administrator"), ("member", "Member")],
        is_owner=False,
        keys=[{"id": 3, "name": "Script", "prefix": "7f3c19", "last_used_at": NOW, "revoke": s.ask("Revoke Script?")}],
        action="/settings/users/2",
        errors={},
        error=None,
        sessions=[session],
        delete=s.ask("Delete Ben?"),
    )


def roles() -> dict[str, Any]:
    role = {"id": 1, "label": "Owner", "path": "/settings/roles/1", "is_own": False, "gives": "gives 53 of 53",
            "people": "1 person"}  # fmt: skip
    own = role | {"id": 9, "label": "Family", "path": "/settings/roles/9", "is_own": True, "gives": "gives 9 of 53"}
    return common("/settings", menu=s.menu("/settings/roles"), roles=[role, own], may_edit=True)


def role_form() -> dict[str, Any]:
    rows = [("titles.read", "See titles", True), ("titles.add", "Add titles", False)]
    return common(
        "/settings", menu=s.menu("/settings/roles"), role={"id": 9, "label": "Family"}, title="Family", fixed=False,
        groups=[{"name": "Titles and files", "rows": rows}], people="Ben", action="/settings/roles/9", errors={}, error=None,
        delete=s.ask("Delete the role Family?"),
    )  # fmt: skip


def role_fixed() -> dict[str, Any]:
    return role_form() | {"fixed": True, "title": "Guest", "delete": None}


def audit() -> dict[str, Any]:
    line = {
        "id": 4, "at": NOW, "who": "Ada Lindqvist", "words": "changed an account", "action": "user.edited", "warns": False,
        "details": [("roles", "member → moderator"), ("email", "")], "subject": "user:2", "address": "127.0.0.1",
        "correlation_id": "c0ffee",
    }  # fmt: skip
    return common(
        "/settings", menu=s.menu("/settings/audit"), lines=[line, line | {"id": 3, "warns": True, "details": []}],
        chips=[{"words": "All", "href": "?", "on": True}, {"words": "People", "href": "?show=user", "on": False}],
        people=[("", "Everybody"), (1, "Ada Lindqvist")], who="", kind="user", older="?before=3", newer=None,
    )  # fmt: skip


def errors() -> dict[str, Any]:
    line = {
        "id": 7, "code": "OperationalError", "message": "disk I/O error", "place": "monarr.db.repositories.tags.find_tags",
        "asked": "GET /settings/tags", "often": "14 times", "count": 14, "first_at": NOW - timedelta(days=3), "last_at": NOW,
        "correlation_id": "7f3c19a2-0b1d-4f6e-9a75-2d1c0ffee000", "path": "/settings/errors/7", "is_job": False,
    }  # fmt: skip
    job = {
        "id": 5,
        "asked": "Job: Read what is new on indexers",
        "is_job": True,
        "count": 1,
        "often": "once",
        "message": "",
    }
    return common(
        "/settings", menu=s.menu("/settings/errors"), lines=[line, line | job],
        chips=[{"words": "All", "href": "?", "on": True}, {"words": "Jobs", "href": "?show=job", "on": False}],
        kinds=[("", "Every kind"), ("OperationalError", "OperationalError")],
        chosen={"show": "", "kind": "OperationalError", "q": ""}, filtered=True, older="?before=5", newer=None,
    )  # fmt: skip


def errors_none() -> dict[str, Any]:
    return errors() | {"lines": [], "filtered": False, "older": None}


def errors_none_like_that() -> dict[str, Any]:
    return errors() | {"lines": [], "older": None}


def error() -> dict[str, Any]:
    trace = 'Traceback (most recent call last):\n  File "monarr/db/engine.py", line 210, in _run\n    raise Lost()\nLost: gone'
    return common(
        "/settings", menu=s.menu("/settings/errors"), error={
            "code": "Lost", "message": "gone", "often": "14 times", "first_at": NOW - timedelta(days=3), "last_at": NOW,
            "count": 14, "trace": trace, "correlation_id": "c0ffee", "job_path": "/status/tasks?before=5#job-4",
            "facts": [("At work", "Job: Back up"), ("Where", "monarr.db.engine._run"), ("By", "Ada Lindqvist")],
        },
        times=[
            {"at": NOW, "asked": "Job: Back up", "id": "c0ffee", "path": "/settings/errors/7", "on": True},
            {"at": NOW - timedelta(days=3), "asked": "Job: Back up", "id": "beef", "path": "/settings/errors/5", "on": False},
        ],
        older="?before=5", newer=None, forget=s.ask("Let this error go?"),
    )  # fmt: skip


def error_bare() -> dict[str, Any]:
    """Without a trace, for somebody who may only look."""
    bare = error()
    return bare | {
        "error": bare["error"] | {"trace": "", "count": 1, "often": "once", "job_path": None},
        "forget": None,
    }


def api_keys() -> dict[str, Any]:
    key = {
        "id": 1,
        "name": "Watch list script",
        "prefix": "7f3c19a2",
        "created_at": NOW - timedelta(days=9),
        "last_used_at": NOW - timedelta(minutes=5),
        "scope_words": "all that you may",
        "revoke": s.ask("Revoke this key?"),
    }
    return common(
        "/settings",
        menu=s.menu("/settings/api-keys"),
        keys=[key],
        fresh={"name": "Phone", "key": "0123456789abcdef0123456789abcdef"},
        scopes=[("full", "All that you may"), ("read", "Read")],
        libraries=[("", "In all libraries"), (1, "Films")],
        form={"name": "", "scope": "full", "library": "", "until": ""},
        errors={},
        error=None,
    )


def general() -> dict[str, Any]:
    return common(
        "/settings",
        menu=s.menu("/settings/general"),
        groups=[{"name": "Trash", "about": "What is deleted or replaced.", "settings": [s.SETTINGS[2], s.SETTINGS[7]]}],
        values={"limit": 30, "feeds": True},
        errors={},
        error=None,
        facts=[("Version", "0.1.0"), ("Database", "SQLite 3.45")],
    )


def preferences() -> dict[str, Any]:
    form = {
        "theme": "system",
        "density": "comfortable",
        "posters": "",
        "language": "en",
        "zone": "Europe/Berlin",
        "hours": "24",
        "keys": True,
    }
    return common(
        "/settings",
        menu=s.menu("/settings/preferences"),
        form=form,
        zones=[("Europe/Berlin", "Berlin")],
        languages=[("en", "English")],
        sessions=[{"id": 1, "words": "Firefox on Linux", "seen_at": NOW, "current": True, "end_path": "/end"}],
        errors={},
        error=None,
        password={"error": None, "errors": {}},
    )


def guides() -> dict[str, Any]:
    row = {
        "name": "Open guide", "path": "/settings/guides/1", "kind": "for series", "location": "/data/guide",
        "pinned": False, "version": "0123456789", "taken": True, "newer": True, "dated_at": NOW,
    }  # fmt: skip
    values = {"kind": "movie", "folder": "", "address": "https://guides.example/g.zip", "name": ""}
    return common(
        "/settings", menu=s.menu("/settings/guides"), guides=[row], values=values, may_add=True,
        errors={"folder": None, "address": "No answer came.", "archive": None, "name": None}, error=None,
    )  # fmt: skip


def guide() -> dict[str, Any]:
    def row(n: int, name: str, **more: Any) -> dict[str, Any]:
        return {
            "id": n, "name": name, "state": "current", "about": "2 conditions · in use", "pinned": False,
            "forked": False, "used": True, "changes": [], "path": f"/settings/guides/1/entries/{n}", "href": None,
        } | more  # fmt: skip

    source = {
        "name": "Open guide", "location": "https://guides.example/g.zip", "origin": "address", "version": "0123456789",
        "dated_at": NOW, "found_version": "abcdef0123", "found_dated_at": NOW, "looked_at": NOW, "pinned": False,
    }  # fmt: skip
    fields = [
        {"field": "movie_format", "label": "Films", "options": [("", "leave as it is"), ("a", "a: {Movie Title}")]}
    ]
    return common(
        "/settings", menu=s.menu("/settings/guides"), guide=source, path="/settings/guides/1", kind="for films",
        sentence="The guide changed one thing that you use.", error=None, may_edit=True, libraries=[(1, "Films")],
        problems=[{"path": "cf/bad.json", "message": "This is no JSON."}],
        changed=[row(1, "Open Tier 01", state="changed", changes=["New condition “WEB”."], href="/settings/formats/1")],
        groups=[{"name": "Profiles", "rows": [row(2, "HD", pinned=True), row(3, "4K", forked=True)]}],
        sizes=[row(4, "movie")], naming=[row(5, "naming", fields=fields)],
        delete={"question": "Let Open guide go?", "goes": "Its formats stay.", "path": "/settings/guides/1/delete"},
    )  # fmt: skip
