"""A person with a browser: the demo's pages wide and narrow, light and dark; first run under a base path."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import accessibility_problems
from tests.support.ports import free_port

PAGES = [
    "/", "/library/movies", "/library/movies?view=table", "/library/tv", "/add", "/title/2", "/title/2/files", "/title/2/cast",
    "/title/2/rename", "/library/movies/rename", "/library/movies/unmatched", "/title/2/history", "/title/2/versions", "/title/2/versions/new", "/title/2/releases", "/activity", "/activity/history", "/activity/blocklist", "/activity/trash", "/import",
    "/wanted", "/settings", "/settings/indexers", "/settings/download-clients", "/settings/metadata", "/settings/players",
    "/settings/notifications", "/settings/profiles", "/settings/profiles/3", "/settings/profiles/new", "/settings/quality", "/settings/formats", "/settings/formats/new", "/settings/guides", "/settings/naming",
    "/settings/libraries", "/settings/delays", "/settings/delays/new", "/settings/words", "/settings/words/new",
    "/settings/test-a-name", "/settings/users", "/settings/api-keys", "/settings/general", "/settings/preferences", "/status",
    "/status/tasks", "/styleguide", "/settings/groups", "/settings/profiles/goals",
]  # fmt: skip

PAGES += [
    "/settings/users/1/permissions", "/settings/tags", "/settings/path-mappings", "/settings/path-mappings/new",
    "/settings/player-groups", "/settings/player-groups/new",
]  # fmt: skip


class Server(NamedTuple):
    address: str
    password: str


@contextmanager
def started(*arguments: str, folder: Path, says: str) -> Iterator[tuple[str, str]]:
    """Monarr as a process of its own, until the block ends. Gives what it printed, up to the line that `says` so."""
    log = folder / "output.txt"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MONARR_")}
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "monarr.cli", *arguments], stdout=output, stderr=output, env=environment
        )
    try:
        for _ in range(600):
            words = log.read_text()
            if says in words:
                break
            assert process.poll() is None, words
            time.sleep(0.1)
        yield log.read_text(), says
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The offline world, opened on a library in which things are happening."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    arguments = ("--data-dir", str(folder / "world"), "demo", "--port", str(port))
    with started(*arguments, folder=folder, says="sign in as ada") as (words, _):
        found = re.search(r"with the password (\S+)", words)
        assert found is not None
        time.sleep(15)  # what is fast has arrived by then
        yield Server(f"http://127.0.0.1:{port}", found[1])


@pytest.fixture(scope="module")
def signed_in(demo: Server, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{demo.address}/auth/sign-in")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo.address}/")
    yield page
    context.close()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_wide_and_narrow(demo: Server, signed_in: Page, path: str) -> None:
    troubles: list[str] = []
    signed_in.on("pageerror", lambda error: troubles.append(str(error)))
    signed_in.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    for width, height, scheme in ((1440, 900, "dark"), (360, 780, "light")):
        signed_in.set_viewport_size({"width": width, "height": height})
        signed_in.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        answer = signed_in.goto(f"{demo.address}{path}")
        assert answer is not None
        assert answer.status == 200
        assert signed_in.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"scrolls sideways at {width}"
        assert accessibility_problems(signed_in) == []
    assert troubles == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(demo: Server, signed_in: Page) -> None:
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto(f"{demo.address}/library/movies")
    signed_in.keyboard.press("Tab")
    assert signed_in.evaluate("document.activeElement.textContent.trim()") == "Skip to content"


def test_the_palette_finds_a_title_by_keyboard_alone(demo: Server, signed_in: Page) -> None:
    signed_in.goto(f"{demo.address}/")
    signed_in.keyboard.press("Control+k")
    signed_in.keyboard.type("nosfera")
    signed_in.get_by_role("option", name=re.compile("Nosferatu")).first.wait_for()
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_url(re.compile(r"/title/\d+"))
    assert signed_in.get_by_role("heading", level=1).inner_text() == "Nosferatu"


def test_why_says_what_is_in_the_way_in_one_sentence(demo: Server, signed_in: Page) -> None:
    signed_in.goto(f"{demo.address}/title/2")
    said = signed_in.get_by_text(re.compile(r"The nearest of \d+ releases? is .* and this profile allows .*"))
    assert said.first.is_visible()


def test_first_run_under_a_base_path(tmp_path: Path, browser: Browser) -> None:
    port = free_port()
    films = tmp_path / "films"
    films.mkdir()
    arguments = ("--data-dir", str(tmp_path / "data"), "serve", "--port", str(port), "--base-path", "/media")
    with started(*arguments, folder=tmp_path, says=f":{port}"):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://127.0.0.1:{port}/media/")
        assert page.url.endswith("/media/setup/owner")
        page.fill("input[name=name]", "Ada Lindqvist")
        page.fill("input[name=username]", "ada")
        page.fill("input[name=password]", "a lantern in the attic")
        page.get_by_role("button", name="Create the owner").click()
        page.wait_for_url(re.compile("/media/setup/library"))
        page.fill("input[name=other_path]", str(films))
        page.get_by_role("button", name="Use these").click()
        page.wait_for_url(re.compile("/media/setup/source"))
        page.get_by_role("button", name="Start").click()
        page.wait_for_url(f"http://127.0.0.1:{port}/media/")
        foreign = page.evaluate(
            "[...document.querySelectorAll('[href],[src],[action]')]"
            ".map(e => e.getAttribute('href') || e.getAttribute('src') || e.getAttribute('action'))"
            ".filter(a => a.startsWith('/') && !a.startsWith('/media'))"
        )
        assert foreign == []
        page.close()
