"""Steps of the database, from empty to this version; run by `monarr.db.migrate`."""
