"""Monarr's own webhook: its JSON, its signature, its headers."""

from __future__ import annotations

import pytest

from monarr.core.errors import AuthenticationFailed, InvalidInput, RateLimited
from monarr.demo.fakes.receiver import FakeReceiver
from tests.contract.notifications.conftest import MakeNotifier, notice


async def test_the_event_arrives_as_json(make: MakeNotifier, receiver: FakeReceiver) -> None:
    await make("webhook", url=receiver.url).send(notice())
    assert receiver.deliveries[0].json() == {
        "id": 42,
        "type": "file.imported",
        "occurred_at": "2026-03-14T17:10:42Z",
        "title": "Sintel is here",
        "body": "1080p, 1.2 GB, from Indexer D.",
        "url": "http://127.0.0.1:8810/title/12",
        "image_url": None,
        "item": {"id": 12, "title": "Sintel"},
        "payload": {"quality": "WEBDL-1080p"},
    }
    headers = receiver.deliveries[0].headers
    assert (headers["content-type"], headers["x-monarr-event"]) == ("application/json", "file.imported")


async def test_the_signature_fits_the_body_and_the_secret_only(make: MakeNotifier, receiver: FakeReceiver) -> None:
    await make("webhook", url=receiver.url, secret="open sesame").send(notice(title="Ünïcode"))
    (delivery,) = receiver.deliveries
    assert delivery.is_signed_with("open sesame")
    assert not delivery.is_signed_with("another")
    assert b"open sesame" not in delivery.body


async def test_without_a_secret_there_is_no_signature(make: MakeNotifier, receiver: FakeReceiver) -> None:
    await make("webhook", url=receiver.url).send(notice())
    assert "x-monarr-signature" not in receiver.deliveries[0].headers


async def test_the_same_event_keeps_its_delivery_id_and_another_has_its_own(
    make: MakeNotifier, receiver: FakeReceiver
) -> None:
    notifier = make("webhook", url=receiver.url)
    for event_id in (1, 1, 2):
        await notifier.send(notice(event_id=event_id))
    first, again, other = (delivery.headers["x-monarr-delivery"] for delivery in receiver.deliveries)
    assert first == again != other


async def test_method_and_further_headers_are_the_users(make: MakeNotifier, receiver: FakeReceiver) -> None:
    headers = "Authorization: Bearer abc\nX-Room: Living room"
    await make("webhook", url=receiver.url, method="PUT", headers=headers).send(notice())
    (delivery,) = receiver.deliveries
    assert delivery.method == "PUT"
    assert (delivery.headers["authorization"], delivery.headers["x-room"]) == ("Bearer abc", "Living room")


@pytest.mark.parametrize("headers", ["no colon", "Bad Name: x", "Host: elsewhere", "X-Monarr-Event: x", "A: smörgås"])
def test_headers_that_cannot_be_sent_are_told_at_the_field(make: MakeNotifier, headers: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        make("webhook", url="http://127.0.0.1:1", headers=headers)
    assert set(caught.value.fields) == {"headers"}


async def test_a_declined_secret_and_a_wait_have_their_errors(make: MakeNotifier, receiver: FakeReceiver) -> None:
    notifier = make("webhook", url=receiver.url)
    receiver.status = 403
    with pytest.raises(AuthenticationFailed):
        await notifier.send(notice())
    receiver.status, receiver.headers = 429, {"Retry-After": "30"}
    with pytest.raises(RateLimited) as caught:
        await notifier.send(notice())
    assert caught.value.retry_after_seconds == 30


async def test_a_failed_delivery_is_not_repeated_behind_the_jobs_back(
    make: MakeNotifier, receiver: FakeReceiver
) -> None:
    receiver.status = 503
    with pytest.raises(Exception, match="fault of its own"):
        await make("webhook", url=receiver.url).send(notice())
    assert len(receiver.deliveries) == 1
