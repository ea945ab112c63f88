"""Players: programs that show the library and are told when it changes. One module each."""
