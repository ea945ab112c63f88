"""Contexts of home, the library, adding, wanted and the palette."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import GB, NOW, common, days, picture

NO_PAGES: dict[str, Any] = {"older": "?before=7", "newer": None}


def home_empty() -> dict[str, Any]:
    return home() | {"nothing_yet": True, "sentence": "An empty house.", "rest": "Add the first title."}


def home() -> dict[str, Any]:
    def post(words: str) -> dict[str, Any]:
        return {"words": words, "path": "/decide", "fields": {"id": 1}, "href": None}

    turns = [
        {
            "id": 1,
            "icon": None,
            "poster": picture("caligari"),
            "name": "The Cabinet of Dr. Caligari",
            "sentence": "may be another film",
            "detail": "Three titles fit; the nearest is 71 % sure",
            "decide": {"words": "Choose match", "href": "/activity", "path": None, "fields": {}},
            "other": None,
        },
        {
            "id": 2,
            "icon": None,
            "poster": picture("onestep"),
            "name": "One Step Beyond",
            "sentence": "has two cuts",
            "detail": "97 episodes, the longer one is 61 GB",
            "decide": post("Keep"),
            "other": post("Let it go"),
        },
        {
            "id": "unmatched-1",
            "icon": "folder",
            "poster": None,
            "name": "2 folders",
            "sentence": "belong to no title",
            "detail": "Found in Films",
            "decide": {"words": "Say whose", "href": "/library/movies/unmatched", "path": None, "fields": {}},
            "other": None,
        },
        {
            "id": 3,
            "icon": None,
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
        unmatched={"words": "3 folders without a title", "href": "/library/movies/unmatched"},
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
        "in_trash": None,
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
        unsure=False,
        results=results,
        pick=None,
    )


def add_unsure() -> dict[str, Any]:
    return add() | {"results": [], "sources": "TVmaze did not answer.", "unsure": True}


def add_pick() -> dict[str, Any]:
    return add() | {"pick": pick()}


def add_in_trash() -> dict[str, Any]:
    said = {
        "sentence": "Sintel is in the trash of Films. Restore it, or add it anew.",
        "restore_path": "/title/5/restore",
    }
    return add() | {"pick": pick() | {"in_trash": said}}


def wanted() -> dict[str, Any]:
    def row(key: str, name: str, detail: str | None, why: str | None, has: str | None) -> dict[str, Any]:
        return {
            "id": key,
            "path": "/title/7",
            "name": name,
            "detail": detail,
            "poster": picture(key),
            "state": "better" if has else "missing",
            "state_words": "Better wanted" if has else "Missing for 12 days",
            "why": why,
            "has": has,
            "wants": ["Bluray-1080p"],
            "since": days(-12),
            "last_searched_at": NOW - timedelta(hours=2),
            "next_search_at": NOW + timedelta(hours=4),
            "search_path": "/search",
            "choose_path": "/releases",
        }

    return common(
        "/wanted",
        sentence="Four titles are missing.",
        rest="The next search is tonight at 03:10.",
        show="missing",
        tabs=[
            {"words": "Missing", "n": 4, "href": "/wanted", "on": True, "mark": "missing"},
            {"words": "Better wanted", "n": 87, "href": "/wanted?show=cutoff", "on": False, "mark": "better"},
        ],
        libraries=[{"words": "Films", "href": "?library=movies", "on": False}],
        wanted=[
            row("detour", "Detour", None, "No release of it has been seen yet.", None),
            row(
                "signal",
                "The Long Signal",
                "3×05 Handshake",
                "No release in English has been seen since it aired 14 days ago.",
                None,
            ),
            row(
                "charade",
                "Charade",
                None,
                "The nearest of 14 releases is 5.6 GB, and this profile allows 3.7 GB.",
                None,
            ),
            row("metropolis", "Metropolis", None, None, "HDTV-720p"),
        ],
        search_all={"path": "/wanted/search", "words": "Search all 4", "about": "4 searches"},
        next_round_at=NOW + timedelta(hours=2),
        **NO_PAGES,
    )


def palette() -> dict[str, Any]:
    hit = {
        "path": "/title/5",
        "name": "Sintel",
        "fact": "2010, Films",
        "say": "1080p here, 4K missing for 12 days",
        "mark": "missing",
        "poster": picture("sintel"),
        "icon": None,
        "key": "↵",
        "post": False,
        "fields": {},
    }
    act = hit | {
        "path": "/title/5/search",
        "name": "Search for Sintel, 4K",
        "fact": "6 indexers, about 2 s",
        "say": None,
        "poster": None,
        "icon": "search",
        "key": "⇧ S",
        "post": True,
    }
    return common(
        "/search", query="sint", groups=[{"name": "In your library", "hits": [hit]}, {"name": "Do", "hits": [act]}]
    )


def unmatched() -> dict[str, Any]:
    guess = {"key": "tmdb:717", "name": "Charge (2022)", "sources": "TMDB"}
    folder = {
        "id": 3, "name": "charge final cut", "path": "/media/films/charge final cut", "count": "1 video, 1.2 GB",
        "reason": "Nobody knows this folder for sure. Choose its title.", "guess": guess, "others": [guess],
        "words": "charge final cut", "found": None, "silent": "", "add_path": "/add/3", "leave_path": "/leave/3",
        "asked_at": NOW,
    }  # fmt: skip
    holiday = folder | {
        "id": 4,
        "name": "Holiday 2019",
        "guess": None,
        "others": [],
        "found": [],
        "silent": "TMDB did not answer.",
    }
    return common(
        "/library/movies", library={"name": "Films", "path": "/library/movies"}, path="/library/movies/unmatched",
        sentence="2 folders belong to no title.", error=None, folders=[folder, holiday, folder | {"id": 5, "found": [guess]}],
        left=[{"id": 9, "name": "Trailers", "list_path": "/list/9"}],
    )  # fmt: skip


def rename() -> dict[str, Any]:
    file = {
        "id": 1,
        "folder": "/media/films/Sintel (2010)",
        "old": "sintel.mkv",
        "new": "Sintel (2010) WEBDL-1080p.mkv",
        "problem": None,
        "others": ["Sintel (2010) WEBDL-1080p.en.srt"],
    }
    blocked = file | {"id": 2, "problem": "Another file is called so there."}
    return common(
        "/",
        name="Sintel",
        back="/title/2/files",
        path="/title/2/rename",
        is_library=False,
        doable=1,
        blocked=1,
        same=3,
        may_edit=True,
        error="“x.mkv” would be the name of two files.",
        titles=[{"id": 2, "name": "Sintel", "files": [file, blocked]}],
        first=0,
        stretch=None,
        older=None,
        newer=None,
    )


def rename_library() -> dict[str, Any]:
    changes = {"is_library": True, "error": None, "first": 100, "stretch": (101, 200, 1284)}
    return rename() | changes | {"older": "?first=200", "newer": "?first=0"}


def renamed() -> dict[str, Any]:
    return common(
        "/library/movies",
        name="Films",
        back="/library/movies/rename",
        path="/library/movies/rename/7",
        running=False,
        failed=False,
        progress=1.0,
        renamed_count=12,
        left=[{"title": "Sintel", "name": "sintel.mkv", "why": "Another file is called so there."}],
        may_undo=True,
    )


def renaming() -> dict[str, Any]:
    return renamed() | {"running": True, "progress": 0.4, "may_undo": False}
