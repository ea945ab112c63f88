"""Lanes: the versions of a title, each with its state, its file and the answer to Why?"""

from __future__ import annotations

from typing import Any

from monarr.core.text import Text, ntext, text
from monarr.db.queries.title_files import FileRow, Stream
from monarr.db.queries.titles import TitlePage, VersionRow
from monarr.web.figures import number, percent, size
from monarr.web.pages._why import ASKED, explain
from monarr.web.pages._words import ago, state_words
from monarr.web.templating import PageContext

PLAIN_PICTURE = ("none", "sdr")


async def film_lanes(page: PageContext, found: TitlePage) -> list[dict[str, Any]]:
    """The lanes of a film."""
    lanes = []
    for version in found.versions:
        asked = version.mark in ASKED
        why = await explain(page, found.title.id, version_id=version.id) if asked else None
        lanes.append(_lane(page, found.title.id, version, version.files, why))
    for lane in lanes:
        lane["why_open"] = lane["why"] is not None and (lane["state"] == "missing" or len(lanes) == 1)
    return lanes


def _lane(
    page: PageContext, title_id: int, version: VersionRow, files: tuple[FileRow, ...], why: dict[str, Any] | None
) -> dict[str, Any]:
    file = files[0] if files else None
    path = f"/title/{title_id}"
    moving = version.mark in ("arriving", "stalled") and version.share is not None
    return {
        "id": version.id,
        "name": version.name,
        "state": version.mark,
        "state_words": state_words(version.mark, version.share),
        "about": _about(page, version, file),
        "share": version.share if moving else None,
        "mood": "stalled" if version.mark == "stalled" else "run",
        "progress_words": percent(version.share) if moving else "",
        "file": _file(page, title_id, files),
        "why": why,
        "why_open": False,
        "search_path": f"{path}/search?version={version.id}",
        "choose_path": f"{path}/releases?version={version.id}",
        "monitor": {"path": f"{path}/versions/{version.id}/monitor", "on": version.monitored},
        "edit_path": f"{path}/versions/{version.id}",
        "delete_path": f"/files/{file.id}/delete" if file and page.may("files.delete") else None,
    }


def _about(page: PageContext, version: VersionRow, file: FileRow | None) -> str:
    parts: list[Text] = []
    if page.may("profiles.read"):
        parts.append(text("Profile “{profile}”", profile=version.profile_name))
    if file is not None and page.may("releases.read"):
        parts.append(text("score {score}", score=number(file.format_score)))
    if file is None and version.searched_at is not None:
        parts.append(text("looked for {when}", when=ago(page, version.searched_at)))
    return " · ".join(page.say(part) for part in parts)


def _file(page: PageContext, title_id: int, files: tuple[FileRow, ...]) -> dict[str, Any] | None:
    if not files:
        return None
    return {
        "badges": file_badges(page, files[0]),
        "size_bytes": sum(file.size_bytes for file in files),
        "path": files[0].path if page.may("files.read") else "",
        "open_path": f"/title/{title_id}/files",
    }


def file_badges(page: PageContext, file: FileRow) -> list[str]:
    """Facts of a file: quality, codec and depth, sound, languages, subtitles."""
    badges = [file.quality]
    video = next((one for one in file.streams if one.kind == "video"), None)
    if video is not None and video.codec:
        codec = CODECS.get(video.codec, video.codec.upper())
        badges.append(f"{codec} {video.bit_depth}-bit" if video.bit_depth else codec)
        if video.hdr and video.hdr not in ("none", "sdr"):
            badges.append(HDR.get(video.hdr, video.hdr.upper()))
    sound = next((one for one in file.streams if one.kind == "audio"), None)
    if sound is not None and sound.codec:
        channels = LAYOUTS.get(sound.channel_layout or "", sound.channel_layout or sound.channels or "")
        badges.append(f"{CODECS.get(sound.codec, sound.codec.upper())} {channels}".strip())
    spoken = dict.fromkeys(one.language.upper() for one in file.streams if one.kind == "audio" and one.language)
    languages = list(spoken) or [language for language in file.languages if language != "Unknown"]
    if languages:
        badges.append(" ".join(languages))
    subtitles = sum(one.kind == "subtitle" for one in file.streams)
    if subtitles:
        badges.append(page.say(ntext("{n} subtitle", "{n} subtitles", subtitles, n=subtitles)))
    return badges


# What people call what the file's headers name.
CODECS = {
    "h264": "H.264", "hevc": "H.265", "mpeg2video": "MPEG-2", "mpeg4": "MPEG-4", "av1": "AV1", "vp9": "VP9", "aac": "AAC",
    "ac3": "Dolby Digital", "eac3": "Dolby Digital+", "truehd": "TrueHD", "dts": "DTS", "flac": "FLAC", "opus": "Opus",
    "mp3": "MP3", "vorbis": "Vorbis",
}  # fmt: skip
HDR = {
    "hdr10": "HDR10", "hdr10plus": "HDR10+", "hlg10": "HLG", "pq10": "PQ", "dolby_vision": "Dolby Vision",
    "dolby_vision_hdr10": "Dolby Vision, HDR10", "dolby_vision_hdr10plus": "Dolby Vision, HDR10+",
    "dolby_vision_hlg": "Dolby Vision, HLG", "dolby_vision_sdr": "Dolby Vision, SDR",
}  # fmt: skip
LAYOUTS = {"mono": "1.0", "stereo": "2.0", "5.1(side)": "5.1"}
KINDS = {"video": text("Video"), "audio": text("Sound"), "subtitle": text("Subtitles")}


def stream_words(stream: Stream) -> dict[str, Any]:
    """A stream for the list of files."""
    parts = []
    if stream.width and stream.height:
        parts.append(f"{stream.width}×{stream.height}")
    if stream.language:
        parts.append(stream.language)
    hdr = None if stream.hdr in PLAIN_PICTURE else HDR.get(stream.hdr or "", stream.hdr)
    parts += [part for part in (stream.codec, stream.channel_layout, hdr) if part]
    if stream.frame_rate:
        parts.append(f"{stream.frame_rate:g} fps")
    return {"kind": KINDS.get(stream.kind, stream.kind), "words": ", ".join(parts) or "–"}


def deleting(page: PageContext, found: TitlePage) -> dict[str, Any]:
    """What Delete would take."""
    count, path = found.title.file_count, f"/title/{found.title.id}/delete"
    if not count:
        return {"goes": text("No file is touched: there is none yet."), "path": path}
    goes = ntext(
        "One file of {size} moves to the trash and can be put back.",
        "{n} files, {size}, move to the trash and can be put back.",
        count,
        n=count,
        size=size(found.title.size_bytes),
    )
    return {"goes": goes, "path": path}
