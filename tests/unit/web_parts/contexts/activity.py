"""Contexts of activity, status and tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import GB, NOW, common, days, picture

NO_PAGES: dict[str, Any] = {"older": "?before=7", "newer": None}


def queue() -> dict[str, Any]:
    def row(
        key: str, name: str, state: str, words: str, mood: str, share: float, eta: str, nxt: str, detail: str
    ) -> Any:
        return {
            "id": key,
            "path": "/title/5",
            "name": name,
            "badges": ["1080p"],
            "release": f"{name.replace(' ', '.')}.1080p.WEB-DL.x265-STUDIO",
            "strong": ("1080p",),
            "poster": picture(key),
            "state": state,
            "state_words": words,
            "mood": mood,
            "share": share,
            "eta": eta,
            "next": nxt,
            "detail": detail,
            "act": {"words": "Try next now", "path": "/next", "fields": {}, "kind": "plain", "href": None},
            "open": False,
            "strikes": None,
            "remove": {
                "question": f"Remove {name}?",
                "goes": "The client forgets it and deletes 1 file, 4.1 GB. Your 1080p copy stays.",
                "path": "/remove",
            },
            "block": True,
            "again": [{"words": "Keep anyway", "path": "/keep", "icon": "check"}],
            "can_wait": "/wait",
        }

    rows = [
        row(
            "charge",
            "Charge",
            "arriving",
            "82 %",
            "run",
            0.82,
            "4 min",
            "Then checked, and put beside the 1080p",
            "12.4 MB/s from 23 peers",
        ),
        row(
            "signal", "The Long Signal 3×07", "arriving", "46 %", "run", 0.46, "11 min", "Then Ben is told", "27.9 MB/s"
        ),
        row(
            "safety",
            "Safety Last!",
            "stalled",
            "Stalled",
            "stalled",
            0.19,
            "3 h",
            "Gives up in 41 min, then tries the next best",
            "Strike 2 of 3. Next: FLICKER, score 1,610, 60 less",
        ),
        row(
            "caligari",
            "Unknown film",
            "turn",
            "Your turn",
            "turn",
            1.0,
            "",
            "Which film is this? Three titles fit",
            "The nearest is The Cabinet of Dr. Caligari, 71 %",
        ),
        row(
            "general",
            "The General",
            "broken",
            "Not what it said",
            "failed",
            1.0,
            "",
            "Blocked. Searching for another in 8 min",
            "Says 1080p; the file is 854×480 and has no sound",
        ),
        row(
            "friday",
            "His Girl Friday",
            "waiting",
            "Waiting",
            "idle",
            0.0,
            "5 h 10",
            "Grabs at 02:00, unless a better one comes",
            "Torrents wait 6 h for Usenet. Best so far 1,890",
        ),
    ]
    rows[3]["act"] = {"words": "Choose match", "href": "/match", "path": None, "fields": {}, "kind": "decide"}
    strikes = [
        ("Grabbed 14:37", "done", "here"),
        ("Strike 1, 15:55", "done", "stalled"),
        ("Strike 2, 18:33", "done", "stalled"),
        ("Strike 3, 21:33", "next", None),
        ("Next release, 21:33", "next", None),
    ]
    rows[2] |= {"open": True, "strikes": [{"words": w, "state": state, "mark": mark} for w, state, mark in strikes]}
    return common(
        "/activity",
        facts="Six on the way, 41 MB/s, all done by about 22:45",
        tabs=s.activity_tabs("Queue"),
        queue=rows,
        import_path="/import",
        paused=None,
    )


def history() -> dict[str, Any]:
    events = [
        {
            "id": 1,
            "at": NOW,
            "mark": "here",
            "name": "Charge",
            "path": "/title/3",
            "words": "arrived in 1080p",
            "detail": "Hardlinked into Films, 1.2 GB",
            "mono": "Charge.2022.1080p.WEB-DL.x265-STUDIO",
            "undo_path": "/undo/4",
        },
        {
            "id": 2,
            "at": NOW - timedelta(minutes=9),
            "mark": None,
            "name": "Charge",
            "path": "/title/3",
            "words": "was grabbed from Torznab A",
            "detail": "Score 1,840",
            "mono": None,
            "undo_path": None,
        },
        {
            "id": 3,
            "at": NOW - timedelta(minutes=40),
            "mark": "broken",
            "name": "The General",
            "path": None,
            "words": "was refused after download",
            "detail": "The file is 854×480 and has no sound",
            "mono": None,
            "undo_path": None,
        },
    ]
    return common(
        "/activity",
        facts=None,
        tabs=s.activity_tabs("History"),
        types=[{"words": "All", "href": "?", "on": True}, {"words": "Grabbed", "href": "?type=grab", "on": False}],
        days=[{"on": days(0), "events": events}, {"on": days(-1), "events": events[1:2]}],
        **NO_PAGES,
    )


def blocklist() -> dict[str, Any]:
    one = {
        "id": 1,
        "release": "The.General.1926.1080p.BluRay.x264-RAIL",
        "strong": ("1080p",),
        "title_name": "The General",
        "title_path": "/title/22",
        "reason": "Says 1080p; the file is 854×480",
        "by": "by Monarr",
        "at": NOW,
        "indexer": "Torznab B",
        "size_bytes": 4 * GB,
        "free_path": "/free",
    }
    return common(
        "/activity", facts=None, tabs=s.activity_tabs("Blocklist"), blocked=[one], clear_path="/clear", **NO_PAGES
    )


def import_place() -> dict[str, Any]:
    waiting = {
        "name": "Detour",
        "release": "Detour.1945.1080p-GARDEN",
        "problem": "It has no sound.",
        "path": "/import?download=4",
    }
    return common("/activity", folder="", problem=None, waiting=[waiting])


def import_files() -> dict[str, Any]:
    def row(at: int, path: str, title: int | str, verdict: Any, mark: str) -> dict[str, Any]:
        return {
            "at": at, "path": path, "size_bytes": 1.2 * GB, "take": mark == "here",
            "titles": [("", "Choose a title"), (5, "Sintel (2010)"), (9, "The Long Signal")], "title": title,
            "episodes": "S03E05" if title == 9 else "", "quality": "WEBDL-1080p", "languages": "English",
            "group": "DURIAN", "verdict": verdict, "mark": mark,
        }  # fmt: skip

    rows = [
        row(0, "Sintel.2010.1080p.WEB-DL.x264-DURIAN.mkv", 5, "Nothing speaks against it.", "here"),
        row(1, "signal.s03e05.mkv", 9, ("It runs 2 min; 45 min were expected.", "It has no sound."), "turn"),
        row(2, "abc.mkv", "", "Monarr does not know whose file this is.", "turn"),
    ]
    return common(
        "/activity", download=None, folder="/downloads/films", find="", found_none=False, more=True, files=rows,
        modes=[("keep", "Hardlink, else copy"), ("move", "Move")], mode="move",
        qualities=[("WEBDL-1080p", "WEBDL-1080p"), ("Unknown", "Unknown")], error=None,
    )  # fmt: skip


def import_outcome() -> dict[str, Any]:
    files = [
        {"name": "Sintel.mkv", "problem": None, "undo_path": "/undo/a"},
        {"name": "abc.mkv", "problem": "It is no video.", "undo_path": None},
    ]
    return common(
        "/activity", job_id=7, sentence="1 of 2 files are in the library.", waiting=False, chosen_count=2, error=None,
        again_path="/import?folder=/downloads", files=files,
    )  # fmt: skip


def trash() -> dict[str, Any]:
    one = {
        "id": 1,
        "name": "Detour",
        "what": "2 files, 4.1 GB",
        "paths": ["/media/films/Detour (1945)/Detour (1945).mkv"],
        "deleted_at": NOW - timedelta(days=2),
        "gone_on": days(28),
        "restore_path": "/restore",
        "purge": {"question": "Delete “Detour” for good?", "goes": "2 files go from the disk.", "path": "/purge"},
    }
    return common(
        "/activity",
        facts=None,
        tabs=s.activity_tabs("Trash"),
        trash=[one],
        empty={"question": "Empty the trash?", "goes": "2 files, 4.1 GB, go from the disk.", "path": "/empty"},
        kept_days=30,
        total_bytes=4.1 * GB,
        **NO_PAGES,
    )


def status() -> dict[str, Any]:
    def service(name: str, kind: str, down: bool = False) -> dict[str, Any]:
        bars: list[dict[str, Any]] = [{"state": "none", "height": 0}] * 6 + [{"state": "ok", "height": 14}] * 42
        if down:
            bars[40] = {"state": "part", "height": 12}
            bars[-2:] = [{"state": "down", "height": 18}] * 2
        return {
            "name": name,
            "kind_words": f"{kind}, 4 min ago",
            "mark": "broken" if down else "here",
            "took": "no answer" if down else "38 ms",
            "bad": down,
            "bars": bars,
            "bars_words": "95 of 99 answers in the last 24 hours. In vain: 15:30 to 16:30."
            if down
            else "99 of 99 answers",
            "answered": "95 of 99" if down else "99 of 99",
        }

    chart = {
        "width": 460, "height": 120, "full_y": 8, "urgent": True, "area": "0,120 0,92 115,76 230,50 230,120",
        "past": "0,92 115,76 230,50", "ahead": "230,50 406,8", "here": (230, 50), "end": (406, 8),
        "first_day": "21 Oct", "last_day": "20 Dec",
    }  # fmt: skip

    def act(words: str, decide: bool) -> dict[str, Any]:
        return {"words": words, "path": "/fix", "fields": {}, "href": None, "decide": decide}

    return common(
        "/status",
        sentence="All but one thing works.",
        rest="Torznab D is out, and its searches go elsewhere.",
        issues=[
            {
                "id": 1,
                "mark": "broken",
                "sentence": "Torznab D has not answered for 46 minutes",
                "detail": "Name not known. Asked again at 21:20",
                "act": act("Ask now", False),
                "details_href": "/docs/health",
                "later_path": "/later",
            },
            {
                "id": 2,
                "mark": "turn",
                "sentence": "Downloads on “tank” cannot be hardlinked",
                "detail": "They are on another disk, so each import is copied: 312 GB twice",
                "act": act("Move the folder", True),
                "details_href": None,
                "later_path": "/later",
            },
        ],
        services=[
            service("Web and API", "Monarr"),
            service("qBittorrent", "client"),
            service("Torznab A", "indexer"),
            service("Torznab D", "indexer", down=True),
            service("TMDB", "metadata"),
            service("Kodi, living room", "player"),
        ],
        disks=[
            {
                "paths": ("/mnt/tank/films", "/mnt/tank/series"),
                "name": "tank",
                "used_bytes": 7100 * GB,
                "total_bytes": 8000 * GB,
                "free_bytes": 900 * GB,
                "urgent": True,
                "sentence": "“tank” is full in 23 days. The trash could go first, 212 GB.",
                "notes": ["41.2 GB on its way.", "212 GB in the trash, the last of it until 20 Dec."],
                "chart": chart,
                "acts": [
                    {"words": "Empty the trash", "href": "/activity/trash", "decide": True},
                    {"words": "Change sizes", "href": "/settings/quality", "decide": False},
                ],
            },
            {
                "paths": ("/mnt/vault/anime",),
                "name": "vault",
                "used_bytes": 2100 * GB,
                "total_bytes": 12000 * GB,
                "free_bytes": 9900 * GB,
                "urgent": False,
                "sentence": "In 30 days: 9.9 TB free.",
                "notes": [],
                "chart": None,
                "acts": [],
            },
        ],
        tasks=[
            {
                "id": "backlog",
                "name": "Search the backlog",
                "detail": "",
                "when_words": "34 of 50, ends 21:05",
                "share": 0.68,
                "run_path": None,
                "stop_path": "/stop",
            },
            {
                "id": "rss",
                "name": "Read RSS feeds",
                "detail": "Every 15 min",
                "when_words": "in 6 min",
                "share": None,
                "run_path": "/run",
                "stop_path": None,
            },
        ],
        tasks_total=22,
        facts=[("Version", "0.1.0"), ("Database", "SQLite 3.45, 214 MB")],
        unforeseen={"words": "2 unexpected errors in the last day", "href": "/settings/errors"},
    )


def tasks() -> dict[str, Any]:
    job = {
        "id": 1,
        "name": "Refresh",
        "subject": "The Long Signal",
        "state": "arriving",
        "state_words": "Running, 12 of 30",
        "share": 0.4,
        "at": NOW,
        "took": "4 s",
        "error": None,
        "correlation_id": None,
        "error_path": None,
        "stop_path": "/stop",
        "again_path": None,
    }
    return common(
        "/status",
        schedules=[
            {
                "id": "rss",
                "name": "Read RSS feeds",
                "every": "15 min",
                "last_at": NOW - timedelta(minutes=9),
                "last_words": "2 s",
                "next_at": NOW + timedelta(minutes=6),
                "run_path": "/run",
                "on": True,
                "switch_path": "/switch",
            }
        ],
        jobs=[
            job,
            job
            | {
                "id": 2,
                "state": "broken",
                "state_words": "Failed after 4 attempts",
                "share": None,
                "error": "Name or service not known",
                "correlation_id": "7f3c-19a2",
                "error_path": "/settings/errors?q=7f3c-19a2",
                "stop_path": None,
                "again_path": "/again",
            },
        ],
        chips=[{"words": "All", "n": 2, "href": "?", "on": True}],
        **NO_PAGES,
    )
