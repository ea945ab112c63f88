"""Streaming service. A short code counts only in capitals or right before the word WEB; see `decide`."""

from __future__ import annotations

from monarr.core.releases._scan import Phrases

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
            "it": "iTunes", "max": "Max", "hbo": "HBO", "stan": "Stan", "cr": "Crunchyroll", "ma": "Movies Anywhere",
            "ip": "BBC iPlayer", "all4": "Channel 4", "roku": "Roku", "red": "YouTube Premium", "now": "NOW",
            "itv": "ITV", "dcu": "DC Universe", "cc": "Comedy Central", "starz": "Starz", "stz": "Starz",
            "ppls": "Peacock", "play": "Google Play", "rtp": "RTP", "wavve": "Wavve", "tving": "TVING", "viu": "Viu",
            "mubi": "MUBI", "bcore": "Bravia Core", "dcp": "DCP", "vmo": "Vimeo", "skst": "SkyShowtime", "sst": "SkyShowtime",
            "abema": "ABEMA", "adn": "ADN", "cbs": "CBS", "amc": "AMC", "nbc": "NBC",
        },
        cased=True,
    ),
)  # fmt: skip
