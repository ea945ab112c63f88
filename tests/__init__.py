"""The tests of Monarr. See CONTRIBUTING.md for the kinds and for how to run them."""
