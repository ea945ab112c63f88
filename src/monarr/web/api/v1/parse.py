"""What Monarr reads out of a release name or a path, and how it came to that."""

from __future__ import annotations

from typing import Any, Literal

from litestar import get
from litestar.params import FromQuery

from monarr.core.errors import InvalidInput
from monarr.core.releases import Explanation, explain_release
from monarr.core.text import text
from monarr.messages.parsing import considered_sentence, property_label, refusal_sentence
from monarr.services.try_name import try_name
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires

_LONGEST = 2000


@get("/parse", guards=[requires("titles.search")], tags=["Releases"])
async def parse(
    api: Api,
    name: FromQuery[str] = "",
    path: FromQuery[str] = "",
    kind: FromQuery[Literal["series", "movie", "music"] | None] = None,
) -> dict[str, Any]:
    """Reads a release name, or the path of a file, and explains every token. `parsed` is null for what is no release of
    that kind, and `refused` says why."""
    given = name or path
    if not given or len(given) > _LONGEST:
        problem = text("Give a name or a path of at most {count} characters.", count=_LONGEST)
        raise InvalidInput(problem, fields={"name" if name else "path": problem})
    is_bare_path = not name and not given.startswith("/")
    found = explain_release("/" + given if is_bare_path else given, kind)
    read: dict[str, Any] = api.shown(_said(found, by=-1 if is_bare_path else 0))
    return read


def _said(found: Explanation, by: int) -> dict[str, Any]:
    tokens = [
        {
            "text": token.text, "start": token.start + by, "end": token.end + by, "property": token.property,
            "label": property_label(token.property), "value": token.value,
            "considered": [
                {"text": one.text, "property": one.property, "label": property_label(one.property), "value": one.value,
                 "reason": one.reason, "sentence": considered_sentence(one.reason)}
                for one in token.considered
            ],
        }
        for token in found.tokens
    ]  # fmt: skip
    refusal = {"code": found.refused, "sentence": refusal_sentence(found.refused)} if found.refused else None
    return {"parsed": found.parsed, "refused": refusal, "tokens": tokens}


@get("/try-name", guards=[requires("releases.read")], tags=["Releases"])
async def tried(
    api: Api,
    name: FromQuery[str] = "",
    title_id: FromQuery[int | None] = None,
    version_id: FromQuery[int | None] = None,
    profile_id: FromQuery[int | None] = None,
    size_bytes: FromQuery[int | None] = None,
) -> dict[str, Any]:
    """Reads a name or a path piece by piece and judges it as if an indexer offered it now: for the title given, else for
    the one that the name fits. Nothing is kept."""
    found = await try_name(
        api.house, name, title_id=title_id, version_id=version_id, profile_id=profile_id, size_bytes=size_bytes
    )
    if found.title is not None:
        api.insist("releases.read", found.title.library_id)
    read: dict[str, Any] = api.shown(found)
    return read


ROUTES = [parse, tried]
