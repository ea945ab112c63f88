"""Dry runs: what a change of profiles, formats, sizes, delays or words would do, before it is saved."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, JSONBody

from monarr.core.errors import NotAllowed
from monarr.core.text import text
from monarr.core.what_if import Change
from monarr.messages.what_if import basis, effect_sentence, headline, space
from monarr.services.what_if import DryRun, read_what_if, start_what_if
from monarr.services.what_if_lines import describe_change
from monarr.services.what_if_saving import save_and_grab, save_what_if
from monarr.web.api.v1._base import Api, ApiContext, JobStarted
from monarr.web.auth import requires

PERMISSIONS = {
    "ProfileChange": "profiles.edit", "FormatChange": "formats.edit", "SizesChange": "quality.edit",
    "DelayChange": "profiles.edit", "DelayOrderChange": "profiles.edit", "WordsChange": "profiles.edit",
}  # fmt: skip


class Saving(msgspec.Struct):
    """`grab`: the releases of the answer are grabbed too, without those whose keys are in `left_out`."""

    grab: bool = False
    left_out: list[str] = []


class Saved(msgspec.Struct, frozen=True):
    """The job that grabs; null when only the change was saved."""

    job_id: int | None


@post("/what-if", guards=[requires("profiles.read")], status_code=202, tags=["Judging"])
async def begin(api: Api, data: JSONBody[Change]) -> JobStarted:
    """Begins a dry run. The change is a profile, a custom format, sizes, a delay profile or a release profile as it would
    be; nothing is saved."""
    return JobStarted(await start_what_if(api.house, data, api.actor))


@get("/what-if/{job_id:int}", guards=[requires("profiles.read")], tags=["Judging"])
async def answer(api: Api, job_id: FromPath[int]) -> dict[str, Any]:
    """A dry run: how far it is, then the sentence, the totals and every effect with its reason."""
    dry_run = await read_what_if(api.house, job_id)
    found: dict[str, Any] = api.shown(
        {**_told(dry_run), "lines": (await describe_change(api.house, dry_run.change)).lines}
    )
    return found


@post("/what-if/{job_id:int}/save", guards=[requires("profiles.read")], status_code=200, tags=["Judging"])
async def save(api: Api, job_id: FromPath[int], data: JSONBody[Saving]) -> Saved:
    """Saves the change of a dry run; with `grab` its releases are grabbed by a job."""
    _insist(api, (await read_what_if(api.house, job_id)).change)
    if not data.grab:
        await save_what_if(api.house, job_id, api.actor)
        return Saved(None)
    if not api.may("releases.grab"):
        raise NotAllowed(text("Your account may not grab releases."))
    return Saved(await save_and_grab(api.house, job_id, data.left_out, api.actor))


def _insist(api: ApiContext, change: Change) -> None:
    if not api.may(PERMISSIONS[type(change).__name__]):
        raise NotAllowed(text("Your account may not change this."))


def _told(dry_run: DryRun) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": dry_run.id, "state": dry_run.state, "progress": dry_run.progress, "error": dry_run.error,
        "change": msgspec.to_builtins(dry_run.change, str_keys=True), "answer": None,
    }  # fmt: skip
    if dry_run.answer is not None:
        effects = [
            {**msgspec.structs.asdict(one), "key": one.key, "sentence": effect_sentence(one)}
            for one in dry_run.answer.effects
        ]
        told["answer"] = {
            **msgspec.structs.asdict(dry_run.answer), "effects": effects, "sentence": headline(dry_run.answer),
            "space": space(dry_run.answer.folders), "basis": basis(dry_run.answer),
        }  # fmt: skip
    return told


ROUTES = [begin, answer, save]
