"""One rich context per page template; the routes hand over values of this shape."""
