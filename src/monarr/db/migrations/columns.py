"""Types of columns as the migrations write them, frozen apart from the models."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
SORT_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.Text()
FLAG = sa.Boolean()
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def only(condition: str) -> dict[str, Any]:
    """The condition of a partial index, for both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
