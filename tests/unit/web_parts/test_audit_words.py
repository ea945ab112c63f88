"""Everything that the audit log keeps has words of its own on the page."""

from __future__ import annotations

import ast

import pytest

from monarr.web.pages._audit_words import audit_words
from tests.house.tree import ROOT


def _actions() -> list[str]:
    """The actions that are written out in calls of `write_audit`."""
    found = set()
    for path in (ROOT / "src" / "monarr").rglob("*.py"):
        source = path.read_text("utf-8")
        if "write_audit(" not in source:
            continue
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id == "write_audit" and len(call.args) > 2:
                action = call.args[2]
                found |= {action.value} if isinstance(action, ast.Constant) else set()
    return sorted(found)


# those whose last or first part is put in at the call
_MADE = (
    "movie.edited", "season.locks", "series.merged", "movie.names", "series.numbers", "settings.guide.pinned", "settings.guide.unpinned",
    "settings.delay_profile.ordered", "settings.custom_format.added", "settings.quality_profile.edited", "settings.release_profile.deleted",
    "settings.indexer.added", "settings.notification.deleted",
)  # fmt: skip


def test_the_source_tells_the_actions() -> None:
    assert {"user.created", "settings.edited", "folder.left"} <= set(_actions())


@pytest.mark.parametrize("action", [*_actions(), *_MADE])
def test_an_action_has_words(action: str) -> None:
    assert str(audit_words(action)) != action
