"""The libtorrent session: torrents in it, its alerts, and what is kept of it on the disk.

Calls into libtorrent that may wait go to a thread. Alerts wake one task through a socket; it also looks after the
torrents every few seconds while there are any: keeps resume data fresh, and stops those that have seeded enough.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import libtorrent as lt

from monarr.core.text import text
from monarr.ports.download_client import ClientDownload, ClientFile
from monarr.providers.download_clients.builtin._keeping import Keeping
from monarr.providers.download_clients.builtin._settings import Settings, session_settings
from monarr.providers.download_clients.builtin._status import described, files_of, goal_is_reached, is_complete
from monarr.providers.download_clients.builtin._store import Note, Store
from monarr.providers.download_clients.builtin._torrent import (
    Torrent,
    note_in,
    priorities,
    ref_of,
    status_of,
    target_of,
    with_note,
)

log = logging.getLogger("monarr.downloads.builtin")

_TEND_SECONDS = 15.0
_DELETE_SECONDS = 30.0
_LISTEN_LOOKS, _LISTEN_LOOK_SECONDS = 30, 0.1
_TRY_DISK_AGAIN_SECONDS = 600.0
_SURELY_WRITTEN = timedelta(days=1)  # the machine may have been off for hours


class TorrentSession:
    """Belongs to the event loop that starts it."""

    def __init__(self, state_path: Path, settings: Settings, *, tend_seconds: float = _TEND_SECONDS) -> None:
        self.settings = settings
        self._tend_seconds = tend_seconds
        self.torrents: dict[str, Torrent] = {}
        self.listen_failure: str | None = None
        self._store = Store(state_path)
        self._session: Any = None
        self._watch: asyncio.Task[None] | None = None
        self._ears: tuple[socket.socket, socket.socket] | None = None
        self._keeping = Keeping(self._store, self.torrents)
        self._deleted: dict[str, asyncio.Future[None]] = {}
        self._taking_anew = asyncio.Lock()
        self._heard: dict[type, Callable[[Any], None]] = {
            lt.save_resume_data_alert: self._on_resume_data,
            lt.save_resume_data_failed_alert: self._on_no_resume_data,
            lt.torrent_finished_alert: self._on_finished,
            lt.cache_flushed_alert: self._on_flushed,
            lt.metadata_received_alert: self._on_metadata,
            lt.torrent_paused_alert: self._on_paused,
            lt.file_error_alert: self._on_file_error,
            lt.fastresume_rejected_alert: self._on_resume_rejected,
            lt.torrent_deleted_alert: self._on_deleted,
            lt.torrent_delete_failed_alert: self._on_deleted,
            lt.listen_failed_alert: self._on_listen_failed,
        }

    async def start(self) -> None:
        """Opens the session with all torrents it held. Raises Unavailable when another process has it."""
        self._store.open()
        try:
            kept = await asyncio.to_thread(self._open)
        except BaseException:
            self._store.close()
            raise
        hearing, telling = socket.socketpair()
        hearing.setblocking(False)
        telling.setblocking(False)
        self._ears = (hearing, telling)
        self._session.set_alert_fd(telling.fileno())
        for ref, (params, note) in kept.items():
            doubtful = self._store.lost_power and _is_fresh(note)
            if doubtful:  # not by force_recheck: libtorrent passes over it while it still looks at the resume data
                _forget_pieces(params)
            torrent = Torrent(ref, self._session.add_torrent(params), note, target_of(ref, params))
            torrent.is_written = note.completed_at is not None and not doubtful
            self.torrents[ref] = torrent
        self._watch = asyncio.create_task(self._listen(), name="built-in torrents")
        log.info("torrent_session_opened torrents=%d port=%d", len(self.torrents), self._session.listen_port())

    def _open(self) -> dict[str, tuple[Any, Note]]:
        params: Any = lt.session_params()
        if state := self._store.load_session():
            try:
                params = lt.read_session_params(state)
            except RuntimeError as error:
                log.warning("session_state_unreadable error=%s", error)
        params.settings = session_settings(self.settings)
        self._session = lt.session(params)
        kept = {}
        for ref, data in self._store.load().items():
            try:
                kept[ref] = (lt.read_resume_data(data), note_in(data))
            except (RuntimeError, ValueError) as error:
                log.warning("resume_broken ref=%s error=%s", ref, error)
        return kept

    async def close(self) -> None:
        """Keeps everything, then ends the session; safe to call twice."""
        if self._session is None:
            return
        self._session.pause()
        await self._keeping.all()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        state = lt.write_session_params_buf(self._session.session_state())
        await asyncio.to_thread(self._store.save_session, state)
        self._session.set_alert_fd(-1)
        held, self._session = [self._session], None
        self.torrents.clear()
        await asyncio.to_thread(held.clear)  # the last reference to a session waits for its threads
        for ear in self._ears or ():
            ear.close()
        self._store.close()

    def apply(self, settings: Settings) -> None:
        """Takes changed settings while running."""
        self.settings = settings
        self.listen_failure = None
        self._session.apply_settings(session_settings(settings))

    async def is_listening(self) -> bool:
        """Whether peers can reach a port here; waits a moment after a start."""
        for _ in range(_LISTEN_LOOKS):
            if self._session.is_listening():
                return True
            await asyncio.sleep(_LISTEN_LOOK_SECONDS)
        return False

    async def add(self, ref: str, params: Any, note: Note) -> None:
        """Takes a torrent. It is on the disk before it starts, so that no crash loses it. Raises RuntimeError when
        libtorrent does not take it."""
        if params.ti is not None and note.wanted_files is not None:
            params.file_priorities = priorities(params.ti, note.wanted_files)
        await asyncio.to_thread(self._store.save, ref, with_note(lt.write_resume_data(params), note))
        try:
            handle = await asyncio.to_thread(self._session.add_torrent, params)
        except RuntimeError:
            await asyncio.to_thread(self._store.forget, ref)
            raise
        self.torrents[ref] = Torrent(ref, handle, note, target_of(ref, params))

    async def remove(self, ref: str, *, delete_files: bool) -> None:
        torrent = self.torrents.pop(ref, None)
        if torrent is None:
            return
        await self._keeping.forget(ref)
        if not delete_files:
            self._session.remove_torrent(torrent.handle)
            return
        deleted = self._deleted[ref] = asyncio.get_running_loop().create_future()
        self._session.remove_torrent(torrent.handle, lt.session.delete_files)
        try:
            async with asyncio.timeout(_DELETE_SECONDS):
                await deleted
        except TimeoutError:
            log.warning("files_not_deleted ref=%s", ref)
        finally:
            del self._deleted[ref]

    def stop(self, torrent: Torrent) -> None:
        """Until somebody starts it again, also over a restart."""
        torrent.handle.unset_flags(lt.torrent_flags.auto_managed)
        torrent.handle.pause()

    async def restart(self, torrent: Torrent) -> None:
        """Starts it again, also after a failure."""
        if torrent.failure is not None:
            await self._take_anew(torrent)
        if torrent.ref not in self.torrents:
            return  # removed meanwhile
        torrent.is_written = torrent.is_writing_out = False
        torrent.handle.clear_error()
        torrent.handle.unset_flags(lt.torrent_flags.upload_mode)
        torrent.handle.set_flags(lt.torrent_flags.auto_managed)
        torrent.handle.resume()
        self._keeping.ask(torrent)

    async def _take_anew(self, torrent: Torrent) -> None:
        """Gives a torrent whose files failed a handle of its own, and has every piece read again.

        libtorrent (2.1.1, its reading and writing threads) does not get over a failed write: now and then it takes
        blocks for written that are not in the file, and never tells that its memory is flushed. What its old handle
        still has to say, such as a write under way that fails behind the restart, is not heard any more.
        """
        async with self._taking_anew:
            failure, torrent.failure = torrent.failure, None
            if failure is None:
                return  # done meanwhile
            try:
                params = lt.read_resume_data(await asyncio.to_thread(self._store.load_one, torrent.ref))
            except (OSError, RuntimeError) as error:
                log.warning("resume_broken ref=%s error=%s", torrent.ref, error)
                return
            if torrent.ref not in self.torrents:
                return  # removed meanwhile
            _forget_pieces(params)
            self._session.remove_torrent(torrent.handle)
            torrent.handle = await asyncio.to_thread(self._session.add_torrent, params)
            if torrent.ref not in self.torrents:
                self._session.remove_torrent(torrent.handle)

    async def downloads(self, ref: str | None = None) -> list[ClientDownload]:
        """All torrents in the port's words, or the one with this ref, if it is there."""
        held = [torrent for torrent in self.torrents.values() if ref in (None, torrent.ref)]
        goal = self.settings.seed_goal
        found = await _with_status(held)
        for torrent, status in found:
            self._write_out(torrent, status)
        return [
            described(torrent.ref, status, torrent.note, goal, torrent.failure, is_written=torrent.is_written)
            for torrent, status in found
        ]

    async def files(self, ref: str) -> list[ClientFile]:
        """Empty while the file list is not known, and when there is no such torrent."""
        torrent = self.torrents.get(ref)
        return [] if torrent is None else await asyncio.to_thread(files_of, torrent.handle)

    def _write_out(self, torrent: Torrent, status: Any) -> None:
        """libtorrent calls a torrent finished when every piece has the right hash; some may not be in the file yet."""
        if is_complete(status) and not torrent.is_written and torrent.handle.is_valid():
            torrent.is_writing_out = True
            torrent.handle.flush_cache()

    async def _listen(self) -> None:
        assert self._ears is not None
        loop = asyncio.get_running_loop()
        next_tending = loop.time() + self._tend_seconds
        while True:
            try:
                await self._take_alerts()
            except Exception:  # the watch outlives what one alert brings
                log.exception("torrent_alert_failed")
            pause = max(0.0, next_tending - loop.time()) if self.torrents else None
            try:
                async with asyncio.timeout(pause):
                    await loop.sock_recv(self._ears[0], 4096)
            except TimeoutError:
                pass
            if loop.time() >= next_tending:
                next_tending = loop.time() + self._tend_seconds
                try:
                    await self._tend()
                except Exception:
                    log.exception("torrents_not_tended")

    async def _take_alerts(self) -> None:
        for alert in self._session.pop_alerts():
            if (hear := self._heard.get(type(alert))) is not None:
                hear(alert)
        await self._keeping.write()

    async def _tend(self) -> None:
        now = asyncio.get_running_loop().time()
        for torrent, status in await _with_status(list(self.torrents.values())):
            if torrent.ref not in self.torrents:
                continue  # removed meanwhile
            runs = not status.flags & lt.torrent_flags.paused
            if runs and torrent.failure is not None and now - torrent.failed_at >= _TRY_DISK_AGAIN_SECONDS:
                log.info("disk_tried_again ref=%s", torrent.ref)
                await self.restart(torrent)
                continue
            if runs and is_complete(status) and goal_is_reached(status, torrent.note, self.settings.seed_goal):
                log.info("seeding_ended ref=%s", torrent.ref)
                self.stop(torrent)
            self._keeping.ask(torrent)

    def _on_resume_data(self, alert: Any) -> None:
        self._keeping.came(self._torrent_of(alert), alert.params)

    def _on_no_resume_data(self, alert: Any) -> None:
        self._keeping.nothing_came()

    def _on_finished(self, alert: Any) -> None:
        torrent = self._torrent_of(alert)
        if torrent is None:
            return
        torrent.failure = None
        torrent.is_writing_out = True
        torrent.handle.flush_cache()
        if torrent.note.completed_at is None:
            torrent.note.completed_at = datetime.now(UTC)
            log.info("torrent_finished ref=%s", torrent.ref)
            self._keeping.ask(torrent)

    def _on_flushed(self, alert: Any) -> None:
        torrent = self._torrent_of(alert)
        if torrent is not None and torrent.is_writing_out:
            torrent.is_written = True

    def _on_metadata(self, alert: Any) -> None:
        torrent = self._torrent_of(alert)
        if torrent is None:
            return
        if torrent.note.wanted_files is not None:
            torrent.handle.prioritize_files(priorities(torrent.handle.torrent_file(), torrent.note.wanted_files))
        self._keeping.ask(torrent)

    def _on_paused(self, alert: Any) -> None:
        if (torrent := self._torrent_of(alert)) is not None:
            self._keeping.ask(torrent)

    def _on_file_error(self, alert: Any) -> None:
        failure = f"{Path(alert.filename()).name}: {alert.error.message()}"
        torrent = self._torrent_of(alert)
        if torrent is not None and torrent.failure != failure:
            torrent.failure = failure
            torrent.failed_at = asyncio.get_running_loop().time()
            log.warning("torrent_failed ref=%s error=%s", torrent.ref, failure)

    def _on_resume_rejected(self, alert: Any) -> None:
        """The files are not as they were left. One that was complete is stopped, not fetched anew: its disk may only be
        missing for the moment."""
        torrent = self._torrent_of(alert)
        if torrent is None:
            return
        log.warning("resume_rejected ref=%s error=%s", torrent.ref, alert.error.message())
        if torrent.note.completed_at is not None:
            torrent.failure = str(text("The downloaded files are not where they were. Resume fetches them again."))
            self.stop(torrent)

    def _on_deleted(self, alert: Any) -> None:
        waiting = self._deleted.get(ref_of(alert.info_hashes))
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def _on_listen_failed(self, alert: Any) -> None:
        self.listen_failure = alert.message()
        log.warning("listen_failed error=%s", self.listen_failure)

    def _torrent_of(self, alert: Any) -> Torrent | None:
        """None when it has been removed, or taken anew, since."""
        if not alert.handle.is_valid():
            return None
        torrent = self.torrents.get(ref_of(alert.handle.info_hashes()))
        return torrent if torrent is not None and torrent.handle == alert.handle else None


async def _with_status(torrents: list[Torrent]) -> list[tuple[Torrent, Any]]:
    """Each with libtorrent's status; those removed meanwhile are left out."""
    found = await asyncio.to_thread(lambda: [status_of(torrent.handle) for torrent in torrents])
    return [(torrent, status) for torrent, status in zip(torrents, found, strict=True) if status is not None]


def _forget_pieces(params: Any) -> None:
    """So that a torrent is taken with every piece of its files read again."""
    params.have_pieces, params.verified_pieces, params.unfinished_pieces = [], [], {}


def _is_fresh(note: Note) -> bool:
    """Whether its bytes were written so lately that a power cut may have cost some."""
    return note.completed_at is None or datetime.now(UTC) - note.completed_at < _SURELY_WRITTEN
