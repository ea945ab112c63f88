"""What a service reports, as the result that is kept with the job."""

from __future__ import annotations

from typing import Any

import msgspec


def as_result(report: Any) -> dict[str, Any] | None:
    """JSON-able data of a report; numbers and lists get a name. None for nothing."""
    if report is None:
        return None
    data = msgspec.to_builtins(report, enc_hook=str)
    if isinstance(data, dict):
        return data
    return {"count": len(data)} if isinstance(data, list) else {"value": data}
