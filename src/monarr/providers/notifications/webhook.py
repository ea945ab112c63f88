"""Monarr's own webhook: the event as JSON, signed. Documentation: docs/reference/events.md.

Headers: `X-Monarr-Event` is the event's type; `X-Monarr-Delivery` is the same for every try at the same event, so that a
receiver can tell repetitions; `X-Monarr-Signature` is `sha256=` and the HMAC-SHA256 of the body with the secret, in hex.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import uuid
from datetime import UTC
from typing import Any

import msgspec

from monarr.core.text import Text, text
from monarr.ports.notifier import Notice
from monarr.ports.provider import HttpUrl, Provider, ProviderContext, ProviderKind, ProviderSettings, Secret, setting

_HEADER = re.compile(r"([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \t]*([^\x00-\x1f\x7f]*)")
_OURS = ("host", "content-length", "content-type", "transfer-encoding", "connection")
_DELIVERIES = uuid.UUID("6b0f7c1e-3c0f-5d7a-9b64-2f6f2f6d6f6e")
_SECONDS = 15.0


class WebhookSettings(ProviderSettings):
    url: HttpUrl = setting("Address", help="Where the events go.", placeholder="http://192.168.1.20:8080/monarr")
    method: str = setting("Method", default="POST", choices={"POST": "POST", "PUT": "PUT"}, advanced=True)
    secret: Secret = setting(
        "Secret", default="", help="Signs each delivery, so that the receiver knows it is genuine."
    )
    headers: Secret = setting(
        "Further headers", default="", advanced=True, help="One on each line, such as Authorization: Bearer …"
    )

    @classmethod
    def check(cls, values: dict[str, Any], problems: dict[str, Text | str]) -> None:
        for line in _lines(values["headers"]):
            found = _HEADER.fullmatch(line)
            name = found[1].lower() if found else ""
            if not found or not found[2].isascii():
                problems["headers"] = text("Write each header on its own line, as Name: value.")
            elif name in _OURS or name.startswith("x-monarr-"):
                problems["headers"] = text("Monarr sets the header {name} itself.", name=found[1])


class Webhook:
    """Fulfils `ports.notifier.Notifier`."""

    def __init__(self, settings: WebhookSettings, context: ProviderContext) -> None:
        self._settings = settings
        self._context = context

    async def test(self) -> None:
        """Sends an event of type `test` with the id 0."""
        now = self._context.clock.now()
        title = str(text("Monarr can reach this webhook."))
        await self.send(Notice(event_id=0, event_type="test", occurred_at=now, title=title))

    async def send(self, notice: Notice) -> None:
        body = body_of(notice)
        headers = dict(_header(line) for line in _lines(self._settings.headers))
        headers |= {
            "content-type": "application/json",
            "x-monarr-event": notice.event_type,
            "x-monarr-delivery": str(uuid.uuid5(_DELIVERIES, f"{notice.event_id} {notice.occurred_at.isoformat()}")),
        }
        if self._settings.secret:
            headers["x-monarr-signature"] = signature(body, self._settings.secret)
        await self._context.http.request(
            self._settings.method,
            self._settings.url,
            headers=headers,
            content=body,
            configured=True,
            timeout_seconds=_SECONDS,
            max_bytes=1_000_000,
        )

    async def close(self) -> None:
        """Nothing to give back: connections belong to the shared client."""


def body_of(notice: Notice) -> bytes:
    """The JSON that is sent. `item` is the title it is about, null for none; `payload` is all else about the event."""
    event = notice.event
    payload = event["payload"] if "payload" in event else {key: event[key] for key in event if key != "item"}
    return msgspec.json.encode(
        {
            "id": notice.event_id,
            "type": notice.event_type,
            "occurred_at": notice.occurred_at.astimezone(UTC),
            "title": notice.title,
            "body": notice.body,
            "url": notice.url,
            "image_url": notice.image_url,
            "item": event.get("item"),
            "payload": payload,
        }
    )


def signature(body: bytes, secret: str) -> str:
    """What `X-Monarr-Signature` holds for a body."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _lines(headers: str) -> list[str]:
    return [line.strip() for line in headers.splitlines() if line.strip()]


def _header(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


PROVIDER = Provider(
    "webhook",
    "Webhook",
    Webhook,
    WebhookSettings,
    ProviderKind.NOTIFICATION,
    help="Each event as signed JSON, for programs of your own.",
)
