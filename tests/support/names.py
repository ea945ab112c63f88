"""The corpus of release names (`tests/data/releases/`), and in what a name is read otherwise than it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from monarr.core.releases import ParsedRelease, parse_path, parse_release

_FOLDER = Path(__file__).parents[1] / "data" / "releases"
_NOT_COMPARED = ("name", "kind")
REFUSED = "refused"


def _read(path: Path) -> list[dict[str, Any]]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return list(loaded)


CORPUS: dict[str, list[dict[str, Any]]] = {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def says(parsed: ParsedRelease | None) -> dict[str, Any]:
    """The fields of a release, those of its revision among them; none when there is no release."""
    if parsed is None:
        return {}
    return msgspec.structs.asdict(parsed) | msgspec.structs.asdict(parsed.revision)


def read(kind: str, case: dict[str, Any]) -> ParsedRelease | None:
    """A case as it is asked for: `kind` is the file of the corpus that it stands in."""
    name, asked = case["name"], case.get("kind", "music" if kind == "music" else None)
    return parse_path(name, asked) if name.startswith("/") else parse_release(name, asked)


def differences(kind: str, case: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What is expected and what was read, for each field in which they differ."""
    parsed = read(kind, case)
    if kind.startswith(REFUSED):
        return {} if parsed is None else {"release": (None, parsed)}
    if parsed is None:
        return {"release": (case, None)}
    found = says(parsed)
    expected = {field: value for field, value in case.items() if field not in _NOT_COMPARED}
    return {field: (value, found.get(field)) for field, value in expected.items() if found.get(field) != value}
