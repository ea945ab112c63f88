"""Writes and single reads in the words of the domain, one module per family of tables."""
