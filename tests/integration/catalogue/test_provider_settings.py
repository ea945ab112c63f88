"""Configured providers: secrets never come back out, edits are checked, audited and take effect at once."""

from __future__ import annotations

from typing import Any

import pytest

from monarr.core.errors import Conflict, InvalidInput, Unavailable
from monarr.core.text import text
from monarr.db.health import find_health, record_failure
from monarr.db.models import AuditEvent, IndexerRow, PlayerGroup
from monarr.demo.fakes.tmdb import FakeTMDB
from monarr.services.context import MONARR, House
from monarr.services.provider_settings import (
    ProviderInput,
    create_provider,
    delete_provider,
    edit_provider,
    find_provider,
    list_providers,
    test_provider,
)
from tests.integration.catalogue.test_add import rows


def indexer(**more: Any) -> ProviderInput:
    settings = {"url": "http://127.0.0.1:9117", "api_key": "very-secret"}
    return ProviderInput(**{"name": "Nightly", "implementation": "torznab", "settings": settings, **more})


async def test_a_secret_is_stored_enciphered_and_shown_masked(house: House) -> None:
    row_id = await create_provider(house, "indexer", indexer(tags=("4k", "Kids")), MONARR)
    row = (await rows(house, IndexerRow))[0]
    assert "very-secret" not in f"{row.settings}{row.secrets}"
    shown = await find_provider(house, "indexer", row_id)
    assert shown.settings["api_key"] not in (None, "very-secret")
    assert (shown.protocol, shown.options["priority"], set(shown.tags)) == ("torrent", 25, {"4k", "Kids"})
    audit = str([row.changes for row in await rows(house, AuditEvent)])
    assert "Nightly" in audit and "very-secret" not in audit


async def test_an_edit_with_the_masked_secret_keeps_it_and_clears_the_health(house: House) -> None:
    row_id = await create_provider(house, "indexer", indexer(), MONARR)
    await house.db.write(
        record_failure, f"indexer:{row_id}", "Nightly", house.clock.now(), text("no"), until_edited=True
    )
    shown = await find_provider(house, "indexer", row_id)
    await edit_provider(house, "indexer", row_id, indexer(settings=shown.settings, options={"priority": 1}), MONARR)
    row = (await rows(house, IndexerRow))[0]
    assert house.cipher.decrypt(row.secrets, f"indexer:{row_id}:secrets") == '{"api_key":"very-secret"}'
    assert row.priority == 1
    assert await house.db.read(find_health, f"indexer:{row_id}") is None


async def test_what_does_not_fit_is_told_by_field(house: House) -> None:
    with pytest.raises(InvalidInput) as raised:
        await create_provider(house, "indexer", indexer(settings={"url": "nonsense"}), MONARR)
    assert "url" in raised.value.fields
    with pytest.raises(InvalidInput) as raised:
        await create_provider(house, "indexer", indexer(options={"priority": 51, "colour": 1}), MONARR)
    assert set(raised.value.fields) == {"priority", "colour"}


async def test_names_are_unique_whatever_their_case(house: House) -> None:
    await create_provider(house, "indexer", indexer(), MONARR)
    with pytest.raises(Conflict, match="taken"):
        await create_provider(house, "indexer", indexer(name="NIGHTLY"), MONARR)


async def test_a_player_alone_gets_a_group_of_its_own(house: House) -> None:
    given = ProviderInput(name="Den", implementation="kodi", settings={"url": "http://127.0.0.1:8080"}, options={})
    await create_provider(house, "player", given, MONARR)
    assert [row.name for row in await rows(house, PlayerGroup)] == ["Den"]


async def test_the_test_button_tries_settings_with_the_stored_secret(house: House, tmdb: FakeTMDB) -> None:
    settings = {"api_key": "k", "base_url": tmdb.url}
    given = ProviderInput(name="TMDB", implementation="tmdb", settings=settings)
    row_id = await create_provider(house, "metadata", given, MONARR)
    shown = await find_provider(house, "metadata", row_id)
    await test_provider(house, "metadata", "tmdb", "TMDB", shown.settings, row_id=row_id)
    tmdb.down = True
    with pytest.raises(Unavailable):
        await test_provider(house, "metadata", "tmdb", "TMDB", settings)


async def test_a_deleted_one_is_gone_with_its_health(house: House) -> None:
    row_id = await create_provider(house, "indexer", indexer(), MONARR)
    await delete_provider(house, "indexer", row_id, MONARR)
    assert await list_providers(house, "indexer") == []
