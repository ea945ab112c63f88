"""`python -m monarr.cli`."""

from monarr.cli import main

main()
