"""Titles per second of `core.releases`, of guessit and of PTT (parsett) on this project's own names, and how long
`monarr parse` takes to start.

    python benchmarks/parse.py --install      once: the peers, in an environment of their own (build/peers)
    python benchmarks/parse.py [--scale 1.0] [--peers PYTHON] [--json] [--profile]

The names are those of tests/data/releases. Each parser runs in a process of its own, one at a time on one core, in
rounds that take turns, so that a busy moment of the machine meets all; the median round counts. Imports and a first
name, which fills every parser's tables, are not timed. The peers are no dependencies of Monarr: they are taken from this
interpreter when it has them, else from the one that `--peers` names, else from build/peers.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks._table import Bar, report  # noqa: E402
from tests.support.names import CORPUS  # noqa: E402

PEERS = ROOT / "build" / "peers" / "bin" / "python"
PACKAGES = ("guessit==4.4.0", "parsett==1.8.5")
TIMES_GUESSIT, TIMES_PTT, START_SECONDS = 30.0, 3.0, 0.3
ROUNDS, STARTS = 5, 15
CALLS = {
    "core": "from monarr.core.releases import parse_release as call",
    "guessit": "from guessit import guessit as call",
    "PTT": "from PTT import parse_title as call",
}
# Reads the names, answers when it is ready, then times one walk over all of them for each line that comes in.
WORKER = """
import json, os, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
names = json.loads(sys.stdin.readline())
call("Big.Buck.Bunny.2008.1080p.BluRay.x264-PEACH")
print("ready", flush=True)
for _ in sys.stdin:
    began = time.perf_counter()
    for name in names:
        call(name)
    print(time.perf_counter() - began, flush=True)
"""
MISSING = """guessit and parsett are not here, so nothing can be compared. Get them once with

    python benchmarks/parse.py --install

which makes an environment of their own in build/peers, or name a Python that has them with --peers.
"""


class Parser:
    """One parser in its own process."""

    def __init__(self, python: str, call: str, names: list[str]) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        self._process = subprocess.Popen(
            [python, "-c", call + WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        self._ask(json.dumps(names))

    def seconds(self) -> float:
        """One walk over all names."""
        return float(self._ask(""))

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"A parser ended with exit code {self._process.wait()}.")
        return answer

    def close(self) -> None:
        self._process.communicate()


def install() -> None:
    """The peers, in an environment that Monarr's own never sees."""
    subprocess.run([sys.executable, "-m", "venv", str(PEERS.parent.parent)], check=True)
    subprocess.run([str(PEERS), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


def find_peers(given: str | None) -> str | None:
    if given:
        return given
    if find_spec("guessit") and find_spec("PTT"):
        return sys.executable
    return str(PEERS) if PEERS.exists() else None


def own_names(scale: float) -> list[str]:
    """The corpus without its paths: a tenth with scale 0.1, twice with 2."""
    names = [case["name"] for kind, cases in CORPUS.items() for case in cases if kind != "paths"]
    count = max(20, round(len(names) * scale))
    return [names[place % len(names)] for place in _spread(len(names), count)]


def _spread(length: int, count: int) -> list[int]:
    return list(range(count)) if count >= length else [number * length // count for number in range(count)]


def measure_speed(names: list[str], peers: str) -> list[Bar]:
    parsers = {who: Parser(sys.executable if who == "core" else peers, call, names) for who, call in CALLS.items()}
    try:
        taken: dict[str, list[float]] = {who: [] for who in parsers}
        for _ in range(ROUNDS):
            for who, parser in parsers.items():
                taken[who].append(parser.seconds())
    finally:
        for parser in parsers.values():
            parser.close()
    speed = {who: len(names) / statistics.median(seconds) for who, seconds in taken.items()}
    beside = {who: round(speed[who]) for who in ("guessit", "PTT")}
    return [
        Bar(f"{len(names)} titles", round(speed["core"]), "titles/s", None, beside),
        Bar("times as fast as guessit", round(speed["core"] / speed["guessit"], 1), "x", TIMES_GUESSIT, at_least=True),
        Bar("times as fast as PTT", round(speed["core"] / speed["PTT"], 1), "x", TIMES_PTT, at_least=True),
    ]


def measure_start() -> Bar:
    """From nothing to the first answer and the end of the process, compiled as an installed program is. The quickest of
    some starts: what others do on the machine at the time only adds to it."""
    command = [sys.executable, "-m", "monarr.cli", "parse", "--json", "Big.Buck.Bunny.2008.1080p.BluRay.x264-PEACH"]
    with tempfile.TemporaryDirectory(prefix="monarr-parse-") as bytecode:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": bytecode}

        def once(words: list[str]) -> float:
            began = time.perf_counter()
            subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=True)
            return time.perf_counter() - began

        once(command)
        bare = [sys.executable, "-c", "pass"]
        pairs = [(once(command), once(bare)) for _ in range(STARTS)]
    value, beside = (min(side) for side in zip(*pairs, strict=True))
    return Bar("start of `monarr parse`", round(value, 3), "s", START_SECONDS, {"bare Python": round(beside, 3)})


def show_profile(names: list[str]) -> None:
    import cProfile
    import pstats

    from monarr.core.releases import parse_release

    parse_release(names[0])
    profile = cProfile.Profile()
    profile.runcall(lambda: [parse_release(name) for name in names])
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="1: every name of the corpus once a round")
    parser.add_argument("--peers", metavar="PYTHON", help="an interpreter that has guessit and parsett")
    parser.add_argument("--install", action="store_true", help="install the peers into build/peers, and end")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--profile", action="store_true", help="show where core's time goes, and end")
    given: Any = parser.parse_args()
    names = own_names(given.scale)
    if given.install:
        install()
        return 0
    if given.profile:
        show_profile(names)
        return 0
    peers = find_peers(given.peers)
    if peers is None:
        print(MISSING, file=sys.stderr)
        return 2
    return report("parse", [*measure_speed(names, peers), measure_start()], as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
