"""Which of the releases would be taken by one set of rules and by another, and where the two part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from monarr.core.decisions import Existing, Judgement, Verdict


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """A release of the ledger as one set of rules judges it. `item_ids`: the film, or the episodes in it."""

    release_id: int
    item_ids: tuple[int, ...]
    judgement: Judgement


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Items for which the two part. `before` is what today's rules would take, `after` what the proposed ones would;
    `refusal` says why the proposed rules no longer take `before` where they take nothing instead; `replaced` are the
    files that `after` would replace and `before` would not."""

    item_ids: tuple[int, ...]
    before: Option | None
    after: Option | None
    refusal: Verdict | None = None
    replaced: tuple[Existing, ...] = ()
    spared: tuple[Existing, ...] = ()  # files that would be replaced today and no longer

    @property
    def what(self) -> str:
        """`new` (nothing is here), `replaced` (a file gives way), `other` (another release than today), `lost`."""
        if self.after is None:
            return "lost"
        if self.before is not None:
            return "other"
        return "replaced" if self.replaced else "new"

    @property
    def download_bytes(self) -> int:
        """How much more, or less, would be fetched; a pack counts by the share of its items that are concerned."""
        return _share(self.after, self.item_ids) - _share(self.before, self.item_ids)

    @property
    def growth_bytes(self) -> int:
        """How much the library would grow once the old files have gone, compared with today's rules."""
        freed = sum(file.size_bytes for file in self.replaced) - sum(file.size_bytes for file in self.spared)
        return self.download_bytes - freed


def choose(options: Iterable[Option]) -> dict[int, Option]:
    """What would be taken for each item: down the accepted ones, best first, each for what nothing better covers."""
    taken: dict[int, Option] = {}
    for option in options:
        if option.judgement.accepted and option.item_ids and taken.keys().isdisjoint(option.item_ids):
            taken |= dict.fromkeys(option.item_ids, option)
    return taken


def differences(
    today: Sequence[Option], proposed: Sequence[Option], existing: Sequence[Existing]
) -> tuple[Difference, ...]:
    """The items of one version for which the two sets of rules would take different releases, together where they
    share both. Options are given best first, both lists from the same releases."""
    before, after = choose(today), choose(proposed)
    by_release = {option.release_id: option for option in proposed}
    grouped: dict[tuple[int | None, int | None], list[int]] = {}
    for item in sorted(before.keys() | after.keys()):
        pair = _id(before.get(item)), _id(after.get(item))
        if pair[0] != pair[1]:
            grouped.setdefault(pair, []).append(item)
    found = []
    for items in grouped.values():
        old, new = before.get(items[0]), after.get(items[0])
        files = tuple({file.file_id: file for file in existing if file.item_id in items}.values())
        refused = by_release.get(old.release_id) if old is not None and new is None else None
        found.append(
            Difference(
                item_ids=tuple(items),
                before=old,
                after=new,
                refusal=next(iter(refused.judgement.refusals), None) if refused is not None else None,
                replaced=files if old is None and new is not None else (),
                spared=files if old is not None and new is None else (),
            )
        )
    return tuple(found)


def _id(option: Option | None) -> int | None:
    return None if option is None else option.release_id


def _share(option: Option | None, items: tuple[int, ...]) -> int:
    if option is None or option.judgement.candidate.size_bytes is None:
        return 0
    return round(option.judgement.candidate.size_bytes * len(items) / len(option.item_ids))
