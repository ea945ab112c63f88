"""A torrent as qBittorrent states it, told in the port's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from monarr.core.seeding import SeedGoal
from monarr.core.text import text
from monarr.ports.download_client import ClientDownload, ClientState

_NO_ETA_SECONDS = 8_640_000  # a hundred days: its way to say that there is no end in sight
_USE_GLOBAL = -2  # of a torrent's limit; -1 is none

_STATES = {
    "error": ClientState.FAILED,
    "missingFiles": ClientState.FAILED,
    "uploading": ClientState.SEEDING,
    "forcedUP": ClientState.SEEDING,
    "stalledUP": ClientState.SEEDING,
    "queuedUP": ClientState.SEEDING,
    "pausedUP": ClientState.COMPLETED,
    "stoppedUP": ClientState.COMPLETED,
    "checkingUP": ClientState.CHECKING,
    "checkingDL": ClientState.CHECKING,
    "checkingResumeData": ClientState.CHECKING,
    "moving": ClientState.CHECKING,  # its files are on their way to another folder
    "allocating": ClientState.DOWNLOADING,
    "downloading": ClientState.DOWNLOADING,
    "forcedDL": ClientState.DOWNLOADING,
    "metaDL": ClientState.METADATA,
    "forcedMetaDL": ClientState.METADATA,
    "stalledDL": ClientState.STALLED,
    "queuedDL": ClientState.QUEUED,
    "pausedDL": ClientState.PAUSED,
    "stoppedDL": ClientState.PAUSED,
}
_COMPLETE = (ClientState.SEEDING, ClientState.COMPLETED)


class GlobalGoal(msgspec.Struct, frozen=True):
    """The limits that hold for torrents without their own."""

    ratio: float | None = None
    minutes: int | None = None
    inactive_minutes: int | None = None

    @classmethod
    def of(cls, preferences: Mapping[str, Any]) -> GlobalGoal:
        def limit(name: str) -> Any:
            return preferences.get(name) if preferences.get(f"{name}_enabled") else None

        return cls(limit("max_ratio"), limit("max_seeding_time"), limit("max_inactive_seeding_time"))


def described(said: Mapping[str, Any], goal: GlobalGoal, now: datetime) -> ClientDownload:
    """One download out of `torrents/info`. Fields that a version lacks are None."""
    state = _STATES.get(str(said.get("state")), ClientState.QUEUED)
    knows_files = state is not ClientState.METADATA and (said.get("total_size") or said.get("size") or 0) > 0
    eta = said.get("eta")
    path, problem = _output_path(said) if knows_files else (None, None)
    return ClientDownload(
        ref=said["hash"].lower(),
        name=said.get("name") or said["hash"],
        state=state,
        size_bytes=said.get("size") if knows_files else None,
        left_bytes=said.get("amount_left") if knows_files else None,
        rate_bytes=said.get("dlspeed") or 0,
        eta_seconds=eta if eta and 0 < eta < _NO_ETA_SECONDS and state not in _COMPLETE else None,
        seeders=max(said.get("num_seeds", 0), said.get("num_complete", 0)),
        peers=max(said.get("num_leechs", 0), said.get("num_incomplete", 0)),
        ratio=said.get("ratio") if (said.get("ratio") or -1) >= 0 else None,
        category=said.get("category") or None,
        output_path=path,
        message=_message(said) or problem,
        added_at=_moment(said.get("added_on")),
        completed_at=_moment(said.get("completion_on")),
        may_remove=state in _COMPLETE and _has_seeded_enough(said, goal, now),
    )


def _output_path(said: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Path of the file or folder, or None with the reason. `content_path` came with qBittorrent 4.3.2."""
    folder = (said.get("save_path") or "").rstrip("/\\")
    path = said.get("content_path")
    if path is None:
        return f"{folder}/{said.get('name', '')}", None
    if path.rstrip("/\\") == folder:
        return None, str(
            text("Its files lie loose in the download folder. Let qBittorrent make a subfolder for each torrent.")
        )
    return path, None


def _message(said: Mapping[str, Any]) -> str | None:
    state = said.get("state")
    if state == "error":
        return str(text("qBittorrent stopped it with an error, such as a full disk; its log says which."))
    if state == "missingFiles":
        return str(text("qBittorrent does not find the files of this download any more."))
    if state == "moving":
        return str(text("qBittorrent is moving the files."))
    if state == "stalledDL":
        return str(text("No peer sends anything."))
    if state in ("metaDL", "forcedMetaDL") and not said.get("num_seeds") and not said.get("num_leechs"):
        return str(text("No peer has sent the file list yet."))
    if state not in _STATES:
        return str(text("qBittorrent calls its state “{state}”, which Monarr does not know.", state=state))
    return None


def _has_seeded_enough(said: Mapping[str, Any], goal: GlobalGoal, now: datetime) -> bool:
    reached = SeedGoal(
        _limit(said.get("ratio_limit"), goal.ratio), _limit(said.get("seeding_time_limit"), goal.minutes)
    ).is_reached(said.get("ratio"), said.get("seeding_time"))
    inactive_minutes = _limit(said.get("inactive_seeding_time_limit"), goal.inactive_minutes)
    last = _moment(said.get("last_activity"))
    if inactive_minutes is None or last is None:
        return reached
    return reached or (now - last).total_seconds() >= inactive_minutes * 60


def _limit(own: Any, everybodys: Any) -> Any:
    """The limit that holds; None for none."""
    holding = everybodys if own is None or own == _USE_GLOBAL else own
    return holding if holding is not None and holding >= 0 else None


def _moment(seconds: Any) -> datetime | None:
    """A time as qBittorrent gives it; nothing, 0 and below mean not yet (some versions send 2**32 - 1)."""
    if not seconds or seconds <= 0 or seconds == 0xFFFFFFFF:
        return None
    return datetime.fromtimestamp(seconds, UTC)
