"""Contexts of the pages before sign-in: first run, sign-in, errors."""

from __future__ import annotations

from typing import Any

from tests.unit.web_parts import samples as s

SETUP = {"viewer": s.viewer(), "csrf_token": "token", "door": s.door(), "art_url": "/art/fanart-signal.webp"}
KINDS = [("movie", "Films"), ("series", "Series"), ("anime", "Anime")]


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
    form = {"other_path": "", "other_kind": "movie", "goal": ""}
    means = ["A film of 100 minutes is some 4.0 GB, from 2.0 GB to 6.0 GB.", "An episode of 45 minutes is some 1.8 GB."]
    goals = [
        {"code": "1080p-small", "name": "1080p, small", "about": "A sharp picture that fills no disk.", "means": means},
        {"code": "remux-archive", "name": "Remux archive", "about": "The disc’s own picture and sound.", "means": []},
    ]
    return SETUP | {
        "step": 2,
        "folders": folders,
        "kinds": KINDS,
        "goals": goals,
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
    describers = [
        {"implementation": "tvmaze", "label": "TVmaze", "help": "Needs no key.", "icon": "rss", "answers": "In place"},
        {"implementation": "tmdb", "label": "TMDB", "help": "Needs a free key.", "icon": "rss", "answers": None},
    ]
    adding = {
        "kind": "indexer",
        "implementation": "newznab",
        "label": "Newznab indexer",
        "settings": s.SETTINGS[:2],
        "values": {},
        "errors": {},
    }
    more = {"describers": describers, "error": None}
    return SETUP | more | {"step": 3, "sources": sources, "clients": [client], "adding": adding}


def sign_in() -> dict[str, Any]:
    art = [card["poster"]["url"] for card in s.cards()] + [card["poster"]["url"] for card in s.cards()[:13]]
    return SETUP | {
        "house": "the Lindqvist house",
        "form": {"username": "ada", "next": "/"},
        "error": "This name and password do not go together.",
        "art": art,
    }


def error() -> dict[str, Any]:
    return SETUP | {
        "status": 404,
        "sentence": "There is nothing at this address.",
        "paragraph": "It may have been deleted, or the link is from another house.",
        "correlation_id": "7f3c-19a2",
        "raw": None,
        "again": True,
        "kept_path": "/settings/errors?q=7f3c-19a2",
    }
