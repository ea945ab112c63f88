"""The kept description of the API is that of the routes: a change of the API shows in a review."""

from __future__ import annotations

import json

from monarr.web.describing import description
from tests.house.tree import ROOT


def test_the_kept_description_is_current() -> None:
    kept = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    assert kept == description(), "run scripts/docs"
