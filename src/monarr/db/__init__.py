"""The one database: SQLite by default, PostgreSQL where it must scale. Same models, same statements, same tests."""

from monarr.db.engine import Database, DatabaseUnavailable
from monarr.db.migrate import upgrade

__all__ = ["Database", "DatabaseUnavailable", "upgrade"]
