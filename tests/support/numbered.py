"""Names of series made from a grammar: title shapes x numberings x episode titles x qualities x languages x decorations."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from tests.support.grammar import EPISODE_TITLES, GROUPS, LANGUAGES, REVISIONS, TITLES, Fields, Part, quality

SHAPES = (
    "Moth 3000", "12 Moths", "The 200", "Zone 51", "8-2-2", "36", "1931", "Moth's Harbour", "Moth & Lamp", "Moth (US)", "Moth UK",
    "M", "Moth! Moth!", "The Real Moths", "Web of Moths", "TV Harbour", "The German Lamp", "Ночной Мотылёк", "夜の蛾", "Café Élan",
    "Moth, The", "Season of Moths", "The Series", "Moth: Harbour", "Moth - Harbour", "HD Moth", "2 Poor Moths", "Unit 9", "Mr Moth",
    "Moth in 24 Hours", "The Complete Moth", "Extras", "Episode Moth", "Moth 2", "Moth Part 2",
)  # fmt: skip
SERIES_GROUPS = ("Kumo", "Kumo-Raws", "Ito", "Ito_Subs", "Yoru & Kumo", "Hoshi")
_END = date(2026, 6, 1)


def _single(chance: random.Random, fields: Fields) -> str:
    season, episode = chance.randint(1, 30), chance.randint(1, 99)
    fields.update(season=season, episodes=[episode])
    return chance.choice((
        f"S{season:02d}E{episode:02d}", f"s{season:02d}e{episode:02d}", f"S{season}E{episode}", f"S{season:02d} E{episode:02d}",
        f"S{season:02d}EP{episode:02d}", f"S{season:02d}xE{episode:02d}", f"{season}x{episode:02d}", f"{season:02d}x{episode:02d}",
        f"[S{season:02d}E{episode:02d}]", f"({season}x{episode:02d})", f"Season {season} Episode {episode}",
        f"- S{season:02d}E{episode:02d} -", f"Staffel {season} Folge {episode}", f"Saison {season} Episode {episode}",
        f"S{season:02d} Ep {episode:02d}", f"T{season:02d}E{episode:02d}", f"Temporada {season} Capitulo {episode}",
        f"Season {season}, Episode {episode}",
    ))  # fmt: skip


def _several(chance: random.Random, fields: Fields) -> str:
    season, first = chance.randint(1, 30), chance.randint(1, 90)
    last = first + chance.randint(1, 4)
    episodes = list(range(first, last + 1))
    fields.update(season=season, episodes=episodes)
    each = [f"E{number:02d}" for number in episodes]
    return chance.choice((
        f"S{season:02d}" + "".join(each), f"S{season:02d}" + "-".join(each), f"S{season:02d}E{first:02d}-E{last:02d}",
        f"S{season:02d}E{first:02d}-{last:02d}", f"S{season:02d}" + " ".join(each), f"S{season:02d}" + "+".join(each),
        f"S{season:02d}E{first:02d}-S{season:02d}E{last:02d}", f"{season}x{first:02d}-{last:02d}", f"S{season:02d}E{first:02d} - E{last:02d}",
        f"{season}x" + "x".join(f"{number:02d}" for number in episodes), f"Season {season} Episodes {first}-{last}",
        f"{season}x{first:02d}-{season}x{last:02d}", f"S{season:02d} (E{first:02d}-E{last:02d})", f"S{season:02d}E{first:02d}~E{last:02d}",
    ))  # fmt: skip


def _pack(chance: random.Random, fields: Fields) -> str:
    season = chance.randint(1, 30)
    fields.update(season=season, episodes=[], full_season=True)
    if chance.random() < 0.3:
        last = season + chance.randint(1, 5)
        fields["seasons"] = list(range(season, last + 1))
        return chance.choice((
            f"S{season:02d}-S{last:02d}", f"S{season:02d}-{last:02d}", f"Seasons {season}-{last}", f"Season {season} to {last}",
            f"S{season:02d} - S{last:02d}", f"(S{season:02d}-S{last:02d})", f"Seasons {season} to {last}",
        ))  # fmt: skip
    if chance.random() < 0.2:
        part = chance.randint(1, 3)
        fields.update(full_season=False, part=part)
        return chance.choice(
            (f"S{season:02d} Part {part}", f"Season {season} Part {part}", f"S{season:02d} Vol {part}")
        )
    return chance.choice((
        f"S{season:02d}", f"Season {season}", f"Season {season:02d}", f"S{season:02d} COMPLETE", f"Complete Season {season}",
        f"(Season {season})", f"[S{season:02d}]", f"- Season {season} -", f"Staffel {season}", f"Saison {season}", f"Stagione {season}",
        f"The Complete Season {season}", f"Temporada {season}",
    ))  # fmt: skip


def _mini(chance: random.Random, fields: Fields) -> str:
    episode = chance.randint(1, 8)
    fields.update(season=1, episodes=[episode])
    word = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")[episode - 1]
    return chance.choice((
        f"Part {episode}", f"Part {word}", f"{episode}of8", f"{episode} of 8", f"({episode} of 8)", f"E{episode:02d}", f"EP{episode:02d}",
        f"Episode {episode}", f"Part {episode} of 8", f"Ep {episode}",
    ))  # fmt: skip


def _daily(chance: random.Random, fields: Fields) -> str:
    day = _END - timedelta(days=chance.randint(0, 9000))
    fields.update(air_date=day, season=None, episodes=[])
    orders = ["%Y %m %d", "%Y-%m-%d", "(%Y-%m-%d)", "%Y%m%d", "%d %b %Y", "%B %d %Y"]
    if day.day > 12:
        orders += ["%d-%m-%Y", "%m %d %Y"]
    return day.strftime(chance.choice(orders))


NUMBERINGS: dict[str, Callable[[random.Random, Fields], str]] = {
    "single": _single, "several": _several, "pack": _pack, "mini": _mini, "daily": _daily,
}  # fmt: skip


def make_numbered(seed: int, numbering: str) -> Part:
    """A name of scene or web habit, and what it says."""
    chance = random.Random(f"{numbering}{seed}")
    title = chance.choice((*TITLES, *SHAPES))
    fields: Fields = {
        "title": title,
        "absolute_episodes": [],
        "air_date": None,
        "full_season": False,
        "languages": ["Unknown"],
    }
    if numbering == "mini" and title[-1].isdigit():
        title = fields["title"] = "Night Moth"
    if numbering == "pack" and title.endswith("The"):
        title = fields["title"] = "The Moth"
    place = NUMBERINGS[numbering](chance, fields)
    if numbering not in ("daily", "mini") and chance.random() < 0.2:
        fields["year"] = chance.randint(1950, 2026)
        title += chance.choice((f" {fields['year']}", f" ({fields['year']})"))
    parts = (
        [chance.choice(EPISODE_TITLES)] if numbering in ("single", "several", "daily") and chance.random() < 0.4 else []
    )
    if chance.random() < 0.3:
        word, fields["languages"] = chance.choice(LANGUAGES)
        parts.append(word)
    if chance.random() < 0.2:
        word, said = chance.choice(REVISIONS)
        fields.update(said)
        parts.append(word)
    if numbering == "mini":
        parts.append(chance.choice(("HDTV", "PDTV")))
    else:
        parts += quality(chance, fields)
    fields["release_group"] = chance.choice(GROUPS)
    return _decorated(chance, " ".join([title, place, *parts]), fields), fields


def _decorated(chance: random.Random, words: str, fields: Fields) -> str:
    """Separators, and what posters put around a name."""
    separator = chance.choice("... _")
    if separator != " ":
        words = words.replace(" ", separator)
        fields["title"] = fields["title"].replace(".", " ").replace("_", " ")
    name = f"{words}-{fields['release_group']}"
    return chance.choice((
        "{}", "{}", "{}", "{}.mkv", "{}[rartv]", "[ www.example.org ] - {}", "{}-Obfuscated", "www.example.org - {}", "[{}]", "{}.nzb",
    )).format(name)  # fmt: skip


def make_absolute(seed: int) -> Part:
    """A name as groups of anime write it, and what it says."""
    chance = random.Random(f"absolute{seed}")
    title = chance.choice((*TITLES, *SHAPES)).replace("Moth - Harbour", "Moth Harbour")
    group = chance.choice(SERIES_GROUPS)
    fields: Fields = {"title": title, "season": None, "episodes": [], "air_date": None, "full_season": False,
                      "release_group": group, "version": 1}  # fmt: skip
    first = chance.choice((chance.randint(1, 99), chance.randint(100, 1799)))
    digits = f"{first:02d}"
    shape = chance.random()
    if shape < 0.15:
        last = first + chance.randint(1, 24)
        fields["absolute_episodes"] = list(range(first, last + 1))
        place = chance.choice(
            (f"- {digits}-{last:02d}", f"- {digits} ~ {last:02d}", f"({digits}-{last:02d})", f"[{digits}-{last:02d}]")
        )
    elif shape < 0.3:
        season = chance.randint(1, 5)
        episode = chance.randint(1, 26)
        fields.update(season=season, episodes=[episode], absolute_episodes=[])
        place = chance.choice((f"S{season} - {episode:02d}", f"S{season:02d}E{episode:02d}", f"- S{season:02d}E{episode:02d}",
                               f"Season {season} - {episode:02d}"))  # fmt: skip
    else:
        fields["absolute_episodes"] = [first]
        place = chance.choice(
            (
                f"- {digits}",
                f"- {digits}",
                f"- {digits}",
                f"[{digits}]",
                f"- Ep{digits}",
                f"#{digits}",
                f"Episode {digits}",
            )
        )
        if place.startswith("- ") and chance.random() < 0.3:
            fields["version"] = 2
            place += "v2"
    lines, said = chance.choice((("1080p", "HDTV-1080p"), ("720p", "HDTV-720p"), ("BD 1080p", "Bluray-1080p"), ("WEB 720p", "WEBDL-720p"),
                                 ("BDRip 1920x1080 x264 FLAC", "Bluray-1080p"), ("480p", "SDTV")))  # fmt: skip
    fields["quality"] = said
    name = f"[{group}] {title} {place} {chance.choice(('[{}]', '({})')).format(lines)}"
    if chance.random() < 0.4:
        fields["release_hash"] = f"{chance.randint(0xA0000000, 0xFFFFFFFF):08X}"
        name += f"[{fields['release_hash']}]"
    if chance.random() < 0.3:
        name = name.replace(" ", "_")
        fields["release_group"] = group.replace(" ", "_")  # a group is called as it signs
    return name + chance.choice(("", ".mkv")), fields
