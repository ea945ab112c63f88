"""The offline world: seeders, feeds, fake services and a fake player, all on loopback. No code outside knows of it."""
