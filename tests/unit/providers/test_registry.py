"""The registry: who is found, what the form says, and how secrets are kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from monarr.core.errors import InvalidInput, NotFound
from monarr.ports.clock import SystemClock
from monarr.ports.provider import ProviderContext, ProviderKind
from monarr.providers.http import Http
from monarr.providers.registry import (
    SECRET_IS_SET,
    all_providers,
    build,
    get_provider,
    mask,
    merge_secrets,
    schema,
)

WEBHOOK = get_provider(ProviderKind.NOTIFICATION, "webhook")


def test_providers_are_found_by_kind_in_order_of_their_labels() -> None:
    assert [provider.label for provider in all_providers(ProviderKind.INDEXER)] == ["Newznab", "Torznab"]
    assert {provider.kind for provider in all_providers()} >= {ProviderKind.INDEXER, ProviderKind.NOTIFICATION}


def test_a_stored_kind_is_text() -> None:
    assert get_provider("indexer", "torznab").label == "Torznab"


@pytest.mark.parametrize(("kind", "name"), [("indexer", "gone"), ("gone", "torznab"), ("player", "torznab")])
def test_an_unknown_provider_is_said_by_name(kind: str, name: str) -> None:
    with pytest.raises(NotFound, match=name):
        get_provider(kind, name)


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    code = (
        "import sys; from monarr.providers.registry import all_providers; all_providers();"
        "print([n for n in ('libtorrent', 'apprise', 'av', 'httpx2', 'PIL') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("provider", all_providers(), ids=lambda provider: provider.implementation)
def test_every_form_is_json_with_a_label_on_each_field(provider: object) -> None:
    form = schema(provider)  # type: ignore[arg-type]
    assert msgspec.json.decode(msgspec.json.encode(form)) == form
    assert all(field["label"] and field["name"] for field in form["fields"])


def test_a_form_says_all_about_its_fields() -> None:
    fields = {field["name"]: field for field in schema(get_provider("indexer", "torznab"))["fields"]}
    assert fields["url"]["kind"] == "url" and fields["url"]["required"]
    assert fields["api_key"]["secret"] and not fields["api_key"]["required"]
    assert fields["categories"]["kind"] == "integers" and 2000 in fields["categories"]["default"]
    assert (fields["minimum_seeders"]["least"], fields["minimum_seeders"]["most"]) == (0, 1000)


def test_secrets_are_masked_and_what_is_not_declared_is_left_out() -> None:
    shown = mask(WEBHOOK, {"url": "http://a", "secret": "s3cret", "token_of_old": "x"})
    assert (shown["url"], shown["secret"], shown["headers"]) == ("http://a", SECRET_IS_SET, None)
    assert "token_of_old" not in shown


@pytest.mark.parametrize("left_alone", [{}, {"secret": SECRET_IS_SET}])
def test_a_secret_left_alone_keeps_its_stored_value(left_alone: dict[str, str]) -> None:
    merged = merge_secrets(WEBHOOK, {"secret": "old"}, {"url": "http://b", **left_alone})
    assert (merged["secret"], merged["url"]) == ("old", "http://b")


@pytest.mark.parametrize(("given", "kept"), [("new", "new"), ("", ""), (None, None)])
def test_a_secret_that_was_changed_or_cleared_is_taken(given: str | None, kept: str | None) -> None:
    assert merge_secrets(WEBHOOK, {"secret": "old"}, {"secret": given})["secret"] == kept


def test_settings_that_do_not_fit_are_told_by_field(tmp_path: Path) -> None:
    context = ProviderContext(name="D", http=Http(), clock=SystemClock(), data_path=tmp_path)
    settings = {"url": "not an address", "minimum_seeders": "-1", "additional_parameters": "nonsense"}
    with pytest.raises(InvalidInput) as caught:
        build("indexer", "torznab", settings, context)
    assert set(caught.value.fields) == {"url", "minimum_seeders"}
