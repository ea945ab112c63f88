"""The disk: walking downloads, safe targets, and file operations that survive a crash. Knows no database."""

from monarr.core.acts import Act, Step
from monarr.files.operations import CannotLink, arrived, perform, reverse, sync_all
from monarr.files.places import inside, prepare_store, safe_target, store_of
from monarr.files.stat import Identity, free_bytes, identify, quick_hash
from monarr.files.walk import Walk, walk_download

__all__ = [
    "Act", "CannotLink", "Identity", "Step", "Walk", "arrived", "free_bytes", "identify", "inside", "perform",
    "prepare_store", "quick_hash", "reverse", "safe_target", "store_of", "sync_all", "walk_download",
]  # fmt: skip
