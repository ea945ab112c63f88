"""A context for every template: the living documentation of what the routes hand over.

All titles are open films or invented. Values may be dicts or structs; templates only read attributes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from monarr.ports.provider import Setting
from monarr.web.figures import Viewer

NOW = datetime(2026, 11, 20, 20, 52, tzinfo=UTC)
GB = 1_000_000_000
ART = "/art"


def picture(key: str, kind: str = "poster", color: str = "#2a2430") -> dict[str, Any]:
    return {"url": f"{ART}/{kind}-{key}.webp", "url_2x": None, "color": color}


def door() -> dict[str, Any]:
    return {"language": "en", "direction": "ltr", "theme": "dark"}


def shell(current: str, **more: Any) -> dict[str, Any]:
    return {
        "user": {"name": "Ada Lindqvist", "hue": 0},
        "language": "en",
        "direction": "ltr",
        "theme": "dark",
        "density": "comfortable",
        "posters": "",
        "current": current,
        "libraries": [
            {"name": "Films", "path": "/library/movies", "icon": "clapperboard", "count": 1284},
            {"name": "Series", "path": "/library/tv", "icon": "tv", "count": 212},
            {"name": "Anime", "path": "/library/anime", "icon": "sparkles", "count": 64},
        ],
        "decisions": 3,
        "running": 3,
        "wanted": 128,
        "issues": 1,
        "pulse": {"arriving": 3, "bytes_per_second": 41_000_000.0},
        "may": ("add", "edit", "activity", "settings", "status"),
        "keys": True,
        "live_path": None,
        "toasts": [],
        **more,
    }


FILMS = [
    ("sprite", "Sprite Fright", "2021 · 1080p", "here", None),
    ("wingit", "Wing It!", "2023 · 4K wanted", "turn", None),
    ("charge", "Charge", "4K · 4 min", "arriving", 0.82),
    ("carnival", "Carnival of Souls", "1962 · 1080p", "here", None),
    ("sintel", "Sintel", "1080p · 4K wanted", "better", None),
    ("llama", "Caminandes: Llamigos", "2016 · 1080p", "here", None),
    ("caligari", "The Cabinet of Dr. Caligari", "1920 · missing", "missing", None),
    ("moon", "A Trip to the Moon", "1902 · 4K", "here", None),
    ("hero", "Hero", "2018 · 1080p", "here", None),
    ("detour", "Detour", "1945 · missing", "missing", None),
    ("metropolis", "Metropolis", "720p · 1080p wanted", "better", None),
    ("tears", "Tears of Steel", "2012 · 4K HDR", "here", None),
    ("friday", "His Girl Friday", "1940 · 1080p", "here", None),
    ("safety", "Safety Last!", "1080p · stalled", "stalled", 0.19),
    ("spring", "Spring", "2019 · 4K", "here", None),
    ("nosferatu", "Nosferatu", "1922 · 1080p", "here", None),
    ("potemkin", "Battleship Potemkin", "1925 · 1080p", "here", None),
    ("coffee", "Coffee Run", "2020 · not monitored", "off", None),
    ("cosmos", "Cosmos Laundromat", "2015 · 4K", "here", None),
    ("charade", "Charade", "1963 · missing", "missing", None),
    ("bbb", "Big Buck Bunny", "2008 · 4K", "here", None),
    ("general", "The General", "1926 · file is broken", "broken", None),
    ("notld", "Night of the Living Dead", "1968 · 1080p", "here", None),
    ("agent", "Agent 327", "2017 · 1080p", "here", None),
    ("elephants", "Elephants Dream", "2006 · 1080p", "searching", None),
    ("camera", "Man with a Movie Camera", "1929 · 1080p", "here", None),
    ("phantom", "The Phantom of the Opera", "1925 · not out in 4K", "waiting", None),
]


def card(number: int, row: tuple[str, str, str, str, float | None]) -> dict[str, Any]:
    key, name, fact, state, share = row
    return {
        "id": number,
        "path": f"/title/{number}",
        "name": name,
        "fact": fact,
        "poster": picture(key),
        "state": state,
        "share": share,
        "spoken": f"{name}, {fact}",
    }


def cards() -> list[dict[str, Any]]:
    return [card(number, row) for number, row in enumerate(FILMS, start=1)]


def table_rows() -> list[dict[str, Any]]:
    words = {
        "here": "Here",
        "better": "Better wanted",
        "missing": "Missing",
        "arriving": "Arriving, 82 %",
        "turn": "Your turn: two cuts found",
        "stalled": "Stalled, next in 41 min",
        "off": "Not monitored",
        "broken": "File is damaged",
        "searching": "Searching",
        "waiting": "Waits until 02:00",
    }
    more = {
        "year": 2010,
        "has": "WEBDL-1080p",
        "wants": "Bluray-1080p",
        "score": 650,
        "group": "STUDIO",
        "languages": "EN DE",
        "size_bytes": 1_180_000_000,
        "added_at": NOW - timedelta(days=30),
    }
    return [{**one, **more, "state_words": words[one["state"]]} for one in cards()]


def why() -> dict[str, Any]:
    return {
        "sentence": "The nearest of 14 releases is 5.6 GB, and this profile allows 3.7 GB for a film of 15 minutes.",
        "proof": {
            "name": "Sintel.2010.2160p.WEB.x265.10bit.HDR-DURIAN",
            "strong": (),
            "facts": "Score 2,310, 9 days old, on 3 indexers; passes every other rule",
            "figures": [{"value": "2,310", "label": "score"}, {"value": "5.6 GB", "label": "1.9 over"}],
        },
        "decide": {
            "words": "Grab it anyway",
            "path": "/releases/7/grab",
            "fields": {"override": "true"},
            "against": True,
        },
        "change": {"words": "Allow more per minute", "href": "/settings/quality"},
        "all": {"words": "See all 14", "href": "/title/5/releases"},
        "then": "Monarr looks again tonight at 03:10.",
    }


def lanes() -> list[dict[str, Any]]:
    common = {
        "share": None,
        "mood": "run",
        "progress_words": "",
        "search_path": "/title/5/search",
        "choose_path": "/title/5/releases",
        "monitor": {"path": "/title/5/monitor", "on": True},
        "edit_path": "/title/5/versions/4",
        "delete_path": None,
        "why": None,
        "why_open": False,
        "file": None,
    }
    here = {
        "id": 1,
        "name": "1080p",
        "state": "here",
        "state_words": "Here and final",
        "about": "Profile “HD, plays directly” · score 1,840 · meets its goal",
        "delete_path": "/files/3/delete",
        "file": {
            "badges": ["Bluray-1080p", "x264 8-bit", "DTS 5.1", "EN", "Subs DE ES FR +6"],
            "size_bytes": 1_180_000_000,
            "path": "/media/films/Sintel (2010)/Sintel (2010) Bluray-1080p.mkv",
            "open_path": "/title/5/files",
        },
    }
    missing = {
        "id": 2,
        "name": "4K",
        "state": "missing",
        "state_words": "Missing for 12 days",
        "about": "Profile “4K HDR, small” · wanted by Ben · looks again tonight 03:10",
        "why": why(),
        "why_open": True,
    }
    return [common | here, common | missing]


def story() -> list[dict[str, Any]]:
    plain = {"detail": None, "state": "done", "mark": None, "evidence": None}
    steps: list[dict[str, Any]] = [
        {"words": "Ben asked for it", "at": "3 Nov 20:14"},
        {"words": "Approved by a rule", "at": "20:14", "detail": "Short films need no approval"},
        {
            "words": "40 releases judged",
            "at": "20:15",
            "detail": "9 fit, 31 refused with reasons",
            "evidence": {
                "facts": [("Best", "1,840"), ("Indexers", "6")],
                "lines": ["release_judged title_id=5 fit=9 refused=31"],
                "href": "/title/5/releases",
            },
        },
        {"words": "Grabbed the best", "at": "20:15", "detail": "Score 1,840, 220 ahead of the next"},
        {"words": "Downloaded and checked", "at": "20:53", "detail": "Is what its name promised"},
        {"words": "In the library", "at": "20:54", "detail": "Hardlinked into Films, 1.18 GB"},
        {"words": "Published", "at": "20:54", "detail": "NFO and 6 images; Kodi and Jellyfin told"},
        {
            "words": "Looking for 4K",
            "at": "Tonight 03:10",
            "detail": "Next search",
            "state": "run",
            "mark": "searching",
        },
    ]
    return [plain | step for step in steps]


def facts() -> list[dict[str, str]]:
    return [
        {"words": "2010", "kind": "text"},
        {"words": "15 min", "kind": "text"},
        {"words": "PG", "kind": "badge"},
        {"words": "Fantasy, animation", "kind": "text"},
        {"words": "Colin Levy", "kind": "text"},
        {"words": "7.5", "kind": "star"},
    ]


def title_tabs(on: str) -> list[dict[str, Any]]:
    rows = [
        ("Overview", None, "/title/5"),
        ("Cast", 12, "/title/5/cast"),
        ("Files", 1, "/title/5/files"),
        ("History", 41, "/title/5/history"),
    ]
    return [{"words": words, "n": n, "href": href, "on": words == on} for words, n, href in rows]


def sintel() -> dict[str, Any]:
    return {
        "id": 5,
        "name": "Sintel",
        "plot": "A lonely young woman befriends a dragon she calls Scales. When an adult dragon carries him off, "
        "she crosses the world to bring him home.",
        "poster": picture("sintel"),
        "backdrop": picture("sintel", "fanart"),
        "path": "/title/5",
        "monitored": True,
    }


def deleting() -> dict[str, str]:
    return {"goes": "One file of 1.2 GB moves to the trash and can be put back for 30 days.", "path": "/title/5/delete"}


def ask(question: str) -> dict[str, Any]:
    return {"question": question, "goes": "No file is touched.", "path": "/delete", "reason": None}


def menu(on: str) -> list[dict[str, Any]]:
    groups = {
        "Getting": [
            ("Indexers", "/settings/indexers", 1),
            ("Download clients", "/settings/download-clients", 0),
            ("Profiles", "/settings/profiles", 0),
            ("Quality sizes", "/settings/quality", 0),
            ("Custom formats", "/settings/formats", 0),
            ("Guides", "/settings/guides", 0),
        ],
        "Keeping": [
            ("Libraries and folders", "/settings/libraries", 0),
            ("Naming", "/settings/naming", 0),
            ("Metadata sources", "/settings/metadata", 0),
            ("Players", "/settings/players", 0),
        ],
        "People": [
            ("Accounts", "/settings/users", 0),
            ("Roles", "/settings/roles", 0),
            ("API keys", "/settings/api-keys", 0),
            ("Notifications", "/settings/notifications", 0),
        ],
        "This server": [("General", "/settings/general", 0), ("Preferences", "/settings/preferences", 0)],
    }
    return [
        {
            "name": name,
            "pages": [
                {"words": words, "href": href, "bad": bad, "on": href == on, "about": f"All about {words.lower()}."}
                for words, href, bad in pages
            ],
        }
        for name, pages in groups.items()
    ]


SETTINGS = [
    Setting(
        name="url", label="Address", kind="url", help="The part before “?t=caps”. Copy it from the indexer’s page."
    ),
    Setting(name="api_key", label="API key", kind="secret", pattern_length=32),
    Setting(name="limit", label="Most queries a day", kind="integer", default=500, ge=1, le=9999, unit="a day"),
    Setting(name="kind", label="Kind", kind="choice", choices=(("public", "Public"), ("private", "Private"))),
    Setting(name="categories", label="Categories", kind="integers", required=False, advanced=True),
    Setting(name="ratio", label="Seed ratio", kind="number", required=False, advanced=True, ge=0),
    Setting(name="words", label="Words to leave out", kind="list", required=False, advanced=True),
    Setting(name="feeds", label="Read its feed", kind="boolean", help="Every 15 minutes.", default=True),
    Setting(name="path", label="Path", kind="text", required=False, advanced=True),
]


def viewer() -> Viewer:
    return Viewer(zone="Europe/Berlin", now=NOW)


def common(current: str = "/", **more: Any) -> dict[str, Any]:
    return {"viewer": viewer(), "csrf_token": "token", "shell": shell(current), **more}


def release(number: int, name: str, strong: tuple[str, ...], score: int, size_gb: float, said: str, **more: Any) -> Any:
    plain: dict[str, Any] = {
        "id": number,
        "name": name,
        "strong": strong,
        "fits": False,
        "temporary": False,
        "score": score,
        "size_bytes": size_gb * GB,
        "age_seconds": 86400 * 9,
        "peers": 41,
        "protocol": "torrent",
        "group": name.rsplit("-", 1)[-1],
        "reputation": {"bars": 4, "words": "34 of 34 true"},
        "badges": ["HDR", "WEB tier 1"],
        "indexers": "Archive +2",
        "said": said,
        "chosen": False,
        "href": f"/title/5/releases?chosen={number}",
        "grab_path": None,
        "override_path": f"/releases/{number}/grab",
        "block_path": f"/releases/{number}/block",
        "match_path": f"/releases/{number}/match",
        "is_of_another": False,
    }
    return plain | more


def activity_tabs(on: str) -> list[dict[str, Any]]:
    rows = [
        ("Queue", 5, "/activity"),
        ("History", None, "/activity/history"),
        ("Blocklist", 23, "/activity/blocklist"),
        ("Trash", 2, "/activity/trash"),
    ]
    return [{"words": words, "n": n, "href": href, "on": words == on} for words, n, href in rows]


def days(count: int) -> date:
    return (NOW + timedelta(days=count)).date()
