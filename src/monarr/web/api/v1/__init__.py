"""`/api/v1`: everything that the pages do. One module per noun, found by `ROUTES`; structs in `_shapes`, no rule here."""

from monarr.web.api.v1._base import api_context

__all__ = ["api_context"]
