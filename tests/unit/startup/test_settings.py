"""Start-up settings: where a value is taken from, and what does not fit."""

from pathlib import Path

import pytest

from monarr.core.errors import InvalidInput
from monarr.settings import NAMES, load_settings


def test_an_option_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    (tmp_path / "monarr.toml").write_text("port = 1\nbind = '0.0.0.0'\ntz = 'Europe/Berlin'\n")
    environ = {"MONARR_DATA_DIR": str(tmp_path), "MONARR_PORT": "2", "MONARR_BIND": "127.0.0.2"}
    settings = load_settings({"port": 3}, environ)
    assert (settings.port, settings.bind, settings.tz) == (3, "127.0.0.2", "Europe/Berlin")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "data_dir"])
def test_each_variable_can_be_read_from_a_file(tmp_path: Path, name: str) -> None:
    values = {
        "database_url": "postgresql://u:p@127.0.0.1/m", "bind": "::1", "port": "9000", "base_path": "/media",
        "trusted_proxies": "10.0.0.0/8", "external_url": "https://media.example.org", "tz": "Asia/Tokyo",
        "umask": "022", "log_level": "debug", "log_format": "json",
    }  # fmt: skip
    secret = tmp_path / "value"
    secret.write_text(values[name] + "\n")
    environ = {"MONARR_DATA_DIR": str(tmp_path), f"MONARR_{name.upper()}_FILE": str(secret)}
    assert getattr(load_settings({}, environ), name) != getattr(load_settings({"data_dir": str(tmp_path)}, {}), name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"), ("PORT", "eighty"), ("BIND", "house"), ("DATABASE_URL", "mysql://x"),
        ("BASE_PATH", "/a b"), ("BASE_PATH", "/../x"), ("TRUSTED_PROXIES", "nearby"), ("EXTERNAL_URL", "media"),
        ("TZ", "Mars/Base"), ("UMASK", "999"), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"),
    ],
)  # fmt: skip
def test_what_does_not_fit_gets_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_settings({}, {"MONARR_DATA_DIR": str(tmp_path), f"MONARR_{name}": value})
    assert name.lower() in caught.value.fields


def test_an_unknown_name_in_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "monarr.toml").write_text("prot = 1\n")
    with pytest.raises(InvalidInput, match="prot"):
        load_settings({"data_dir": str(tmp_path)}, {})


def test_a_missing_value_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nowhere"):
        load_settings({}, {"MONARR_DATA_DIR": str(tmp_path), "MONARR_PORT_FILE": str(tmp_path / "nowhere")})


def test_the_base_path_is_normal(tmp_path: Path) -> None:
    for given in ("media", "/media", "/media/"):
        assert load_settings({"data_dir": str(tmp_path), "base_path": given}, {}).base_path == "/media"
