"""What all benchmarks share: bars, the table that people read, the JSON that programs read."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Bar:
    """One measured figure. `limit` None: told for comparison only; `beside` are the peers of the same run. A figure holds
    when it is not over its limit; with `at_least`, when it is not under."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    beside: dict[str, float] = field(default_factory=dict)
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def report(name: str, bars: list[Bar], *, as_json: bool) -> int:
    """Prints the figures; gives 0 when all bars hold, else 1."""
    if as_json:
        rows = [{**_plain(bar), "holds": bar.holds} for bar in bars]
        print(json.dumps({"name": name, "machine": machine(), "bars": rows}, indent=2))
    else:
        _print_table(name, bars)
    return 0 if all(bar.holds for bar in bars) else 1


def _plain(bar: Bar) -> dict[str, Any]:
    row = asdict(bar)
    del row["at_least"]
    return row


def _print_table(name: str, bars: list[Bar]) -> None:
    here = machine()
    table = Table(title=f"{name} · {here['cores']} cores, load {here['load']}, Python {here['python']}")
    table.add_column("what")
    for head in ("value", "limit"):
        table.add_column(head, justify="right")
    table.add_column("beside", justify="right")
    table.add_column("")
    for bar in bars:
        sign = "" if bar.limit is None else "holds" if bar.holds else "[bold]over[/bold]"
        if bar.at_least and bar.limit is not None and not bar.holds:
            sign = "[bold]under[/bold]"
        beside = ", ".join(f"{peer} {_figure(value)}" for peer, value in bar.beside.items())
        limit = "" if bar.limit is None else _figure(bar.limit)
        table.add_row(bar.what, f"{_figure(bar.value)} {bar.unit}", limit, beside, sign)
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 140).print(table)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
