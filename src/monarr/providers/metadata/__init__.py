"""Metadata sources, one module each. They answer in the source's own facts; merging several is a service's work."""
