"""What runs by itself: one module per job, the worker that runs them, the scheduler that queues them (see README.md)."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from monarr.jobs.model import JobType, Report

__all__ = ["JobType", "Report", "all_job_types"]


@cache
def all_job_types() -> dict[str, JobType]:
    """Every job by name: the modules of this package that declare a `JOB`."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    jobs = [module.JOB for module in modules if isinstance(getattr(module, "JOB", None), JobType)]
    return {job.name: job for job in jobs}
