"""The kinds of conditions, one module each, declaring `KIND`. Found by walking this package."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from monarr.core.formats.model import ConditionKind


@cache
def find_kinds() -> dict[str, ConditionKind]:
    """Every kind of condition by its implementation name."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")]
    kinds: list[ConditionKind] = [importlib.import_module(f"{__name__}.{name}").KIND for name in names]
    return {kind.implementation: kind for kind in kinds}
