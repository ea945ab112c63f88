"""Logs: fields, both styles, no secrets."""

import json
import logging
from pathlib import Path

import pytest

from monarr.core.redaction import redact
from monarr.logging import set_up_logging


@pytest.mark.parametrize("style", ["text", "json"])
def test_fields_and_the_event_are_on_one_line(tmp_path: Path, style: str) -> None:
    undo = set_up_logging("info", style, tmp_path)
    try:
        logging.getLogger("monarr.test").info("release_grabbed", extra={"release_id": 12, "indexer": "Open Archive"})
    finally:
        undo()
    (line,) = (tmp_path / "monarr.log").read_text().splitlines()
    if style == "json":
        assert {"event": "release_grabbed", "release_id": 12, "indexer": "Open Archive"}.items() <= json.loads(
            line
        ).items()
    else:
        assert line.endswith('info release_grabbed release_id=12 indexer="Open Archive"')


@pytest.mark.parametrize(
    "words",
    [
        "GET /api?apikey=abc123&t=search",
        "password: abc123",
        '{"token": "abc123"}',
        "Authorization: abc123",
        "passkey=abc123",
    ],
)
def test_no_secret_is_logged(words: str) -> None:
    assert "abc123" not in redact(words)
    assert "[hidden]" in redact(words)
