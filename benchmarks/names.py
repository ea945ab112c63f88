"""How many names are read wholly right, by kind: this project's own corpus, and names made from a grammar.

    python benchmarks/names.py [--made 2000] [--json] [--wrong]

The corpus is tests/data/releases (every field that a name lists is compared); the made names come from
tests/support/grammar.py and numbered.py, `--made` of each kind. `--wrong` shows what is read otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from monarr.core.releases import parse_release  # noqa: E402
from tests.support.grammar import make  # noqa: E402
from tests.support.names import CORPUS, differences, says  # noqa: E402
from tests.support.numbered import NUMBERINGS, make_absolute, make_numbered  # noqa: E402

Outcome = tuple[str, str, dict[str, Any]]  # kind, name, what differs


def corpus() -> Iterator[Outcome]:
    for kind, cases in CORPUS.items():
        for case in cases:
            yield kind, case["name"], differences(kind, case)


def made(count: int) -> Iterator[Outcome]:
    for seed in range(count):
        parts = [("made: film", *make(seed, "movie")), ("made: episode", *make(seed, "series"))]
        parts += [(f"made: {numbering}", *make_numbered(seed, numbering)) for numbering in NUMBERINGS]
        parts.append(("made: absolute", *make_absolute(seed)))
        for kind, name, expected in parts:
            found = says(parse_release(name))
            wrong = {field: (value, found.get(field)) for field, value in expected.items() if found.get(field) != value}
            yield kind, name, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--made", type=int, default=2000, help="made names of each kind")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--wrong", action="store_true", help="show names that are read otherwise")
    options = parser.parse_args()
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    for outcomes in (corpus(), made(options.made)):
        for kind, name, wrong in outcomes:
            total[kind] = total.get(kind, 0) + 1
            right[kind] = right.get(kind, 0) + (not wrong)
            if wrong and options.wrong:
                print(f"{kind}: {name}\n    {wrong}", file=sys.stderr)
    if options.json:
        print(json.dumps({kind: {"names": total[kind], "right": right[kind]} for kind in total}, indent=2))
        return
    for kind in total:
        print(f"{kind:<18} {right[kind]:>6} of {total[kind]:>6}   {100 * right[kind] / total[kind]:6.2f} %")
    print(f"{'all':<18} {sum(right.values()):>6} of {sum(total.values()):>6}")


if __name__ == "__main__":
    main()
