"""What the actions of the audit log are called, and what changed, in short lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from monarr.core.text import Text, text

KINDS = {
    "user": text("People"),
    "settings": text("Settings"),
    "library": text("Libraries"),
    "movie": text("Films"),
    "series": text("Series"),
    "release": text("Releases"),
    "trash": text("Trash"),
}
_WORDS = {
    "user.signed_in": text("signed in"),
    "user.sign_in_failed": text("gave a wrong password"),
    "user.locked": text("was locked out after wrong passwords"),
    "user.created": text("made an account"),
    "user.edited": text("changed an account"),
    "user.deleted": text("deleted an account"),
    "user.overridden": text("changed what a person may do"),
    "user.owner_created": text("became the owner"),
    "user.password_changed": text("set a password"),
    "session.ended": text("signed somebody out"),
    "role.created": text("made a role"),
    "role.edited": text("changed a role"),
    "role.deleted": text("deleted a role"),
    "api_key.created": text("made an API key"),
    "api_key.deleted": text("revoked an API key"),
    "library.added": text("made a library"),
    "library.edited": text("changed a library"),
    "library.deleted": text("deleted a library"),
    "root_folder.added": text("gave a library a folder"),
    "root_folder.removed": text("took a folder from a library"),
    "folder.given": text("said whose a folder is"),
    "folder.left": text("decided about a folder without a title"),
    "folder.taken_back": text("took a folder back from a title"),
    "release.grabbed": text("grabbed a release"),
    "release.overridden": text("grabbed against the rules"),
    "trash.purged": text("emptied the trash"),
    "errors.forgotten": text("let an error go"),
    "settings.edited": text("changed settings of the house"),
    "settings.naming.edited": text("changed the naming"),
    "settings.naming.forgotten": text("let a library be named as the others"),
    "settings.quality.edited": text("changed quality sizes"),
    "settings.quality.reset": text("put quality sizes back"),
    "settings.guide.read": text("read a guide"),
    "settings.guide.applied": text("took up parts of a guide"),
    "settings.guide.forgotten": text("let a guide go"),
    "settings.guide.kept": text("chose which part of a guide stays as it is"),
    "settings.guide.pinned": text("pinned a guide to its version"),
    "settings.guide.unpinned": text("let a guide follow its new versions"),
    "settings.delay_profile.ordered": text("changed the order of delays"),
}
_NOUNS = {
    "indexer": text("an indexer"),
    "download_client": text("a download client"),
    "metadata": text("a metadata source"),
    "player": text("a player"),
    "notification": text("a notification"),
    "delay_profile": text("a delay"),
    "release_profile": text("words"),
    "quality_profile": text("a profile"),
    "custom_format": text("a custom format"),
    "path_mapping": text("a path mapping"),
    "player_group": text("a player group"),
    "tag": text("a tag"),
    "guide": text("a guide"),
    "movie": text("a film"),
    "series": text("a series"),
    "season": text("a season"),
    "episode": text("an episode"),
    "version": text("a version"),
}
_DONE: dict[str, Callable[[Text], Text]] = {
    "added": lambda what: text("added {what}", what=what),
    "edited": lambda what: text("changed {what}", what=what),
    "saved": lambda what: text("saved {what}", what=what),
    "deleted": lambda what: text("deleted {what}", what=what),
    "removed": lambda what: text("deleted {what}", what=what),
    "merged": lambda what: text("merged {what}", what=what),
    "names": lambda what: text("changed other names of {what}", what=what),
    "numbers": lambda what: text("changed the numbers of {what}", what=what),
    "locks": lambda what: text("changed the locks of {what}", what=what),
}
_LONGEST, _MOST = 160, 6


def audit_words(action: str) -> Text:
    """What was done, to stand after a name."""
    if action in _WORDS:
        return _WORDS[action]
    noun, _, verb = action.removeprefix("settings.").rpartition(".")
    if noun in _NOUNS and verb in _DONE:
        return _DONE[verb](_NOUNS[noun])
    return text("{name}", name=action)


def change_lines(changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What changed, a name and a value a line: of a before and after only what differs. Not the stored whole of a thing."""
    before, after = changes.get("before"), changes.get("after")
    if isinstance(after, Mapping):
        known = before if isinstance(before, Mapping) else {}
        differing = {name: value for name, value in after.items() if name not in known or known[name] != value}
        found = [
            (str(name), f"{_short(known[name])} → {_short(value)}" if name in known else _short(value))
            for name, value in differing.items()
            if _is_plain(value)
        ]
    else:
        found = [(str(name), _short(value)) for name, value in changes.items() if _is_plain(value)]
    return found[:_MOST]


def _is_plain(value: Any) -> bool:
    parts = value if isinstance(value, list | tuple) else (value,)
    return not any(isinstance(part, Mapping | list | tuple) for part in parts) and value not in (None, [], "")


def _short(value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    words = ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
