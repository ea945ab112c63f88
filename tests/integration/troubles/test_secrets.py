"""The key of the secrets is another one, after a restore or by a new secret.key: all else works, and those passwords
that cannot be read are asked for again."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from monarr.core.errors import AuthenticationFailed, InvalidInput
from monarr.db.models import IndexerRow
from monarr.demo.fakes.torznab import FakeIndexer
from monarr.health import secrets as check
from monarr.ports.provider import ProviderKind
from monarr.providers import registry
from monarr.secrets import Cipher
from monarr.services.context import MONARR
from monarr.services.provider_settings import ProviderInput, create_provider, edit_provider, find_provider
from monarr.services.search import search_title
from tests.fakes.download_client import MemoryClient
from tests.integration.acquisition.scene import Scene, release

WEB = "Sintel.2010.1080p.WEB-DL.x264-OPEN"


@pytest.fixture
async def locked(scene: Scene, fake: FakeIndexer) -> int:
    """An indexer whose key was stored under another secret.key than that of this house."""
    vars(scene.registry).update(mask=registry.mask, merge_secrets=registry.merge_secrets)
    settings = {"url": fake.url, "api_key": "once-known"}
    given = ProviderInput(name="Locked", implementation="torznab", settings=settings)
    row_id = await create_provider(scene.house, ProviderKind.INDEXER, given, MONARR)
    old = Cipher(b"o" * 32).encrypt('{"api_key":"once-known"}', f"indexer:{row_id}:secrets")
    scene.db.write_now(lambda c: c.execute(update(IndexerRow).where(IndexerRow.id == row_id).values(secrets=old)))
    return row_id


async def test_the_other_indexers_go_on(scene: Scene, fake: FakeIndexer, locked: int, client: MemoryClient) -> None:
    scene.indexer(fake, "Archive")
    fake.releases = [release(WEB)]
    report = await search_title(scene.house, scene.film())
    assert len(report.grabbed) == 1
    assert "Locked cannot be read. Type it in again." in str([str(one.problem) for one in report.problems])


async def test_it_is_refused_as_a_wrong_password_is(scene: Scene, locked: int) -> None:
    with pytest.raises(AuthenticationFailed, match="Type it in again"):
        async with scene.house.sources.using(ProviderKind.INDEXER, locked):
            pass


async def test_health_names_it(scene: Scene, locked: int) -> None:
    finding = await check.run(scene.house)
    assert finding is not None
    assert "of Locked cannot be read. Type them in again." in str(finding.message)


async def test_it_is_shown_and_typed_in_again(scene: Scene, locked: int) -> None:
    shown = await find_provider(scene.house, ProviderKind.INDEXER, locked)
    settings: dict[str, Any] = dict(shown.settings)
    with pytest.raises(InvalidInput) as caught:
        await _edit(scene, locked, settings)
    assert "Type it in again" in str(caught.value.fields["api_key"])
    await _edit(scene, locked, {**settings, "api_key": "known-again"})
    assert await check.run(scene.house) is None


async def _edit(scene: Scene, row_id: int, settings: dict[str, Any]) -> None:
    given = ProviderInput(name="Locked", implementation="torznab", settings=settings)
    await edit_provider(scene.house, ProviderKind.INDEXER, row_id, given, MONARR)
