"""Checks of the house: one module each, with one object `CHECK` (see README.md). `all_checks` finds them."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from monarr.health.model import Check, Finding

__all__ = ["Check", "Finding", "all_checks"]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, by name."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    checks = [module.CHECK for module in modules if isinstance(getattr(module, "CHECK", None), Check)]
    return tuple(sorted(checks, key=lambda check: check.name))
