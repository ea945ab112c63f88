"""Finds every provider, and turns its declared settings into forms, masks and adapters.

A provider is a module of this package with a module-level `PROVIDER`. Adding one is adding its file: nothing here knows
any of them by name. Modules whose names begin with `_` are private parts.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

import monarr.providers
from monarr.core.errors import NotFound
from monarr.core.text import text
from monarr.ports.provider import Provider, ProviderContext, ProviderKind, Setting
from monarr.providers._named import NamedHttp

SECRET_IS_SET = "********"  # stands for a stored secret in forms and answers; coming back, it means "as it was"  # noqa: S105


def all_providers(kind: ProviderKind | None = None) -> tuple[Provider, ...]:
    """All providers, or those of one kind, by label."""
    found = (provider for (its_kind, _), provider in _found().items() if kind in (None, its_kind))
    return tuple(sorted(found, key=lambda provider: provider.label.casefold()))


def get_provider(kind: ProviderKind | str, implementation: str) -> Provider:
    """One provider. Raises NotFound, as after going back to an older version that does not have it."""
    try:
        return _found()[ProviderKind(kind), implementation]
    except (KeyError, ValueError):
        raise NotFound(
            text("This version of Monarr has no {kind} called “{name}”.", kind=_spoken(kind), name=implementation)
        ) from None


def build(kind: ProviderKind | str, implementation: str, settings: Mapping[str, Any], context: ProviderContext) -> Any:
    """The adapter, ready for use. Raises NotFound, and InvalidInput with a sentence per setting that does not fit.
    Errors from its requests carry `context.name`."""
    provider = get_provider(kind, implementation)
    loaded = provider.settings.load(settings)
    named = msgspec.structs.replace(context, http=NamedHttp(context.http, context.name))
    return provider.adapter(loaded, named)


def schema(provider: Provider) -> dict[str, Any]:
    """The provider and its form as JSON-able data, fields in the order of the form."""
    return {
        "implementation": provider.implementation,
        "kind": provider.kind.value,
        "label": provider.label,
        "help": provider.help,
        "protocol": provider.protocol,
        "keyless": provider.keyless,
        "docs_url": provider.docs_url,
        "fields": [_field(declared) for declared in provider.settings.declared],
    }


def mask(provider: Provider, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings for showing: a secret becomes `SECRET_IS_SET`, or None where there is none. What the provider does
    not declare is left out, as it may once have been a secret."""
    return {declared.name: _masked(declared, settings.get(declared.name)) for declared in provider.settings.declared}


def merge_secrets(provider: Provider, stored: Mapping[str, Any], submitted: Mapping[str, Any]) -> dict[str, Any]:
    """What a form gave, with stored secrets for those it left alone (absent, or still `SECRET_IS_SET`). An empty one
    has been cleared."""
    merged = dict(submitted)
    for declared in provider.settings.declared:
        if declared.is_secret and submitted.get(declared.name, SECRET_IS_SET) == SECRET_IS_SET:
            merged[declared.name] = stored.get(declared.name)
    return merged


@cache
def _found() -> dict[tuple[ProviderKind, str], Provider]:
    found: dict[tuple[ProviderKind, str], Provider] = {}
    for name in _module_names():
        provider = getattr(importlib.import_module(name), "PROVIDER", None)
        if not isinstance(provider, Provider):
            continue
        key = (provider.kind, provider.implementation)
        if key in found:
            raise RuntimeError(f"two providers are {provider.kind} {provider.implementation}; one is in {name}")
        found[key] = provider
    return found


def _module_names() -> Iterator[str]:
    """Modules in folders of this package, private ones left out; modules directly in it are its tools."""
    prefix = monarr.providers.__name__ + "."
    for module in pkgutil.walk_packages(monarr.providers.__path__, prefix, onerror=_raise):
        inner = module.name.removeprefix(prefix).split(".")
        if len(inner) > 1 and not any(part.startswith("_") for part in inner):
            yield module.name


def _raise(_name: str) -> None:
    raise


def _field(declared: Setting) -> dict[str, Any]:
    return {
        "name": declared.name,
        "label": declared.label,
        "kind": declared.kind,
        "help": declared.help,
        "default": declared.default,
        "required": declared.required,
        "secret": declared.is_secret,
        "least": declared.ge,
        "most": declared.le,
        "length": declared.pattern_length,
        "choices": [{"value": value, "label": label} for value, label in declared.choices],
        "advanced": declared.advanced,
        "placeholder": declared.placeholder,
        "unit": declared.unit,
    }


def _masked(declared: Setting, value: Any) -> Any:
    if declared.is_secret:
        return SECRET_IS_SET if value else None
    return declared.default if value is None else value


def _spoken(kind: ProviderKind | str) -> str:
    return str(kind).replace("_", " ")
