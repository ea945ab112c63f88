"""From a page of settings to a dry run of what its form says:

    if form.get("do") == "what-if":
        return await dry_run(page, ProfileChange(profile_id=profile_id, profile=wanted))

and in the template `{{ forms.what_if() }}` beside Save. It works without script: the answer is a page of its own."""

from __future__ import annotations

import asyncio

from litestar.response import Response

from monarr.core.what_if import Change, DelayChange, DelayOrderChange, FormatChange, ProfileChange, WordsChange
from monarr.services.what_if import read_what_if, start_what_if
from monarr.web.templating import PageContext

PATH = "/settings/what-if"
_LOOKS, _LOOK_SECONDS = 20, 0.1  # most answers are there before the browser has turned the page


async def dry_run(page: PageContext, change: Change) -> Response[bytes]:
    """Begins the dry run and goes to its page. Raises InvalidInput, NotFound for what could not be saved either."""
    job_id = await start_what_if(page.house, change, page.actor)
    for _ in range(_LOOKS):
        if (await read_what_if(page.house, job_id)).state not in ("pending", "running"):
            break
        await asyncio.sleep(_LOOK_SECONDS)
    return page.go(f"{PATH}/{job_id}")


def editor_of(change: Change) -> str:
    """The page on which the change was made."""
    if isinstance(change, ProfileChange):
        return f"/settings/profiles/{change.profile_id}"
    if isinstance(change, FormatChange):
        return f"/settings/formats/{change.format_id}" if change.format_id else "/settings/formats"
    if isinstance(change, DelayChange):
        return f"/settings/delays/{change.delay_id}" if change.delay_id else "/settings/delays"
    if isinstance(change, DelayOrderChange):
        return "/settings/delays?order=" + ",".join(map(str, change.ids))
    if isinstance(change, WordsChange):
        return f"/settings/words/{change.profile_id}" if change.profile_id else "/settings/words"
    return "/settings/quality"
