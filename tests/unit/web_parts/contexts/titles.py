"""Contexts of title pages, choosing a release and the styleguide."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monarr.web.pages._forms import Errors
from tests.unit.web_parts import samples as s
from tests.unit.web_parts.samples import GB, NOW, common, days, picture


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
        "streams": [
            {"kind": "Video", "words": "1920×818, x264, 24 fps"},
            {"kind": "Sound", "words": "English, DTS 5.1"},
        ],
        "release": "Sintel.2010.1080p.BluRay.x264.DTS-DURIAN",
        "group": "DURIAN",
        "links": 2,
        "info": "One copy with two names: here and at the client",
        "broken": None,
        "delete_path": "/files/3/delete",
        "others": [{"path": "Sintel (2010).nfo", "words": "NFO"}],
    }
    return common("/library/movies", title=s.sintel(), tabs=s.title_tabs("Files"), files=[one])


def cast() -> dict[str, Any]:
    players = [
        {"name": "Halina Reijn", "character": "Sintel", "portrait": s.picture("sintel")},
        {"name": "Thom Hoffman", "character": "Shaman / Guard", "portrait": None},
    ]
    crew = [{"words": "Director", "names": ["Colin Levy"]}, {"words": "Music", "names": ["Jan Morgenstern"]}]
    return common("/library/movies", title=s.sintel(), tabs=s.title_tabs("Cast"), cast=players, crew=crew)


def versions() -> dict[str, Any]:
    def row(number: int, name: str, is_default: bool, state: str, words: str, held: str) -> dict[str, Any]:
        return {
            "id": number, "name": name, "is_default": is_default, "state": state, "state_words": words,
            "profile": "HD, plays directly", "folder": "/media/films", "files": held,
            "path": f"/title/5/versions/{number}",
        }  # fmt: skip

    rows = [
        row(4, "1080p", True, "here", "Here", "one file, 1.2 GB"),
        row(5, "4K", False, "missing", "Missing", "no file"),
    ]
    return common("/library/movies", title=s.sintel(), versions=rows, add_path="/title/5/versions/new")


def version() -> dict[str, Any]:
    remove = {"question": "Remove “4K”?", "goes": "It has no file yet. “1080p” and its files stay.", "path": "/remove"}
    return common(
        "/library/movies",
        title=s.sintel(),
        version={"id": 5, "name": "4K"},
        action="/title/5/versions/5",
        form={"name": "4K", "profile": 2, "root_folder": 1, "monitored": True, "search": False},
        profiles=[(1, "1080p"), (2, "4K")],
        folders=[(1, "/media/films")],
        then="The next search goes by this.",
        errors=Errors(),
        error=None,
        remove=remove,
    )


def edit_movie() -> dict[str, Any]:
    other = {"words": "Sintel (1998)", "path": "/title/8/edit#aliases"}
    names = [
        {"id": 1, "words": "Durian", "season": None, "source": "from a metadata source", "also_of": [other],
         "remove_path": "/title/5/names/1/remove"},
    ]  # fmt: skip
    return common(
        "/library/movies",
        title=s.sintel(),
        action="/title/5/edit",
        kind="movie",
        form={"monitored": True, "minimum_availability": "released", "tags": "kids"},
        notes=[{"words": "Its version “4K” is not monitored.", "path": "/title/5/versions/5#monitored"}],
        availability=[("announced", "As soon as it is announced"), ("released", "Once it can be bought or streamed")],
        out="As it is set now, it counts as out.",
        series_types=[],
        numbers_path=None,
        names=names,
        names_path="/title/5/names",
        names_locked=True,
        seasons=[("", "All seasons")],
        new={"name": "", "season": ""},
        errors=Errors(),
        error=None,
    )


def edit_series() -> dict[str, Any]:
    return edit_movie() | {
        "kind": "series",
        "form": {
            "monitored": True,
            "tags": "",
            "series_type": "anime",
            "season_folder": True,
            "monitor_new_seasons": True,
        },
        "series_types": [("standard", "By season and number"), ("anime", "In one row from the first episode on")],
        "numbers_path": "/title/9/numbers",
        "names": [],
        "names_locked": False,
        "seasons": [("", "All seasons"), (1, "Season 1")],
    }


def edit_episode() -> dict[str, Any]:
    return common(
        "/library/tv",
        episode=episode()["episode"],
        action="/title/35/edit",
        monitored=False,
        notes=[{"words": "The series itself is not monitored.", "path": "/title/9/edit#monitored"}],
        numbers_path="/title/35/numbers",
    )


def numbers() -> dict[str, Any]:
    def row(number: int, name: str, unsure: bool, error: str | None = None) -> dict[str, Any]:
        fields = ("absolute_number", "scene_season", "scene_number", "scene_absolute")
        values = dict.fromkeys(fields, "") | {"absolute_number": 20 + number}
        return {
            "id": 30 + number, "number": f"3×0{number}", "name": name, "aired_on": days(-42 + 7 * number), "given": values,
            "errors": dict.fromkeys(fields) | {"scene_number": error}, "unsure": unsure, "marked": number == 2,
        }  # fmt: skip

    episodes = [row(1, "Noise floor", True), row(2, "A second dish", False, "Another episode has this number.")]
    return common(
        "/library/tv",
        title=s.sintel() | {"name": "The Long Signal", "path": "/title/9"},
        action="/title/9/numbers?season=3",
        cancel="/title/9?season=3",
        season="Season 3",
        seasons=[{"words": f"Season {n}", "href": f"/title/9/numbers?season={n}", "on": n == 3} for n in (3, 2, 1)],
        unsure=1,
        episodes=episodes,
        errors=Errors(),
    )


def merge() -> dict[str, Any]:
    old = {
        "when": "deleted 3 days ago",
        "files": "1 file, 1.2 GB",
        "story": "12 lines of history",
        "path": "/films/Sintel",
    }
    new = {"when": "added 2 hours ago", "files": "no file", "story": "1 line of history", "path": "/films/Sintel"}
    return common("/activity", name="Sintel", old=old, new=new, action="/title/5/merge", new_path="/title/9")


def title_history() -> dict[str, Any]:
    return common("/library/movies", title=s.sintel(), tabs=s.title_tabs("History"), story=s.story(), older="?before=7")


_FIX = {"words": "Change the sizes of this profile", "href": "/settings/profiles/7#sizes"}


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
    contributions = [{"label": label, "value": value} for label, value in parts]
    chosen = durian | {
        "sentence": "Passes every rule but one: its size.",
        "contributions": contributions,
        "verdicts": [
            {"outcome": outcome, "sentence": words, "fix": _FIX if outcome == "refused" else None}
            for outcome, words in verdicts
        ],
        "refused": True,
        "beside": {
            "name": "Sintel.2010.2160p.WEB.x265-MANGO",
            "said": "The score decides: 2,310 against 1,620.",
            "is_best": False,
            "rows": [{"label": "Score", "mine": "2,310", "other": "1,620", "winner": "mine", "decisive": True}],
        },
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
        s.release(
            6,
            "Sintel.Making.Of.2010.1080p-DURIAN",
            ("1080p",),
            0,
            2.0,
            "Not this film: the name says “Making Of”",
            is_of_another=True,
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
        words="",
        usual_words="Sintel",
        hidden={"version": 5},
        plain_href="/title/5/releases?version=5",
        found_count=40,
        all_href="/title/5/releases",
        facets=_facets(),
        releases=releases,
        chosen=chosen,
        asked=False,
        list_href="/title/5/releases",
    )


def _facets() -> dict[str, Any]:
    def row(words: str, n: int, on: bool = False, remove: bool = False) -> dict[str, Any]:
        return {"words": words, "n": n, "href": f"?only={words}", "on": on, "remove": remove}

    chips = [row("2160p", 14), row("1080p", 20), row("HDR", 6), row("WEBDL", 12, on=True, remove=True)]
    groups = [{"words": "Source", "rows": [row("WEBDL", 12, on=True, remove=True), row("Bluray", 9, remove=True)]}]
    return {"chips": chips, "groups": groups}


def choose_words() -> dict[str, Any]:
    """Searched by other words, and nothing is left by the filters."""
    return choose() | {"words": "sintel 2010", "heading": "“sintel 2010”, for Sintel", "releases": [], "chosen": None}


def choose_none() -> dict[str, Any]:
    return choose_words() | {"found_count": 0, "chips": [], "facets": {"chips": [], "groups": []}}


def match_look() -> dict[str, Any]:
    name = "The.Long.Signal.S03E05.Handshake.1080p.WEB-BEACON"
    release = {"name": name, "strong": ("1080p", "WEB"), "seems": "The Long Signal", "indexer": "Torznab A",
               "size_bytes": 1.9 * GB}  # fmt: skip
    return common(
        "/",
        release=release,
        back="/title/5/releases",
        path="/releases/6/match",
        words="The Long Signal",
        titles=[{"words": "The Long Signal (2024)", "href": "/releases/6/match?title=9"}],
        chosen=None,
        answer=None,
        error=None,
    )


def match_judged() -> dict[str, Any]:
    chosen = {
        "id": 9, "name": "The Long Signal (2024)", "other_href": "/releases/6/match", "action": "/releases/6/match",
        "versions": [(4, "1080p"), (5, "4K")], "version": 5,
        "seasons": [{"words": f"Season {n}", "href": f"?season={n}", "on": n == 3} for n in (3, 2)],
        "episodes": [{"id": 35, "words": "3×05 Handshake", "on": True}, {"id": 36, "words": "3×06 Carrier", "on": False}],
    }  # fmt: skip
    answer = {
        "sentence": "1080p is not in “4K HDR, small”.", "fits": False, "score": 420,
        "verdicts": [{"outcome": "refused", "sentence": "Quality: 1080p is not in it.", "fix": _FIX}],
        "grab_path": None, "override_path": "/releases/6/grab?override=true",
    }  # fmt: skip
    return match_look() | {"titles": [], "chosen": chosen, "answer": answer}


def choose_asked() -> dict[str, Any]:
    """A release that the address names: one that fits, with nothing beside it."""
    fitting = choose()["releases"][0]
    told = {"sentence": "Passes every rule.", "contributions": [], "verdicts": [], "refused": False, "beside": None}
    return choose() | {"releases": [fitting], "chosen": fitting | told, "asked": True}


def styleguide() -> dict[str, Any]:
    return common(
        "/styleguide",
        cards=s.cards(),
        why=s.why(),
        story=s.story(),
        contributions=choose()["chosen"]["contributions"],
        verdicts=choose()["chosen"]["verdicts"],
        picture=picture("sintel"),
        setting=s.SETTINGS[0],
    )
