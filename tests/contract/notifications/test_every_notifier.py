"""What each notifier must do: one suite, run on all that can talk to a receiver on loopback."""

from __future__ import annotations

import asyncio

import pytest

from monarr.core.errors import ProviderError
from monarr.demo.fakes.receiver import FakeReceiver
from monarr.ports.notifier import Notifier
from tests.contract.notifications.conftest import MakeNotifier, notice

# Apprise still loads a module that Python 3.13 no longer has; it brings its own replacement there.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture(params=["webhook", "apprise"])
def notifier(request: pytest.FixtureRequest, make: MakeNotifier, receiver: FakeReceiver) -> Notifier:
    if request.param == "webhook":
        return make("webhook", url=receiver.url + "/hook")
    return make("apprise", urls=receiver.url.replace("http://", "json://") + "/hook")


async def test_a_message_arrives_with_its_words(notifier: Notifier, receiver: FakeReceiver) -> None:
    await notifier.send(notice())
    (delivery,) = receiver.deliveries
    assert (delivery.method, delivery.path.rstrip("/")) == ("POST", "/hook")
    assert "Sintel is here" in delivery.body.decode()
    assert "1.2 GB" in delivery.body.decode()


async def test_a_message_without_body_arrives(notifier: Notifier, receiver: FakeReceiver) -> None:
    await notifier.send(notice(body="", url=None))
    assert "Sintel is here" in receiver.deliveries[0].body.decode()


async def test_the_test_button_sends_something(notifier: Notifier, receiver: FakeReceiver) -> None:
    await notifier.test()
    assert b"Monarr can reach" in receiver.deliveries[0].body


async def test_messages_sent_together_all_arrive(notifier: Notifier, receiver: FakeReceiver) -> None:
    await asyncio.gather(*(notifier.send(notice(event_id=number)) for number in range(5)))
    assert len(receiver.deliveries) == 5


@pytest.mark.parametrize("status", [401, 404, 500, 503])
async def test_a_receiver_that_declines_is_named(notifier: Notifier, receiver: FakeReceiver, status: int) -> None:
    receiver.status = status
    with pytest.raises(ProviderError) as caught:
        await notifier.send(notice())
    assert caught.value.provider == "Kitchen"


async def test_a_receiver_that_is_down_is_named(notifier: Notifier, receiver: FakeReceiver) -> None:
    await receiver.stop()
    with pytest.raises(ProviderError) as caught:
        await notifier.send(notice())
    assert caught.value.provider == "Kitchen"
