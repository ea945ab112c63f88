"""How a provider declares itself: its name, its class, its settings.

From the declared settings come the form, its validation, the API schema, secret masking and the docs table. A settings
class is written like this, and is built with `Settings.load({...})`:

    class Settings(ProviderSettings):
        server: HttpUrl = setting("Server", help="Where Gotify answers, with port.")
        app_token: Secret = setting("Application token")
        priority: int = setting("Priority", default=5, ge=0, le=10)
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Literal, NewType, Protocol, Self, dataclass_transform, get_args, get_origin
from urllib.parse import urlsplit

import msgspec

from monarr.core.errors import InvalidInput
from monarr.core.text import Text, text
from monarr.ports.clock import Clock

HttpUrl = NewType("HttpUrl", str)
Secret = NewType("Secret", str)

MISSING: Any = object()


class ProviderKind(StrEnum):
    """Which port a provider stands behind. The text is stored."""

    INDEXER = "indexer"
    DOWNLOAD_CLIENT = "download_client"
    METADATA = "metadata"
    PLAYER = "player"
    NOTIFICATION = "notification"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One declared setting. `kind` is text, secret, url, integer, number, boolean, choice, list or integers."""

    name: str = ""
    label: str
    kind: str = "text"
    help: str | None = None
    default: Any = None
    required: bool = True
    ge: float | None = None
    le: float | None = None
    choices: tuple[tuple[str, str], ...] = ()  # value, label
    pattern_length: int | None = None  # a key that has always this many characters
    advanced: bool = False
    placeholder: str | None = None
    unit: str | None = None

    @property
    def is_secret(self) -> bool:
        return self.kind == "secret"


def setting(
    label: str,
    *,
    default: Any = MISSING,
    help: str | None = None,  # noqa: A002 - the word that forms use
    required: bool | None = None,
    ge: float | None = None,
    le: float | None = None,
    choices: Mapping[str, str] | None = None,
    length: int | None = None,
    advanced: bool = False,
    placeholder: str | None = None,
    unit: str | None = None,
) -> Any:
    """Declares a setting. Without a default it is required; `length` is the exact number of characters of a key."""
    return Setting(
        label=label,
        help=help,
        default=None if default is MISSING else default,
        required=(default is MISSING) if required is None else required,
        ge=ge,
        le=le,
        choices=tuple((choices or {}).items()),
        pattern_length=length,
        advanced=advanced,
        placeholder=placeholder,
        unit=unit,
    )


