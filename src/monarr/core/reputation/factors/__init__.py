"""The eight factors, one module each with one `FACTOR`; found by walking. A factor reads the tally and answers on a scale
of 0 to 1, or that it does not know."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from monarr.core.reputation.model import Factor


@cache
def find_factors() -> tuple[Factor, ...]:
    """All factors, the heaviest first."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found = [importlib.import_module(f"{__name__}.{name}").FACTOR for name in names]
    return tuple(sorted(found, key=lambda factor: (-factor.weight, factor.code)))
