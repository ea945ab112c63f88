"""One rich context per page template, by the template's name (see samples.py for the cast)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import GB, NOW, common, days, picture

SETUP = {"viewer": s.viewer(), "csrf_token": "token", "door": s.door(), "art_url": "/art/fanart-signal.webp"}
KINDS = [("movie", "Films"), ("series", "Series"), ("anime", "Anime")]
NO_PAGES: dict[str, Any] = {"older": "?before=7", "newer": None}


def setup_owner() -> dict[str, Any]:
    form = {"name": "Ada", "username": "ada", "email": "", "token": ""}
    errors = {"name": None, "username": None, "email": None, "token": None, "password": None}
    return SETUP | {"step": 1, "form": form, "errors": errors, "error": None, "needs_token": False}


def setup_library() -> dict[str, Any]:
    rows = [
        ("/media/films", "1,284 folders, 97 % recognised, 2.1 TB free", "movie", True, None),
        ("/media/series", "212 series, 9,412 files, 2.1 TB free", "series", True, None),
        ("/media/anime", "64 series, 2.1 TB free", "anime", True, None),
        ("/media/downloads", "Looks like a download folder, not a library", "", False, "left out"),
    ]
    keys = ("path", "facts", "kind", "chosen", "left_out")
    folders = [dict(zip(keys, row, strict=True)) for row in rows]
    form = {"other_path": "", "other_kind": "movie"}
    return SETUP | {
        "step": 2,
        "folders": folders,
        "kinds": KINDS,
        "form": form,
        "errors": {"other_path": None},
        "error": None,
    }


def setup_source() -> dict[str, Any]:
    sources = [
        {"implementation": "torznab", "label": "Torznab indexer", "help": "Your own account and key", "icon": "rss"},
        {"implementation": "newznab", "label": "Newznab indexer", "help": "Usenet, with your key", "icon": "rss"},
    ]
    sources = [source | {"answers": None} for source in sources]
    sources[0]["answers"] = "Answers in 410 ms"  # type: ignore[assignment]
    client = {"implementation": "builtin", "label": "Built-in torrent client", "help": "Ready.", "on": True}
    adding = {
        "implementation": "newznab",
        "label": "Newznab indexer",
        "settings": s.SETTINGS[:2],
        "values": {},
        "errors": {},
    }
    return SETUP | {"step": 3, "sources": sources, "clients": [client], "adding": adding, "error": None}


def sign_in() -> dict[str, Any]:
    art = [card["poster"]["url"] for card in s.cards()] + [card["poster"]["url"] for card in s.cards()[:13]]
    return SETUP | {
        "house": "the Lindqvist house",
        "form": {"username": "ada", "next": "/"},
        "error": "This name and password do not go together.",
        "art": art,
    }


def home() -> dict[str, Any]:
    def post(words: str) -> dict[str, Any]:
        return {"words": words, "path": "/decide", "fields": {"id": 1}, "href": None}

    turns = [
        {
            "id": 1,
            "poster": picture("caligari"),
            "name": "The Cabinet of Dr. Caligari",
            "sentence": "may be another film",
            "detail": "Three titles fit; the nearest is 71 % sure",
            "decide": {"words": "Choose match", "href": "/activity", "path": None, "fields": {}},
            "other": None,
        },
        {
            "id": 2,
            "poster": picture("onestep"),
            "name": "One Step Beyond",
            "sentence": "has two cuts",
            "detail": "97 episodes, the longer one is 61 GB",
            "decide": post("Keep"),
            "other": post("Let it go"),
        },
        {
            "id": 3,
            "poster": picture("wingit"),
            "name": "Wing It!",
            "sentence": "is not what its name said",
            "detail": "Says 1080p; the file is 854×480 and has no sound",
            "decide": post("Keep anyway"),
            "other": post("Block"),
        },
    ]
    rows = [
        ("charge", "Charge", None, "4K HDR", "run", 0.82, "4 min", "12.4 MB/s · then checked and put beside the 1080p"),
        ("signal", "The Long Signal", "3×07", None, "run", 0.46, "11 min", "27.9 MB/s · aired 52 minutes ago"),
        (
            "safety",
            "Safety Last!",
            None,
            "1080p",
            "stalled",
            0.19,
            "stalled",
            "No peers for 3 h · tries the next in 41 min",
        ),
    ]
    arriving = [
        {
            "id": n,
            "path": "/title/5",
            "name": name,
            "detail": detail,
            "badge": badge,
            "poster": picture(key),
            "mark": "arriving",
            "mood": mood,
            "share": share,
            "eta": eta,
            "fact": fact,
        }
        for n, (key, name, detail, badge, mood, share, eta, fact) in enumerate(rows)
    ]
    coming = [
        {"on": days(n), "path": "/title/9", "name": name, "detail": detail, "state": "waiting"}
        for n, name, detail in (
            (0, "Harbour Lights", "1×05 · 21:00"),
            (1, "Paper Cranes", "2×04"),
            (4, "Pioneer One", "1×06"),
            (7, "The Long Signal", "3×08"),
            (11, "Wing It!", "4K release"),
        )
    ]
    return common(
        "/",
        sentence="Three things wait for you, Ada.",
        rest="The next film is ready in four minutes.",
        turns=turns,
        arriving=arriving,
        arrived=[
            {
                "id": 1,
                "path": "/title/4",
                "name": "Carnival of Souls",
                "sentence": "arrived at 18:42, Kodi knows",
                "undo_path": "/undo/1",
            }
        ],
        recent=[card for card in s.cards() if card["state"] == "here"][:10],
        recent_path="/library/movies",
        coming=coming,
        nothing_yet=False,
    )


def wall(view: str = "wall") -> dict[str, Any]:
    chips = [
        ("All", 1284, True, None),
        ("Missing", 41, False, "missing"),
        ("Arriving", 3, False, "arriving"),
        ("Better wanted", 87, False, "better"),
        ("Your turn", 1, False, "turn"),
        ("Not monitored", 112, False, "off"),
    ]
    heads = ("Title", "Year", "State", "Has", "Wants", "Score", "Group", "Languages", "Size", "Added")
    columns = [
        {
            "key": words.lower(),
            "words": words,
            "href": "?sort=" + words.lower(),
            "order": "ascending" if words == "Title" else None,
            "numeric": words in ("Score", "Size", "Added"),
        }
        for words in heads
    ]
    return common(
        "/library/movies",
        library={"name": "Films", "slug": "movies", "path": "/library/movies"},
        total=27,
        all=1284,
        size_bytes=9200 * GB,
        disks="on two disks",
        view=view,
        offset=0,
        limit=60,
        rows_path="/library/movies?view=" + view,
        chips=[{"words": w, "n": n, "href": "?state=" + w, "on": on, "mark": mark} for w, n, on, mark in chips],
        filters=[{"words": "Added since September", "href": "?"}],
        query=None,
        sort={"words": "Added, newest", "options": [{"words": "Title", "href": "?sort=title", "on": False}]},
        views={"wall": "?view=wall", "table": "?view=table"},
        jumps=[
            {"label": label, "offset": n * 3, "on": label == "Week"}
            for n, label in enumerate(("Today", "Week", "Nov", "Oct", "Sep", "Aug", "Jul", "2025", "2024"))
        ],
        newer=None,
        older="?offset=60",
        titles=s.table_rows() if view == "table" else s.cards(),
        columns=columns,
        folder="/media/films",
    )


def wall_table() -> dict[str, Any]:
    return wall("table")


def wall_empty() -> dict[str, Any]:
    return wall() | {"all": 0, "total": 0, "titles": []}


def pick() -> dict[str, Any]:
    form = {
        "library": 1,
        "root_folder": "/media/films",
        "version": "1080p",
        "profile": 2,
        "monitor": "all",
        "search": True,
    }
    return {
        "key": "tmdb:45745",
        "name": "Sintel",
        "year": 2010,
        "overview": s.sintel()["plot"],
        "poster": picture("sintel"),
        "facts": "2010, 15 min, Fantasy",
        "kind": "series",
        "form": form,
        "libraries": [(1, "Films")],
        "folders": [("/media/films", "/media/films, 2.1 TB free")],
        "profiles": [(2, "1080p")],
        "monitors": [("all", "All"), ("future", "From now on"), ("first", "First season")],
        "then": "Searched at once on 6 indexers, about 2 s.",
        "errors": {"library": None, "root_folder": None, "profile": None},
    }


def add() -> dict[str, Any]:
    results = [
        {
            "key": f"tmdb:{n}",
            "name": name,
            "year": 2010 + n,
            "overview": s.sintel()["plot"],
            "poster": picture(key) if key else None,
            "facts": "Film, 15 min · TMDB and Wikidata",
            "here_path": "/title/5" if n == 0 else None,
            "pick_href": f"/add?pick=tmdb:{n}",
        }
        for n, (name, key) in enumerate((("Sintel", "sintel"), ("Spring", "spring"), ("Sintel: The Making", None)))
    ]
    return common(
        "/add",
        query="sint",
        kind="",
        searched=True,
        sources="TMDB and TVmaze answered in 0.3 s.",
        results=results,
        pick=None,
    )


def add_pick() -> dict[str, Any]:
    return add() | {"pick": pick()}


def movie() -> dict[str, Any]:
    return common(
        "/library/movies",
        title=s.sintel(),
        facts=s.facts(),
        lanes=s.lanes(),
        story=s.story(),
        story_path="/title/5/history",
        tabs=s.title_tabs("Overview"),
        previous_path="/title/4",
        next_path="/title/6",
        deleting=s.deleting(),
    )


def series() -> dict[str, Any]:
    rows = [
        ("Noise floor", -42, "here", "Here", "WEBDL-1080p", 1420, 1.9),
        ("A second dish", -35, "here", "Here", "WEBDL-1080p", 1420, 2.0),
        ("The quiet band", -28, "better", "HDTV-720p here, better wanted", "HDTV-720p", 310, 0.9),
        ("Drift", -21, "here", "Here", "WEBDL-1080p", 1420, 1.8),
        ("Handshake", -14, "missing", "Missing: no release in English yet", None, None, None),
        ("Carrier", -7, "here", "Here", "WEBDL-1080p", 1380, 1.9),
        ("Overlap", 0, "arriving", "46 %, 11 min", "WEBDL-1080p", 1420, 2.0),
        ("Sidelobe", 7, "waiting", "Airs in 7 days", None, None, None),
        ("Return loss", 14, "waiting", "Airs in 14 days", None, None, None),
        ("Untitled", 21, "waiting", "Finale", None, None, None),
    ]
    episodes = [
        {
            "id": 30 + n,
            "number": n,
            "name": name,
            "path": f"/title/{30 + n}",
            "aired_on": days(away),
            "state": state,
            "state_words": words,
            "quality": quality,
            "score": score,
            "languages": "EN DE" if quality else None,
            "size_bytes": gb * GB if gb else None,
            "monitored": True,
            "share": 0.46 if state == "arriving" else None,
            "dim": away > 0,
            "next": n == 6,
            "why_path": f"/title/{30 + n}" if state in ("better", "missing") else None,
            "search_path": "/search",
            "choose_path": "/releases",
            "monitor_path": "/monitor",
        }
        for n, (name, away, state, words, quality, score, gb) in enumerate(rows, start=1)
    ]
    seasons = [
        {
            "number": number,
            "name": f"Season {number}" if number else "Specials",
            "href": f"/title/9?season={number}",
            "on": number == 3,
            "here": here,
            "of": of,
            "words": words,
            "size_bytes": size,
            "note": note,
            "monitored": number > 0,
            "share": here / of,
            "state": state,
        }
        for number, here, of, words, size, note, state in (
            (3, 5, 7, "5 of 7 aired", 8.5 * GB, "10 planned", "run"),
            (2, 7, 10, "7 of 10", 9.8 * GB, "3 missing", "run"),
            (1, 10, 10, "10 of 10", 10.8 * GB, None, "done"),
            (0, 0, 1, "0 of 1", None, "not monitored", "idle"),
        )
    ]
    title = s.sintel() | {
        "id": 9,
        "name": "The Long Signal",
        "poster": picture("signal"),
        "backdrop": picture("signal", "fanart"),
        "path": "/title/9",
    }
    return movie() | common(
        "/library/tv",
        title=title,
        sentence="Episode 8 airs next Friday.",
        summary="22 of 28 aired episodes are here, 29.1 GB",
        seasons=seasons,
        season={
            "number": 3,
            "name": "Season 3",
            "about": "Profile “1080p small”, about 1.9 GB an episode",
            "monitored": True,
            "path": "/title/12",
        },
        episodes=episodes,
        missing=4,
        story=[],
    )


def episode() -> dict[str, Any]:
    return movie() | {
        "episode": {
            "id": 35,
            "name": "Handshake",
            "number_words": "3×05",
            "path": "/title/35",
            "plot": "The dish answers before it is asked.",
            "still": picture("signal", "fanart"),
            "aired_on": days(-14),
            "series_name": "The Long Signal",
            "series_path": "/title/9",
        }
    }


def files() -> dict[str, Any]:
    one = {
        "id": 3,
        "path": "/media/films/Sintel (2010)/Sintel (2010) Bluray-1080p.mkv",
        "size_bytes": 1_180_000_000,
        "added_at": NOW - timedelta(days=17),
        "version": "1080p",
        "quality": "Bluray-1080p",
        "badges": ["Bluray-1080p", "x264 8-bit"],
        "streams": [{"kind": "Video", "words": "1920×818, x264, 24 fps"}, {"kind": "Sound", "words": "English, DTS 5.1"}],
        "release": "Sintel.2010.1080p.BluRay.x264.DTS-DURIAN",
        "group": "DURIAN",
        "links": 2,
        "info": "One copy with two names: here and at the client",
        "broken": None,
        "delete_path": "/files/3/delete",
        "others": [{"path": "Sintel (2010).nfo", "words": "NFO"}],
    }
    return common("/library/movies", title=s.sintel(), tabs=s.title_tabs("Files"), files=[one])


def title_history() -> dict[str, Any]:
    return common(
        "/library/movies", title=s.sintel(), tabs=s.title_tabs("History"), story=s.story(), older="?before=7"
    )


def choose() -> dict[str, Any]:
    parts = [("Quality WEBDL-2160p", 1200), ("Format HDR", 500), ("Format WEB tier 1", 400), ("10-bit video", 150)]
    parts += [("Group DURIAN, 34 of 34 true", 120), ("Three indexers agree", 40), ("x265 in a WEB release", -100)]
    verdicts = [("refused", "Size for 15 min: 5.6 of 3.7 GB"), ("passed", "Quality is in the profile")]
    verdicts += [("passed", "Language English"), ("passed", "No blocked words"), ("not-asked", "Free space")]
    durian = s.release(
        3,
        "Sintel.2010.2160p.WEB.x265.10bit.HDR-DURIAN",
        ("2160p", "WEB", "HDR"),
        2310,
        5.6,
        "Too big: 5.6 GB, and 3.7 GB is the most for 15 minutes",
        chosen=True,
    )
    contributions = [type("Part", (), {"label": label, "value": value})() for label, value in parts]
    chosen = durian | {
        "sentence": "Passes every rule but one: its size.",
        "contributions": contributions,
        "verdicts": [{"outcome": outcome, "sentence": words} for outcome, words in verdicts],
        "refused": True,
        "reasons_words": "",
    }
    releases = [
        s.release(
            1,
            "Sintel.2010.2160p.WEB.x265-MANGO",
            ("2160p", "WEB"),
            1620,
            3.4,
            "Fits every rule. New: first seen 4 minutes ago.",
            fits=True,
            grab_path="/releases/1/grab",
            age_seconds=240,
        ),
        s.release(
            2,
            "Sintel.2010.2160p.UHD.Remux-FREIGHT",
            ("2160p", "UHD"),
            2940,
            14.1,
            "Too big: 14.1 GB of 3.7 · Remux is not in “4K HDR, small”",
            reputation={"bars": 3, "words": "9 of 12 true"},
        ),
        durian,
        s.release(
            4,
            "Sintel.2010.1080p.BluRay.x264.DTS-DURIAN",
            ("1080p", "BluRay"),
            1840,
            1.2,
            "Already here, and the same quality is not an upgrade",
        ),
        s.release(
            5,
            "Sintel.2160p.HDR.x265-QuickRip",
            ("2160p",),
            -400,
            0.9,
            "Group: 3 of its last 4 files were not what they claimed",
            reputation={"bars": 1, "words": "1 of 4 true"},
            peers=312,
        ),
    ]
    chips = [("All", 40, True, None), ("Fits", 1, False, "here"), ("Refused", 39, False, None)]
    return common(
        "/library/movies",
        title=s.sintel(),
        heading="Sintel, 4K version",
        version="4K",
        path="/title/5/releases",
        summary="40 releases from 6 indexers in 2.1 s.",
        fits_words="One fits.",
        silent="Torznab D did not answer.",
        searching=False,
        chips=[{"words": w, "n": n, "href": "?show=" + w, "on": on, "mark": mark} for w, n, on, mark in chips],
        sort_words="Fits first, then score",
        releases=releases,
        chosen=chosen,
    )


def queue() -> dict[str, Any]:
    def row(key: str, name: str, state: str, words: str, mood: str, share: float, eta: str, nxt: str, detail: str) -> Any:
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
            "can_wait": "/wait",
        }

    rows = [
        row("charge", "Charge", "arriving", "82 %", "run", 0.82, "4 min", "Then checked, and put beside the 1080p", "12.4 MB/s from 23 peers"),
        row("signal", "The Long Signal 3×07", "arriving", "46 %", "run", 0.46, "11 min", "Then Ben is told", "27.9 MB/s"),
        row("safety", "Safety Last!", "stalled", "Stalled", "stalled", 0.19, "3 h", "Gives up in 41 min, then tries the next best", "Strike 2 of 3. Next: FLICKER, score 1,610, 60 less"),
        row("caligari", "Unknown film", "turn", "Your turn", "turn", 1.0, "", "Which film is this? Three titles fit", "The nearest is The Cabinet of Dr. Caligari, 71 %"),
        row("general", "The General", "broken", "Not what it said", "failed", 1.0, "", "Blocked. Searching for another in 8 min", "Says 1080p; the file is 854×480 and has no sound"),
        row("friday", "His Girl Friday", "waiting", "Waiting", "idle", 0.0, "5 h 10", "Grabs at 02:00, unless a better one comes", "Torrents wait 6 h for Usenet. Best so far 1,890"),
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
        paused=None,
    )


def history() -> dict[str, Any]:
    events = [
        {"id": 1, "at": NOW, "mark": "here", "name": "Charge", "path": "/title/3", "words": "arrived in 1080p", "detail": "Hardlinked into Films, 1.2 GB", "mono": "Charge.2022.1080p.WEB-DL.x265-STUDIO", "undo_path": "/undo/4"},
        {"id": 2, "at": NOW - timedelta(minutes=9), "mark": None, "name": "Charge", "path": "/title/3", "words": "was grabbed from Torznab A", "detail": "Score 1,840", "mono": None, "undo_path": None},
        {"id": 3, "at": NOW - timedelta(minutes=40), "mark": "broken", "name": "The General", "path": None, "words": "was refused after download", "detail": "The file is 854×480 and has no sound", "mono": None, "undo_path": None},
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
    one = {"id": 1, "release": "The.General.1926.1080p.BluRay.x264-RAIL", "strong": ("1080p",), "title_name": "The General", "title_path": "/title/22", "reason": "Says 1080p; the file is 854×480", "by": "by Monarr", "at": NOW, "indexer": "Torznab B", "size_bytes": 4 * GB, "free_path": "/free"}
    return common("/activity", facts=None, tabs=s.activity_tabs("Blocklist"), blocked=[one], clear_path="/clear", **NO_PAGES)


def trash() -> dict[str, Any]:
    one = {"id": 1, "name": "Detour", "what": "2 files, 4.1 GB", "paths": ["/media/films/Detour (1945)/Detour (1945).mkv"], "deleted_at": NOW - timedelta(days=2), "by": "Ada", "gone_on": days(28), "restore_path": "/restore", "purge_path": "/purge"}
    return common("/activity", facts=None, tabs=s.activity_tabs("Trash"), trash=[one], kept_days=30, total_bytes=4.1 * GB, **NO_PAGES)


def wanted() -> dict[str, Any]:
    def row(key: str, name: str, detail: str | None, why: str | None, has: str | None) -> dict[str, Any]:
        return {"id": key, "path": "/title/7", "name": name, "detail": detail, "poster": picture(key), "state": "better" if has else "missing", "state_words": "Better wanted" if has else "Missing for 12 days", "why": why, "has": has, "wants": "Bluray-1080p", "since": days(-12), "last_searched_at": NOW - timedelta(hours=2), "next_search_at": NOW + timedelta(hours=4), "search_path": "/search", "choose_path": "/releases"}

    return common(
        "/wanted",
        sentence="Four titles are missing.",
        rest="The next search is tonight at 03:10.",
        show="missing",
        tabs=[{"words": "Missing", "n": 4, "href": "/wanted", "on": True, "mark": "missing"}, {"words": "Better wanted", "n": 87, "href": "/wanted?show=cutoff", "on": False, "mark": "better"}],
        libraries=[{"words": "Films", "href": "?library=movies", "on": False}],
        wanted=[
            row("detour", "Detour", None, "No release of it has been seen yet.", None),
            row("signal", "The Long Signal", "3×05 Handshake", "No release in English has been seen since it aired 14 days ago.", None),
            row("charade", "Charade", None, "The nearest of 14 releases is 5.6 GB, and this profile allows 3.7 GB.", None),
            row("metropolis", "Metropolis", None, None, "HDTV-720p"),
        ],
        search_all={"path": "/wanted/search", "words": "Search all 4", "about": "4 searches"},
        next_round_at=NOW + timedelta(hours=2),
        **NO_PAGES,
    )


def settings_index() -> dict[str, Any]:
    return common("/settings", menu=s.menu(""), query="")


def provider_list() -> dict[str, Any]:
    def row(n: int, name: str, mark: str, words: list[str], share: float | None, bad: bool = False) -> dict[str, Any]:
        facts = [{"words": word, "share": share if at == 2 else None, "bad": bad and at == 1} for at, word in enumerate(words)]
        return {"id": n, "name": name, "implementation_label": "Torznab", "path": f"/settings/indexers/{n}", "on": mark != "off", "mark": mark, "facts": facts, "switch_path": "/switch", "test_path": "/test"}

    return common(
        "/settings",
        menu=s.menu("/settings/indexers"),
        kind={"path": "/settings/indexers", "name": "Indexers", "about": "Where releases are looked for. One search serves every library.", "add_words": "Add an indexer", "empty": "Monarr has nowhere to look yet.", "empty_about": "Add an indexer you have an account with.", "columns": ["Serves", "Answers in", "Today’s budget", "Useful"]},
        providers=[
            row(1, "Torznab A", "here", ["Films, series", "620 ms", "290 of 500", "118 of 4,112"], 0.58),
            row(2, "Newznab C", "here", ["All", "280 ms", "1,420 of 2,000", "204 of 3,777"], 0.71),
            row(3, "Torznab D", "broken", ["Series", "no answer", "back at 21:20", "Failing for 46 min"], None, bad=True),
            row(4, "Scene feed", "off", ["Films", "", "", "Off since 2 Nov"], None),
        ],
        troubles=[{"sentence": "Torznab D has not answered for 46 minutes; the other four cover its searches.", "tried": "The server’s name is not known (DNS). It was asked at 20:06, 20:16 and 20:36; next at 21:20. Nothing was lost.", "raw": "Name or service not known · tracker-d.example", "id": "7f3c-19a2", "ask_path": "/test", "fix_path": "/settings/indexers/3"}],
        choices=[{"implementation": "torznab", "label": "Torznab", "help": "Prowlarr, Jackett and sites that speak it.", "protocol": "torrent", "href": "/settings/indexers/new?implementation=torznab"}],
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
        values={"url": "https://indexer.example/api", "limit": 500, "kind": "private", "categories": [2000, 2040], "words": [], "feeds": True},
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
    one = {"id": 2, "name": "1080p", "path": "/settings/profiles/2", "goal": "Bluray-1080p", "qualities": ["Bluray-1080p", "WEB 1080p"], "upgrades": True, "used_by": "312 films and 9 series", "size_words": "about 2.3 GB an hour"}
    return common("/settings", menu=s.menu("/settings/profiles"), profiles=[one, one | {"id": 3, "name": "Any", "upgrades": False}])


def profile_form() -> dict[str, Any]:
    return common(
        "/settings",
        menu=s.menu("/settings/profiles"),
        profile={"id": 2, "name": "1080p", "upgrades_allowed": True, "cutoff": "b1080", "minimum_score": 0, "cutoff_score": 2000, "minimum_upgrade": 1, "language": "any", "used_by": "Used by 312 films and 9 series."},
        items=[{"key": "b1080", "name": "Bluray-1080p", "allowed": True, "members": []}, {"key": "w1080", "name": "WEB 1080p", "allowed": True, "members": ["WEBDL-1080p", "WEBRip-1080p"]}, {"key": "dvd", "name": "DVD", "allowed": False, "members": []}],
        action="/settings/profiles/2",
        formats=[{"id": 1, "name": "HDR", "score": 500}],
        languages=[("any", "Any"), ("original", "The original one")],
        errors={},
        error=None,
        delete=s.ask("Delete 1080p?") | {"reason": "312 films use it"},
    )


def quality() -> dict[str, Any]:
    rows = [("SDTV", 2, 12, 40), ("WEB 1080p", 8, 45, 140), ("Bluray-1080p", 15, 90, 220), ("Remux-2160p", 150, 450, None)]
    definitions = [{"id": n, "name": name, "title": name, "minimum": low, "preferred": mid, "maximum": top, "example": "a 90-minute film: 1.4 to 19.8 GB"} for n, (name, low, mid, top) in enumerate(rows)]
    return common("/settings", menu=s.menu("/settings/quality"), definitions=definitions, errors={"minimum-1": "The least is above the most."}, error=None)


def formats() -> dict[str, Any]:
    rows = [{"id": 1, "name": "HDR", "path": "/settings/formats/1", "conditions": "Release title, not source DVD", "scores": [{"profile": "4K", "score": 500}]}, {"id": 2, "name": "x265", "path": "/settings/formats/2", "conditions": "Release title", "scores": []}]
    return common("/settings", menu=s.menu("/settings/formats"), formats=rows, import_path="/settings/formats/import")


def format_form() -> dict[str, Any]:
    condition = {"kind": "ReleaseTitle", "kind_label": "Release title", "name": "HDR", "negate": False, "required": True, "fields": [s.SETTINGS[8]], "values": {"path": r"\bHDR\b"}}
    return common(
        "/settings",
        menu=s.menu("/settings/formats"),
        format={"id": 1, "name": "HDR", "include_when_renaming": False},
        action="/settings/formats/1",
        errors={},
        error=None,
        conditions=[condition],
        kinds=[("ReleaseTitle", "Release title"), ("Source", "Source")],
        trial={"release": "Sintel.2010.2160p.HDR-X", "matched": True, "lines": [{"words": "Release title HDR", "matched": True}]},
        delete=s.ask("Delete HDR?"),
    )


def naming() -> dict[str, Any]:
    pattern = {"field": "movie_file", "label": "Film file", "value": "{Movie Title} ({Release Year}) {Quality Full}", "example": "Sintel (2010) Bluray-1080p.mkv", "error": None}
    return common("/settings", menu=s.menu("/settings/naming"), rename=True, groups=[{"name": "Films", "patterns": [pattern]}], options=[{"field": "colon", "label": "Colons", "kind": "choice", "choices": [("smart", "Smart")], "value": "smart", "help": None}], tokens=[{"family": "Film", "tokens": [("{Movie Title}", "Sintel")]}], error=None)


def libraries() -> dict[str, Any]:
    folder = {"path": "/media/films", "free_bytes": 2100 * GB, "total_bytes": 8000 * GB, "broken": None}
    one = {"id": 1, "name": "Films", "path": "/settings/libraries/1", "icon": "clapperboard", "kind_words": "Films", "titles": 1284, "folders": [folder, folder | {"broken": "cannot be read"}], "profile": "1080p"}
    return common("/settings", menu=s.menu("/settings/libraries"), libraries=[one])


def library_form() -> dict[str, Any]:
    folder = {"id": 1, "path": "/media/films", "facts": "2.1 TB free", "broken": None, "remove": s.ask("Take /media/films away?")}
    return common("/settings", menu=s.menu("/settings/libraries"), library={"id": None, "name": "Films", "slug": "movies", "content_type": "movie"}, action="/settings/libraries/new", kinds=KINDS, profiles=[(2, "1080p")], profile=2, folders=[folder], errors={}, error=None, delete=s.ask("Delete the library?"))


def users() -> dict[str, Any]:
    ada = {"id": 1, "name": "Ada Lindqvist", "username": "ada", "hue": 0, "role_words": "owner", "path": "/settings/users/1", "last_seen_at": NOW, "on": True, "sessions": 2}
    return common("/settings", menu=s.menu("/settings/users"), users=[ada, ada | {"id": 2, "name": "Ben", "username": "ben", "hue": 1, "role_words": "member", "last_seen_at": None}])


def user_form() -> dict[str, Any]:
    session = {"id": "a", "words": "Firefox on Linux", "seen_at": NOW, "current": True, "end_path": "/end"}
    return common("/settings", menu=s.menu("/settings/users"), user={"id": 2, "name": "Ben", "username": "ben", "email": "", "role": "member", "enabled": True}, roles=[("owner", "Owner"), ("member", "Member")], action="/settings/users/2", errors={}, error=None, sessions=[session], delete=s.ask("Delete Ben?"))


def api_keys() -> dict[str, Any]:
    key = {"id": 1, "name": "Watch list script", "prefix": "7f3c19a2", "created_at": NOW - timedelta(days=9), "last_used_at": NOW - timedelta(minutes=5), "scope_words": "all that you may", "revoke": s.ask("Revoke this key?")}
    return common("/settings", menu=s.menu("/settings/api-keys"), keys=[key], fresh={"name": "Phone", "key": "0123456789abcdef0123456789abcdef"}, scopes=[("full", "All that you may"), ("read", "Read")], errors={}, error=None)


def general() -> dict[str, Any]:
    return common("/settings", menu=s.menu("/settings/general"), groups=[{"name": "Trash", "about": "What is deleted or replaced.", "settings": [s.SETTINGS[2], s.SETTINGS[7]]}], values={"limit": 30, "feeds": True}, errors={}, error=None, facts=[("Version", "0.1.0"), ("Database", "SQLite 3.45")])


def preferences() -> dict[str, Any]:
    form = {"theme": "system", "density": "comfortable", "posters": "", "zone": "Europe/Berlin", "hours": "24", "keys": True}
    return common("/settings", menu=s.menu("/settings/preferences"), form=form, zones=[("Europe/Berlin", "Berlin")], errors={}, error=None, password={"error": None, "errors": {}})


def status() -> dict[str, Any]:
    def service(name: str, kind: str, down: bool = False) -> dict[str, Any]:
        bars = ["ok"] * 46 + (["down", "down"] if down else ["ok", "ok"])
        if name == "qBittorrent":
            bars[17] = "slow"
        return {"name": name, "kind_words": kind, "bars": bars, "bars_words": f"{name}, out for an hour" if down else f"{name}, always there", "took": "out" if down else "38 ms", "share_up": 0.968 if down else 1.0, "bad": down}

    def act(words: str, decide: bool) -> dict[str, Any]:
        return {"words": words, "path": "/fix", "fields": {}, "href": None, "decide": decide}

    return common(
        "/status",
        sentence="All but one thing works.",
        rest="Torznab D is out, and its searches go elsewhere.",
        issues=[
            {"id": 1, "mark": "broken", "sentence": "Torznab D has not answered for 46 minutes", "detail": "Name not known. Asked again at 21:20", "act": act("Ask now", False), "details_href": "/docs/health", "later_path": "/later"},
            {"id": 2, "mark": "turn", "sentence": "Downloads on “tank” cannot be hardlinked", "detail": "They are on another disk, so each import is copied: 312 GB twice", "act": act("Move the folder", True), "details_href": None, "later_path": "/later"},
        ],
        services=[service("Web and API", "Monarr"), service("qBittorrent", "client"), service("Torznab A", "indexer"), service("Torznab D", "indexer", down=True), service("TMDB", "metadata"), service("Kodi, living room", "player")],
        disks=[{"path": "/media", "name": "tank", "used_bytes": 7100 * GB, "total_bytes": 8000 * GB, "free_bytes": 900 * GB, "sentence": "“tank” has room for about 310 films."}, {"path": "/vault", "name": "vault", "used_bytes": 2100 * GB, "total_bytes": 12000 * GB, "free_bytes": 9900 * GB, "sentence": None}],
        tasks=[
            {"id": "backlog", "name": "Search the backlog", "detail": "", "when_words": "34 of 50, ends 21:05", "share": 0.68, "run_path": None, "stop_path": "/stop"},
            {"id": "rss", "name": "Read RSS feeds", "detail": "Every 15 min", "when_words": "in 6 min", "share": None, "run_path": "/run", "stop_path": None},
        ],
        tasks_total=22,
        facts=[("Version", "0.1.0"), ("Database", "SQLite 3.45, 214 MB")],
    )


def tasks() -> dict[str, Any]:
    job = {"id": 1, "name": "Refresh", "subject": "The Long Signal", "state": "arriving", "state_words": "Running, 12 of 30", "share": 0.4, "at": NOW, "took": "4 s", "error": None, "correlation_id": None, "stop_path": "/stop", "again_path": None}
    return common(
        "/status",
        schedules=[{"id": "rss", "name": "Read RSS feeds", "every": "15 min", "last_at": NOW - timedelta(minutes=9), "last_words": "2 s", "next_at": NOW + timedelta(minutes=6), "run_path": "/run", "on": True, "switch_path": "/switch"}],
        jobs=[job, job | {"id": 2, "state": "broken", "state_words": "Failed after 4 attempts", "share": None, "error": "Name or service not known", "correlation_id": "7f3c-19a2", "stop_path": None, "again_path": "/again"}],
        chips=[{"words": "All", "n": 2, "href": "?", "on": True}],
        **NO_PAGES,
    )


def palette() -> dict[str, Any]:
    hit = {"path": "/title/5", "name": "Sintel", "fact": "2010, Films", "say": "1080p here, 4K missing for 12 days", "mark": "missing", "poster": picture("sintel"), "icon": None, "key": "↵", "post": False, "fields": {}}
    act = hit | {"path": "/title/5/search", "name": "Search for Sintel, 4K", "fact": "6 indexers, about 2 s", "say": None, "poster": None, "icon": "search", "key": "⇧ S", "post": True}
    return common("/search", query="sint", groups=[{"name": "In your library", "hits": [hit]}, {"name": "Do", "hits": [act]}])


def error() -> dict[str, Any]:
    return SETUP | {"status": 404, "sentence": "There is nothing at this address.", "paragraph": "It may have been deleted, or the link is from another house.", "correlation_id": "7f3c-19a2", "raw": None, "again": True}


def styleguide() -> dict[str, Any]:
    return common("/styleguide", cards=s.cards(), why=s.why(), story=s.story(), contributions=choose()["chosen"]["contributions"], verdicts=choose()["chosen"]["verdicts"], picture=picture("sintel"), setting=s.SETTINGS[0])


# name of the sample: (template, context)
PAGES = {
    "setup-owner": ("setup/owner.html", setup_owner),
    "setup-library": ("setup/library.html", setup_library),
    "setup-source": ("setup/source.html", setup_source),
    "sign-in": ("auth/sign_in.html", sign_in),
    "home": ("home/home.html", home),
    "wall": ("library/wall.html", wall),
    "wall-table": ("library/wall.html", wall_table),
    "wall-empty": ("library/wall.html", wall_empty),
    "add": ("add/add.html", add),
    "add-pick": ("add/add.html", add_pick),
    "movie": ("title/movie.html", movie),
    "series": ("title/series.html", series),
    "episode": ("title/episode.html", episode),
    "files": ("title/files.html", files),
    "title-history": ("title/history.html", title_history),
    "choose": ("search/choose.html", choose),
    "queue": ("activity/queue.html", queue),
    "history": ("activity/history.html", history),
    "blocklist": ("activity/blocklist.html", blocklist),
    "trash": ("activity/trash.html", trash),
    "wanted": ("wanted/wanted.html", wanted),
    "settings": ("settings/index.html", settings_index),
    "provider-list": ("settings/provider_list.html", provider_list),
    "provider-form": ("settings/provider_form.html", provider_form),
    "profiles": ("settings/profiles.html", profiles),
    "profile-form": ("settings/profile_form.html", profile_form),
    "quality": ("settings/quality.html", quality),
    "formats": ("settings/formats.html", formats),
    "format-form": ("settings/format_form.html", format_form),
    "naming": ("settings/naming.html", naming),
    "libraries": ("settings/libraries.html", libraries),
    "library-form": ("settings/library_form.html", library_form),
    "users": ("settings/users.html", users),
    "user-form": ("settings/user_form.html", user_form),
    "api-keys": ("settings/api_keys.html", api_keys),
    "general": ("settings/general.html", general),
    "preferences": ("settings/preferences.html", preferences),
    "status": ("status/status.html", status),
    "tasks": ("status/tasks.html", tasks),
    "palette": ("palette/results.html", palette),
    "error": ("errors/error.html", error),
    "styleguide": ("styleguide.html", styleguide),
}
