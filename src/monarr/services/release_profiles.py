"""Release profiles: words that a release's name must, or must not, have, and how long before its date it is believed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from monarr.core.decisions import word_problem
from monarr.core.errors import InvalidInput, NotFound
from monarr.core.restricting import ReleaseProfileInput
from monarr.core.text import Text, text
from monarr.db.models import IndexerRow, ReleaseProfile, ReleaseProfileIndexer, ReleaseProfileTag
from monarr.db.repositories.tags import find_or_make_tags
from monarr.services._shared_rows import check_library, check_name, labels_of
from monarr.services.audit import write_audit
from monarr.services.context import Actor, House

LONGEST_GRACE_DAYS = 365
_PROFILE: Any = ReleaseProfile.__table__
_TAG: Any = ReleaseProfileTag.__table__
_INDEXER: Any = ReleaseProfileIndexer.__table__
_KNOWN_INDEXER: Any = IndexerRow.__table__
_PLAIN = ("name", "library_id", "enabled", "refuse_before_air", "grace_days")


class StoredReleaseProfile(ReleaseProfileInput, frozen=True, kw_only=True):
    """With its id."""

    id: int


async def list_release_profiles(house: House) -> list[StoredReleaseProfile]:
    """All of them by name."""
    return await house.db.read(_list)


async def save_release_profile(
    house: House, given: ReleaseProfileInput, actor: Actor, *, profile_id: int | None = None
) -> int:
    """Stores a release profile (a new one without `profile_id`) and returns its id. Raises InvalidInput by field,
    NotFound, Conflict for a name that is taken."""
    return await house.db.write(_save, given, profile_id, actor, house.clock.now())


async def delete_release_profile(house: House, profile_id: int, actor: Actor) -> None:
    """Raises NotFound."""
    await house.db.write(_delete, profile_id, actor, house.clock.now())


def check_release_profile(given: ReleaseProfileInput) -> dict[str, Text | str]:
    """What does not fit, by field; empty when all does."""
    problems: dict[str, Text | str] = {}
    if not given.name.strip():
        problems["name"] = text("A name is needed.")
    required, forbidden = trimmed_words(given.required), trimmed_words(given.forbidden)
    for field, words in (("required", required), ("forbidden", forbidden)):
        for word in words:
            broken = word_problem(word)
            if broken is not None:
                problems[field] = text("The expression “{word}” cannot be read: {detail}", word=word, detail=broken)
    both = {word.casefold() for word in required} & {word.casefold() for word in forbidden}
    if both:
        problems["forbidden"] = text("“{word}” cannot be asked for and forbidden at once.", word=sorted(both)[0])
    if not required and not forbidden and not given.refuse_before_air:
        problems["required"] = text("Give a word, or let the air date count.")
    if not 0 <= given.grace_days <= LONGEST_GRACE_DAYS:
        problems["grace_days"] = text("From 0 to {most} days.", most=LONGEST_GRACE_DAYS)
    twice = {tag.casefold() for tag in given.tags} & {tag.casefold() for tag in given.excluded_tags}
    if twice:
        problems["excluded_tags"] = text("A tag is either asked for or left out.")
    return problems


def insist_on_words(connection: Connection, given: ReleaseProfileInput, profile_id: int | None) -> None:
    """Raises as `save_release_profile` for one that could not be stored."""
    problems = check_release_profile(given)
    if problems:
        raise InvalidInput(text("The release profile does not fit yet."), fields=problems)
    check_library(connection, given.library_id)
    check_name(connection, _PROFILE, given.name, given.library_id, profile_id)
    _check_indexers(connection, given.indexer_ids)
    if profile_id is not None:
        find_words(connection, profile_id)


def find_words(connection: Connection, profile_id: int) -> StoredReleaseProfile:
    """Raises NotFound."""
    for one in _list(connection):
        if one.id == profile_id:
            return one
    raise _gone(profile_id)


def trimmed_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _list(connection: Connection) -> list[StoredReleaseProfile]:
    tags = labels_of(connection, _TAG, "release_profile_id", ~_TAG.c.excluded)
    excluded = labels_of(connection, _TAG, "release_profile_id", _TAG.c.excluded)
    indexers: dict[int, tuple[int, ...]] = {}
    for row in connection.execute(select(_INDEXER).order_by(_INDEXER.c.indexer_id)):
        indexers[row.release_profile_id] = (*indexers.get(row.release_profile_id, ()), row.indexer_id)
    rows = connection.execute(select(_PROFILE).order_by(func.lower(_PROFILE.c.name), _PROFILE.c.id))
    return [
        StoredReleaseProfile(
            id=row.id,
            required=tuple(row.required),
            forbidden=tuple(row.forbidden),
            indexer_ids=indexers.get(row.id, ()),
            tags=tags.get(row.id, ()),
            excluded_tags=excluded.get(row.id, ()),
            **{name: getattr(row, name) for name in _PLAIN},
        )
        for row in rows
    ]


def _save(
    connection: Connection, given: ReleaseProfileInput, profile_id: int | None, actor: Actor, now: datetime
) -> int:
    insist_on_words(connection, given, profile_id)
    values = {name: getattr(given, name) for name in _PLAIN} | {
        "name": given.name.strip(),
        "required": list(trimmed_words(given.required)),
        "forbidden": list(trimmed_words(given.forbidden)),
    }
    if profile_id is None:
        profile_id = int(connection.execute(insert(_PROFILE).returning(_PROFILE.c.id), values).scalar_one())
        verb = "added"
    else:
        connection.execute(update(_PROFILE).where(_PROFILE.c.id == profile_id), values)
        verb = "edited"
    _write_links(connection, given, profile_id)
    _audit(connection, actor, verb, now, profile_id, {"after": msgspec.to_builtins(given)})
    return profile_id


def _check_indexers(connection: Connection, ids: tuple[int, ...]) -> None:
    known = set(connection.execute(select(_KNOWN_INDEXER.c.id).where(_KNOWN_INDEXER.c.id.in_(ids))).scalars())
    if set(ids) - known:
        problem = text("There is no such indexer.")
        raise InvalidInput(problem, fields={"indexer_ids": problem})


def _write_links(connection: Connection, given: ReleaseProfileInput, profile_id: int) -> None:
    for link in (_TAG, _INDEXER):
        connection.execute(delete(link).where(link.c.release_profile_id == profile_id))
    tags = [
        {"release_profile_id": profile_id, "tag_id": tag_id, "excluded": excluded}
        for labels, excluded in ((given.tags, False), (given.excluded_tags, True))
        for tag_id in find_or_make_tags(connection, labels)
    ]
    indexers = [
        {"release_profile_id": profile_id, "indexer_id": indexer_id} for indexer_id in dict.fromkeys(given.indexer_ids)
    ]
    for link, rows in ((_TAG, tags), (_INDEXER, indexers)):
        if rows:
            connection.execute(insert(link), rows)


def _delete(connection: Connection, profile_id: int, actor: Actor, now: datetime) -> None:
    name = connection.execute(select(_PROFILE.c.name).where(_PROFILE.c.id == profile_id)).scalar()
    if name is None:
        raise _gone(profile_id)
    connection.execute(delete(_PROFILE).where(_PROFILE.c.id == profile_id))
    _audit(connection, actor, "deleted", now, profile_id, {"before": {"name": name}})


def _gone(profile_id: int) -> NotFound:
    return NotFound(text("There is no such release profile."), subject=f"release_profile:{profile_id}")


def _audit(
    connection: Connection, actor: Actor, verb: str, now: datetime, profile_id: int, changes: dict[str, Any]
) -> None:
    subject = f"release_profile:{profile_id}"
    write_audit(connection, actor, f"settings.release_profile.{verb}", now, subject=subject, changes=changes)
