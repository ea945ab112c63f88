"""`/api/v1`: everything that the pages do. One module per noun, found by `ROUTES`; structs in `_shapes`, no rule here."""
