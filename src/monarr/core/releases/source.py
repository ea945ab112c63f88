"""Where the picture came from, and what was done to it.

Values are (`Source`, `Modifier` or None) names of `core.quality`.
"""

from __future__ import annotations

import re

from monarr.core.releases._scan import Find, Name, Phrases

Mark = tuple[str | None, str | None]

_BLURAY: Mark = ("bluray", None)
_BDRIP: Mark = ("bdrip", None)  # a Blu-ray, and small unless something else tells
_UHD: Mark = ("uhd", None)  # a Blu-ray of 2160 lines, unless a resolution tells
_DISK: Mark = ("bluray", "brdisk")
_TV: Mark = ("television", None)
_HDTV: Mark = ("hdtv", None)  # television of 720 lines, unless a resolution tells
_UHDTV: Mark = ("uhdtv", None)  # the same with 2160 lines
_SDTV: Mark = ("sdtv", None)  # television that is never more than standard, unless a resolution tells
_DVD: Mark = ("dvd", None)
_WEBDL: Mark = ("webdl", None)
_WEBRIP: Mark = ("webrip", None)
_CAM: Mark = ("cam", None)
_TELESYNC: Mark = ("telesync", None)
_SCREENER: Mark = ("dvd", "screener")
_REGIONAL: Mark = ("dvd", "regional")


def read_layers(name: Name, place: int) -> Find | None:
    """`DVD-9`; in `DVD.5.1` the number is of the sound."""
    joined = name.text[name.ends[place] : name.starts[place + 1]] == "-"
    return name.find("source", ("dvd", "remux"), place, place + 1, strong=True) if joined else None


PHRASES = (
    Phrases(
        "source",
        {
            "bluray": _BLURAY, "blu ray": _BLURAY, "blueray": _BLURAY, "blu rayrip": _BLURAY, "blurayrip": _BLURAY, "bluray3d": _BLURAY, "bd3d": _BLURAY, "3dbluray": _BLURAY,
            "bluray rip": _BLURAY, "hddvd": _BLURAY, "hd dvd": _BLURAY, "hddvdrip": _BLURAY, "hd dvdrip": _BLURAY, "uhdbd": _UHD,
            "mbluray": _BLURAY, "uhdbluray": _UHD, "bdmux": _BLURAY,
            "uhdbdrip": _UHD, "bdrip": _BDRIP, "bd rip": _BDRIP, "brrip": _BDRIP, "br rip": _BDRIP,
            "uhdrip": _UHD, "bdlight": _BDRIP, "hdlight": _BLURAY, "4klight": _BLURAY, "bdmv": _DISK,
            "bd25": _DISK, "bd50": _DISK, "bd66": _DISK, "bd100": _DISK, "bdiso": _DISK, "br disk": _DISK,
            "brdisk": _DISK, "bd 25": _DISK, "bd 50": _DISK, "bd 66": _DISK, "bd 100": _DISK, "uhd25": _DISK, "uhd50": _DISK,
            "uhd66": _DISK, "uhd100": _DISK, "uhdiso": _DISK, "uhd iso": _DISK, "3d bd": _DISK, "full bluray": _DISK,
            "full blu ray": _DISK, "bdremux": ("bluray", "remux"), "bd remux": ("bluray", "remux"),
            "blurayremux": ("bluray", "remux"), "remux": (None, "remux"), "uhdremux": ("bluray", "remux"),
            "hdtv": _TV, "hd tv": _HDTV, "sd tv": _SDTV, "dttv": _SDTV, "dttvrip": _SDTV, "hdtvrip": _TV, "uhdtv": _UHDTV, "ahdtv": _TV, "hdtvmux": _TV, "dthdtv": _TV,
            "hdtvdvdrip": _TV, "hdrip tv": _TV,
            "pdtv": _SDTV, "sdtv": _SDTV, "dsr": _SDTV, "dsrip": _SDTV, "tvrip": _SDTV, "tv rip": _SDTV, "dvbrip": _SDTV,
            "satrip": _SDTV, "dthrip": _SDTV, "dtvrip": _SDTV, "ws pdtv": _SDTV, "hr pdtv": _SDTV, "hr ws pdtv": _HDTV, "hr ws dsr": _HDTV, "hr ws": _HDTV, "vhsrip": _SDTV,
            "vhs rip": _SDTV, "digitalrip": _SDTV, "hdtv rip": _TV, "iptvrip": _SDTV, "dvb": _SDTV,
            "rawhd": ("television", "rawhd"), "raw hd": ("television", "rawhd"),
            "dvdrip": _DVD, "dvd rip": _DVD, "xvidvd": _DVD, "dvdmux": _DVD, "dvd5": ("dvd", "remux"),
            "dvd9": ("dvd", "remux"), "dvdr": ("dvd", "remux"), "dvd r": ("dvd", "remux"), "dvd full": ("dvd", "remux"),
            "dvdremux": ("dvd", "remux"), "dvd r5": ("dvd", "remux"), "dvd r9": ("dvd", "remux"), "full dvd": ("dvd", "remux"), "2xdvd9": ("dvd", "remux"), "mdvdr": ("dvd", "remux"),
            "mdvd9": ("dvd", "remux"), "mdvd5": ("dvd", "remux"), "mdvd r": ("dvd", "remux"), "ntsc": _DVD, "video ts": _DVD, "audio ts": _DVD,
            "dvdscr": _SCREENER, "dvd scr": _SCREENER, "dvdscreener": _SCREENER, "dvd screener": _SCREENER,
            "bdscr": _SCREENER, "webscreener": _SCREENER, "webscr": _SCREENER,
            "蓝光": _BLURAY, "藍光": _BLURAY, "web dl": _WEBDL, "webdl": _WEBDL, "web hd": _WEBDL, "webhd": _WEBDL, "web dlrip": _WEBDL, "webdlrip": _WEBDL,
            "amazonhd": _WEBDL, "amazonsd": _WEBDL, "maxdomehd": _WEBDL, "disneyhd": _WEBDL, "hbomaxhd": _WEBDL, "itunes hd": _WEBDL, "ituneshd": _WEBDL, "netflixhd": _WEBDL,
            "netflixuhd": _WEBDL, "webuhd": _WEBDL, "web dlmux": _WEBDL, "webdlmux": _WEBDL, "dlweb": _WEBDL, "dlmux": _WEBDL, "dlrip": _WEBDL, "webdl mux": _WEBDL,
            "hdweb": _WEBDL, "vodrip": _WEBDL,
            "webrip": _WEBRIP, "web rip": _WEBRIP, "webmux": _WEBRIP, "webripmux": _WEBRIP, "webcap": _WEBRIP, "web cap": _WEBRIP,
            "hdcam": _CAM, "newcam": _CAM, "camrip": _CAM, "cam rip": _CAM, "hdcamrip": _CAM, "hd cam": _CAM, "hqcam": _CAM,
            "telesync": _TELESYNC, "tsrip": _TELESYNC, "hdts": _TELESYNC, "hd ts": _TELESYNC, "hdtsrip": _TELESYNC,
            "hqts": _TELESYNC, "pdvd": _TELESYNC, "predvd": _TELESYNC, "predvdrip": _TELESYNC, "hctsrip": _TELESYNC,
            "telecine": ("telecine", None), "hdtc": ("telecine", None), "hd tc": ("telecine", None), "r5": _REGIONAL,
        },
        strong=True,
    ),
    Phrases(
        "source",
        {
            "web": _WEBDL, "bd": _BLURAY, "hd": _TV, "dvd": _DVD, "hdrip": _WEBRIP, "cam": _CAM, "vod": _WEBDL,
            "dth": _SDTV, "tv": _SDTV, "ppv": _SDTV, "ppvrip": _SDTV, "regional": _REGIONAL, "pal": _DVD,
            "screener": _SCREENER, "workprint": ("workprint", None),
        },
    ),
    Phrases(
        "source",
        {
            "ts": _TELESYNC, "tc": ("telecine", None), "wp": ("workprint", None), "scr": _SCREENER,
            "br": _BLURAY, "sd": _SDTV, "r3": _REGIONAL, "r4": _REGIONAL, "r6": _REGIONAL,
        },
        cased=True,
    ),
    Phrases("source", {"dvd 5": None, "dvd 9": None}, read=read_layers),
)  # fmt: skip

