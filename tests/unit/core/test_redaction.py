"""Secrets that must not be read by anybody, and texts that must stay as they are."""

from __future__ import annotations

import pytest

from monarr.core.redaction import redact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://a/api?t=search&apikey=abc123&q=x", "http://a/api?t=search&apikey=[hidden]&q=x"),
        ("http://a/dl?id=5&r=abcdef&passkey=zzz", "http://a/dl?id=5&r=[hidden]&passkey=[hidden]"),
        ("http://a/dl?token=abc;x", "http://a/dl?token=[hidden];x"),
        ("http://ada:pa55@nas:80/x", "http://[hidden]@nas:80/x"),
        ("http://a/0123456789abcdef0123456789abcdef/announce", "http://a/[hidden]/announce"),
        ("https://api.example/bot123:AbC-d/send", "https://api.example/bot[hidden]/send"),
        ("Authorization: Bearer abcdefgh", "Authorization: [hidden]"),
        ("sent Bearer abcdefgh.ijk to it", "sent Bearer [hidden] to it"),
        ("Cookie: SID=1; b=2\nnext: line", "Cookie: [hidden]\nnext: line"),
        (
            "DETAIL:  Key (username, email)=(ada, ada@example.org) already exists.\n[SQL: INSERT]",
            "DETAIL:  Key (username, email)=([hidden]) already exists.\n[SQL: INSERT]",
        ),
        (
            "DETAIL:  Failing row contains (1, ada, (x)\ny, null).\n\n[SQL: INSERT (a, b)]",
            "DETAIL:  Failing row contains ([hidden])\n\n[SQL: INSERT (a, b)]",
        ),
        ('{"password": "p w", "user": "ada"}', '{"password": "[hidden]", "user": "ada"}'),
    ],
)
def test_secrets_are_hidden(text: str, shown: str) -> None:
    assert redact(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "http://a/api?t=tvsearch&tvdbid=81189&season=1",
        "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567",
        "The password is wrong.",
        "Sintel.2010.1080p.BluRay.x264-GROUP",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert redact(text) == text


def test_known_values_are_hidden_in_every_spelling() -> None:
    assert redact("key a/b+c d or a%2Fb%2Bc%20d or a%2Fb%2Bc+d", ["a/b+c d"]) == "key [hidden] or [hidden] or [hidden]"


def test_very_short_values_do_not_shred_the_text() -> None:
    assert redact("a plain answer", ["a"]) == "a plain answer"
