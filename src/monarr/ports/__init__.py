"""Protocols towards the outside world, and the values that cross them. Ability-sized: a provider fulfils what it can."""
