"""A series is added from the command line, described by a TVmaze on loopback, and asked about."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from monarr.bootstrap import open_house
from monarr.db.defaults import ensure_defaults
from monarr.demo.fakes.tvmaze import FakeTVmaze
from monarr.ports.provider import ProviderKind
from monarr.services.context import MONARR
from monarr.services.provider_settings import ProviderInput, edit_provider, list_providers
from monarr.settings import load_settings

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


async def monarr(folder: Path, *words: object) -> tuple[int, Any, str]:
    """Exit code, answer and what was said."""
    command = [sys.executable, "-m", "monarr.cli", "--data-dir", str(folder), "--json", *map(str, words)]
    done = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=90, env=ENVIRONMENT, check=False
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


async def use(folder: Path, source: FakeTVmaze) -> None:
    """Points the house at the TVmaze of the test."""
    async with open_house(load_settings({"data_dir": folder}, {})) as house:
        await house.db.write(ensure_defaults, house.clock.now())
        (found,) = await list_providers(house, ProviderKind.METADATA)
        changed = ProviderInput(name=found.name, implementation="tvmaze", settings={"base_url": source.url})
        await edit_provider(house, ProviderKind.METADATA, found.id, changed, MONARR)


async def test_a_series_is_looked_up_added_described_and_explained(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with FakeTVmaze(today=date(2026, 11, 20)) as source:
        series = next(title for title in source.titles if title.kind == "series")
        await use(folder, source)
        await monarr(folder, "library", "add", "Series", "--type", "series", "--folder", tmp_path / "tv")
        code, added, said = await monarr(folder, "add", series.title, "--kind", "series", "--no-search")
        assert (code, said) == (0, "")
        assert (added["title"], added["library"]) == (series.title, "Series")
        code, found, _ = await monarr(folder, "why", series.title)
        assert (code, found["title_id"]) == (0, added["id"])
        assert found["sentence"]
        code, _, said = await monarr(folder, "add", series.title, "--kind", "series")
        assert code == 4
        code, _, said = await monarr(folder, "add", "No Such Series Anywhere", "--kind", "series")
        assert (code, "No source knows" in said) == (3, True)


async def test_a_source_that_is_down_is_told_as_unavailable(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with FakeTVmaze(today=date(2026, 11, 20)) as source:
        await use(folder, source)
        await monarr(folder, "library", "add", "Series", "--type", "series", "--folder", tmp_path / "tv")
        source.down = True
        code, _, said = await monarr(folder, "add", "Pioneer One", "--kind", "series")
    assert (code, "No metadata source answers" in said) == (5, True)
