"""Who made it and who plays in it, by TMDB."""

from __future__ import annotations

from collections.abc import Iterator

from monarr.ports.metadata import Credit
from monarr.providers.metadata._tmdb_shapes import Member, Title

_JOBS = {
    "Director": "director",
    "Writer": "writer",
    "Screenplay": "writer",
    "Story": "writer",
    "Author": "writer",
    "Novel": "writer",
    "Teleplay": "writer",
    "Producer": "producer",
    "Executive Producer": "producer",
    "Original Music Composer": "composer",
    "Music": "composer",
    "Creator": "creator",
}

_PORTRAIT = "h632"  # the largest of portraits below the original, which may be a photographer's whole frame


def read_credits(title: Title, image_base: str) -> Iterator[Credit]:
    """Actors in their order, then creators, then the crew whose jobs are kept; one person once in each role."""
    listed = title.aggregate_credits if title.aggregate_credits.cast else title.credits
    for place, member in enumerate(listed.cast):
        named = [part.character for part in member.roles if part.character]
        character = member.character or " / ".join(named) or None
        position = member.order if member.order is not None else place
        yield _credit(member, "actor", position, image_base, character)
    seen = set()
    for place, creator in enumerate(title.created_by):
        seen.add((creator.id, "creator"))
        yield _credit(creator, "creator", place, image_base)
    for place, worker in enumerate((*listed.crew, *_only_plain_crew(title))):
        for job in [worker.job, *(part.job for part in worker.jobs)]:
            role = _JOBS.get(job or "")
            if role is not None and (worker.id, role) not in seen:
                seen.add((worker.id, role))
                yield _credit(worker, role, place, image_base)


def _only_plain_crew(title: Title) -> tuple[Member, ...]:
    return title.credits.crew if title.aggregate_credits.cast else ()


def _credit(member: Member, role: str, position: int, base: str, character: str | None = None) -> Credit:
    return Credit(
        name=member.name,
        role=role,
        character=character,
        position=position,
        ids={"tmdb": str(member.id)},
        image_url=f"{base.rstrip('/')}/{_PORTRAIT}{member.profile_path}" if member.profile_path else None,
    )
