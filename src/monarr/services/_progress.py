"""What a client says of a download, as changes of its row: pure, so that time and states can be thought through.

Standing still is counted from the last byte that came (`progressed_at`). Time in which nobody looked (the machine slept,
the client was away, the clock jumped) is not counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from monarr.core.kinds import Protocol
from monarr.core.text import Text, text
from monarr.db.repositories.wanted import LOCAL_FAULT
from monarr.ports.download_client import ClientDownload, ClientState
from monarr.services._remote_paths import local_path

MISSES_BEFORE_GONE = 3
_UNWATCHED = timedelta(minutes=10)
_DONE = (ClientState.COMPLETED, ClientState.SEEDING)
_STILL = (ClientState.STALLED, ClientState.METADATA)
_STATES = {
    ClientState.QUEUED: "queued", ClientState.METADATA: "downloading", ClientState.CHECKING: "downloading",
    ClientState.DOWNLOADING: "downloading", ClientState.STALLED: "downloading", ClientState.PAUSED: "paused",
    ClientState.COMPLETED: "completed", ClientState.SEEDING: "completed", ClientState.FAILED: "failed",
}  # fmt: skip
# What these come to is not for the client to say any more.
_AFTER_DOWNLOAD = ("completed", "importing", "blocked", "imported")


class Patience(msgspec.Struct, frozen=True):
    """How long a download may stand still before it is said, and before it is given up."""

    stalled: timedelta = timedelta(minutes=10)
    give_up: timedelta = timedelta(hours=3)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a row. `event` is one of started, stalled, completed, failed, removed, or None; `gives_up` that
    the release is to be blocked and the next best looked for."""

    values: dict[str, Any]
    event: str | None = None
    reason: Text | None = None
    wait_minutes: float | None = None
    gives_up: bool = False


def seen(row: Any, said: ClientDownload, mappings: list[tuple[str, str]], patience: Patience, now: datetime) -> Change:
    """The row after a client told of it."""
    values = _figures(said, mappings) | {"strikes": 0}
    if row.state in _AFTER_DOWNLOAD:
        kept = ("may_remove", "seeders", "peers", "strikes", "rate_bytes")
        return Change(values={name: value for name, value in values.items() if name in kept})
    if said.state is ClientState.FAILED:
        return _failed(row, said, values)
    moved = _moved(row, said)
    since = _still_since(row, now, moved=moved or said.state not in (*_STILL, ClientState.DOWNLOADING))
    values |= {"state": _STATES[said.state], "progressed_at": since, "problem": None, "problem_code": None}
    if said.state in _DONE:
        values |= {"completed_at": now, "left_bytes": 0, "eta_seconds": None}
        return Change(values=values, event="completed")
    still = now - since
    if said.state in _STILL and still >= patience.give_up:
        return _given_up(row, said, values, still)
    if said.state in _STILL and still >= patience.stalled:
        return _stalled(row, said, values, patience.give_up - still)
    started = row.state in ("queued", "failed") and values["state"] == "downloading"
    return Change(values=values, event="started" if started else None)


def missed(row: Any) -> Change:
    """The row after its client no longer knew it. Only what is missing several times in a row has gone: clients forget
    for a moment when they start."""
    strikes = row.strikes + 1
    if strikes < MISSES_BEFORE_GONE:
        return Change(values={"strikes": strikes})
    if row.state == "imported":
        return Change(values={"strikes": 0, "client_ref": None, "may_remove": False})
    if row.state in ("completed", "importing", "blocked"):
        return Change(values={"strikes": strikes})  # its files may be there all the same: the import decides
    reason = text("{client} no longer has it. Nothing was deleted by Monarr.", client=row.client_name)
    values = {"state": "removed", "strikes": strikes, "rate_bytes": 0, "eta_seconds": None, "client_ref": None,
              "problem": msgspec.to_builtins(reason), "problem_code": "removed"}  # fmt: skip
    return Change(values=values, event="removed", reason=reason)


def _figures(said: ClientDownload, mappings: list[tuple[str, str]]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "rate_bytes": said.rate_bytes,
        "eta_seconds": said.eta_seconds,
        "seeders": said.seeders,
        "peers": said.peers,
        "may_remove": said.may_remove,
    }
    if said.size_bytes is not None:
        values["size_bytes"] = said.size_bytes
    if said.left_bytes is not None:
        values["left_bytes"] = max(0, said.left_bytes)
    if said.output_path is not None:
        values["output_path"] = local_path(said.output_path, mappings)
    return values


def _moved(row: Any, said: ClientDownload) -> bool:
    if row.left_bytes is None or said.left_bytes is None:
        return said.rate_bytes > 0
    return said.left_bytes < row.left_bytes or said.rate_bytes > 0


def _still_since(row: Any, now: datetime, *, moved: bool) -> datetime:
    since: datetime = row.progressed_at or row.grabbed_at
    if moved or since > now:
        return now
    unwatched = now - row.updated_at
    return min(now, since + unwatched) if unwatched > _UNWATCHED else since


def _failed(row: Any, said: ClientDownload, values: dict[str, Any]) -> Change:
    """A torrent that fails has met its client's disk, and goes on once that is mended; a Usenet download that fails is
    incomplete, and the release is to blame."""
    reason = text("{client} says: {words}", client=row.client_name, words=said.message or "—")
    is_local = Protocol(row.protocol) is Protocol.TORRENT
    values |= {
        "state": "failed", "rate_bytes": 0, "eta_seconds": None, "problem": msgspec.to_builtins(reason),
        "problem_code": LOCAL_FAULT if is_local else "failed",
    }  # fmt: skip
    if row.state == "failed":
        return Change(values=values)
    return Change(values=values, event="failed", reason=reason, gives_up=not is_local)


def _stalled(row: Any, said: ClientDownload, values: dict[str, Any], remaining: timedelta) -> Change:
    reason = (
        text("No peer has sent the file list yet.")
        if said.state is ClientState.METADATA
        else text("No peer sends anything.")
    )
    values |= {"state": "stalled", "problem": msgspec.to_builtins(reason), "problem_code": "stalled"}
    return Change(
        values=values,
        event="stalled" if row.state != "stalled" else None,
        reason=reason,
        wait_minutes=remaining.total_seconds() / 60,
    )


def _given_up(row: Any, said: ClientDownload, values: dict[str, Any], still: timedelta) -> Change:
    hours = round(still.total_seconds() / 3600)
    reason = (
        text("Nobody sent the file list in {hours} h.", hours=hours)
        if said.state is ClientState.METADATA
        else text("Nothing came in {hours} h.", hours=hours)
    )
    values |= {"state": "failed", "rate_bytes": 0, "eta_seconds": None, "problem": msgspec.to_builtins(reason),
               "problem_code": "stalled"}  # fmt: skip
    return Change(values=values, event="failed", reason=reason, gives_up=True)
