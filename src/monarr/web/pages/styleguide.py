"""The styleguide: every part in every state, with the open films as examples."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get
from litestar.response import Response

from monarr.ports.provider import Setting
from monarr.web.auth import requires
from monarr.web.templating import Page


class Part(msgspec.Struct, frozen=True):
    """A share of a score."""

    label: str
    value: int


SETTING = Setting(name="example_url", label="Address", kind="url", help="Where the indexer answers.")
WHY: dict[str, Any] = {
    "sentence": "The nearest of 14 releases is 5.6 GB, and this profile allows 3.7 GB for a film of 15 minutes.",
    "proof": {
        "name": "Sintel.2010.2160p.WEB.x265.10bit.HDR-DURIAN", "strong": (),
        "facts": "Score 2,310, 9 days old, on 3 indexers; passes every other rule",
        "figures": [{"value": "2,310", "label": "score"}, {"value": "5.6 GB", "label": "1.9 over"}],
    },
    "decide": None, "change": {"words": "Allow more per minute", "href": "/settings/quality"}, "all": None,
    "then": "Monarr looks again tonight at 03:10.",
}  # fmt: skip
_STEP = {"detail": None, "state": "done", "mark": None, "evidence": None}
STORY: list[dict[str, Any]] = [
    {**_STEP, "words": "40 releases judged", "at": "20:15", "detail": "9 fit, 31 refused with reasons"},
    {**_STEP, "words": "Grabbed the best", "at": "20:15", "detail": "Score 1,840, 220 ahead of the next"},
    {**_STEP, "words": "In the library", "at": "20:54", "detail": "Hardlinked into Films, 1.18 GB"},
    {**_STEP, "words": "Looking for 4K", "at": "03:10", "detail": "Next search", "state": "run", "mark": "searching"},
]
PARTS = (Part("Quality WEBDL-2160p", 1200), Part("Format HDR", 500), Part("x265 in a WEB release", -100))
VERDICTS = (
    {
        "outcome": "refused",
        "sentence": "Size for 15 min: 5.6 of 3.7 GB",
        "fix": {"href": "/settings/quality", "words": "Quality sizes"},
    },
    {"outcome": "passed", "sentence": "Quality is in the profile", "fix": None},
    {"outcome": "not-asked", "sentence": "Free space", "fix": None},
)


@get("/styleguide", guards=[requires("account.read")], include_in_schema=False)
async def styleguide(page: Page) -> Response[str]:
    return await page.show(
        "styleguide.html", current="/styleguide", cards=[], why=WHY, story=STORY, contributions=PARTS,
        verdicts=VERDICTS, picture=None, setting=SETTING,
    )  # fmt: skip


ROUTES = [styleguide]
