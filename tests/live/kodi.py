"""A real Kodi without a screen, on a display and with a home of its own.

Kodi's HTTP server listens on all addresses and cannot be told otherwise, so it runs in a network of its own, where there is
nobody else: `run_in_own_network` starts a file of tests there, which then use `running_kodi`.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.support.live import missing, require_program

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
PORT = 28280
_INSIDE = "MONARR_TEST_OWN_NETWORK"
_READY_SECONDS = 45
_GUI_SETTINGS = f"""<settings version="2">
  <setting id="services.webserver">true</setting>
  <setting id="services.webserverport">{PORT}</setting>
  <setting id="services.webserverauthentication">false</setting>
  <setting id="services.esallinterfaces">false</setting>
  <setting id="services.zeroconf">false</setting>
  <setting id="services.upnp">false</setting>
  <setting id="general.addonupdates">2</setting>
  <viewstates/>
  <resolutions/>
</settings>"""
_ADVANCED = '<advancedsettings version="1.0"><splash>false</splash></advancedsettings>'
_ADD_PATH = (
    "insert into path(strPath,strContent,strScraper,strHash,scanRecursive,useFolderNames,strSettings,noUpdate,exclude)"
    " values(?,?,'metadata.local','',?,?,'',0,0)"
)


def run_in_own_network(tests: Path) -> None:
    """Runs a file of tests in a network namespace, and fails with its output when one of them fails."""
    require_program("kodi.bin")
    require_program("Xvfb")
    require_program("ip")
    unshare = [str(require_program("unshare")), "--net"]
    if os.geteuid() != 0:
        unshare.append("--map-root-user")
    if subprocess.run([*unshare, "true"], capture_output=True, check=False, timeout=10).returncode != 0:
        missing("a network of its own for Kodi is not permitted here (unshare --net)")
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-x", str(tests)],
        cwd=ROOT,
        env={**os.environ, _INSIDE: "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=170,
    )
    if done.returncode != 0:
        pytest.fail(done.stdout[-6000:] + done.stderr[-2000:], pytrace=False)


@dataclass(frozen=True)
class RunningKodi:
    url: str
    films: Path
    series: Path

    def call(self, method: str, **params: Any) -> Any:
        """The result of a JSON-RPC method."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(f"{self.url}/jsonrpc", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["result"]

    def wait_for(self, look: Callable[[], T | None], seconds: float = 20) -> T:
        """What `look` gives once it gives something."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = look()
            if found:
                return found
            time.sleep(0.2)
        raise AssertionError(f"Kodi did not get there within {seconds} s")


@contextmanager
def running_kodi(folder: Path) -> Iterator[RunningKodi]:
    """Kodi with a folder of films and one of series, both read by local information only."""
    if os.environ.get(_INSIDE) != "1":
        raise RuntimeError("Kodi listens on all addresses: run it through run_in_own_network")
    _bring_network_up()
    home, films, series = folder / "home", folder / "films", folder / "series"
    userdata = home / ".kodi" / "userdata"
    for each in (userdata, films, series):
        each.mkdir(parents=True)
    (userdata / "guisettings.xml").write_text(_GUI_SETTINGS)
    (userdata / "advancedsettings.xml").write_text(_ADVANCED)
    (userdata / "sources.xml").write_text(_sources(films, series))
    with _display() as display, _program(home, display, folder / "kodi.log") as process:
        kodi = RunningKodi(f"http://127.0.0.1:{PORT}", films, series)
        _wait_until_ready(kodi, process)
        _declare(next(userdata.glob("Database/MyVideos*.db")), films, series)
        yield kodi


def _sources(films: Path, series: Path) -> str:
    listed = "".join(
        f'<source><name>{path.name}</name><path pathversion="1">{path}/</path></source>' for path in (films, series)
    )
    return f'<sources><video><default pathversion="1"></default>{listed}</video></sources>'


def _declare(database: Path, films: Path, series: Path) -> None:
    """What the folders hold: Kodi keeps that in its database only."""
    with contextlib.closing(sqlite3.connect(database, timeout=10)) as connection, connection:
        connection.execute(_ADD_PATH, (f"{films}/", "movies", 2147483647, 1))
        connection.execute(_ADD_PATH, (f"{series}/", "tvshows", 0, 0))


@contextmanager
def _display() -> Iterator[str]:
    program = require_program("Xvfb")
    read, write = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(write)
        try:
            number = os.read(read, 16).decode().strip()
            yield f":{number}"
        finally:
            os.close(read)
            process.terminate()
            process.wait(10)


@contextmanager
def _program(home: Path, display: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, "DISPLAY": display, "HOME": str(home), "LIBGL_ALWAYS_SOFTWARE": "1"}
    arguments = ["--windowing=x11", "--audio-backend=null", "--standalone"]
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [require_program("kodi.bin"), *arguments], env=environment, stdout=out, stderr=out, cwd=home
        ) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_ready(kodi: RunningKodi, process: subprocess.Popen[bytes]) -> None:
    def ready() -> bool:
        assert process.poll() is None, f"Kodi ended with {process.returncode}"
        try:
            return bool(kodi.call("JSONRPC.Ping") == "pong")
        except (OSError, ValueError):
            return False

    kodi.wait_for(ready, _READY_SECONDS)


def _bring_network_up() -> None:
    """Loopback, and a pair of interfaces that lead only to each other: without any beside loopback Kodi believes that
    there is no network, and starts no HTTP server."""
    for command in (
        "link set lo up",
        "link add kodi0 type veth peer name kodi1",
        "link set kodi0 up",
        "link set kodi1 up",
        "address add 192.0.2.1/24 dev kodi0",
    ):
        subprocess.run([require_program("ip"), *command.split()], check=True, capture_output=True, timeout=10)


def remove_tree(path: Path) -> None:
    """Deletes a title's folder."""
    shutil.rmtree(path)
