"""How releases find a title: its other names, and the numbers of its episodes."""

from __future__ import annotations

from typing import Any

from litestar import delete, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from monarr.db.queries.numbers import list_numbers
from monarr.db.queries.title_names import list_names
from monarr.services.numbers import NumbersInput, set_numbers
from monarr.services.title_names import NewName, add_name, remove_name
from monarr.web.api.v1._base import Api, Made
from monarr.web.api.v1.titles import Changed
from monarr.web.auth import requires

_READ = [requires("titles.read", by_library=True)]
_EDIT = [requires("titles.edit", by_library=True)]


@get("/titles/{title_id:int}/names", guards=_READ, tags=["Titles"])
async def names(api: Api, title_id: FromPath[int]) -> list[dict[str, Any]]:
    """The other names of a title, by which releases find it; `also_of` are titles that bear the same."""
    await api.insist_for("titles.read", title_id)
    return list(api.shown(await api.house.db.read(list_names, title_id)))


@post("/titles/{title_id:int}/names", guards=_EDIT, status_code=201, tags=["Titles"])
async def give_name(api: Api, title_id: FromPath[int], data: JSONBody[NewName]) -> Made:
    """Gives a title another name."""
    await api.insist_for("titles.edit", title_id)
    return Made(await add_name(api.house, title_id, data, api.actor))


@delete("/titles/{title_id:int}/names/{name_id:int}", guards=_EDIT, status_code=204, tags=["Titles"])
async def take_name(api: Api, title_id: FromPath[int], name_id: FromPath[int]) -> None:
    """Takes a name away. One that a source gave locks the list, so that it does not come back; `/items/{id}/unlock` with
    the field `aliases` lets the sources add names again."""
    await api.insist_for("titles.edit", title_id)
    await remove_name(api.house, title_id, name_id, api.actor)


@get("/titles/{title_id:int}/numbers", guards=_READ, tags=["Titles"])
async def numbers(api: Api, title_id: FromPath[int], season: FromQuery[int | None] = None) -> list[dict[str, Any]]:
    """The numbers of a series' episodes, of one season or of all: of the catalogue, from the first one on, and as
    releases count."""
    await api.insist_for("titles.read", title_id)
    return list(api.shown(await api.house.db.read(list_numbers, title_id, season)))


@put("/titles/{title_id:int}/numbers", guards=_EDIT, tags=["Titles"])
async def change_numbers(api: Api, title_id: FromPath[int], data: JSONBody[list[NumbersInput]]) -> Changed:
    """Sets and confirms the numbers of these episodes."""
    await api.insist_for("titles.edit", title_id)
    return Changed(await set_numbers(api.house, title_id, data, api.actor))


ROUTES = [names, give_name, take_name, numbers, change_numbers]
