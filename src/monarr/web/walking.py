"""Finds routes: each module of a package that has `ROUTES` adds them. Adding a page or a part of the API is adding its
file; modules whose names begin with `_` are shared pieces."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def routes_in(package: ModuleType) -> list[Any]:
    """The route handlers of all modules of a package, in the order of their names."""
    found: list[Any] = []
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if not module.name.startswith("_"):
            found.extend(getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "ROUTES", ()))
    return found
