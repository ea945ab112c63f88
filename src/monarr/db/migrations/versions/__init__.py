"""The steps in their order; never edited once released."""
