"""A release that another program offers (a script, an announce channel): judged like any other, and answered."""

from __future__ import annotations

import msgspec

from monarr.core.errors import InvalidInput
from monarr.core.kinds import Origin
from monarr.core.releases import parse_release
from monarr.core.text import Text, text
from monarr.db.repositories.profiles import list_indexers
from monarr.ports.indexer import IndexerRelease
from monarr.services.context import House
from monarr.services.judging import Judged
from monarr.services.offers import Offer
from monarr.services.rss import grab_from, judge_feed


class PushReport(msgspec.Struct, frozen=True, kw_only=True):
    """How it was judged for each version that it fits. `reason` where it fits none: `unreadable`, its name says nothing,
    or `unknown`, no title of the libraries bears it. `failures` say why what was accepted could not be grabbed."""

    reason: str | None = None
    judged: tuple[Judged, ...] = ()
    grabbed: tuple[int, ...] = ()
    failures: tuple[Text, ...] = ()

    @property
    def matched(self) -> bool:
        return self.reason is None

    @property
    def outcome(self) -> str:
        """`accepted`, `waiting` or `refused`, the best over all versions; `refused` too where it fits none."""
        found = {one.outcome for one in self.judged}
        return next((outcome for outcome in ("accepted", "waiting") if outcome in found), "refused")


async def push_release(house: House, release: IndexerRelease, *, indexer_name: str = "") -> PushReport:
    """Judges a release and grabs it when it is accepted. `indexer_name` is one of the configured indexers, whose rules
    then hold. Raises InvalidInput when there is nothing to fetch it by."""
    if not release.title.strip() or not (release.download_url or release.magnet_url):
        raise InvalidInput(text("A release needs a title, and an address to fetch it from."))
    indexers = await house.db.read(list_indexers)
    known = next((found for found in indexers if found.name.casefold() == indexer_name.casefold()), None)
    offer = Offer(release, known.id if known else None, known.name if known else indexer_name)
    judging = await judge_feed(house, [offer], origin=Origin.PUSH)
    choice = await grab_from(house, judging, origin=Origin.PUSH)
    reason = None
    if not judging.judged:
        reason = "unknown" if parse_release(release.title) is not None else "unreadable"
    return PushReport(
        reason=reason,
        judged=judging.judged,
        grabbed=tuple(choice.download_ids),
        failures=tuple(choice.failures),
    )
