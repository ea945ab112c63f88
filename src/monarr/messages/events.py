"""Sentences for the story of a title: one for every event type, with a second line where there is more to say.

Payload keys that sentences know (all optional; a variant is used only when all its fields are there): `title`, `by`
(a person), `library`, `profile`, `release`, `indexer`, `client`, `quality`, `old_quality`, `old_group`, `size_bytes`, `score`, `reason`
(a sentence or word), `file`, `old_file`, `mode` (hardlink, copy, move), `provider`, `field_count`, `slot`, `picture_count`,
`player`, `season`, `episode`, `old_version`, `version`, `wait_minutes`, `overridden` (codes of rules set aside).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from monarr.core.text import Text, ntext, text
from monarr.messages.sentence import Variant, choose
from monarr.messages.verdicts import rule_label


class _Event(msgspec.Struct, frozen=True):
    titles: tuple[Variant, ...]
    details: tuple[Variant, ...]


def _event(titles: tuple[Text, ...], *details: Text) -> _Event:
    return _Event(tuple(Variant(title) for title in titles), tuple(Variant(detail) for detail in details))


_RELEASE = text("{release}")
_REASON = text("{reason}")
_FILE = text("{file}")

_EVENTS: dict[str, _Event] = {
    "item.added": _event(
        (text("{by} added it to {library}"), text("{by} added it"), text("Added to {library}"), text("Added")),
        text("Profile {profile}"),
    ),
    "item.edited": _event(
        (text("{by} changed it"), text("Changed")), ntext("{count} field", "{count} fields", 0), _REASON
    ),
    "item.deleted": _event((text("{by} deleted it"), text("Deleted")), _REASON),
    "item.restored": _event((text("{by} brought it back"), text("Brought back"))),
    "release.grabbed": _event(
        (
            text("Grabbed {quality}, {size_bytes}, from {indexer}"),
            text("Grabbed {quality} from {indexer}"),
            text("Grabbed {quality}"),
            text("Grabbed"),
        ),
        _RELEASE,
    ),
    "release.grab_failed": _event(
        (text("{client} did not take the release"), text("The grab failed")), _REASON, _RELEASE
    ),
    "release.blocklisted": _event(
        (text("{by} put a release on the blocklist"), text("A release went on the blocklist")), _REASON, _RELEASE
    ),
    "download.started": _event((text("{client} is downloading it"), text("Downloading")), _RELEASE),
    "download.stalled": _event(
        (text("The download stands still; given up in {wait_minutes}"), text("The download stands still")),
        _REASON,
        _RELEASE,
    ),
    "download.completed": _event(
        (text("{client} has all of it, {size_bytes}"), text("{client} has all of it"), text("Downloaded")), _RELEASE
    ),
    "download.failed": _event(
        (text("The download failed in {client}"), text("The download failed")), _REASON, _RELEASE
    ),
    "download.ignored": _event((text("{by} let the download go"), text("The download is left alone")), _REASON),
    "file.imported": _event(
        (
            text("{quality} is here, {size_bytes}"),
            text("{quality} is here"),
            text("The file is here"),
        ),
        _FILE,
    ),
    "file.import_blocked": _event((text("The download waits for you: it was not imported"),), _REASON, _FILE),
    "file.upgraded": _event(
        (
            text("{quality} replaced {old_quality}"),
            text("{quality} replaced what was here"),
            text("A better file is here"),
        ),
        _FILE,
    ),
    "file.renamed": _event((text("Renamed from {old_file}"), text("Renamed")), _FILE),
    "file.deleted": _event(
        (text("{by} deleted the file, {size_bytes}"), text("{by} deleted the file"), text("The file was deleted")),
        _REASON,
        _FILE,
    ),
    "file.restored": _event((text("{by} brought the file back"), text("The file is back")), _FILE),
    "metadata.updated": _event(
        (text("Described by {provider}"), text("Described")), ntext("{count} field", "{count} fields", 0)
    ),
    "artwork.published": _event(
        (text("A new {slot} is beside the files"), text("New pictures are beside the files")),
        ntext("{count} picture", "{count} pictures", 0),
    ),
    "player.told": _event((text("{player} knows about it"), text("The players know about it")), _REASON),
    "request.created": _event((text("{by} asked for it"), text("Somebody asked for it")), _REASON),
    "request.approved": _event((text("{by} approved the request"), text("The request was approved")), _REASON),
    "request.denied": _event((text("{by} denied the request"), text("The request was denied")), _REASON),
    "request.available": _event((text("What {by} asked for is here"), text("What was asked for is here"))),
    "request.cancelled": _event((text("{by} withdrew the request"), text("The request was withdrawn")), _REASON),
    "user.created": _event((text("{by} has an account"), text("A new account")), _REASON),
    "user.edited": _event((text("The account of {by} was changed"), text("An account was changed")), _REASON),
    "user.deleted": _event((text("The account of {by} is closed"), text("An account is closed")), _REASON),
    "user.signed_in": _event((text("{by} signed in"), text("Somebody signed in")), _REASON),
    "health.raised": _event((text("{title} needs attention"), text("Something needs attention")), _REASON),
    "health.cleared": _event((text("{title} is well again"), text("All is well again")), _REASON),
    "app.updated": _event(
        (
            text("Monarr went from {old_version} to {version}"),
            text("Monarr is version {version} now"),
            text("Monarr was updated"),
        )
    ),
}

EVENT_TYPES: tuple[str, ...] = tuple(_EVENTS)

# A grab for which somebody set rules aside: `against` are their names, `reason` that person's own words.
_AGAINST = _event(
    (
        text("{by} grabbed {quality} against the rules: {against}"),
        text("Grabbed {quality} against the rules: {against}"),
        text("Grabbed against the rules: {against}"),
    ),
    text("“{reason}” {release}"),
    _RELEASE,
)
_UNKNOWN = text("{event_type}")
_LONG_FIELDS = ("release", "reason", "file", "old_file")


def event_sentence(event_type: str, payload: Mapping[str, Any]) -> tuple[Text, Text | None]:
    """Title and detail of an event. A type that is not known shows its own name; a detail with nothing to say is None."""
    event = _EVENTS.get(event_type)
    if event is None:
        return text(_UNKNOWN.template, event_type=event_type), None
    if event_type == "release.grabbed" and payload.get("overridden"):
        event, payload = _AGAINST, {**payload, "against": _labels(payload["overridden"])}
    count = _counted(payload)
    details = event.details if count is not None else tuple(v for v in event.details if v.text.plural is None)
    given = {name: _whole(name, value) for name, value in payload.items()}
    title = choose(event.titles, given)
    return title or event.titles[-1].text, choose(details, given, count, longest=None)


def _labels(codes: Sequence[str]) -> Text:
    """The names of rules, parted by commas, each in the reader's language."""
    names = {f"rule_{place}": rule_label(code) for place, code in enumerate(codes)}
    return text(", ".join(f"{{{name}}}" for name in names), **names)


def _counted(payload: Mapping[str, Any]) -> int | None:
    for name in ("field_count", "picture_count"):
        if isinstance(payload.get(name), int):
            return int(payload[name])
    return None


def _whole(name: str, value: Any) -> Any:
    """Names of releases and files stand alone on their line and are not cut."""
    return Text("{whole}", params={"whole": value}) if name in _LONG_FIELDS and isinstance(value, str) else value
