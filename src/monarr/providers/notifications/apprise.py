"""Apprise: more than a hundred notification services, each behind an address of its own form.

Documentation: https://github.com/caronc/apprise/wiki. The library is loaded with the first message, works in a thread
(it blocks), and is asked for one address at a time, so that each failure can be told by service.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from monarr.core.errors import Refused, Unavailable
from monarr.core.redaction import redact
from monarr.core.text import Text, ntext, text
from monarr.ports.notifier import Notice
from monarr.ports.provider import Provider, ProviderContext, ProviderKind, ProviderSettings, Secret, setting

if TYPE_CHECKING:
    import apprise

_PARTED = re.compile(r"[\s,]+(?=[A-Za-z][\w+.-]*://)")
_FORM = re.compile(r"[A-Za-z][\w+.-]*://\S+")
_SECONDS = 30.0
_WARNINGS = frozenset({"health.raised", "download.stalled", "file.import_blocked", "release.blocklisted"})
_SUCCESSES = frozenset({"file.imported", "file.upgraded", "file.restored", "health.cleared"})


class AppriseSettings(ProviderSettings):
    urls: Secret = setting(
        "Addresses",
        help="One on each line, in the form that Apprise gives for the service.",
        placeholder="ntfy://ntfy.example/films",
    )

    @classmethod
    def check(cls, values: dict[str, Any], problems: dict[str, Text | str]) -> None:
        amiss = sum(_FORM.fullmatch(url) is None for url in addresses(values["urls"]))
        if amiss:
            problems["urls"] = ntext(
                "One address is not of the form service://…", "{count} addresses are not of the form service://…", amiss
            )


class Apprise:
    """Fulfils `ports.notifier.Notifier`."""

    def __init__(self, settings: AppriseSettings, context: ProviderContext) -> None:
        self._urls = addresses(settings.urls)
        self._context = context

    async def test(self) -> None:
        """Sends a message to every address."""
        now = self._context.clock.now()
        title = str(text("Monarr can reach you here."))
        await self.send(Notice(event_id=0, event_type="test", occurred_at=now, title=title))

    async def send(self, notice: Notice) -> None:
        """Raises Refused for an address that Apprise does not understand, and Unavailable when a service did not take the message; the other addresses have had it then."""
        failed = await asyncio.to_thread(self._deliver, notice)
        if failed:
            name = self._context.name
            words = text("{name}: {services} did not take the message.", name=name, services=", ".join(failed))
            raise Unavailable(words, provider=name, sample=redact("\n".join(filter(None, failed.values())))[:300])

    async def close(self) -> None:
        """Nothing to give back."""

    def _deliver(self, notice: Notice) -> dict[str, str]:
        """Failed services, with the library's words about each."""
        failed: dict[str, str] = {}
        for service in [self._service(position, url) for position, url in enumerate(self._urls, 1)]:
            body = "\n".join(filter(None, (notice.body or notice.title, notice.url)))
            title = notice.title if notice.body else ""
            result = service.notify(body=body, title=title, notify_type=_type(notice.event_type), timeout=_SECONDS)
            if not result:
                failed[str(service[0].service_name)] = "\n".join(str(entry.message) for entry in result.logs())
        return failed

    def _service(self, position: int, url: str) -> apprise.Apprise:
        """One address, ready for use. The error names its place in the list, never the address: it holds secrets."""
        import apprise

        asset = apprise.AppriseAsset(app_id="Monarr", app_desc="Monarr", async_mode=False, secure_logging=True)
        service = apprise.Apprise(asset=asset)
        if service.add(url):
            return service
        name = self._context.name
        scheme = url.partition("://")[0].lower()
        words = text(
            "{name}: Apprise does not understand address {position} ({scheme}).",
            name=name,
            position=position,
            scheme=scheme,
        )
        raise Refused(words, provider=name)


def addresses(written: str) -> list[str]:
    """The addresses in a text: one on each line, or parted by commas or spaces."""
    lines = (line.strip().strip(",") for line in written.splitlines())
    return [url for line in lines if line for url in _PARTED.split(line)]


def _type(event_type: str) -> str:
    """Apprise's colour for an event."""
    if event_type.endswith("failed"):
        return "failure"
    if event_type in _WARNINGS:
        return "warning"
    return "success" if event_type in _SUCCESSES else "info"


PROVIDER = Provider(
    "apprise",
    "Apprise",
    Apprise,
    AppriseSettings,
    ProviderKind.NOTIFICATION,
    docs_url="https://github.com/caronc/apprise/wiki",
    help="Mail, Telegram, Discord, ntfy, Gotify and a hundred services more.",
)
