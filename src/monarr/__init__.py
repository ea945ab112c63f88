"""Monarr: one self-hosted server for the whole home media library."""
