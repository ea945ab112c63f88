"""Apprise: several addresses, and what is said when one of them fails."""

from __future__ import annotations

import pytest

from monarr.core.errors import InvalidInput, Refused, Unavailable
from monarr.demo.fakes.receiver import FakeReceiver
from monarr.providers.notifications.apprise import addresses
from tests.contract.notifications.conftest import MakeNotifier, notice
from tests.support.ports import free_port

# Apprise still loads a module that Python 3.13 no longer has; it brings its own replacement there.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


def test_addresses_may_be_parted_by_lines_commas_and_spaces() -> None:
    assert addresses("json://a/x, ntfy://b/c\n\n mailto://u:p@d?to=e,f@g  gotify://h/t\n") == [
        "json://a/x",
        "ntfy://b/c",
        "mailto://u:p@d?to=e,f@g",
        "gotify://h/t",
    ]


async def test_every_address_gets_the_message(make: MakeNotifier, receiver: FakeReceiver) -> None:
    base = f"127.0.0.1:{receiver.port}"
    await make("apprise", urls=f"json://{base}/one\njson://{base}/two").send(notice())
    assert [delivery.path.rstrip("/") for delivery in receiver.deliveries] == ["/one", "/two"]


@pytest.mark.parametrize(
    ("event_type", "colour"),
    [
        ("file.imported", "success"),
        ("health.raised", "warning"),
        ("download.failed", "failure"),
        ("release.grabbed", "info"),
    ],
)
async def test_the_kind_of_event_gives_the_colour(
    make: MakeNotifier, receiver: FakeReceiver, event_type: str, colour: str
) -> None:
    await make("apprise", urls=f"json://127.0.0.1:{receiver.port}").send(notice(event_type=event_type))
    assert receiver.deliveries[0].json()["type"] == colour


async def test_one_that_fails_is_named_and_the_others_have_it(make: MakeNotifier, receiver: FakeReceiver) -> None:
    urls = f"form://ada:topsecret@127.0.0.1:{free_port()}\njson://127.0.0.1:{receiver.port}"
    with pytest.raises(Unavailable, match="Kitchen: Form did not take the message") as caught:
        await make("apprise", urls=urls).send(notice())
    assert len(receiver.deliveries) == 1
    assert caught.value.sample
    assert "topsecret" not in caught.value.sample + str(caught.value)


async def test_an_unknown_service_is_told_by_its_place_without_the_address(make: MakeNotifier) -> None:
    notifier = make("apprise", urls="json://127.0.0.1:1\nnosuchthing://user:topsecret@host/")
    with pytest.raises(Refused, match=r"does not understand address 2 \(nosuchthing\)") as caught:
        await notifier.send(notice())
    assert "topsecret" not in str(caught.value)


def test_what_is_no_address_is_told_at_the_field(make: MakeNotifier) -> None:
    with pytest.raises(InvalidInput) as caught:
        make("apprise", urls="just words")
    assert str(caught.value.fields["urls"]) == "One address is not of the form service://…"
