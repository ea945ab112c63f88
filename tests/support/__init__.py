"""What tests lean on: databases, real programs, ports, a browser. Nothing here stands in for Monarr's own code."""