@dataclass_transform(kw_only_default=True, field_specifiers=(setting,))
class ProviderSettings:
    """Base of every provider's settings. Subclasses only declare; `load` validates."""

    declared: ClassVar[tuple[Setting, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        hints = typing.get_type_hints(cls, include_extras=False)
        own = []
        for name in list(vars(cls)):
            value = vars(cls)[name]
            if isinstance(value, Setting):
                kind = "choice" if value.choices else _kind_of(cls.__annotations__[name], hints[name])
                own.append(msgspec.structs.replace(value, name=name, kind=kind))
                delattr(cls, name)
        cls.declared = (*cls.declared, *own)

    def __init__(self, **values: Any) -> None:
        for declared in self.declared:
            setattr(self, declared.name, values.get(declared.name, declared.default))

    @classmethod
    def load(cls, raw: Mapping[str, Any]) -> Self:
        """Settings from stored JSON or from a form. Raises InvalidInput with a sentence per field that does not fit."""
        values: dict[str, Any] = {}
        problems: dict[str, Text | str] = {}
        for declared in cls.declared:
            try:
                values[declared.name] = _coerce(declared, raw.get(declared.name))
            except ValueError as error:
                problem = error.args[0]
                problems[declared.name] = problem if isinstance(problem, Text) else text(str(problem))
        if problems:
            raise InvalidInput(text("Some settings do not fit yet."), fields=problems)
        cls.check(values, problems)
        if problems:
            raise InvalidInput(text("Some settings do not fit yet."), fields=problems)
        return cls(**values)

    @classmethod
    def check(cls, values: dict[str, Any], problems: dict[str, Text | str]) -> None:
        """Room for rules over several fields: add to `problems`."""

    def dump(self) -> dict[str, Any]:
        """All values as JSON-able data, secrets included: for encryption, never for an answer."""
        return {declared.name: getattr(self, declared.name) for declared in self.declared}


def _kind_of(annotation: Any, hint: Any) -> str:
    named = str(annotation)
    if hint is Secret or "Secret" in named:
        return "secret"
    if hint is HttpUrl or "HttpUrl" in named:
        return "url"
    if get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is Literal:
        return "choice"
    if get_origin(hint) is list or hint is list:
        return "integers" if int in get_args(hint) else "list"
    return {bool: "boolean", int: "integer", float: "number"}.get(hint, "text")


def _coerce(declared: Setting, raw: Any) -> Any:
    if raw is None or raw == "" or raw == []:
        if declared.kind == "boolean":
            return bool(declared.default) if raw is None else False
        if declared.required:
            raise ValueError(text("{label} is needed.", label=declared.label))
        return declared.default
    kind = declared.kind
    if kind == "boolean":
        return raw if isinstance(raw, bool) else str(raw).lower() in ("1", "true", "on", "yes")
    if kind in ("integer", "number"):
        return _number(declared, raw)
    if kind == "choice":
        if declared.choices and str(raw) not in dict(declared.choices):
            raise ValueError(text("{label} has no choice “{value}”.", label=declared.label, value=raw))
        return str(raw)
    if kind in ("list", "integers"):
        parts = raw if isinstance(raw, list) else [part.strip() for part in str(raw).replace("\n", ",").split(",")]
        parts = [part for part in parts if part != ""]
        if kind == "list":
            return [str(part) for part in parts]
        try:
            return [int(part) for part in parts]
        except (TypeError, ValueError):
            raise ValueError(text("{label} takes whole numbers, parted by commas.", label=declared.label)) from None
    value = str(raw).strip()
    if kind == "url":
        return _url(declared, value)
    if declared.pattern_length is not None and len(value) != declared.pattern_length:
        raise ValueError(
            text(
                "Keys there have {wanted} characters; this one has {found}.",
                wanted=declared.pattern_length,
                found=len(value),
            )
        )
    return value


def _number(declared: Setting, raw: Any) -> int | float:
    try:
        value: int | float = int(raw) if declared.kind == "integer" else float(raw)
    except (TypeError, ValueError):
        raise ValueError(text("{label} takes a number.", label=declared.label)) from None
    if declared.ge is not None and value < declared.ge:
        raise ValueError(text("{label} starts at {least}.", label=declared.label, least=declared.ge))
    if declared.le is not None and value > declared.le:
        raise ValueError(text("{label} ends at {most}.", label=declared.label, most=declared.le))
    return value


def _url(declared: Setting, value: str) -> str:
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            text("{label} needs an address such as http://192.168.1.10:9117, with http or https.", label=declared.label)
        )
    return value.rstrip("/")


class ProviderContext(msgspec.Struct, frozen=True, kw_only=True):
    """What every adapter may use besides its settings. `http` is `monarr.providers.http.Http`. `data_path` is a folder
    of the adapter's own kind under the data folder (the built-in torrent client keeps its state there)."""

    name: str  # what the user calls it; goes into errors
    http: Any
    clock: Clock
    data_path: Path


class Provider(msgspec.Struct, frozen=True):
    """A provider's declaration, found by the registry. `implementation` is stored; a class is built as
    `adapter(settings, context)`. `keyless` says that it works without any key or configuration."""

    implementation: str
    label: str
    adapter: Any
    settings: type[ProviderSettings]
    kind: ProviderKind
    protocol: str | None = None  # torrent or usenet, where that is fixed
    keyless: bool = False
    docs_url: str | None = None
    help: str | None = None  # one sentence for the chooser


class Testable(Protocol):
    async def test(self) -> None:
        """Tries the settings for real. Raises ProviderError saying what to change."""
        ...
