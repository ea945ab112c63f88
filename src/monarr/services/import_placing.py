"""An import as an act: the steps that bring files in, and what will be recorded of them.

The new file comes first, the old one goes to the recycle store after it. Where both have one name, the new one waits
beside it under a temporary name, so that at every moment one of the two is whole and at hand.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from monarr.core.acts import Act, Step
from monarr.core.errors import FileError
from monarr.core.importing import Found, read_marks
from monarr.core.media import READER_VERSION
from monarr.core.releases import ParsedRelease, Revision
from monarr.db.repositories.files import FileFacts
from monarr.files import identify, prepare_store, quick_hash, store_of
from monarr.files.places import TEMPORARY, missing_folders
from monarr.services.acts import new_act_id, person
from monarr.services.context import Actor
from monarr.services.import_facts import Wanted
from monarr.services.import_judging import Judged, refused
from monarr.services.import_naming import file_target, naming_file, title_folder

_STEP_OF_MODE = {"hardlink": "link", "reflink": "reflink", "copy": "copy", "move": "move", "copy-delete": "copy"}


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where files come from: a download, or a folder that a person named."""

    folder: Path
    release_title: str | None
    parsed: ParsedRelease | None
    download_id: int | None = None
    info_hash: str | None = None
    score: int = 0
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    indexer: str | None = None


class Blocked(Exception):
    """The file cannot go where it should."""

    def __init__(self, verdict: Any) -> None:
        super().__init__(verdict.code)
        self.verdict = verdict


def modes_for(import_mode: str, keeps: bool, source: Path, root: Path) -> tuple[str, ...]:
    """The ways to bring a file in, best first (PRODUCT.md 6). `keeps`: its client still seeds or keeps it."""
    last = "copy" if keeps else "copy-delete"
    if import_mode == "hardlink":
        return ("hardlink",)
    if import_mode == "copy":
        return ("reflink", "copy")
    same_disk = os.stat(source).st_dev == os.stat(root).st_dev  # noqa: PTH116
    if import_mode == "move":
        return ("move", "copy-delete") if same_disk else ("copy-delete",)
    return ("hardlink", "reflink", last) if same_disk else (last,)


def plan_import(
    judged: Judged,
    wanted: Wanted,
    source: Source,
    mode: str,
    subtitles: tuple[Found, ...],
    actor: Actor,
) -> Act:
    """The act of one file. Raises FileError for a place that may not be, Blocked for one that is taken."""
    root = Path(wanted.version.root or "")
    olds = [file for file in wanted.own_files if file.id in judged.replaces]
    folder = title_folder(wanted, root)
    target = _free_target(judged, wanted, source, root, folder, olds)
    act_id, public_id = new_act_id(), str(uuid.uuid4())
    beside = _subtitle_targets(judged, subtitles, target)
    steps, after = _steps(judged, source, mode, target, beside, act_id, olds)
    recycled, recycle_steps = recycle(olds, root, act_id, "upgrade")
    steps[-1:-1] = recycle_steps if _is_staged(steps) else []
    steps += [] if _is_staged(steps) else recycle_steps
    folders = _folders(steps)
    steps = [Step(kind="mkdir", folders=folders), *steps] if folders else steps
    record: dict[str, Any] = {
        "title_id": wanted.title.id,
        "root": str(root),
        "root_inode": root.stat().st_ino,
        "recycle": recycled,
        "add": [_row(judged, wanted, source, target, public_id, beside)],
        "events": _events(judged, wanted, source, mode, target, olds, act_id, public_id, actor),
        "publish": True,
        "tell": [{"path": str(target), "removed": False, "item_id": judged.item_ids[0]}],
    }
    record["tell"] += [{"path": old.path, "removed": True} for old in olds if old.path != str(target)]
    if wanted.title.path is None:
        record["folder"] = str(folder)
    return Act(
        id=act_id,
        name="upgrade" if olds else "import",
        steps=tuple(steps),
        record=record,
        after=tuple(after),
        title_id=wanted.title.id,
        download_id=source.download_id,
        user_id=actor.user_id,
    )


def _free_target(
    judged: Judged, wanted: Wanted, source: Source, root: Path, folder: Path, olds: list[FileFacts]
) -> Path:
    """The place by the pattern; beside another version's file of that name, with this version's name."""
    parsed = judged.parsed if judged.parsed and judged.parsed.release_group else source.parsed or judged.parsed
    file = naming_file(
        quality=judged.quality,
        revision=_revision(judged, source),
        release_group=parsed.release_group if parsed else None,
        scene_name=PurePosixPath(judged.file.path).stem if not source.release_title else _scene_name(judged, source),
        path=judged.file.name,
        edition=parsed.edition if parsed else None,
        formats=source.formats,
        media=judged.media,
        formats_in_names=wanted.title.formats_in_names,
    )
    target = file_target(wanted, root, judged.item_ids, file, folder)
    own = {old.path for old in olds} | {path for old in olds for path in old.subtitles}
    if str(target) in {one.path for one in wanted.files} - own:
        target = target.with_name(f"{target.stem} - {wanted.version.name}{target.suffix}")
    if str(target) in own or not os.path.lexists(target):
        return target
    there = identify(target)
    if there is not None and there.inode == judged.file.inode and there.device == judged.file.device:
        return target  # this very file: an import that a crash cut off before it could be taken back
    raise Blocked(refused("target-exists", file=target.name))


