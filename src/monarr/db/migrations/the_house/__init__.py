"""Step 0001, one module per family of tables, in the order in which they are made."""
