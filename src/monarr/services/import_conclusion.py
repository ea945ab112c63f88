"""How an import ends, in one unit: the download's state, the event, the blocklist, and what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, update

from monarr.core.decisions import Verdict
from monarr.core.importing import Consequence, consequence_of
from monarr.core.kinds import JobPriority
from monarr.core.text import Text
from monarr.db.engine import notice
from monarr.db.events import record_event
from monarr.db.job_queue import enqueue
from monarr.db.models import BlocklistEntry, Download
from monarr.messages.imports import import_sentence, partly_sentence
from monarr.services.context import Actor
from monarr.services.import_facts import Grabbed
from monarr.services.import_judging import Judged

_MOST_WAITS = 40
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 15, 300
_STATES = {Consequence.LEAVE: "ignored", Consequence.WAIT: "waiting", Consequence.ASK: "blocked"}
_TABLE: Any = Download.__table__


class Conclusion(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: imported, waiting, blocked, failed, ignored. `refused` are the files of a pack that stayed outside."""

    state: str
    verdict: Verdict | None = None
    reports_count: int = 0
    refused: tuple[tuple[Judged, Verdict], ...] = ()
    run_at: datetime | None = None

    @classmethod
    def of(cls, verdict: Verdict, grabbed: Grabbed, now: datetime) -> Conclusion:
        """What a refusal of the whole leads to. Who has waited too long becomes somebody's turn."""
        consequence = consequence_of(verdict.code)
        waits_first = consequence is Consequence.WAIT or verdict.code in ("not-there", "root-missing")
        attempts = grabbed.row.attempts
        if waits_first and attempts < (_MOST_WAITS if consequence is Consequence.WAIT else 3):
            seconds = min(_FIRST_WAIT_SECONDS * 2 ** min(attempts, 8), _LONGEST_WAIT_SECONDS)
            return cls(state="waiting", verdict=verdict, run_at=now + timedelta(seconds=seconds))
        if consequence is Consequence.WAIT:
            return cls(state="blocked", verdict=verdict)
        return cls(state=_STATES.get(consequence, "failed"), verdict=verdict)

    @property
    def problem(self) -> Text | None:
        if self.verdict is not None:
            return import_sentence(self.verdict)
        if not self.refused:
            return None
        judged, verdict = self.refused[0]
        return partly_sentence(self.reports_count, len(self.refused), import_sentence(verdict), judged.file.name)

    @property
    def code(self) -> str | None:
        verdict = self.verdict or (self.refused[0][1] if self.refused else None)
        return verdict.code if verdict else None


def conclude(connection: Connection, grabbed: Grabbed, conclusion: Conclusion, actor: Actor, now: datetime) -> None:
    """Writes the end of an attempt. A download that ended meanwhile stays as it is."""
    row = grabbed.row
    state = "completed" if conclusion.state == "waiting" else conclusion.state
    problem = conclusion.problem
    values: dict[str, Any] = {
        "state": state, "updated_at": now, "attempts": row.attempts + 1, "problem_code": conclusion.code,
        "problem": None if problem is None else msgspec.to_builtins(problem),
    }  # fmt: skip
    if state == "imported":
        values["imported_at"] = now
    open_states = _TABLE.c.state.not_in(("removed", "failed", "imported", "ignored"))
    ended = update(_TABLE).where(_TABLE.c.id == row.id, open_states).values(values)
    if connection.execute(ended).rowcount != 1:
        return
    notice(connection, "downloads")
    if conclusion.run_at is not None:
        _try_later(connection, row.id, conclusion.run_at, now)
    for one in _story(grabbed, conclusion):
        record_event(connection, actor=actor.name, user_id=actor.user_id, now=now, **one)
    if state == "failed":
        _block(connection, grabbed, conclusion, now)
        _search_next(connection, grabbed, (), now)
    elif state == "imported" and conclusion.refused:
        missing = tuple(item for judged, _ in conclusion.refused for item in judged.item_ids)
        if missing:
            _search_next(connection, grabbed, missing, now)


def _try_later(connection: Connection, download_id: int, run_at: datetime, now: datetime) -> None:
    enqueue(
        connection, "import_download", {"download_id": download_id}, now=now, run_at=run_at,
        priority=JobPriority.CRITICAL, unique_key=f"import_download:{download_id}",
    )  # fmt: skip


_EVENTS = {"blocked": "file.import_blocked", "failed": "download.failed", "ignored": "download.ignored"}


def _story(grabbed: Grabbed, conclusion: Conclusion) -> list[dict[str, Any]]:
    row, title = grabbed.row, grabbed.wanted.title
    shared = {
        "title_id": title.id, "title": title.title, "version_id": grabbed.wanted.version.id,
        "library_id": title.library_id, "download_id": row.id,
        "item_id": grabbed.item_ids[0] if len(grabbed.item_ids) == 1 else title.id,
    }  # fmt: skip
    told: dict[str, Any] = {
        "release": row.release_title, "quality": row.quality, "client": grabbed.client_name, "code": conclusion.code,
        "reason": str(conclusion.problem) if conclusion.problem else None,
    }  # fmt: skip
    payload = {name: value for name, value in told.items() if value}
    events = []
    if conclusion.state in _EVENTS and row.problem_code != conclusion.code:
        events.append({**shared, "type": _EVENTS[conclusion.state], "payload": payload})
        if conclusion.state == "failed":
            events.append({**shared, "type": "release.blocklisted", "payload": payload})
    for judged, verdict in conclusion.refused:
        item = judged.item_ids[0] if judged.item_ids else title.id
        why = {**payload, "file": judged.file.name, "reason": str(import_sentence(verdict)), "code": verdict.code}
        events.append({**shared, "type": "file.import_blocked", "item_id": item, "payload": why})
    return events


def _block(connection: Connection, grabbed: Grabbed, conclusion: Conclusion, now: datetime) -> None:
    row = grabbed.row
    problem = conclusion.problem
    entry = {
        "title_id": grabbed.wanted.title.id, "release_title": row.release_title, "info_hash": row.info_hash,
        "indexer_id": row.indexer_id, "indexer_name": row.indexer_name, "protocol": row.protocol,
        "quality": row.quality, "size_bytes": row.size_bytes, "reason": conclusion.code or "failed",
        "message": None if problem is None else msgspec.to_builtins(problem), "tries": 1, "created_at": now,
    }  # fmt: skip
    connection.execute(insert(BlocklistEntry), entry)


def _search_next(connection: Connection, grabbed: Grabbed, episode_ids: tuple[int, ...], now: datetime) -> None:
    title_id = grabbed.wanted.title.id
    payload: dict[str, Any] = {"title_id": title_id, "version_id": grabbed.wanted.version.id}
    if not grabbed.wanted.is_film:
        payload["episode_ids"] = list(episode_ids or grabbed.item_ids)
    enqueue(connection, "search_title", payload, now=now, priority=JobPriority.NORMAL, title_id=title_id)
