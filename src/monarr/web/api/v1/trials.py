"""Trying rules on the newest names of the ledger before they are saved."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import post
from litestar.params import JSONBody

from monarr.core.formats.vocabulary import Numbering
from monarr.services.trials import try_format, try_words
from monarr.web.api.v1._base import Api
from monarr.web.auth import requires


class FormatQuestion(msgspec.Struct):
    """`spec` as TRaSH, Sonarr and Radarr write formats; `name` is one more name to try it on."""

    spec: dict[str, Any]
    name: str = ""
    kind: Numbering | None = None


class WordQuestion(msgspec.Struct):
    """Words as a release profile has them."""

    required: list[str] = []
    forbidden: list[str] = []


@post("/formats/try", guards=[requires("releases.read")], status_code=200, tags=["Judging"])
async def format_trial(api: Api, data: JSONBody[FormatQuestion]) -> dict[str, Any]:
    """Which of the newest releases have a format, which nearly have it, and what each condition says."""
    found: dict[str, Any] = api.shown(await try_format(api.house, data.spec, name=data.name, kind=data.kind))
    return found


@post("/release-profiles/try", guards=[requires("releases.read")], status_code=200, tags=["Judging"])
async def word_trial(api: Api, data: JSONBody[WordQuestion]) -> dict[str, Any]:
    """Which of the newest releases these words would refuse."""
    found: dict[str, Any] = api.shown(await try_words(api.house, data.required, data.forbidden))
    return found


ROUTES = [format_trial, word_trial]
