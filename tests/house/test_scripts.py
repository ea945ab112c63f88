"""The scripts run on a machine with a plain shell, and the lock names no address."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT, named

SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file())
PACKAGE = "regex==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"


@pytest.mark.parametrize("path", [*SCRIPTS, ROOT / ".ci" / "run"], ids=named)
def test_a_script_is_executable(path: Path) -> None:
    assert os.access(path, os.X_OK)


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_is_plain_shell_and_says_what_it_does(path: Path) -> None:
    first, second, *_ = path.read_text("utf-8").splitlines()
    assert first == "#!/bin/sh"
    assert second.startswith("# ")
    subprocess.run([shutil.which("dash") or "/bin/sh", "-n", path], check=True)


def test_the_ci_run_is_sound_bash() -> None:
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)


def test_set_up_without_a_fitting_python_says_so_in_one_line(tmp_path: Path) -> None:
    answer = _set_up_with(tmp_path, {"python3": 'echo "no" >&2; exit 1'})
    assert answer.returncode == 1
    assert answer.stderr == (
        "Monarr needs Python 3.11, 3.12 or 3.13; this machine has only another version (tried: python3).\n"
    )


def test_set_up_without_venv_names_the_package(tmp_path: Path) -> None:
    answer = _set_up_with(tmp_path, {"python3": "case $2 in *ensurepip*) exit 1 ;; esac"})
    assert answer.returncode == 1
    assert "apt install python3-venv" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_set_up_without_any_python_says_so_in_one_line(tmp_path: Path) -> None:
    answer = _set_up_with(tmp_path, {})
    assert "this machine has none" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def _set_up_with(folder: Path, programs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs scripts/setup in an empty copy of the project, on a machine that has just these programs."""
    project, path = folder / "project", folder / "bin"
    (project / "scripts").mkdir(parents=True)
    path.mkdir()
    for name in ("scripts/setup", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, project / name)
    for name in ("dirname", "cat", "cksum"):
        (path / name).symlink_to(shutil.which(name) or name)
    for name, body in programs.items():
        (path / name).write_text(f"#!/bin/sh\n{body}\n")
        (path / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", project / "scripts" / "setup"],
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )


def test_the_lock_pins_every_package_by_hash_and_names_no_address() -> None:
    assert _check_lock().problems((ROOT / "requirements.lock").read_text("utf-8")) == []


def test_a_sound_lock_passes() -> None:
    assert _check_lock().problems(f"# via scripts/lock\n{PACKAGE}") == []


@pytest.mark.parametrize(
    "line",
    ["--extra-index-url https://packages.example/simple", "--find-links /srv/wheels", "thing @ file:///srv/thing.whl", "thing>=1", "thing==1"],
)  # fmt: skip
def test_a_lock_with_an_address_or_without_a_hash_is_refused(line: str) -> None:
    assert _check_lock().problems(f"{PACKAGE}{line}\n") != []


def _check_lock() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_lock", ROOT / "scripts" / "lib" / "check_lock.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
