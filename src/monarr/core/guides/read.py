"""Files of a guide, told apart by their content.

Known and passed over: what only helps the guide's own pages (conflicts between formats, groups of profiles) and its
dummies for authors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from monarr.core.formats import CustomFormat, FormatError, compile_formats, read_format
from monarr.core.formats.vocabulary import Numbering
from monarr.core.guides._documents import Unfit, read_group, read_naming, read_profile, read_sizes
from monarr.core.guides.model import EntryType, GuideEntry, GuideFile, GuideProblem, GuideReading, ProfileGuide

_DUMMIES = "dummy-files"
_DUMMY_GROUP = ("http://", "https://")


def read_guide(files: Iterable[GuideFile], kind: Numbering, *, known_formats: Iterable[str] = ()) -> GuideReading:
    """Everything that the files hold. A profile finds its formats among them, or among `known_formats` (trash ids); one
    that does not is a problem. A bad file is one problem and does not stop the others."""
    entries: list[GuideEntry] = []
    problems: list[GuideProblem] = []
    taken: list[str] = []
    for file in files:
        found = _read_file(file, kind)
        if isinstance(found, GuideProblem):
            problems.append(found)
        elif found:
            entries.extend(found)
            taken.append(file.path)
    ids = {entry.key for entry in entries if entry.type is EntryType.FORMAT} | set(known_formats)
    lost = [problem for problem in (_missing_format(entry, ids) for entry in entries) if problem is not None]
    amiss = {problem.path for problem in lost}
    return GuideReading(
        tuple(entry for entry in entries if entry.path not in amiss),
        tuple(sorted([*problems, *lost], key=lambda problem: problem.path)),
        sum(path not in amiss for path in taken),
    )


def _missing_format(entry: GuideEntry, ids: set[str]) -> GuideProblem | None:
    if not isinstance(entry.content, ProfileGuide):
        return None
    missing = [name for trash_id, name in entry.content.formats.items() if trash_id not in ids]
    return GuideProblem(entry.path, "missing-format", missing[0], entry.name) if missing else None


def _read_file(file: GuideFile, kind: Numbering) -> list[GuideEntry] | GuideProblem:
    """The things of a file; [] for one that is passed over."""
    if file.content is None:
        return GuideProblem(file.path, file.problem or "unreadable")
    parts = file.path.split("/")
    if _DUMMIES in parts:
        return []
    try:
        document = msgspec.json.decode(file.content.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return GuideProblem(file.path, "no-json", str(error))
    if isinstance(document, list) and document and all(_is_format(one) for one in document):
        return _several(file.path, document, kind)
    found = read_entry(document, file.path, kind)
    if isinstance(found, GuideProblem):
        return found
    return [] if found is None else [found]


def _several(path: str, documents: list[Any], kind: Numbering) -> list[GuideEntry] | GuideProblem:
    """A file of several formats, as the applications answer."""
    entries = [_format(document, path, kind) for document in documents]
    problem = next((entry for entry in entries if isinstance(entry, GuideProblem)), None)
    return problem or [entry for entry in entries if isinstance(entry, GuideEntry)]


def read_entry(document: Any, path: str, kind: Numbering) -> GuideEntry | GuideProblem | None:
    """The thing that a document describes; None for one that is passed over."""
    if _is_passed_over(document):
        return None
    if not isinstance(document, dict):
        return GuideProblem(path, "unknown-content")
    if _is_format(document):
        return _format(document, path, kind)
    try:
        if isinstance(document.get("items"), list) and "cutoff" in document:
            profile = read_profile(document)
            return _entry(EntryType.PROFILE, document, path, profile.profile.name, profile)
        if isinstance(document.get("qualities"), list):
            sizes = read_sizes(document)
            return _entry(EntryType.SIZES, document, path, sizes.name, sizes)
        if isinstance(document.get("custom_formats"), list):
            group = read_group(document)
            return _entry(EntryType.GROUP, document, path, group.name, group)
        naming = read_naming(document, kind)
    except Unfit as error:
        name = document.get("name")
        return GuideProblem(path, error.code, error.detail, name if isinstance(name, str) else "")
    if naming is None:
        return GuideProblem(path, "unknown-content")
    return _entry(EntryType.NAMING, document, path, path.rpartition("/")[2].removesuffix(".json"), naming)


def _is_format(document: Any) -> bool:
    return isinstance(document, dict) and "specifications" in document


def _is_passed_over(document: Any) -> bool:
    if isinstance(document, list):
        return bool(document) and all(
            isinstance(one, dict) and isinstance(one.get("profiles"), dict) for one in document
        )
    if not isinstance(document, dict):
        return False
    group = document.get("group")
    if "cutoff" in document and isinstance(group, str) and group.startswith(_DUMMY_GROUP):
        return True
    listed = document.get("custom_formats")
    return isinstance(listed, list) and "name" not in document and "trash_id" not in document


def _format(document: Any, path: str, kind: Numbering) -> GuideEntry | GuideProblem:
    custom = read_format(document)
    error = custom if isinstance(custom, FormatError) else next(iter(compile_formats((custom,), kind).errors), None)
    if error is not None:
        return GuideProblem(path, error.code, error.detail, error.format, error.condition)
    assert isinstance(custom, CustomFormat)
    return _entry(EntryType.FORMAT, document, path, custom.name, custom)


def _entry(type_: EntryType, document: dict[str, Any], path: str, name: str, content: Any) -> GuideEntry:
    trash_id = document.get("trash_id")
    key = trash_id if isinstance(trash_id, str) and trash_id else name
    return GuideEntry(type=type_, key=key, name=name, path=path, document=document, content=content)


def fingerprint(document: Any) -> str:
    """The same for documents that say the same, whatever the order of their keys."""
    return hashlib.sha256(msgspec.json.encode(document, order="deterministic")).hexdigest()
