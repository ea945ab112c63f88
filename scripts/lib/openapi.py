"""Writes docs/reference/openapi.json, the description of the API as the server gives it. --check only says whether it is
current."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from monarr.web.describing import description

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"


def snapshot() -> str:
    """The description as it is kept: readable, one order."""
    return json.dumps(description(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    if "--check" in sys.argv:
        if not SNAPSHOT.exists() or SNAPSHOT.read_text(encoding="utf-8") != snapshot():
            raise SystemExit("Not current, run scripts/docs: openapi.json")
        return
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")


if __name__ == "__main__":
    main()
