"""Who fetches releases: one module or folder per client."""
