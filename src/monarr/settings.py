"""Start-up settings: what Monarr must know before it can open its database. All else lives in the database.

Order: command-line option, environment (`MONARR_PORT`, or `MONARR_PORT_FILE` naming a file that holds the value),
`monarr.toml` in the data folder (`port = 8810`), default.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from monarr.core.errors import InvalidInput
from monarr.core.text import Text, text

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
NAMES = (
    "data_dir", "database_url", "bind", "port", "base_path", "trusted_proxies", "external_url", "tz", "umask",
    "log_level", "log_format",
)  # fmt: skip


class StartupSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Checked settings. `base_path` is "" or begins with a slash and does not end with one."""

    data_dir: Path
    database_url: str
    bind: str = "127.0.0.1"
    port: int = 8810
    base_path: str = ""
    trusted_proxies: tuple[Network, ...] = ()
    external_url: str = ""
    tz: str = "UTC"
    umask: int = 0o002
    log_level: str = "info"
    log_format: Literal["text", "json"] = "text"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)


def load_settings(
    options: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None
) -> StartupSettings:
    """The settings in force. `options` are command-line options that were given (None values count as not given).
    Raises InvalidInput with one sentence per setting that does not fit."""
    given = {name: value for name, value in (options or {}).items() if value is not None}
    environ = os.environ if environ is None else environ
    problems: dict[str, Text | str] = {}
    data_dir = _data_dir(given, environ, problems)
    raw = {**_file_values(data_dir, problems), **_environment(environ, problems), **given}
    checked = _checked(raw, data_dir, problems)
    if problems:
        listed = "; ".join(f"{name}: {sentence}" for name, sentence in problems.items())
        raise InvalidInput(text("Some start-up settings do not fit: {listed}", listed=listed), fields=problems)
    return StartupSettings(**checked)


def _data_dir(given: Mapping[str, Any], environ: Mapping[str, str], problems: dict[str, Text | str]) -> Path:
    value = given.get("data_dir") or _environment(environ, problems).get("data_dir")
    if value:
        return Path(str(value)).expanduser().absolute()
    base = environ.get("XDG_DATA_HOME") or str(Path("~/.local/share").expanduser())
    return Path(base) / "monarr"


def _environment(environ: Mapping[str, str], problems: dict[str, Text | str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in NAMES:
        variable = f"MONARR_{name.upper()}"
        if environ.get(variable, "") != "":
            values[name] = environ[variable]
        elif environ.get(f"{variable}_FILE"):
            file = environ[f"{variable}_FILE"]
            try:
                values[name] = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError):
                problems[name] = text(
                    "{variable}_FILE names {file}, which cannot be read.", variable=variable, file=file
                )
    return values


def _file_values(data_dir: Path, problems: dict[str, Text | str]) -> dict[str, Any]:
    path = data_dir / "monarr.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}  # what is amiss with the folder is told when it is made
    except OSError as error:
        problems["monarr.toml"] = text(
            "{path} cannot be read: {reason}. Give it and its folder to the user that runs Monarr.",
            path=str(path),
            reason=error.strerror or str(error),
        )
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems["monarr.toml"] = text(
            "{path} is not written as TOML: {reason}. A line there looks like port = 8810.",
            path=str(path),
            reason=str(error),
        )
        return {}
    for name in sorted(set(values) - set(NAMES)):
        problems[name] = text("monarr.toml has a setting that does not exist: {name}", name=name)
    return {name: value for name, value in values.items() if name in NAMES and name != "data_dir"}


def _checked(raw: Mapping[str, Any], data_dir: Path, problems: dict[str, Text | str]) -> dict[str, Any]:
    values: dict[str, Any] = {"data_dir": data_dir}
    checks = {
        "database_url": _database_url, "bind": _bind, "port": _port, "base_path": _base_path,
        "trusted_proxies": _proxies, "external_url": _external_url, "tz": _zone, "umask": _umask,
        "log_level": _log_level, "log_format": _log_format,
    }  # fmt: skip
    for name, check in checks.items():
        if raw.get(name) in (None, ""):
            continue
        try:
            values[name] = check(raw[name])
        except ValueError as error:
            problem = error.args[0]
            problems[name] = problem if isinstance(problem, Text) else text(str(problem))
    values.setdefault("database_url", f"sqlite:///{data_dir / 'monarr.sqlite3'}")
    values.setdefault("tz", _system_zone())
    return values


def _database_url(value: Any) -> str:
    url = str(value)
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if not url.startswith(("sqlite:///", "postgresql://")):
        raise ValueError(text("An address here begins with sqlite:/// or postgresql://."))
    return url


def _bind(value: Any) -> str:
    host = str(value).strip("[]")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        if host == "localhost":
            return "127.0.0.1"
    raise ValueError(text("{value} is no address to listen on, such as 127.0.0.1 or 0.0.0.0.", value=value))


def _port(value: Any) -> int:
    try:
        port = int(value)
    except (TypeError, ValueError):
        port = -1
    if not 0 <= port <= 65535:
        raise ValueError(text("{value} is no port; ports go from 1 to 65535.", value=value))
    return port


def _base_path(value: Any) -> str:
    path = "/" + str(value).strip("/")
    if path == "/":
        return ""
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
    if not set(path) <= allowed or "//" in path or ".." in path:
        raise ValueError(text("{value} is no path such as /media.", value=value))
    return path


def _proxies(value: Any) -> tuple[Network, ...]:
    parts = value if isinstance(value, list | tuple) else str(value).split(",")
    networks: list[Network] = []
    for part in parts:
        try:
            networks.append(ipaddress.ip_network(str(part).strip(), strict=False))
        except ValueError:
            raise ValueError(text("{value} is no address or network such as 172.18.0.0/16.", value=part)) from None
    return tuple(networks)


def _external_url(value: Any) -> str:
    parts = urlsplit(str(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(text("{value} is no address such as https://media.example.org.", value=value))
    return str(value).rstrip("/")


def _zone(value: Any) -> str:
    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(text("{value} is no time zone such as Europe/Berlin.", value=value)) from None
    return str(value)


def _umask(value: Any) -> int:
    try:
        umask = value if isinstance(value, int) and not isinstance(value, bool) else int(str(value), 8)
    except ValueError:
        umask = -1
    if not 0 <= umask <= 0o777:
        raise ValueError(text("{value} is no umask such as 002 or 022.", value=value))
    return umask


def _log_level(value: Any) -> str:
    level = str(value).lower()
    if level not in ("debug", "info", "warning", "error"):
        raise ValueError(text("Log levels are debug, info, warning and error."))
    return level


def _log_format(value: Any) -> str:
    if value not in ("text", "json"):
        raise ValueError(text("Log formats are text and json."))
    return str(value)


def _system_zone() -> str:
    """The machine's zone by name; UTC when it has none."""
    try:
        target = str(Path("/etc/localtime").resolve())
    except OSError:
        return "UTC"
    name = target.partition("zoneinfo/")[2]
    if name:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            return "UTC"
        return name
    return "UTC"
