"""Alembic's entry: the connection comes from `monarr.db.migrate`."""

from __future__ import annotations

from alembic import context

from monarr.db.models import Base

connection = context.config.attributes["connection"]
is_sqlite = connection.dialect.name == "sqlite"
if is_sqlite:
    # Batch mode rebuilds tables; references must not cascade meanwhile.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF") if not connection.in_transaction() else None
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=is_sqlite,
    transaction_per_migration=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
