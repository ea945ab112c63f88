"""Adapters to the outside world, one module each behind a port. The registry finds them; `http` is the one way out."""
