"""The pure domain: no I/O, no clock, no settings, no SQL. Facts come in as values, decisions go out as values."""
