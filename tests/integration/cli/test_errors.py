"""`monarr errors`: listed as troubles, opened by number or by the id that was shown, on both databases."""

from __future__ import annotations

import asyncio

from monarr.logging import correlation_id
from monarr.services.errors_log import keep_error
from tests.integration.acquisition.scene import Scene
from tests.integration.cli.conftest import Monarr

SHOWN = "7f3c19a2-0b1d-4f6e-9a75-2d1c0ffee000"


def keep(scene: Scene, error: Exception, method: str = "GET", path: str = "/settings/tags") -> None:
    async def work() -> None:
        token = correlation_id.set(SHOWN)
        try:
            raise error
        except type(error):
            await keep_error(scene.house, error, method=method, path=path, status=500)
        finally:
            correlation_id.reset(token)

    asyncio.run(work())


def test_errors_are_listed_and_one_is_opened(house: tuple[Monarr, Scene]) -> None:
    monarr, scene = house
    assert "Nothing unexpected has come up." in monarr("errors").out
    for _ in range(2):
        keep(scene, RuntimeError("the reel is lost\nand torn"))
    keep(scene, OSError("no lamp [red]"), "JOB", "job:backup")
    lamp, reel = monarr("errors", "--json").data
    assert (reel["code"], reel["count"], lamp["code"], lamp["count"]) == ("RuntimeError", 2, "OSError", 1)
    said = monarr("errors").out
    assert "the reel is lost" in said and "torn" not in said and SHOWN in said
    assert [row["code"] for row in monarr("errors", "--source", "job", "--json").data] == ["OSError"]
    assert [row["code"] for row in monarr("errors", "--before", lamp["id"], "--json").data] == ["RuntimeError"]
    assert monarr("errors", reel["id"], "--json").data["count"] == 2
    opened = monarr("errors", SHOWN.upper()).out
    assert "no lamp [red]" in opened and "Traceback" in opened and "JOB job:backup" in opened


def test_an_error_that_was_not_kept_is_said_to_be_none(house: tuple[Monarr, Scene]) -> None:
    answer = house[0]("errors", "4711")
    assert (answer.code, answer.err.strip()) == (3, "No such error was kept.")
