"""Makes the files of a new part from scripts/templates, and says what is left to do.

A template's path is the path of the file it becomes; in path and text `$name` stands for the name (`minimum_age`),
`$code` for its written form (`minimum-age`), `$Class` for the class (`MinimumAge`), `$label` for people (`Minimum age`).
A provider's methods are those of its port, read from `monarr.ports`, so that they never lag behind it.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "scripts" / "templates"
KINDS = tuple(sorted(path.name for path in TEMPLATES.iterdir()))
USAGE = """usage: scripts/new provider FOLDER NAME   (FOLDER: {folders})
       scripts/new KIND NAME              (KIND: {kinds})"""

# folder of the provider: module of its port, the protocols a full adapter fulfils, member of ProviderKind
PORTS = {
    "indexers": ("indexer", ("Indexer",), "INDEXER"),
    "download_clients": ("download_client", ("DownloadClient",), "DOWNLOAD_CLIENT"),
    "metadata": ("metadata", ("TitleSearch", "TitleDescription"), "METADATA"),
    "players": ("player", ("Player",), "PLAYER"),
    "notifications": ("notifier", ("Notifier",), "NOTIFICATION"),
}

# what cannot be made from a template, by kind
ALSO = {
    "provider": "Add its row to docs/reference/providers.md.",
    "rule": "Its sentences go into src/monarr/messages/verdicts, under its code.",
}


class Wrong(Exception):
    """What was asked for cannot be made."""


def main(arguments: list[str], root: Path = ROOT) -> list[Path]:
    """Makes the files below `root`; gives their paths."""
    match arguments:
        case ["provider", folder, name] if folder in PORTS:
            words = {"folder": folder, **_port_words(folder)}
        case [kind, name] if kind in KINDS and kind != "provider":
            words = {}
        case _:
            kinds = (kind for kind in KINDS if kind != "provider")
            raise Wrong(USAGE.format(folders=", ".join(PORTS), kinds=", ".join(kinds)))
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise Wrong(f"A name is made of lower-case words with underscores, such as minimum_age; this one is {name!r}.")
    return _make(arguments[0], {**_name_words(name), **words}, root)


def _name_words(name: str) -> dict[str, str]:
    words = name.split("_")
    return {
        "name": name,
        "code": "-".join(words),
        "Class": "".join(word.capitalize() for word in words),
        "label": " ".join(words).capitalize(),
    }


def _make(kind: str, words: dict[str, str], root: Path) -> list[Path]:
    files = {}
    for template in sorted((TEMPLATES / kind).rglob("*.tmpl")):
        relative = template.relative_to(TEMPLATES / kind).as_posix().removesuffix(".tmpl")
        target = root / Template(relative).substitute(words)
        if target.exists():
            raise Wrong(f"{target.relative_to(root)} is there already.")
        files[target] = Template(template.read_text("utf-8")).substitute(words)
    for target, text in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return list(files)


def _port_words(folder: str) -> dict[str, str]:
    """What a provider's template needs to know of its port: methods, and the names that their signatures use."""
    module, protocols, kind = PORTS[folder]
    path = ROOT / "src" / "monarr" / "ports" / f"{module}.py"
    tree = ast.parse(path.read_text("utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    methods = [
        node
        for name in protocols
        for node in classes[name].body
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    ]
    names = {node.id for method in methods for node in ast.walk(method) if isinstance(node, ast.Name)}
    if "test" not in {method.name for method in methods}:
        methods.insert(0, _function("async def test(self) -> None: ..."))
    imports = [f"from monarr.ports.{module} import {', '.join(sorted(names & classes.keys()))}"]
    imports += [ast.unparse(node) for node in tree.body if _brings(node, names)]
    return {
        "methods": "\n\n".join(_stub(method) for method in methods),
        "imports": "\n".join(imports) if names & classes.keys() else "\n".join(imports[1:]),
        "ports": " and ".join(f"`{name}`" for name in protocols),
        "kind": kind,
    }


def _function(source: str) -> ast.AsyncFunctionDef | ast.FunctionDef:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
    return node


def _brings(node: ast.stmt, names: set[str]) -> bool:
    """Whether an import statement of the port's module brings in one of these names."""
    if not isinstance(node, ast.ImportFrom) or node.module in ("__future__", "typing"):
        return False
    node.names = [alias for alias in node.names if (alias.asname or alias.name) in names]
    return bool(node.names)


def _stub(method: ast.AsyncFunctionDef | ast.FunctionDef) -> str:
    """The method's signature, as its port has it, with a body that is still to be written."""
    method.body = [ast.parse("raise NotImplementedError").body[0]]
    return "\n".join(f"    {line}" for line in ast.unparse(method).splitlines())


if __name__ == "__main__":
    try:
        made = main(sys.argv[1:])
    except Wrong as wrong:
        sys.exit(str(wrong))
    python = [str(path) for path in made if path.suffix == ".py"]
    for tidy in (["check", "--quiet", "--fix"], ["format", "--quiet"]):
        subprocess.run([ROOT / ".venv" / "bin" / "ruff", *tidy, *python], check=False)
    print("\n".join(f"made {path.relative_to(ROOT)}" for path in made))
    print(f"Now fill them in. {ALSO[sys.argv[1]]}")
    print("Then add a line to CHANGELOG.md, and run scripts/test and scripts/check.")
