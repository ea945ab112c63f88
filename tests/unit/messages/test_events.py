"""Every event has a sentence, however little is known of it."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.messages import EVENT_TYPES, event_sentence

FULL: dict[str, Any] = {
    "title": "Indexer A", "by": "Ada", "library": "Films", "profile": "1080p", "release": "Sintel.2010.1080p-OPEN",
    "indexer": "Archive", "client": "qBittorrent", "quality": "WEBDL-1080p", "old_quality": "DVD", "size_bytes": 4.1e9,
    "score": 10, "reason": "It has no sound.", "file": "Sintel.mkv", "old_file": "old.mkv", "provider": "TVmaze",
    "field_count": 3, "slot": "poster", "player": "Kodi", "old_version": "0.1", "version": "0.2", "wait_minutes": 41,
}  # fmt: skip


def test_all_named_event_types_are_known() -> None:
    named = (
        "item.added item.edited item.deleted item.restored release.grabbed release.grab_failed release.blocklisted "
        "download.started download.stalled download.completed download.failed download.ignored file.imported "
        "file.import_blocked file.upgraded file.renamed file.deleted file.restored metadata.updated artwork.published "
        "player.told health.raised health.cleared app.updated"
    )
    assert set(named.split()) <= set(EVENT_TYPES)


@pytest.mark.parametrize("event_type", EVENT_TYPES)
@pytest.mark.parametrize("payload", [FULL, {}, {"quality": None}], ids=["full", "empty", "none"])
def test_an_event_is_told_without_holes(event_type: str, payload: dict[str, Any]) -> None:
    title, detail = event_sentence(event_type, payload)
    for shown in (str(title), str(detail or "")):
        assert "{" not in shown
        assert "None" not in shown
    assert 2 < len(str(title)) <= 120


def test_what_is_known_is_said() -> None:
    title, detail = event_sentence("release.grabbed", FULL)
    assert str(title) == "Grabbed WEBDL-1080p, 4.1 GB, from Archive"
    assert str(detail) == "Sintel.2010.1080p-OPEN"


def test_names_of_releases_are_never_cut_nor_read_as_templates() -> None:
    name = "{evil} " + "Very.Long" * 20
    assert str(event_sentence("release.grabbed", {"release": name})[1]) == name


def test_counts_have_their_plural() -> None:
    assert str(event_sentence("metadata.updated", {"field_count": 1})[1]) == "1 field"
    assert str(event_sentence("artwork.published", {"picture_count": 2})[1]) == "2 pictures"
    assert event_sentence("metadata.updated", {})[1] is None


def test_an_unknown_event_shows_its_name() -> None:
    assert str(event_sentence("moon.landed", {})[0]) == "moon.landed"


def test_a_rule_that_was_set_aside_is_named_with_the_reason() -> None:
    payload = {**FULL, "overridden": ["size-maximum", "language"], "reason": "It is the restored one."}
    title, detail = event_sentence("release.grabbed", payload)
    assert str(title) == "Ada grabbed WEBDL-1080p against the rules: Greatest size, Language"
    assert str(detail) == "“It is the restored one.” Sintel.2010.1080p-OPEN"
    del payload["reason"], payload["by"]
    title, detail = event_sentence("release.grabbed", payload)
    assert str(title) == "Grabbed WEBDL-1080p against the rules: Greatest size, Language"
    assert str(detail) == "Sintel.2010.1080p-OPEN"
