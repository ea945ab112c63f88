"""Debian's Chromium, driven by Playwright, and the axe accessibility rules.

Playwright's own browsers are never downloaded. axe comes from npm: `npm ci --ignore-scripts --prefix tests/e2e`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.live import missing, require_program

AXE_PATH = Path(__file__).parents[1] / "e2e" / "node_modules" / "axe-core" / "axe.min.js"
# Every rule is asked of every element; what passes is only not described, which takes longer than asking.
_RUN_AXE = """tags => axe
    .run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]})
    .then(result => result.violations)"""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser until the block ends. It has no sandbox, for the tests may run as root."""
    executable = require_program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(executable), headless=True, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds on the page, one line each: rule, impact, the first element, and how many. Empty is good. The
    page's content security policy would refuse an added script, so axe runs as evaluated code."""
    if not AXE_PATH.is_file():
        missing("axe-core is not installed here (npm ci --ignore-scripts --prefix tests/e2e)")
    page.evaluate(AXE_PATH.read_text("utf-8") + "; undefined")
    violations: list[dict[str, Any]] = page.evaluate(_RUN_AXE, AXE_TAGS)
    return [
        f"{found['id']} ({found['impact']}): {found['help']}; {found['nodes'][0]['target']}, {len(found['nodes'])} in all"
        for found in violations
    ]
