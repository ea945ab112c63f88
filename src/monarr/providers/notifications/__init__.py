"""Who is told that something happened."""
