"""The browser is real, and the accessibility rules find what is wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support.browser import accessibility_problems

pytestmark = pytest.mark.live

GOOD = """<!doctype html><html lang="en"><title>Sintel</title><main><h1>Sintel</h1><img alt="Poster" src="data:,"></main>"""


def test_a_sound_page_has_no_accessibility_problems(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(GOOD)
    assert accessibility_problems(page) == []


def test_a_picture_without_words_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(GOOD.replace(' alt="Poster"', ""))
    (problem,) = accessibility_problems(page)
    assert problem.startswith("image-alt (critical)")


def test_the_rules_run_under_a_strict_content_security_policy(browser: Browser) -> None:
    page = browser.new_page()
    page.route(
        "http://monarr.test/",
        lambda route: route.fulfill(
            body=GOOD, content_type="text/html", headers={"content-security-policy": "default-src 'self'"}
        ),
    )
    page.goto("http://monarr.test/")
    assert not [line for line in accessibility_problems(page) if "image" not in line]
