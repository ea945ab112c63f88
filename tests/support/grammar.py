"""Names made from a grammar, so that what they say is known: every part is drawn with its meaning."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Fields = dict[str, Any]
Part = tuple[str, Fields]

TITLES = (
    "Night Moth", "The Gnat", "Moth", "Moth 2", "Moth Part Two", "The Moth of Paris", "9 Moths", "Moth-Man", "Le Papillon",
    "The Last Web", "A Moth in Time", "Der Falter", "Moth and Sons", "Gnat vs Moth", "The French Moth", "Gnats of Mars",
    "Final Moth", "Max Gnat", "The Special Moth", "Moth at the Gates", "Proper Moths", "One Moth Two Gnats",
)  # fmt: skip
EPISODE_TITLES = (  # words of properties in them are the title's
    "The French Lesson", "A Web of Lies", "Real People", "The Final Cut", "Part Two", "Proper Manners", "German Engineering",
    "Episode 7", "The Extended Stay", "Max and Ben", "Hindi for Gnats", "Cam Girl", "1984", "The Amazon", "Blu Gnat",
)  # fmt: skip
EDITIONS = (
    "Extended", "EXTENDED", "Extended Cut", "Directors Cut", "Unrated", "UNCUT", "Theatrical Cut", "Remastered", "IMAX",
    "Ultimate Edition", "Special Edition", "Final Cut", "25th Anniversary Edition", "Open Matte", "Criterion Collection",
    "Extended Directors Cut",
)  # fmt: skip
LANGUAGES: tuple[tuple[str, list[str]], ...] = (
    ("German", ["German"]), ("GERMAN DL", ["German", "Original"]), ("German ML", ["German", "Original", "English"]),
    ("FRENCH", ["French"]), ("MULTi VFF", ["French"]), ("TRUEFRENCH", ["French"]), ("iTALiAN", ["Italian"]),
    ("ITA ENG", ["Italian", "English"]), ("SPANISH", ["Spanish"]), ("LATINO", ["Spanish (Latino)"]), ("NORDiC", ["Unknown"]),
    ("PLDUB", ["Polish"]), ("HUN", ["Hungarian"]), ("RUS", ["Russian"]), ("Hindi", ["Hindi"]), ("DUBLADO", ["Portuguese (Brazil)"]),
    ("SWEDiSH", ["Swedish"]), ("VOSTFR", ["Unknown"]), ("ENG SUBS", ["Unknown"]), ("CZ", ["Czech"]), ("FLEMISH", ["Flemish"]),
)  # fmt: skip
REVISIONS: tuple[Part, ...] = (
    ("PROPER", {"version": 2}), ("REPACK", {"version": 2, "is_repack": True}), ("REAL PROPER", {"version": 2, "real": 1}),
    ("REPACK2", {"version": 3, "is_repack": True}), ("RERIP", {"version": 2, "is_repack": True}),
)  # fmt: skip
STEPS = {"480p": 480, "720p": 720, "1080p": 1080, "2160p": 2160}
SOURCES: tuple[tuple[str, Callable[[int | None], str]], ...] = (
    ("WEB-DL", lambda lines: f"WEBDL-{lines or 480}p"), ("WEB", lambda lines: f"WEBDL-{lines or 480}p"),
    ("AMZN WEB-DL", lambda lines: f"WEBDL-{lines or 480}p"), ("NF WEBRip", lambda lines: f"WEBRip-{lines or 480}p"),
    ("WEBRip", lambda lines: f"WEBRip-{lines or 480}p"), ("BluRay", lambda lines: f"Bluray-{lines or 720}p"),
    ("BDRip", lambda lines: f"Bluray-{lines or 480}p"), ("HDTV", lambda lines: f"HDTV-{lines}p" if lines and lines > 480 else "SDTV"),
    ("DVDRip", lambda _: "DVD"),
)  # fmt: skip
SOUNDS = (
    "DDP5.1",
    "DD5.1",
    "AAC2.0",
    "DTS",
    "DTS-HD MA 5.1",
    "TrueHD 7.1 Atmos",
    "DDP5.1 Atmos",
    "AC3",
    "FLAC 2.0",
    "AAC",
    "EAC3",
)
CODECS = ("x264", "H.264", "h264", "x265", "HEVC 10bit", "H 265", "XviD", "AV1")
GROUPS = ("GRP", "MoTH", "gnat", "2HD", "D-Z0N3", "iMoth", "NTb", "FGT5", "CtrlM")


def make(seed: int, kind: str) -> Part:
    """One name of a film or of an episode, and what it says."""
    chance = random.Random(seed)
    title = chance.choice(TITLES)
    fields: Fields = {
        "title": title,
        "edition": None,
        "languages": ["Unknown"],
        "version": 1,
        "real": 0,
        "is_repack": False,
    }
    year = chance.randint(1920, 2029)
    parts: list[str] = []
    if kind == "movie":
        fields["year"] = year
        if chance.random() < 0.4:
            fields["edition"] = chance.choice(EDITIONS)
            parts.append(fields["edition"])
    else:
        fields.update(season=chance.randint(1, 30), episodes=[chance.randint(1, 99)])
        if chance.random() < 0.5:
            parts.append(chance.choice(EPISODE_TITLES))
    if chance.random() < 0.4:
        word, fields["languages"] = chance.choice(LANGUAGES)
        parts.append(word)
    if chance.random() < 0.3:
        word, says = chance.choice(REVISIONS)
        fields.update(says)
        parts.append(word)
    parts += quality(chance, fields)
    fields["release_group"] = chance.choice(GROUPS)
    return _written(chance, title, _dated(chance, fields, kind), parts, fields["release_group"]), fields


def quality(chance: random.Random, fields: Fields) -> list[str]:
    """Source, lines, sound and codec, in the orders in use."""
    source, name = chance.choice(SOURCES)
    written = chance.choice([*STEPS, None]) if source != "DVDRip" else None
    codec = chance.choice(CODECS)
    lines = STEPS.get(written or "")
    fields["quality"] = name(lines)
    if codec == "XviD" and source == "BluRay" and lines is None:
        fields["quality"] = "Bluray-480p"
    if codec == "HEVC 10bit" and source == "BluRay" and "year" in fields and lines not in (480, 720, 1080):
        codec = "x265"
    both = [source] if written is None else chance.choice([[written, source], [source, written]])
    return [*both, *chance.choice([[chance.choice(SOUNDS), codec], [codec, chance.choice(SOUNDS)], [codec]])]


def _dated(chance: random.Random, fields: Fields, kind: str) -> str:
    if kind == "movie":
        return chance.choice(["{}", "({})"]).format(fields["year"])
    season, episode = fields["season"], fields["episodes"][0]
    return chance.choice([f"S{season:02d}E{episode:02d}", f"{season}x{episode:02d}", f"s{season:02d}e{episode:02d}"])


def _written(chance: random.Random, title: str, place: str, parts: list[str], group: str) -> str:
    words = " ".join([title, place, *parts])
    separator = chance.choice([".", ".", " ", "_"])
    if separator != " ":
        words = words.replace(" ", separator)
    return f"{words}-{group}" + chance.choice(["", "", ".mkv"])
