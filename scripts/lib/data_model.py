"""Writes docs/reference/data-model.md and its picture from the models. `--check` only says whether they are current."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent))
from seed_map import PLANNED, SYSTEMS
from sqlalchemy import CheckConstraint, Table, UniqueConstraint

from monarr.db.models import Base

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
FAMILIES = ("libraries", "media", "files", "artwork", "acquisition", "guides", "reputation", "system", "people")
BOX, HEAD, ROW, GAP = 250, 24, 16, 26


def families() -> dict[str, list[tuple[Table, str]]]:
    """Tables by the module that declares them, with the first paragraph of their docstring."""
    found: dict[str, list[tuple[Table, str]]] = {name: [] for name in FAMILIES}
    for mapper in Base.registry.mappers:
        model = mapper.class_
        family = model.__module__.rpartition(".")[2]
        words = " ".join((model.__doc__ or "").strip().split("\n\n")[0].split())
        found[family].append((model.__table__, words))
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    return {name: sorted(rows, key=lambda row: order[row[0].name]) for name, rows in found.items()}


def table_page(table: Table, words: str) -> list[str]:
    lines = [f"### {table.name}", "", *([words, ""] if words else [])]
    lines += ["| column | type | null | points at |", "| --- | --- | --- | --- |"]
    for column in table.columns:
        target = ", ".join(f"{key.column.table.name}.{key.column.name} ({(key.ondelete or 'no action').lower()})"
                           for key in sorted(column.foreign_keys, key=lambda key: key.target_fullname))  # fmt: skip
        name = f"**{column.name}**" if column.primary_key else column.name
        kind = type(column.type).__name__.lower()
        lines.append(f"| {name} | {kind} | {'yes' if column.nullable else ''} | {target} |")
    rules = [
        f"unique ({', '.join(column.name for column in constraint.columns)})"
        for constraint in table.constraints if isinstance(constraint, UniqueConstraint)
    ] + [
        f"unique {index.name} ({', '.join(str(part) for part in index.expressions)})"
        + (f" where {index.dialect_options['sqlite']['where']}" if index.dialect_options["sqlite"]["where"] is not None else "")
        for index in table.indexes if index.unique
    ] + [f"check {constraint.sqltext}" for constraint in table.constraints if isinstance(constraint, CheckConstraint)]  # fmt: skip
    lines += ["", *(f"- {rule}" for rule in sorted(rules)), ""] if rules else [""]
    return lines


def seed_pages() -> list[str]:
    built = set(Base.metadata.tables)
    lines = ["## Where the 113 seed tables went", "",
             "Built places are tables above; planned ones come with their area and only add. A place in brackets is no table.", ""]  # fmt: skip
    for system, tables in SYSTEMS.items():
        lines += [f"### {system} ({len(tables)})", "", "| seed table | place | state |", "| --- | --- | --- |"]
        for name, places in tables.items():
            named = [] if places.startswith("(") else places.split(", ")
            waiting = [place for place in named if place not in built]
            for place in waiting:
                if place not in PLANNED:
                    raise SystemExit(f"{system} {name}: {place} is neither built nor planned.")
            state = "built" if not waiting else "planned with " + ", ".join(sorted({PLANNED[p] for p in waiting}))
            lines.append(f"| {name} | {places} | {state} |")
        lines.append("")
    return lines


def picture() -> str:
    """Each table a box with its references, families in columns; an arrow from each reference to its table."""
    columns = families()
    places: dict[str, tuple[int, int, int]] = {}
    boxes: list[str] = []
    tallest = 0
    x = 20
    for family, rows in columns.items():
        y = 60
        boxes.append(f'<text class="family" x="{x}" y="40">{family}</text>')
        for table, _words in rows:
            keys = [c.name for c in table.columns if c.primary_key or c.foreign_keys]
            height = HEAD + ROW * len(keys) + 6
            if y + height > 1700:
                tallest, x, y = max(tallest, y), x + BOX + 70, 60
            places[table.name] = (x, y, height)
            boxes.append(f'<rect class="box" x="{x}" y="{y}" width="{BOX}" height="{height}" rx="6"/>')
            boxes.append(f'<text class="name" x="{x + 10}" y="{y + 17}">{table.name}</text>')
            for place, key in enumerate(keys):
                boxes.append(f'<text class="key" x="{x + 10}" y="{y + HEAD + ROW * place + 12}">{escape(key)}</text>')
            y += height + GAP
        tallest, x = max(tallest, y), x + BOX + 70
    arrows = []
    for table in Base.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: (key.parent.name, key.target_fullname)):
            ax, ay, _ = places[table.name]
            bx, by, _ = places[key.column.table.name]
            keys = [c.name for c in table.columns if c.primary_key or c.foreign_keys]
            line = ay + HEAD + ROW * keys.index(key.parent.name) + 8
            start, end = (ax + BOX, bx) if bx > ax else (ax, bx + BOX)
            bend = (start + end) // 2 if bx != ax else ax - 30
            end = bx if bx == ax else end
            arrows.append(f'<path class="to" d="M{start} {line}C{bend} {line} {bend} {by + 12} {end} {by + 12}"/>')
    style = (
        "text{font-family:system-ui,sans-serif;fill:#1d1915}.family{font-size:20px;font-weight:700}.name{font-size:13px;font-weight:700}"
        ".key{font-size:11.5px}.box{fill:#fff;stroke:#847f7a}.to{fill:none;stroke:#006d72;stroke-opacity:.28}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x} {tallest + 20}" role="img" aria-label="Tables and their references">'
    ground = f'<rect width="{x}" height="{tallest + 20}" fill="#f7f6f3"/>'
    return "\n".join([head, f"<style>{style}</style>", ground, *arrows, *boxes, "</svg>", ""])


def page() -> str:
    count = len(Base.metadata.tables)
    lines = ["# The data model", "", "Generated from the models by `scripts/docs`; do not edit.", "",
             f"{count} tables. Keys are integers, plus a random public id where an address shows one; times are UTC; "
             "secrets are enciphered; what is deleted is marked with the moment of its deletion.", "",
             "![Tables and their references](data-model.svg)", ""]  # fmt: skip
    for family, rows in families().items():
        module = import_module(f"monarr.db.models.{family}")
        lines += [f"## {family.capitalize()}", "", " ".join((module.__doc__ or "").split()), ""]
        for table, words in rows:
            lines += table_page(table, words)
    return "\n".join([*lines, *seed_pages()]).rstrip() + "\n"


def main() -> None:
    wanted = {REFERENCE / "data-model.md": page(), REFERENCE / "data-model.svg": picture()}
    stale = [path for path, words in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != words]
    if "--check" in sys.argv:
        if stale:
            raise SystemExit("Not current, run scripts/docs: " + ", ".join(path.name for path in stale))
        return
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")


if __name__ == "__main__":
    main()
