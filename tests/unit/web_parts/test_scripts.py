"""The scripts, in a real browser under the real security policy: keys, palette, selection, sheets, windowed loading."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from monarr.web import parts
from tests.support.browser import accessibility_problems
from tests.unit.web_parts.pages import PAGES
from tests.unit.web_parts.samples import FILMS, card

POLICY = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:"
TOTAL = 50_000
ENVIRONMENT = parts.make_environment()
ADDRESSES = {
    "/": "home",
    "/activity": "queue",
    "/library/movies": "wall",
    "/search": "palette",
    "/settings/indexers": "provider-list",
    "/settings/indexers/new": "provider-form",
    "/add": "add",
    "/title/5": "movie",
    "/title/5/releases": "choose",
}


class House(BaseHTTPRequestHandler):
    """Answers pages from their sample contexts, fragments by their target."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path.startswith("/static/"):
            kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
            self.answer(
                (parts.STATIC / address.path[8:]).read_bytes(),
                kind.get(address.path.rsplit(".", 1)[-1], "application/octet-stream"),
            )
            return
        if address.path not in ADDRESSES:
            self.answer(b"", "text/plain", 404)
            return
        name, context = PAGES[ADDRESSES[address.path]]
        values: dict[str, Any] = context()
        if ADDRESSES[address.path] == "wall":
            asked = parse_qs(address.query)
            start = int(asked.get("offset", ["0"])[0])
            rows = range(start, min(start + 60, TOTAL))
            values |= {"total": TOTAL, "all": TOTAL, "offset": start}
            values["titles"] = [card(n, (FILMS[n % 27][0], f"Title {n}", *FILMS[n % 27][2:])) for n in rows]
        fragment = parts.fragment_for(ENVIRONMENT, name, self.headers.get("HX-Target"))
        self.answer(parts.render(ENVIRONMENT, name, values, fragment).encode(), "text/html; charset=utf-8")

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def page(house: str, browser: Browser) -> Iterator[Page]:
    """A page at home; anything the console complains about fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=house)
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    opened.goto("/")
    yield opened
    context.close()
    assert complaints == []


@pytest.mark.live
def test_g_then_a_goes_to_activity(page: Page) -> None:
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/activity")


@pytest.mark.live
def test_s_opens_the_palette_and_enter_opens_the_first_hit(page: Page) -> None:
    page.keyboard.press("s")
    expect(page.locator("#palette-dialog")).to_be_visible()
    expect(page.locator("#results .hit.on")).to_contain_text("Sintel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/title/5")


@pytest.mark.live
def test_the_question_mark_lists_the_keys_and_escape_gives_the_focus_back(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_contain_text("Activity")
    page.keyboard.press("Escape")
    expect(page.locator("#keys-dialog")).to_be_hidden()


@pytest.mark.live
def test_a_wall_is_one_tab_stop_and_arrows_move_within(page: Page) -> None:
    page.goto("/library/movies")
    stops = page.locator("#rows a.open")
    assert page.locator("#rows a.open[tabindex='0']").count() == 1
    stops.first.focus()
    page.keyboard.press("ArrowRight")
    expect(stops.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(stops.nth(9)).to_be_focused()


@pytest.mark.live
def test_x_selects_and_shift_x_selects_a_range(page: Page) -> None:
    page.goto("/library/movies")
    page.locator("#rows a.open").first.focus()
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+X")
    expect(page.locator("#bulk [data-count]")).to_have_text("4")
    page.locator("#bulk [data-clear]").click()
    expect(page.locator("#bulk")).to_be_hidden()


@pytest.mark.live
def test_fifty_thousand_titles_scroll_truly_and_few_of_them_are_in_the_page(page: Page) -> None:
    page.goto("/library/movies")
    page.wait_for_function("document.documentElement.scrollHeight > 1_400_000")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator(f"[data-index='{TOTAL - 1}']")).to_be_visible()
    assert page.locator("#rows > li").count() < 200


@pytest.mark.live
def test_rows_that_come_late_do_not_cover_what_is_seen(page: Page) -> None:
    page.goto("/library/movies")
    page.wait_for_function("document.documentElement.scrollHeight > 1_400_000")
    held: list[Route] = []
    page.route("**/*limit=*", lambda route: held.append(route) if not held else route.fallback())
    page.evaluate("scrollTo(0, 300_000)")
    while not held:
        page.wait_for_timeout(20)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    last = page.locator(f"[data-index='{TOTAL - 1}']")
    expect(last).to_be_visible()
    with page.expect_response(held[0].request.url):
        held[0].fallback()
    page.wait_for_timeout(300)
    expect(last).to_be_visible()


@pytest.mark.live
def test_the_jump_bar_scrolls_to_its_offset(page: Page) -> None:
    page.goto("/library/movies")
    page.locator("[data-jump]").last.click()
    expect(page.locator("[data-jump]").last).to_have_attribute("aria-current", "true")


@pytest.mark.live
def test_a_sheet_opens_beside_the_page_and_focuses_what_does_not_fit(page: Page) -> None:
    page.goto("/settings/indexers")
    page.locator("#add a[data-sheet]").first.click()
    expect(page.locator("#sheet-dialog")).to_be_visible()
    expect(page.locator("#sheet-dialog input[name=api_key]")).to_be_focused()
    page.locator("#sheet-dialog [data-close]").first.click()
    expect(page.locator("#sheet-dialog")).to_be_hidden()


@pytest.mark.live
def test_a_question_focuses_the_safe_answer(page: Page) -> None:
    page.goto("/activity")
    page.locator(".queue-row details.menu summary").first.click()
    page.locator(".queue-row [data-open]").first.click()
    expect(page.locator("dialog.ask[open] [data-close]")).to_be_focused()


@pytest.mark.live
def test_arrows_show_a_release_at_the_side_and_o_asks_for_the_reason(page: Page) -> None:
    page.goto("/title/5/releases")
    rows = page.locator("[data-roving=releases] > li")
    rows.first.locator("a.name").focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    page.wait_for_url("**/releases?chosen=2")
    page.keyboard.press("o")
    expect(page.locator("#chosen input[name=reason]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(rows.nth(1).locator("a.name")).to_be_focused()


@pytest.mark.live
def test_b_and_enter_act_on_the_release_that_has_the_focus(page: Page) -> None:
    page.goto("/title/5/releases")
    sent: list[str] = []
    page.route(
        "**/releases/*/*", lambda route: (sent.append(urlsplit(route.request.url).path), route.fulfill(status=204))
    )
    page.locator("#release-4 a.name").focus()
    page.keyboard.press("b")
    page.wait_for_timeout(400)
    page.locator("#release-1 a.name").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert sent == ["/releases/3/block", "/releases/1/grab"]  # the house of this test shows one pane for all


@pytest.mark.live
def test_on_a_phone_no_release_opens_by_itself_and_a_pressed_one_is_a_sheet(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/title/5/releases")
    page.locator("#release-2 a.name").click()
    expect(page.locator("#sheet-dialog")).to_be_visible()
    expect(page.locator("#sheet-dialog .chosen-name")).to_be_visible()


@pytest.mark.live
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", list(ADDRESSES))
def test_no_page_scrolls_sideways_and_axe_finds_nothing(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert accessibility_problems(page) == []