def _scene_name(judged: Judged, source: Source) -> str:
    """A single file may carry the release's name; the files of a pack carry their own."""
    is_pack = source.parsed is not None and (source.parsed.full_season or len(judged.item_ids) == 0)
    return PurePosixPath(judged.file.path).stem if is_pack else source.release_title or ""


def _revision(judged: Judged, source: Source) -> Revision:
    own = judged.parsed.revision if judged.parsed else Revision()
    told = source.parsed.revision if source.parsed else Revision()
    return max(own, told)


def _is_staged(steps: list[Step]) -> bool:
    return bool(steps) and steps[-1].kind == "move" and TEMPORARY in (steps[-1].source or "")


def _steps(
    judged: Judged, source: Source, mode: str, target: Path, beside: list[tuple[Found, Path]], act_id: str,
    olds: list[FileFacts],
) -> tuple[list[Step], list[Step]]:  # fmt: skip
    """The steps that bring the file and its subtitles in, and those that clear away after a move between disks."""
    taken = {old.path for old in olds} | {path for old in olds for path in old.subtitles}
    kind = _STEP_OF_MODE[mode]
    first = target.with_name(f"{TEMPORARY}{act_id[:12]}{target.suffix}") if str(target) in taken else target
    steps = [_bring(kind, source.folder / judged.file.path, first, judged.file)]
    free = [(found, path) for found, path in beside if str(path) not in taken]
    beside[:] = free
    steps += [_bring(kind, source.folder / found.path, path, found) for found, path in free]
    if first != target:
        steps.append(_bring("move", first, target, judged.file, inode=judged.file.inode if kind != "copy" else 0))
    after = []
    if mode == "copy-delete":
        files = [judged.file, *(found for found, _ in free)]
        after = [_bring("remove", source.folder / found.path, None, found) for found in files]
    return steps, after


def _bring(kind: str, source: Path, target: Path | None, found: Found, inode: int | None = None) -> Step:
    return Step(
        kind=kind,
        source=str(source),
        target=None if target is None else str(target),
        size_bytes=found.size_bytes,
        modified_ns=found.modified_ns,
        inode=found.inode if inode is None else inode,
    )


def _folders(steps: list[Step]) -> tuple[str, ...]:
    """All parents that are missing, outermost first, each once."""
    found: dict[str, None] = {}
    for step in steps:
        if step.target is not None:
            found.update(dict.fromkeys(missing_folders(Path(step.target))))
    return tuple(found)


def recycle(
    files: list[FileFacts], root: Path | None, act_id: str, reason: str
) -> tuple[list[dict[str, Any]], list[Step]]:
    """Steps that put library files into the recycle store, with their subtitles, and what to record. A file that is not
    there any more is recorded as deleted all the same."""
    recorded, steps = [], []
    for file in files:
        place: str | None = None
        for path in (file.path, *file.subtitles):
            found = identify(path)
            if found is None:
                continue
            base = root or Path(file.root or Path(path).parent)
            store = store_of(Path(path), base)
            prepare_store(store)
            inner = os.path.relpath(path, store.parent)
            kept = store / act_id / inner
            place = str(kept) if path == file.path else place
            steps.append(
                Step(
                    kind="recycle", source=path, target=str(kept), size_bytes=found.size_bytes,
                    modified_ns=found.modified_ns, inode=found.inode, file_id=file.id,
                )
            )  # fmt: skip
        recorded.append({"file_id": file.id, "recycle_path": place, "reason": reason})
    return recorded, steps


def folders_for(steps: list[Step]) -> list[Step]:
    """The steps with the folders that they need before them."""
    folders = _folders(steps)
    return [Step(kind="mkdir", folders=folders), *steps] if folders else steps


def _subtitle_targets(judged: Judged, subtitles: tuple[Found, ...], target: Path) -> list[tuple[Found, Path]]:
    """Each subtitle file with its name beside the video; two of one kind are numbered."""
    named: list[tuple[Found, Path]] = []
    used: set[str] = set()
    for found in subtitles:
        marks = read_marks(found.path, PurePosixPath(judged.file.path).stem)
        ending = PurePosixPath(found.path).suffix.lower()
        name, number = f"{target.stem}{marks.suffix}{ending}", 2
        while name in used:
            name, number = f"{target.stem}.{number}{marks.suffix}{ending}", number + 1
        if len(os.fsencode(name)) > 255:
            raise FileError("", path=target, reason="name-too-long")
        used.add(name)
        path = target.with_name(name)
        if not os.path.lexists(path):
            named.append((found, path))
    return named


