"""Copying, backing up and restoring whole databases."""
