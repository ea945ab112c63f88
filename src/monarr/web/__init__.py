"""The faces over HTTP: pages for people, an API for programs. They translate; no rule lives here."""