def _row(
    judged: Judged, wanted: Wanted, source: Source, target: Path, public_id: str, beside: list[tuple[Found, Path]]
) -> dict[str, Any]:  # fmt: skip
    revision = _revision(judged, source)
    parsed = source.parsed or judged.parsed
    media = judged.media
    row = {
        "public_id": public_id, "version_id": wanted.version.id, "title_id": wanted.title.id,
        "root_folder_id": wanted.version.root_id, "path": str(target), "size_bytes": judged.file.size_bytes,
        "modified_ns": judged.file.modified_ns, "quality": judged.quality, "revision_version": revision.version,
        "revision_real": revision.real, "is_repack": revision.is_repack,
        "edition": parsed.edition if parsed else None,
        "release_group": parsed.release_group if parsed else None, "release_title": source.release_title,
        "info_hash": source.info_hash, "languages": list(source.languages), "formats": list(source.formats),
        "format_score": source.score, "duration_seconds": media.duration_seconds if media else None,
        "media": msgspec.to_builtins(media) if media else {}, "reader_version": READER_VERSION if media else None,
        "origin_path": str(source.folder / judged.file.path), "download_id": source.download_id,
        "quick_hash": quick_hash(source.folder / judged.file.path, judged.file.size_bytes),
    }  # fmt: skip
    streams = stream_rows(judged) + [
        _external(number, path, judged, found) for number, (found, path) in enumerate(beside, 1000)
    ]
    return {"row": row, "items": list(judged.item_ids), "streams": streams}


_STREAM = {
    "kind": "", "codec": None, "profile": None, "language": None, "title": None, "is_default": False,
    "is_forced": False, "is_hearing_impaired": False, "width": None, "height": None, "frame_rate": None,
    "bit_depth": None, "hdr": None, "channels": None, "channel_layout": None, "bitrate_kbps": None,
    "external_path": None,
}  # fmt: skip


def stream_rows(judged: Judged) -> list[dict[str, Any]]:
    """Rows of `stream` for what is inside the file."""
    media = judged.media
    if media is None:
        return []
    rows = [
        {
            **_STREAM, "stream_index": one.index, "kind": "video", "codec": one.codec, "profile": one.profile,
            "language": one.language, "is_default": one.default, "width": one.width, "height": one.height,
            "frame_rate": one.frames_per_second, "bit_depth": one.bit_depth, "hdr": one.hdr,
            "bitrate_kbps": one.bitrate_kbps,
        }
        for one in media.video
    ]  # fmt: skip
    rows += [
        {
            **_STREAM, "stream_index": one.index, "kind": "audio", "codec": one.codec, "profile": one.profile,
            "language": one.language, "title": one.title, "is_default": one.default, "is_forced": one.forced,
            "channels": one.channels, "channel_layout": one.layout, "bitrate_kbps": one.bitrate_kbps,
        }
        for one in media.audio
    ]  # fmt: skip
    rows += [
        {
            **_STREAM, "stream_index": one.index, "kind": "subtitle", "codec": one.codec, "language": one.language,
            "title": one.title, "is_default": one.default, "is_forced": one.forced,
            "is_hearing_impaired": one.hearing_impaired,
        }
        for one in media.subtitles
    ]  # fmt: skip
    return rows


def _external(number: int, path: Path, judged: Judged, found: Found) -> dict[str, Any]:
    marks = read_marks(found.path, PurePosixPath(judged.file.path).stem)
    return {
        **_STREAM, "stream_index": number, "kind": "subtitle", "codec": path.suffix[1:], "language": marks.language,
        "is_forced": marks.forced, "is_hearing_impaired": marks.hearing_impaired, "external_path": str(path),
    }  # fmt: skip


def _events(
    judged: Judged, wanted: Wanted, source: Source, mode: str, target: Path, olds: list[FileFacts], act_id: str,
    public_id: str, actor: Actor,
) -> list[dict[str, Any]]:  # fmt: skip
    shared = {
        "version_id": wanted.version.id, "library_id": wanted.title.library_id, "download_id": source.download_id,
        "title": wanted.title.title, "file": public_id, **person(actor.user_id, actor.name),
    }  # fmt: skip
    payload: dict[str, Any] = {
        "quality": judged.quality, "size_bytes": judged.file.size_bytes, "file": target.name, "mode": mode,
        "act_id": act_id, "score": source.score,
    }  # fmt: skip
    optional = {"release": source.release_title, "indexer": source.indexer}
    payload |= {name: value for name, value in optional.items() if value}
    if olds:
        payload |= {"old_quality": olds[0].quality, "old_file": Path(olds[0].path).name}
        if olds[0].release_group:
            payload["old_group"] = olds[0].release_group
    numbers = {one.id: one for one in wanted.episodes}
    events = []
    for item_id in judged.item_ids:
        where = {"season": numbers[item_id].season, "episode": numbers[item_id].number} if item_id in numbers else {}
        kind = "file.upgraded" if olds else "file.imported"
        events.append({**shared, "type": kind, "item_id": item_id, "payload": payload | where})
    return events
