"""The API: `/api/v1` is Monarr's own."""
