"""Streaming service. A short code counts only in capitals or right before the word WEB; see `decide`."""

from __future__ import annotations

from monarr.core.releases._language_words import CODES
from monarr.core.releases._scan import Find, Name, Phrases, in_capitals


def read_it(name: Name, place: int) -> Find:
    """iTunes; in a row of codes, such as `EN.FR.IT`, Italian."""
    for beside in (place - 1, place + 1):
        if not 0 < beside < len(name.words) or len(name.words[beside]) != 2:
            continue
        if name.words[beside] in CODES and in_capitals(name.raw(beside)):
            return name.find("language", "Italian", place)
    return name.find("streaming_service", "iTunes", place)


PHRASES = (
    Phrases(
        "streaming_service",
        {
            "amzn": "Amazon", "nf": "Netflix", "dsnp": "Disney+", "hmax": "HBO Max", "atvp": "Apple TV+",
            "pcok": "Peacock", "pmtp": "Paramount+", "hulu": "Hulu", "crav": "Crave", "itunes": "iTunes",
            "netflix": "Netflix", "amazon": "Amazon", "disney+": "Disney+", "dsny": "Disney+", "hbomax": "HBO Max",
            "atv": "Apple TV", "aptv": "Apple TV+", "crunchyroll": "Crunchyroll", "hidive": "HIDIVE",
            "funi": "Funimation", "vrv": "VRV", "bglobal": "Bilibili", "b global": "Bilibili", "baha": "Bahamut",
            "4od": "Channel 4", "sho": "Showtime", "strp": "Star+", "viki": "Viki", "vudu": "Vudu", "iplayer": "BBC iPlayer",
            "ntflx": "Netflix", "hidi": "HIDIVE", "dscp": "Discovery+", "tvnz": "TVNZ", "qibi": "Quibi", "hotstar": "Hotstar",
            "jiohotstar": "Hotstar", "zee5": "ZEE5", "sonyliv": "SonyLIV", "iqiyi": "iQIYI", "wetv": "WeTV", "britbox": "BritBox",
            "crackle": "Crackle", "fubo": "Fubo", "tubi": "Tubi", "kanopy": "Kanopy", "shudder": "Shudder",
        },
    ),
    Phrases(
        "streaming_service",
        {
            "max": "Max", "hbo": "HBO", "stan": "Stan", "cr": "Crunchyroll", "ma": "Movies Anywhere",
            "ip": "BBC iPlayer", "all4": "Channel 4", "roku": "Roku", "red": "YouTube Premium", "now": "NOW",
            "itv": "ITV", "dcu": "DC Universe", "cc": "Comedy Central", "starz": "Starz", "stz": "Starz",
            "ppls": "Peacock", "play": "Google Play", "rtp": "RTP", "wavve": "Wavve", "tving": "TVING", "viu": "Viu",
            "mubi": "MUBI", "bcore": "Bravia Core", "dcp": "DCP", "vmo": "Vimeo", "skst": "SkyShowtime", "sst": "SkyShowtime",
            "abema": "ABEMA", "adn": "ADN", "cbs": "CBS", "amc": "AMC", "nbc": "NBC",
        },
        cased=True,
    ),
    Phrases("streaming_service", {"it": None}, cased=True, read=read_it),
)  # fmt: skip