_GLUED = re.compile(r"(bdrip|brrip|bluray|webrip|webdl|web|hdtv|dvdrip|bd)(?=\d)", re.ASCII)
_DISCS = re.compile(r"\d{1,2}x?m?dvd(?:5|9|r)|dvd\d", re.ASCII)
_COUNTED = re.compile(r"\d{1,2}xm?dvd", re.ASCII)


def read_glued(name: Name, place: int) -> Find | None:
    """`BDRip1080p`: the resolution behind is cut off and read as a word of its own. `2xDVD9` counts discs."""
    word = name.words[place]
    if _DISCS.fullmatch(word):
        return name.find("source", ("dvd", "remux"), place, strong=True)
    if _COUNTED.fullmatch(word):
        layered = place + 1 < len(name.words) and name.words[place + 1] in ("r", "5", "9")
        return name.find("source", ("dvd", "remux" if layered else None), place, place + layered, strong=True)
    glued = _GLUED.match(word)
    if glued is None or not word.endswith(("p", "i")):
        return None
    cut, start, end = glued.end(), name.starts[place], name.ends[place]
    name.words[place : place + 1] = [word[:cut], word[cut:]]
    name.starts[place : place + 1] = [start, start + cut]
    name.ends[place : place + 1] = [start + cut, end]
    mark = {"bluray": _BLURAY, "bd": _BLURAY, "webrip": _WEBRIP, "hdtv": _TV, "dvdrip": _DVD}.get(glued[1])
    if mark is None:
        mark = _WEBDL if glued[1].startswith("web") else _BDRIP
    return name.find("source", mark, place, strong=True)


READERS = (("bwhd123456789", read_glued),)
