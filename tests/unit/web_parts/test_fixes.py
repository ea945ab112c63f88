"""Every refusal leads to the very field that changes it."""

from __future__ import annotations

import pytest

from monarr.core.decisions import find_rules
from monarr.messages.verdicts import FIXES
from monarr.ports.provider import ProviderKind
from monarr.providers import registry
from monarr.services.house_settings import HouseSettings
from monarr.web import parts
from monarr.web.pages._why import FIX_PATHS, Subject, fix_path
from tests.unit.web_parts.pages import PAGES


def test_every_fix_of_a_rule_has_its_place() -> None:
    named = {rule.fix for rule in find_rules() if rule.fix} | set(FIXES)
    assert named <= set(FIX_PATHS)


@pytest.mark.parametrize("fix", [fix for fix, path in FIX_PATHS.items() if "{profile}" in path and "#" in path])
def test_a_field_of_the_profile_is_on_its_page(fix: str) -> None:
    name, context = PAGES["profile-form"]
    page = parts.render(parts.make_environment(), name, context())
    assert f'id="{FIX_PATHS[fix].partition("#")[2]}"' in page


@pytest.mark.parametrize("fix", [fix for fix, path in FIX_PATHS.items() if path.startswith("/settings/general#")])
def test_a_field_of_the_house_is_a_setting(fix: str) -> None:
    assert FIX_PATHS[fix].partition("#")[2] in {one.name for one in HouseSettings.declared}


@pytest.mark.parametrize("fix", [fix for fix, path in FIX_PATHS.items() if "{indexer}" in path and "#" in path])
def test_a_field_of_the_indexer_is_a_setting(fix: str) -> None:
    provider = registry.get_provider(ProviderKind.INDEXER, "torznab")
    assert FIX_PATHS[fix].partition("#")[2] in {one.name for one in provider.settings.declared} | {"tags"}


def test_it_leads_to_what_decides() -> None:
    assert fix_path("profile.sizes", Subject(profile_id=7)) == "/settings/profiles/7#sizes"
    assert fix_path("indexer.minimum_seeders", Subject(indexer_id=3)) == "/settings/indexers/3#minimum_seeders"
    assert fix_path("indexer") == "/settings/indexers"
    assert fix_path("profile.sizes") == "/settings/profiles"
    assert fix_path(None) is None


def test_what_is_of_an_episode_is_changed_with_the_episode() -> None:
    episode = Subject(title_id=9, kind="series", episode_id=31)
    assert fix_path("title.monitored", episode) == "/title/31/edit#monitored"
    assert fix_path("title.aliases", episode) == "/title/9/edit#aliases"
    assert fix_path("title.monitored", Subject(title_id=9)) == "/title/9/edit#monitored"
    assert fix_path("title.minimum_availability", episode) is None
    assert fix_path("title.aliases") is None
