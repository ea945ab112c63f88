"""`monarr formats`: names and objects in, one line out for each; files of a guide counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from monarr.cli import cli
from tests.unit.formats.matching import condition
from tests.unit.guides.documents import GUIDE, PASSED_OVER


def write(folder: Path, documents: dict[str, Any]) -> Path:
    for name, document in documents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document if isinstance(document, bytes) else msgspec.json.encode(document))
    return folder


def spec(name: str, *conditions: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "specifications": list(conditions)}


def match(folder: Path, kind: str, *lines: Any) -> list[dict[str, Any]]:
    given = b"".join((one.encode() if isinstance(one, str) else msgspec.json.encode(one)) + b"\n" for one in lines)
    arguments = ["formats", "match", "--json", "--kind", kind, "--formats", *map(str, sorted(folder.glob("*.json")))]
    answered = CliRunner().invoke(cli, arguments, input=given)
    assert answered.exit_code == 0, answered.output
    found = [msgspec.json.decode(line) for line in answered.stdout.splitlines()]
    assert len(found) == len(lines)
    return found


def names(folder: Path, kind: str, line: Any) -> list[str]:
    found: list[str] = match(folder, kind, line)[0]["formats"]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "group.json": spec("Open", condition("ReleaseGroup", value="^(OPEN)$")),
            "nogroup.json": spec("Nobody", condition("ReleaseGroup", value=".", negate=True)),
            "source.json": spec("Seven", condition("Source", value=7)),
            "original.json": spec("Original", condition("Language", value=-2)),
            "german.json": spec("German", condition("Language", value=4)),
            "size.json": spec("Small", condition("Size", min=0, max=1)),
            "free.json": spec("Free", condition("IndexerFlag", value=1)),
            "pack.json": spec("Pack", condition("ReleaseType", value=3)),
            "cut.json": spec("Cut", condition("Edition", value="final")),
            "old.json": spec("Old", condition("Year", min=1900, max=1930)),
        },
    )


def test_a_seven_is_a_remux_of_a_series_and_a_web_dl_of_a_film(folder: Path) -> None:
    assert "Seven" in names(folder, "series", "Pioneer.One.S01.1080p.BluRay.REMUX.AVC-OPEN")
    assert "Seven" not in names(folder, "series", "Pioneer.One.S01.1080p.WEB-DL.H264-OPEN")
    assert "Seven" in names(folder, "movie", "Sintel.2010.1080p.WEB-DL.H264-OPEN")
    assert "Seven" not in names(folder, "movie", "Sintel.2010.1080p.BluRay.REMUX.AVC-OPEN")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["Open", "Seven"]),
        ({"release_group": None}, ["Nobody", "Seven"]),
        ({"release_group": ""}, ["Nobody", "Seven"]),
        ({"release_group": "FREE"}, ["Seven"]),
        ({"quality": "Bluray-1080p"}, ["Open"]),
        ({"languages": ["German"]}, ["German", "Open", "Seven"]),
        ({"languages": ["German"], "original_language": "German"}, ["German", "Open", "Original", "Seven"]),
        ({"languages": ["English"], "original_language": "German"}, ["Open", "Seven"]),
        ({"size_bytes": 1024**3}, ["Open", "Seven", "Small"]),
        ({"size_bytes": 1024**3 + 1}, ["Open", "Seven"]),
        ({"indexer_flags": ["freeleech", "internal"]}, ["Free", "Open", "Seven"]),
        ({"release_type": "season_pack"}, ["Open", "Pack", "Seven"]),
        ({"edition": "Final Cut"}, ["Cut", "Open", "Seven"]),
        ({"year": 1926}, ["Old", "Open", "Seven"]),
        ({"year": "1926", "size_bytes": 5e8}, ["Old", "Open", "Seven", "Small"]),
        (
            dict.fromkeys(("indexer_flags", "languages", "quality", "year", "size_bytes", "release_type")),
            ["Open", "Seven"],
        ),
    ],
)
def test_what_is_given_stands_before_what_the_name_says(
    folder: Path, given: dict[str, Any], expected: list[str]
) -> None:
    line = {"title": "Sintel.2010.1080p.WEB-DL.H264-OPEN"} | given
    assert sorted(names(folder, "movie", line)) == expected


def test_a_line_that_cannot_be_read_gets_its_line_too(folder: Path) -> None:
    told = match(folder, "movie", "{", "", "Sintel.2010.720p.WEB-DL-OPEN", {"size_bytes": 1})
    assert [bool(one["errors"]) for one in told] == [True, False, False, True]
    assert [one["formats"] for one in told][2] == ["Open", "Seven"]


def test_formats_that_cannot_be_used_are_told_with_every_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.json": spec("Bad", condition("ReleaseTitle", value="(")), "b.json": b"{",
                     "c.json": spec("Good", condition("ReleaseTitle", value="720p"))})  # fmt: skip
    [told] = match(tmp_path, "movie", "Sintel.2010.720p.WEB-DL-OPEN")
    assert told["formats"] == ["Good"]
    assert len(told["errors"]) == 2
    assert any("Bad" in error for error in told["errors"])


def taken(kind: str, *paths: Path) -> tuple[int, dict[str, Any]]:
    words = ["formats", "import", "--dry-run", "--json", "--kind", kind, *map(str, paths)]
    done = subprocess.run([sys.executable, "-m", "monarr.cli", *words], capture_output=True, timeout=30, check=False)
    return done.returncode, msgspec.json.decode(done.stdout)


def test_a_guide_is_counted_by_files(tmp_path: Path) -> None:
    assert taken("series", write(tmp_path, GUIDE | PASSED_OVER)) == (0, {"imported": len(GUIDE), "errors": []})


def test_a_bad_file_is_told_by_its_path_and_fails_the_command(tmp_path: Path) -> None:
    write(tmp_path, GUIDE | {"cf/bad.json": b"no"})
    code, told = taken("series", tmp_path, tmp_path / "missing.json")
    assert (code, told["imported"]) == (1, len(GUIDE))
    assert [error["path"] for error in told["errors"]] == [
        str(tmp_path / "cf/bad.json"), str(tmp_path / "missing.json"),
    ]  # fmt: skip


def test_of_a_guide_for_both_applications_the_asked_one_is_read(tmp_path: Path) -> None:
    write(tmp_path, {f"docs/json/sonarr/{path}": document for path, document in GUIDE.items()})
    write(tmp_path, {"docs/json/radarr/bad.json": b"{"})
    assert taken("series", tmp_path) == (0, {"imported": len(GUIDE), "errors": []})
    assert taken("movie", tmp_path)[0] == 1


def monarr(*words: str) -> tuple[int, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "monarr.cli", *words, "--json"], capture_output=True, timeout=60, check=False
    )
    return done.returncode, msgspec.json.decode(done.stdout) if done.stdout else None


def test_a_guide_is_taken_up_looked_at_pinned_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONARR_DATA_DIR", str(tmp_path / "data"))
    shelf = write(tmp_path / "guide", GUIDE)
    code, told = monarr("formats", "import", "--kind", "series", "--name", "Open", str(shelf))
    assert (code, told["imported"], told["profiles"]) == (0, len(GUIDE), ["Web 1080p"])
    assert sorted(told["formats"]) == ["Open Tier 01", "Web"]
    guide = str(told["guide_id"])
    assert monarr("formats", "import", "--kind", "series", str(shelf))[1]["formats"] == []  # the same guide, unchanged
    [listed] = monarr("guides", "list")[1]
    assert (listed["name"], listed["version"]) == ("Open", listed["found_version"])
    entry = next(one for one in monarr("guides", "show", guide)[1]["entries"] if one["key"] == "a1")
    assert monarr("guides", "fork", guide, str(entry["id"]))[0] == 0
    assert monarr("guides", "pin", guide)[0] == 0
    assert monarr("guides", "apply", guide)[0] == 4  # pinned
    assert monarr("guides", "look", guide)[0] == 0
    assert monarr("guides", "forget", guide)[0] == 0
    assert monarr("guides", "list")[1] == []
