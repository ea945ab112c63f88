"""A person with a browser: the demo's pages wide and narrow, light and dark; first run under a base path."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from monarr.db.engine import make_engine
from monarr.services.errors_log import record_error
from monarr.web import pages
from monarr.web.walking import routes_in
from tests.support.browser import accessibility_problems
from tests.support.ports import free_port

SERIES = "/title/30"
# What stands for the parameters of an address; a route that is not named here has all its parameters in GIVEN.
GIVEN = {
    "slug": "movies", "title_id": "2", "item_id": "2", "version_id": "2", "season": "1", "library_id": "1", "profile_id": "3",
    "delay_id": "1", "mapping_id": "1", "tag_id": "1", "user_id": "1", "role_id": "6", "format_id": "1", "guide_id": "1",
    "release_id": "1", "error_id": "1",
}  # fmt: skip
FILLED = {
    "/library/{slug:str}": ["/library/movies", "/library/movies?view=table", "/library/tv"],
    "/title/{title_id:int}": ["/title/2", SERIES],
    "/title/{item_id:int}/numbers": [f"{SERIES}/numbers"],
    "/title/{item_id:int}/season/{season:int}/releases": [f"{SERIES}/season/1/releases"],
    "/add": ["/add", "/add?q=sintel"],
    "/search": ["/search?q=sin"],
    "/wanted": ["/wanted", "/wanted?show=cutoff"],
    "/settings/test-a-name": ["/settings/test-a-name", "/settings/test-a-name?name=Sintel.2010.1080p.WEB-DL.x264.AAC-ORANGE"],
    "/settings/words/{profile_id:int}": ["/settings/words/1"],
    "/settings/player-groups/{group_id:int}": ["/settings/player-groups/1"],
    "/settings/indexers/new": ["/settings/indexers/new?implementation=torznab"],
    "/settings/download-clients/new": ["/settings/download-clients/new?implementation=qbittorrent"],
    "/settings/metadata/new": ["/settings/metadata/new?implementation=tmdb"],
    "/settings/players/new": ["/settings/players/new?implementation=kodi"],
    "/settings/notifications/new": ["/settings/notifications/new?implementation=webhook"],
    "/settings/indexers/{row_id:int}": ["/settings/indexers/1"],
    "/settings/download-clients/{row_id:int}": ["/settings/download-clients/1"],
    "/settings/metadata/{row_id:int}": ["/settings/metadata/1"],
    "/settings/players/{row_id:int}": ["/settings/players/1"],
    "/settings/notifications/{row_id:int}": ["/settings/notifications/1"],
}  # fmt: skip
NO_PAGES = {
    "/art/{name:str}",
    "/add/picture/{token:str}",
    "/events",
    "/pulse",
    "/settings/formats/{format_id:int}/export",
}
SEEN_ELSEWHERE = {
    "/auth/sign-in", "/setup", "/setup/owner", "/setup/library", "/setup/source",  # without an account: below
    "/title/{title_id:int}/merge",  # wants a title that was added again: integration/pages
    "/import/jobs/{job_id:int}", "/library/{slug:str}/rename/{job_id:int}", "/settings/what-if/{job_id:int}",  # after a job
    "/settings/groups/{group_id:int}",  # once a group was weighed
}  # fmt: skip


def addresses() -> list[str]:
    """An address, or several, for every page that the program has."""
    found = []
    for path in sorted(path for route in routes_in(pages) if "GET" in route.http_methods for path in route.paths):
        if path not in NO_PAGES | SEEN_ELSEWHERE:
            found += FILLED.get(path) or [re.sub(r"\{(\w+):\w+\}", lambda match: GIVEN[match[1]], path)]
    return found


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
        for _ in range(1800):
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
        keep_an_error(folder / "world")
        time.sleep(15)  # what is fast has arrived by then
        yield Server(f"http://127.0.0.1:{port}", found[1])


def keep_an_error(data: Path) -> None:
    """Something that nobody expected, for its page."""
    engine = make_engine(f"sqlite:///{data / 'data' / 'monarr.sqlite3'}")
    try:
        raise RuntimeError("The projector has no lamp.")
    except RuntimeError as error:
        with engine.begin() as connection:
            record_error(connection, error, now=datetime.now(UTC), path="/settings/tags", method="GET", status=500)
    finally:
        engine.dispose()


@pytest.fixture(scope="module")
def signed_in(demo: Server, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{demo.address}/auth/sign-in")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{demo.address}/")
    furnish(page)
    yield page
    context.close()


def furnish(page: Page) -> None:
    """One of each thing that has a page of its own, and the theme of the system."""
    guide = [{"name": "Lantern", "specifications": [], "trash_id": "0" * 32}]
    archive = base64.b64encode(json.dumps(guide).encode()).decode()
    wanted: list[tuple[str, str, dict[str, object]]] = [
        ("PATCH", "/account/preferences", {"theme": "system"}),
        ("POST", "/roles", {"name": "film-club", "label": "Film club", "permissions": ["titles.add"]}),
        ("POST", "/path-mappings", {"download_client_id": 1, "remote_path": "/far", "local_path": "/near"}),
        ("POST", "/release-profiles", {"name": "No cams", "forbidden": ["CAM"]}),
        ("POST", "/formats", {"spec": {"name": "Lantern", "specifications": []}}),
        ("POST", "/guides", {"kind": "movie", "archive": archive, "file_name": "lantern.json"}),
        ("POST", "/notifications", {"name": "Hook", "implementation": "webhook", "settings": {"url": "http://127.0.0.1:9/"}}),
    ]  # fmt: skip
    token = page.locator("input[name=csrf_token]").first.get_attribute("value")
    for method, path, body in wanted:
        answer = page.request.fetch(
            page.url.rstrip("/") + "/api/v1" + path, method=method, data=body, headers={"X-CSRF-Token": token or ""}
        )
        assert answer.ok, (path, answer.text())


@pytest.mark.timeout(180)
@pytest.mark.parametrize("path", addresses())
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
        assert signed_in.evaluate("document.documentElement.dataset.theme") == scheme
        assert signed_in.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"scrolls sideways at {width}"
        assert accessibility_problems(signed_in) == []
    assert troubles == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(demo: Server, signed_in: Page) -> None:
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto(f"{demo.address}/library/movies")
    signed_in.keyboard.press("Tab")
    assert signed_in.evaluate("document.activeElement.textContent.trim()") == "Skip to content"


def test_what_is_chosen_of_a_guide_can_be_taken_up_from_wherever_one_is(demo: Server, signed_in: Page) -> None:
    for width, height in ((1440, 500), (360, 600)):
        signed_in.set_viewport_size({"width": width, "height": height})
        signed_in.goto(f"{demo.address}/settings/guides/1")
        signed_in.locator("details.guide-part").first.evaluate("it => { it.style.minHeight = '2000px' }")
        expect(signed_in.get_by_role("button", name="Take up what is chosen")).to_be_in_viewport(ratio=1)


def test_the_focus_stays_in_its_line_when_qualities_are_grouped_and_parted(demo: Server, signed_in: Page) -> None:
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto(f"{demo.address}/settings/profiles/3")
    line = signed_in.locator(".order-list > li").nth(5)
    line.locator("summary").focus()
    for key in ("Enter", "Tab", "Enter"):
        signed_in.keyboard.press(key)
    line.locator(".group-name").wait_for()
    inside = ".order-list > li:nth-child(6) :focus"
    signed_in.locator(inside).wait_for()
    line.locator(".members button").first.focus()
    signed_in.keyboard.press("Enter")
    line.locator(".group-name").wait_for(state="detached")
    signed_in.locator(inside).wait_for()


SHOWS_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return true;
  const near = [here, here.parentElement, here.nextElementSibling, here.closest("label, .card, li, tr"), ...here.querySelectorAll(".frame")];
  const ringed = near.some((one) => one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 1.5);
  return ringed || here.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize(
    "path", ["/", "/library/movies", "/title/2", "/title/2/releases", "/settings/profiles/3", "/status/tasks"]
)
def test_whatever_has_the_focus_shows_it(demo: Server, signed_in: Page, path: str) -> None:
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto(f"{demo.address}{path}")
    for _ in range(45):
        signed_in.keyboard.press("Tab")
        assert signed_in.evaluate(SHOWS_FOCUS) is True


def test_without_script_settings_are_saved_and_a_deletion_is_asked_about_and_undone(
    demo: Server, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo.address}/auth/sign-in")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", demo.password)
    page.click("button:has-text('Sign in')")
    page.goto(f"{demo.address}/settings/preferences")
    page.click("label:has-text('Compact')")
    page.click("button:has-text('Save')")
    assert page.locator("html[data-density=compact]").count() == 1
    page.goto(f"{demo.address}/title/5")
    page.click(".hero details.menu > summary")
    page.click("button:has-text('Delete')")
    page.click("dialog.ask button.delete:visible")
    page.click(".toasts button:has-text('Undo')")
    page.wait_for_url(f"{demo.address}/title/5")
    context.close()


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
        expect(page.locator(".picture-words .voice")).to_be_in_viewport()  # however long the list of goals is
        page.fill("input[name=other_path]", str(films))
        page.get_by_role("button", name="Use these").click()
        page.wait_for_url(re.compile("/media/setup/source"))
        page.get_by_role("button", name="Start").click()
        page.wait_for_url(f"http://127.0.0.1:{port}/media/")
        assert accessibility_problems(page) == []
        foreign = page.evaluate(
            "[...document.querySelectorAll('[href],[src],[action]')]"
            ".map(e => e.getAttribute('href') || e.getAttribute('src') || e.getAttribute('action'))"
            ".filter(a => a.startsWith('/') && !a.startsWith('/media'))"
        )
        assert foreign == []
        page.close()
