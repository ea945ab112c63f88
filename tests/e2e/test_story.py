"""The main job, end to end, started as a user starts it; each step is proved from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = [
    "asked", "searched", "judged", "grabbed", "downloaded", "imported", "described", "published", "player told",
    "upgraded", "undone", "restored",
]  # fmt: skip


def monarr(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "monarr.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240, check=False)


@pytest.mark.timeout(300)
def test_the_whole_story_holds(empty_database_url: str, tmp_path: Path) -> None:
    done = monarr("--json", "demo", "--check", "--database", empty_database_url, cwd=tmp_path)
    steps = json.loads(done.stdout)["steps"]
    assert [step["step"] for step in steps] == STEPS, done.stderr
    assert [step for step in steps if not step["ok"]] == []
    assert done.returncode == 0


def test_the_demo_never_touches_a_database_that_holds_something(migrated_database_url: str, tmp_path: Path) -> None:
    done = monarr("demo", "--check", "--database", migrated_database_url, cwd=tmp_path)
    assert done.returncode != 0
    assert "not empty" in done.stderr
