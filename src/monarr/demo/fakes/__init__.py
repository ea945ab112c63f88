"""Outside services, imitated over real HTTP. The demo lives on them, and so do the tests."""
