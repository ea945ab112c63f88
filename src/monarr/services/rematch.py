"""A person says of which title, or of which episodes, a release is: what its name says of that is set aside, every other
rule is asked."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from monarr.core.errors import InvalidInput, NotFound
from monarr.core.kinds import MediaKind, Origin
from monarr.core.matching import Match, Part, match_episodes
from monarr.core.releases import parse_release
from monarr.core.text import text
from monarr.db.repositories.releases import ReleaseFacts, as_offered, get_release
from monarr.db.repositories.wanted import Wanted, load_wanted
from monarr.services.context import House
from monarr.services.judging import Judged, judge_matched
from monarr.services.offers import Matched, Offer

_BY_HAND = Match(True, 100, (Part("by-hand", 0),))


class Listed(msgspec.Struct, frozen=True):
    """A release of the ledger, as far as one must know it to say of what it is. `seems` is the title that its name bears,
    "" where it bears none."""

    name: str
    seems: str
    quality: str
    indexer_name: str
    size_bytes: int | None


async def find_listed(house: House, release_id: int) -> Listed:
    """Raises NotFound once it is no longer in the ledger."""
    row = await house.db.read(get_release, release_id)
    parsed = msgspec.convert(row.facts, ReleaseFacts).parsed
    seems, quality = (parsed.title, parsed.quality) if parsed is not None else ("", "")
    return Listed(row.title, seems, quality, row.indexer_name, row.size_bytes)


async def rematch_release(
    house: House, release_id: int, title_id: int, *, version_id: int | None = None, episode_ids: Sequence[int] = ()
) -> Judged:
    """Judges a release of the ledger for a title that a person names, for the version (the default one, unless said),
    and keeps the verdict, so that it can be grabbed for it. Of a series: for these episodes, else for those that its name
    says. Raises NotFound, and InvalidInput where the name does not say which episodes it holds."""
    row = await house.db.read(get_release, release_id)
    wanted = (await house.db.read(load_wanted, [title_id], house.clock.now())).get(title_id)
    if wanted is None or not wanted.versions:
        raise NotFound(text("There is no such title."), subject=f"item:{title_id}")
    version = next((one for one in wanted.versions if version_id in (None, one.id)), None)
    if version is None:
        raise NotFound(text("This title has no such version."), subject=f"item:{title_id}")
    parsed = parse_release(row.title, "movie" if wanted.kind is MediaKind.MOVIE else "series")
    said = _episodes(wanted, episode_ids)
    if wanted.kind is MediaKind.SERIES and not said and parsed is not None:
        said = match_episodes(parsed, [episode.numbers for episode in wanted.episodes])
    if wanted.kind is MediaKind.SERIES and not said:
        problem = text("Its name does not say which episodes it holds. Choose them.")
        raise InvalidInput(problem, fields={"episode_ids": problem})
    offer = Offer(as_offered(row), row.indexer_id, row.indexer_name)
    matched = Matched(offer, parsed, title_id, _BY_HAND, said)
    judging = await judge_matched(
        house, [matched], origin=Origin.INTERACTIVE, version_id=version.id, wanted_episode_ids=said,
        user_invoked=True, loaded={title_id: wanted},
    )  # fmt: skip
    return judging.judged[0]


def _episodes(wanted: Wanted, episode_ids: Sequence[int]) -> tuple[int, ...]:
    """In the order of the series. Raises NotFound for one that the title does not have."""
    known = tuple(episode.id for episode in wanted.episodes if episode.id in set(episode_ids))
    if len(known) != len(set(episode_ids)):
        raise NotFound(text("There is no such episode."), subject=f"item:{wanted.id}")
    return known
