"""What pages, the API and the command line read: frozen values, a fixed number of statements each."""
